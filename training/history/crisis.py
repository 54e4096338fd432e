"""From an international crisis to serious clashes or war, from ICB v14."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from training.history.estimate import Estimate, Trial, cite, describe_logit, describe_rate, gated, try_specification
from training.history.logit import fit_ridge
from training.history.table import Design, Table, Vector, build_design, read_table, require_allowed
from training.history.validate import boosted, cross_validate, cut_in_time, ridge

# Codes of ICB's `break`, the kind of act that set the crisis off.
TRIGGERS = {
    2: "political",
    3: "economic",
    4: "external change",
    5: "internal change",
    6: "internal change",
    7: "non-violent military",
    8: "indirect violence",
    9: "violence",
}
TARGETS = {"serious_clashes": 3, "full_scale_war": 4}
PENALTY = 30.0
# Intra-war crises are part of the war that would be predicted.
INSIDE_A_WAR = (7.0, 8.0, 9.0, 10.0)


def design_crises(table: Table, actors: Table, target: str) -> Design:
    """Return the crises outside ongoing wars with what was known at their outbreak."""
    outside = table.where(lambda row: float(row["iwcmb"]) not in INSIDE_A_WAR)
    year = outside.number("yrtrig")
    reached = (outside.number("viol") >= TARGETS[target]).astype(float)
    group = [str(int(value) // 2) for value in year]
    return build_design(outside, _columns(outside, actors), outcome=reached, group=group, year=year)


def _columns(table: Table, actors: Table) -> dict[str, tuple[tuple[str, ...], Vector]]:
    require_allowed(actors.name, ("nuclear", "powsta"))
    trigger, period = table.number("break"), table.number("period")
    disparity = table.number("powdissy", missing=0)
    places = table.text("geog")
    columns: dict[str, tuple[tuple[str, ...], Vector]] = {
        f"trigger: {name}": (("break",), np.isin(trigger, [k for k, v in TRIGGERS.items() if v == name]).astype(float))
        for name in dict.fromkeys(TRIGGERS.values())
    }
    columns["nuclear party"] = ((), _highest(table, actors, "nuclear", 3))
    columns["great power party"] = ((), _highest(table, actors, "powsta", 3))
    columns["power disparity"] = (("powdissy",), np.log1p(np.abs(disparity)))
    for k in range(1, 5):
        flags = [float(place.startswith(str(k)) and float(place) >= 10) for place in places]
        columns[f"region {k}"] = (("geog",), np.array(flags))
    for k in range(1, 6):
        columns[f"period {k}"] = (("period",), (period == k).astype(float))
    return columns


def _highest(table: Table, actors: Table, column: str, level: int) -> Vector:
    reached = {row["crisno"] for row in actors.rows if row[column] and float(row[column]) >= level}
    return np.array([float(number in reached) for number in table.text("crisno")])


def portable(design: Design) -> tuple[str, ...]:
    """Return the features an analyst can state of a crisis of today."""
    triggers = tuple(name for name in design.features if name.startswith("trigger"))
    return (*triggers, "nuclear party", "great power party")


def estimate_crisis(folder: Path, *, bootstrap: int, repeats: int) -> Estimate:
    """Return the logits of serious clashes and of full-scale war, with every trial."""
    table, actors = read_table(folder, "icb1v14_subset.csv"), read_table(folder, "icb2v14_subset.csv")
    trials: list[Trial] = []
    outcomes = {}
    for target in TARGETS:
        design = design_crises(table, actors, target)
        trials += _try_all(design, target, bootstrap=bootstrap, repeats=repeats)
        shown = design.using(portable(design))
        chosen = next(
            t
            for t in trials
            if (t.target, t.features, t.model) == (target, "portable", f"ridge {PENALTY:g}") and "fold" in t.validation
        )
        outcomes[target] = {
            "model": describe_logit(fit_ridge(shown.x, shown.y, penalty=PENALTY), shown.features),
            "base_rate": describe_rate(design),
            "skill": gated(chosen),
        }
    return Estimate("crisis", {"outcomes": outcomes, "provenance": cite(table, actors)}, tuple(trials))


def _try_all(design: Design, target: str, *, bootstrap: int, repeats: int) -> list[Trial]:
    triggers = tuple(name for name in design.features if name.startswith("trigger"))
    without_period = tuple(name for name in design.features if not name.startswith("period"))
    sets = (
        ("trigger", triggers),
        ("portable", portable(design)),
        ("all but period", without_period),
        ("all known before", design.features),
    )
    fits = (("ridge 3", ridge(3)), (f"ridge {PENALTY:g}", ridge(PENALTY)), ("boosted trees", boosted()))
    found = []
    for label, features in sets:
        shown = design.using(features)
        for model, fit in fits:
            once = 1 if model == "boosted trees" else repeats
            for how, forecasts in (
                ("10-fold by two years", cross_validate(shown, fit, repeats=once)),
                ("trained before 1990", cut_in_time(shown, fit, year=1990)),
            ):
                found.append(try_specification(("crisis", target, label), model, how, forecasts, bootstrap=bootstrap))
    return found
