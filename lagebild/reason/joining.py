"""Does another state enter the war? Hazards by reference class, all of them shown."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.special import gammaincinv  # type: ignore[import-untyped]

from lagebild.reason.draw import Vector, choose
from lagebild.reason.intensity import may_be_long
from lagebild.reason.parameter import draw_rate, read_parameters, within_months
from lagebild.reason.quantity import Case, Moment, Quantity, in_both

CLASS_LABELS = {
    "ucdp_ongoing": in_both("UCDP interstate conflicts, ongoing", "UCDP, zwischenstaatlich, andauernd"),
    "ucdp_war": in_both("UCDP interstate, war the year before", "UCDP, zwischenstaatlich, im Vorjahr Krieg"),
    "ucdp_intrastate": in_both("UCDP civil conflicts, ongoing", "UCDP, innerstaatlich, andauernd"),
    "cow_long": in_both("interstate wars past month 24, no world wars", "Staatenkriege nach Monat 24, ohne Weltkriege"),
}


def joining_quantities(case: Case) -> tuple[Quantity, ...]:
    """Return the chance that any further state enters, over all reference classes and for each."""
    classes = reference_classes(case)
    listed = "; ".join(f"{name} {events:g}/{trials:g}" for name, (events, trials) in classes.items())
    whole = Quantity(
        "joining",
        "any_new_belligerent",
        in_both("another state enters as a belligerent", "ein weiterer Staat tritt in den Krieg ein"),
        "B",
        in_both(f"hazards by reference class: {listed}", f"Eintrittsraten nach Vergleichsklasse: {listed}"),
        lambda moment: draw_any(case, moment),
        shifted="joining",
        parameters=("joining",),
    )
    return (whole, *(_class_quantity(name, counts) for name, counts in classes.items()))


def reference_classes(case: Case) -> dict[str, tuple[float, float]]:
    """Return events and exposure of every reference class that fits, years before the scenario's day only."""
    entries = read_parameters("joining").values["classes"]
    names = ["ucdp_intrastate"] if case.scenario.conflict.kind == "intrastate" else ["ucdp_ongoing"]
    if case.scenario.conflict.kind == "interstate" and case.scenario.conflict.intensity == "war":
        names.append("ucdp_war")
    if case.scenario.conflict.kind == "interstate" and may_be_long(case):
        names.append("cow_long")
    return {name: _counts(entries[name], case.scenario.as_of.year) for name in names}


def draw_any(case: Case, moment: Moment) -> Vector:
    """Return draws of the chance of any new belligerent within the horizon, the class drawn by its weight."""
    classes = reference_classes(case)
    stated = case.scenario.class_weights
    weights = np.array([stated.get(name, 0.0) if stated else 1.0 for name in classes])
    if weights.sum() <= 0:
        weights = np.ones(len(classes))
    chances = np.column_stack([draw_class_chance(name, counts, moment) for name, counts in classes.items()])
    picked = choose(moment.draws.uniform("reference class", "joining: which class"), weights)
    return np.asarray(chances[np.arange(moment.draws.count), picked])


def draw_class_chance(name: str, counts: tuple[float, float], moment: Moment) -> Vector:
    """Return draws of one class's chance: Beta for yearly counts, Gamma for events over war-months."""
    if name != "cow_long":
        return within_months(draw_rate(moment.draws, f"joining: {name}", *counts), moment.months)
    u = moment.draws.uniform("parameters", f"joining: {name}")
    monthly = gammaincinv(counts[0] + 0.5, u) / counts[1]
    return np.asarray(1.0 - np.exp(-monthly * moment.months))


def _counts(entry: Mapping[str, Mapping[str, tuple[int, int]] | float], year: int) -> tuple[float, float]:
    by_year = entry.get("by_year")
    if not isinstance(by_year, Mapping):
        return float(entry["events"]), float(entry["trials"])  # type: ignore[arg-type]
    rows = [counts for past, counts in by_year.items() if int(past) < year]
    return float(sum(row[0] for row in rows)), float(sum(row[1] for row in rows))


def _class_quantity(name: str, counts: tuple[float, float]) -> Quantity:
    label = CLASS_LABELS[name]
    return Quantity(
        "joining",
        f"any_new_belligerent_{name}",
        in_both(f"  of these: {label['en']}", f"  davon: {label['de']}"),
        "B",
        in_both(f"{counts[0]:g} entries in {counts[1]:g}", f"{counts[0]:g} Eintritte in {counts[1]:g}"),
        lambda moment: draw_class_chance(name, counts, moment),
        shifted="joining",
        parameters=("joining",),
    )
