"""From a new international crisis to serious clashes or full-scale war."""

from __future__ import annotations

import numpy as np

from lagebild.reason.draw import Vector, probability
from lagebild.reason.gate import grade_of, passes_gate
from lagebild.reason.parameter import LogitParameters, draw_rate, read_parameters
from lagebild.reason.quantity import Case, Moment, Quantity, german, in_both
from lagebild.reason.state import State, read_states

LABELS = {
    "serious_clashes": in_both(
        "a new crisis leads to serious clashes or worse", "eine neue Krise führt zu schweren Gefechten"
    ),
    "full_scale_war": in_both("a new crisis leads to full-scale war", "eine neue Krise führt zu offenem Krieg"),
}


def crisis_quantities(case: Case) -> tuple[Quantity, ...]:
    """Return the chances that a crisis with the stated trigger turns violent; the rate if no trigger is stated."""
    return tuple(_quantity(case, target) for target in LABELS)


def draw_crisis(case: Case, target: str, moment: Moment) -> Vector:
    """Return draws of the chance that a crisis reaches a level of violence."""
    if not uses_model(case, target):
        return _draw_base(target, moment)
    entry = read_parameters("crisis").values["outcomes"][target]
    model = LogitParameters.of(entry["model"])
    parties = _parties(case)
    known = {
        f"trigger: {case.scenario.trigger}": 1.0,
        "nuclear party": float(any(state.nuclear for state in parties)),
        "great power party": float(any(state.major for state in parties)),
    }
    beta = model.draw(moment.draws, f"crisis {target}")
    return probability(beta[:, 0] + beta[:, 1:] @ np.array([known.get(name, 0.0) for name in model.features]))


def uses_model(case: Case, target: str) -> bool:
    """Say whether the model speaks: a trigger is stated and the model passed its gate."""
    skill = read_parameters("crisis").values["outcomes"][target]["skill"]
    return case.scenario.trigger is not None and passes_gate(skill)


def _draw_base(target: str, moment: Moment) -> Vector:
    rate = read_parameters("crisis").values["outcomes"][target]["base_rate"]
    return draw_rate(moment.draws, f"crisis {target}: rate", rate["events"], rate["trials"])


def _quantity(case: Case, target: str) -> Quantity:
    entry = read_parameters("crisis").values["outcomes"][target]
    skill, rate = entry["skill"], entry["base_rate"]
    counts = f"{rate['events']}/{rate['trials']}"
    if uses_model(case, target):
        basis = in_both(
            f"logit of crises 1918-2017, Brier skill {skill['bss']:+.3f}",
            f"Logit aus Krisen 1918-2017, Brier-Gewinn {german(skill['bss'], '+.3f')}",
        )
    elif case.scenario.trigger is None:
        basis = in_both(
            f"rate of crises, {counts}; no trigger is stated", f"Rate der Krisen, {counts}; kein Auslöser genannt"
        )
    else:
        basis = in_both(
            f"rate of crises, {counts}; the model fell back", f"Rate der Krisen, {counts}; Modell zurückgefallen"
        )
    return Quantity(
        "crisis",
        target,
        LABELS[target],
        grade_of(skill) if uses_model(case, target) else "B",
        basis,
        lambda moment: draw_crisis(case, target, moment),
        timed=False,
        parameters=("crisis",),
        condition=in_both("if a crisis outside the war breaks out", "falls eine Krise außerhalb des Krieges ausbricht"),
        base=lambda moment: _draw_base(target, moment),
    )


def _parties(case: Case) -> tuple[State, ...]:
    codes = [code for side in ("a", "b") for code in case.scenario.states(side)]
    return tuple(read_states()[code] for code in codes)
