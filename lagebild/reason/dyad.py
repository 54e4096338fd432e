"""How far a new militarised dispute between two states would climb: force, deaths, war."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from lagebild.reason.draw import Vector, probability
from lagebild.reason.gate import grade_of, passes_gate
from lagebild.reason.parameter import LogitParameters, draw_rate, read_parameters
from lagebild.reason.quantity import Case, Moment, Quantity, german, in_both
from lagebild.reason.scenario import Dyad, Scenario
from lagebild.reason.state import NEAR_KM, owe_help, read_states

RUNGS = {
    "force": in_both("force is used", "Gewalt wird angewandt"),
    "death": in_both("a soldier dies", "ein Soldat stirbt"),
    "over_250": in_both("more than 250 die", "mehr als 250 sterben"),
    "war": in_both("it becomes a war", "es wird ein Krieg"),
}
# Each rung cannot be likelier than the one it stands on.
BELOW = {"over_250": "death", "war": "force"}


def dyad_quantities(case: Case) -> tuple[Quantity, ...]:
    """Return the ladder for every dyad the scenario asks about or implies."""
    return tuple(_quantity(case, dyad, rung) for dyad in asked_dyads(case.scenario) for rung in RUNGS)


def asked_dyads(scenario: Scenario) -> tuple[Dyad, ...]:
    """Return the stated dyads, or the intervener with each belligerent it faces and each state that is concerned."""
    if scenario.dyads:
        return scenario.dyads
    actors = [actor for actor in scenario.actors if actor.is_state]
    interveners = [actor for actor in actors if actor.role == "intervener"]
    return tuple(
        Dyad(other.code, actor.code, _is_rival(scenario, other.code, actor.code), ())
        for actor in interveners
        for other in actors
        if (other.role == "belligerent" and {actor.side, other.side} == {"a", "b"}) or other.role == "concerned"
    )


def dyad_features(dyad: Dyad, case: Case) -> Mapping[str, float]:
    """Return what is known of two states before they dispute anything."""
    a, b = (read_states()[code] for code in (dyad.a, dyad.b))
    distance, land = a.distances_km[b.code], float(b.code in a.neighbours)
    return {
        "land": land,
        "near": float(not land and distance < NEAR_KM),
        "log_distance": float(np.log1p(distance / 100)),
        "majors": float(a.major + b.major),
        "both_major": float(a.major and b.major),
        "nuclear_any": float(a.nuclear or b.nuclear),
        "nuclear_both": float(a.nuclear and b.nuclear),
        "pact": float(owe_help(a.code, b.code, day=case.scenario.as_of)),
        "rival": float(dyad.rival or _is_rival(case.scenario, a.code, b.code)),
        **{issue: float(issue in dyad.issues) for issue in ("territory", "policy", "regime")},
    }


def draw_rung(case: Case, dyad: Dyad, rung: str, moment: Moment) -> Vector:
    """Return draws of the chance that a new dispute reaches a rung."""
    entry = read_parameters("dyad").values["rungs"][rung]
    if passes_gate(entry["skill"]):
        model = LogitParameters.of(entry["model"])
        known = dyad_features(dyad, case)
        beta = model.draw(moment.draws, f"dyad {rung}")
        drawn = probability(beta[:, 0] + beta[:, 1:] @ np.array([known[name] for name in model.features]))
    else:
        drawn = _draw_base(rung, moment)
    return np.minimum(drawn, draw_rung(case, dyad, BELOW[rung], moment)) if rung in BELOW else drawn


def _draw_base(rung: str, moment: Moment) -> Vector:
    rate = read_parameters("dyad").values["rungs"][rung]["base_rate"]
    return draw_rate(moment.draws, f"dyad {rung}: rate", rate["events"], rate["trials"])


def _quantity(case: Case, dyad: Dyad, rung: str) -> Quantity:
    entry = read_parameters("dyad").values["rungs"][rung]
    skill, rate = entry["skill"], entry["base_rate"]
    a, b = (read_states()[code] for code in (dyad.a, dyad.b))
    if passes_gate(skill):
        basis = in_both(
            f"logit of disputes, set to the last 20 years, rolling Brier skill {skill['bss']:+.3f}",
            f"Logit aus Konfliktfällen, auf die letzten 20 Jahre gesetzt, Brier-Gewinn {german(skill['bss'], '+.3f')}",
        )
    else:
        counts = f"{rate['events']}/{rate['trials']}"
        basis = in_both(
            f"rate of the last 20 years, {counts}; the model did not beat it and fell back",
            f"Rate der letzten 20 Jahre, {counts}; das Modell schlug sie nicht und ist zurückgefallen",
        )
    return Quantity(
        "dyad",
        f"{dyad.a}_{dyad.b}_{rung}",
        in_both(
            f"{a.name('en')} and {b.name('en')}: {RUNGS[rung]['en']}",
            f"{a.name('de')} und {b.name('de')}: {RUNGS[rung]['de']}",
        ),
        grade_of(skill),
        basis,
        lambda moment: draw_rung(case, dyad, rung, moment),
        timed=False,
        parameters=("dyad",),
        condition=in_both("if they get into a militarised dispute", "falls sie in einen bewaffneten Streit geraten"),
        base=lambda moment: _draw_base(rung, moment),
    )


def _is_rival(scenario: Scenario, first: str, second: str) -> bool:
    return any({first, second} == set(pair) for pair in scenario.rivals)
