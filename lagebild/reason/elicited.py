"""What no data set settles: the effect of the theatre, whether the limit is kept, the effect of the pace."""

from __future__ import annotations

from typing import Final

import numpy as np

from lagebild.reason.draw import Draws, Vector, from_quantiles, probability_from_quantiles
from lagebild.reason.quantity import Case, Quantity, in_both
from lagebild.reason.scenario import Option, Scenario

# The spread, in log-odds, of an effect that nobody has stated: centred on no effect, and wide enough to double or
# halve the odds. It stands for ignorance, not for an estimate, and the output says so.
UNSTATED_SD: Final = 0.7


def draw_shift(scenario: Scenario, option: Option, effect: str, draws: Draws) -> Vector:
    """Return draws of the shift, in log-odds, that an option gives an effect against the first option.

    The first option is the yardstick and has no shift, nor has any other that names no theatre.
    """
    if option.id == scenario.options[0].id or (option.theatre is None and effect not in option.shifts):
        return np.zeros(draws.count)
    name = f"theatre effect on {effect}: {option.theatre or option.id}"
    if effect in option.shifts:
        shift = from_quantiles(draws.uniform("elicited", name), option.shifts[effect])
    else:
        shift = UNSTATED_SD * draws.normal("elicited", name)
    if scenario.pace is not None and effect in ("intensity", "joining"):
        shift = shift + from_quantiles(draws.uniform("elicited", "pace of deployment"), scenario.pace)
    return shift


def draw_kept(option: Option, draws: Draws) -> Vector:
    """Return draws of the chance that the option's limit is kept: as stated, else anything between 0 and 1."""
    u = draws.uniform("elicited", f"limit kept: {option.id}")
    return u if option.limit_kept is None else probability_from_quantiles(u, option.limit_kept)


def elicited_quantities(case: Case) -> tuple[Quantity, ...]:
    """Return the chance that the limit is kept, if any option has a limit that can be broken."""
    if not any(option.breaks_into for option in case.scenario.options):
        return ()
    return (
        Quantity(
            "limit",
            "limit_kept",
            in_both("the declared limit is kept", "die erklärte Begrenzung wird eingehalten"),
            "C",
            in_both(
                "elicited; no data set was found that could settle it",
                "erfragt; es wurde kein Datensatz gefunden, der es klären könnte",
            ),
            lambda moment: draw_kept(moment.option, moment.draws),
            timed=False,
        ),
    )
