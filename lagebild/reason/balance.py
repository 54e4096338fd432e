"""Shares of the stated forces by theatre, before and after the deployment, with ranges."""

from __future__ import annotations

from typing import Final

import numpy as np

from lagebild.reason.draw import Draws, Vector, log_uniform
from lagebild.reason.quantity import Case, Moment, Quantity, in_both
from lagebild.reason.scenario import Force, Option, Scenario, Theatre

# By what factor a range is widened at both ends for a source that is not known to be reliable. No mapping of the
# Admiralty code to numbers has been validated: this is a convention, it only widens, and the output names it.
WIDENING: Final = {"A": 1.0, "B": 1.0, "C": 1.25, "D": 1.5, "E": 1.5, "F": 2.0}
WHEN: Final = {"before": in_both("before", "vorher"), "after": in_both("after", "nachher")}
DOUBT: Final = {"1": 1.0, "2": 1.0, "3": 1.25, "4": 1.5, "5": 1.5, "6": 2.0}


def widened(force: Force) -> tuple[float, float]:
    """Return the range of a force, widened for the reliability of its source."""
    factor = max(WIDENING[force.source[0]], DOUBT[force.source[1]])
    return force.low / factor, force.high * factor


def strength(scenario: Scenario, option: Option | None, theatre: str, side: str, draws: Draws) -> Vector | None:
    """Return draws of a side's stated strength in a theatre under an option, or nothing if none is stated.

    Without an option, only the forces that are there in every option count: the state before the deployment.
    """
    total: Vector | None = None
    for force in scenario.forces:
        present = not force.options or (option is not None and option.id in force.options)
        if force.theatre == theatre and present and scenario.side_of(force.actor) == side:
            low, high = widened(force)
            drawn = log_uniform(draws.uniform("inputs", f"force of {force.actor} in {theatre}"), low, high)
            total = drawn if total is None else total + drawn
    return total


def balance_quantities(case: Case) -> tuple[Quantity, ...]:
    """Return side A's share of the stated forces in each theatre where both sides are stated."""
    return tuple(
        _quantity(case, theatre, when)
        for theatre in case.scenario.theatres
        if _both_stated(case.scenario, theatre)
        for when in WHEN
    )


def _quantity(case: Case, theatre: Theatre, when: str) -> Quantity:
    return Quantity(
        "balance",
        f"share_{theatre.id}_{when}",
        in_both(
            f"{theatre.name}: side A's share of forces {WHEN[when]['en']}",
            f"{theatre.name}: Anteil der Seite A an den Kräften {WHEN[when]['de']}",
        ),
        "C",
        in_both("stated ranges, widened for doubtful sources", "genannte Spannen, bei zweifelhafter Quelle geweitet"),
        lambda moment: _share(case, moment, theatre, when),
        kind="share",
        timed=False,
    )


def _both_stated(scenario: Scenario, theatre: Theatre) -> bool:
    sides = {scenario.side_of(force.actor) for force in scenario.forces if force.theatre == theatre.id}
    return {"a", "b"} <= sides


def _share(case: Case, moment: Moment, theatre: Theatre, when: str) -> Vector:
    option = moment.option if when == "after" else None
    drawn = [strength(case.scenario, option, theatre.id, side, moment.draws) for side in ("a", "b")]
    a, b = (np.zeros(moment.draws.count) if value is None else value for value in drawn)
    total = a + b
    return np.asarray(np.divide(a, total, out=np.full(moment.draws.count, 0.5), where=total > 0))
