"""Does an attack in the option's theatre succeed? Hierarchical logit on CDB90."""

from __future__ import annotations

import numpy as np

from lagebild.reason.balance import strength
from lagebild.reason.draw import Draws, Vector, choose, log_odds, probability
from lagebild.reason.gate import grade_of, passes_gate
from lagebild.reason.parameter import LogitParameters, draw_rate, read_parameters
from lagebild.reason.quantity import Case, Moment, Quantity, german, in_both
from lagebild.reason.scenario import Theatre

AIR_CODES = {"attacker": 1.0, "neither": 0.0, "defender": -1.0}


def engagement_quantities(case: Case) -> tuple[Quantity, ...]:
    """Return the chance that an attack in the option's theatre succeeds, if any option names a theatre."""
    if not case.scenario.theatres:
        return ()
    skill = read_parameters("engagement").values["skill"]
    model = in_both(
        f"logit of 367 battles since 1914, Brier skill {skill['bss']:+.3f} on held-out wars",
        f"Logit aus 367 Gefechten seit 1914, Brier-Gewinn {german(skill['bss'], '+.3f')} auf ausgelassenen Kriegen",
    )
    base = in_both(
        "rate of battles since 1914 (model fell back)", "Rate der Gefechte seit 1914 (Modell zurückgefallen)"
    )
    return (
        Quantity(
            "engagement",
            "attack_succeeds",
            in_both("an attack in this theatre succeeds", "ein Angriff auf diesem Schauplatz gelingt"),
            grade_of(skill),
            model if passes_gate(skill) else base,
            lambda moment: draw_success(case, moment),
            timed=False,
            parameters=("engagement",),
            condition=in_both("if it is tried", "falls versucht"),
            base=_draw_base,
        ),
    )


def draw_success(case: Case, moment: Moment) -> Vector:
    """Return draws of the chance that the attacker wins an engagement in a new war."""
    values = read_parameters("engagement").values
    if not passes_gate(values["skill"]):
        return _draw_base(moment)
    war = moment.draws.normal("war effect", "engagement: this war")
    model = LogitParameters.of(values["model"])
    beta = model.draw(moment.draws, "engagement")
    theatre = case.scenario.theatre(moment.option.theatre)
    features = (_force_ratio(case, moment, theatre), _air(theatre, moment.draws), _fortified(theatre, moment.draws))
    eta = beta[:, 0] + sum(beta[:, k + 1] * feature for k, feature in enumerate(features))
    return probability(eta + model.group_sd * war)


def _draw_base(moment: Moment) -> Vector:
    values = read_parameters("engagement").values
    rate = values["base_rate"]
    war = moment.draws.normal("war effect", "engagement: this war")
    base = log_odds(draw_rate(moment.draws, "engagement: rate", rate["events"], rate["trials"]))
    return probability(base + values["base_group_sd"] * war)


def _force_ratio(case: Case, moment: Moment, theatre: Theatre | None) -> Vector:
    """Return the log of attacker to defender, from the stated forces or else as battles had it."""
    if theatre is not None and theatre.attacker is not None:
        sides = (theatre.attacker, "b" if theatre.attacker == "a" else "a")
        attacker, defender = (strength(case.scenario, moment.option, theatre.id, s, moment.draws) for s in sides)
        if attacker is not None and defender is not None:
            return np.asarray(np.log(attacker / defender))
    spread = _unknown()["log_force_ratio"]
    return spread["mean"] + spread["sd"] * moment.draws.normal("inputs", "force ratio not stated")


def _air(theatre: Theatre | None, draws: Draws) -> Vector:
    if theatre is not None and theatre.air is not None:
        return np.full(draws.count, AIR_CODES[theatre.air])
    shares = _unknown()["air_superiority"]
    codes = np.array([float(code) for code in sorted(shares)])
    weights = np.array([shares[code] for code in sorted(shares)])
    return np.asarray(codes[choose(draws.uniform("inputs", "air superiority not stated"), weights)])


def _fortified(theatre: Theatre | None, draws: Draws) -> Vector:
    if theatre is not None and theatre.defence is not None:
        return np.full(draws.count, float(theatre.defence == "fortified"))
    share = float(read_parameters("engagement").values["unknown_inputs"]["fortified"])
    return np.asarray(draws.uniform("inputs", "fortification not stated") < share, dtype=np.float64)


def _unknown() -> dict[str, dict[str, float]]:
    inputs: dict[str, dict[str, float]] = read_parameters("engagement").values["unknown_inputs"]
    return inputs
