"""Is the conflict still fought, and at war intensity? UCDP/PRIO transitions and long interstate wars."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from lagebild.reason.draw import Vector, choose
from lagebild.reason.parameter import draw_rate, read_parameters, within_months
from lagebild.reason.quantity import Case, Moment, Quantity, in_both

Counts = tuple[float, float]
LONG_WAR_MONTHS = 24


def intensity_quantities(case: Case) -> tuple[Quantity, ...]:
    """Return the chances that the conflict is at war intensity, and that it is still fought, at the horizon."""
    war = transition_counts(case, (2,))
    classes = active_classes(case)
    listed = "; ".join(f"{name} {events:g}/{trials:g}" for name, (events, trials) in classes.items())
    return (
        Quantity(
            "intensity",
            "war_intensity",
            in_both("the conflict is at war intensity", "der Konflikt hat Kriegsintensität"),
            "B",
            in_both(
                f"UCDP {case.scenario.conflict.kind} conflict-years before {case.scenario.as_of.year}: "
                f"{war[0]:g} of {war[1]:g} a year later",
                f"UCDP-Konfliktjahre ({case.scenario.conflict.kind}) vor {case.scenario.as_of.year}: "
                f"{war[0]:g} von {war[1]:g} ein Jahr später",
            ),
            lambda moment: _hold(case, moment, draw_rate(moment.draws, "intensity: war next year", *war), "war"),
            shifted="intensity",
            parameters=("intensity",),
        ),
        Quantity(
            "intensity",
            "still_fought",
            in_both("the conflict is still being fought", "der Konflikt wird noch ausgetragen"),
            "B",
            in_both(f"reference classes: {listed}", f"Vergleichsklassen: {listed}"),
            lambda moment: _hold(case, moment, draw_class(moment, "intensity", classes), "active"),
            shifted="intensity",
            parameters=("intensity",),
        ),
    )


def transition_counts(case: Case, into: tuple[int, ...]) -> Counts:
    """Return how often conflicts in the present state were in one of the given states a year later.

    Only years before the scenario's day count, so that a past scenario does not see its own outcome.
    """
    conflict = case.scenario.conflict
    by_year = read_parameters("intensity").values["by_year"][conflict.kind]
    rows = [
        states[conflict.intensity]
        for year, states in by_year.items()
        if int(year) + 1 < case.scenario.as_of.year and conflict.intensity in states
    ]
    return float(sum(row[k] for row in rows for k in into)), float(sum(sum(row) for row in rows))


def active_classes(case: Case) -> dict[str, Counts]:
    """Return the reference classes for a conflict being fought a year on."""
    classes = {"ucdp": transition_counts(case, (1, 2))}
    if case.scenario.conflict.kind == "interstate" and may_be_long(case):
        long = read_parameters("intensity").values["long_wars"]
        classes["cow_long"] = (long["events"], long["trials"])
    return classes


def may_be_long(case: Case) -> bool:
    """Say whether the conflict has lasted two years, or may have because its start is not stated."""
    start, day = case.scenario.conflict.start, case.scenario.as_of
    return start is None or (day - start).days / 30.44 >= LONG_WAR_MONTHS


def draw_class(moment: Moment, node: str, classes: Mapping[str, Counts]) -> Vector:
    """Return rates whose reference class is drawn anew each time, all classes weighing the same."""
    rates = np.column_stack(
        [draw_rate(moment.draws, f"{node}: {name}", events, trials) for name, (events, trials) in classes.items()]
    )
    picked = choose(moment.draws.uniform("reference class", f"{node}: which class"), np.ones(len(classes)))
    return np.asarray(rates[np.arange(moment.draws.count), picked])


def _hold(case: Case, moment: Moment, yearly: Vector, what: str) -> Vector:
    """Return the chance at the horizon: of staying if the state holds now, of getting there if it does not."""
    now = case.scenario.conflict.intensity
    holds = now == "war" if what == "war" else now != "inactive"
    return 1.0 - within_months(1.0 - yearly, moment.months) if holds else within_months(yearly, moment.months)
