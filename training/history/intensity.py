"""Will a conflict be at war intensity next year? UCDP/PRIO state transitions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from training.history.estimate import Estimate, Trial, cite, try_specification
from training.history.table import Table, read_table
from training.history.validate import Forecasts

STATES = ("inactive", "minor", "war")
KINDS: Mapping[str, tuple[str, ...]] = {"interstate": ("interstate",), "intrastate": ("intrastate", "II")}
Step = tuple[str, int, int, int]


def walk_transitions(table: Table, kind: str) -> Iterator[Step]:
    """Yield conflict, year, state in that year and state a year later, from each conflict's first year on.

    The last year of the table has no successor and is left out; a year without a row is inactive.
    """
    levels: dict[str, dict[int, int]] = {}
    last = max(int(float(row["year"])) for row in table.rows)
    for row in table.rows:
        if row["type"] in KINDS[kind]:
            levels.setdefault(row["cid"], {})[int(float(row["year"]))] = int(float(row["inten"]))
    for conflict, years in sorted(levels.items()):
        for year in range(min(years), last):
            yield conflict, year, years.get(year, 0), years.get(year + 1, 0)


def count_transitions(table: Table, kind: str) -> dict[str, dict[str, list[int]]]:
    """Return by year and state how many conflicts went to inactive, minor and war the year after."""
    counts: dict[str, dict[str, list[int]]] = {}
    for _, year, now, later in walk_transitions(table, kind):
        row = counts.setdefault(str(year), {}).setdefault(STATES[now], [0, 0, 0])
        row[later] += 1
    return counts


def roll_transitions(table: Table, kind: str, *, first: int = 1970) -> Forecasts:
    """Return forecasts of war intensity next year by this year's state, beside the rate of all active conflicts."""
    steps = [step for step in walk_transitions(table, kind) if step[2] > 0]
    rows = []
    for conflict, year, now, later in steps:
        past = [step for step in steps if step[1] < year]
        if year < first or not past:
            continue
        same = [step for step in past if step[2] == now]
        rate, base = ((sum(s[3] == 2 for s in some) + 0.5) / (len(some) + 1) for some in (same, past))
        rows.append((rate, base, float(later == 2), conflict))
    p, base_rate, y, group = zip(*rows, strict=True)
    return Forecasts(np.array(p), np.array(base_rate), np.array(y), np.array(group, dtype=np.str_))


def estimate_intensity(folder: Path, *, bootstrap: int) -> Estimate:
    """Return yearly transition counts by kind of conflict, and how the rates did in rolling forecasts."""
    table = read_table(folder, "ucdp_acd_secondary_party_panel.csv")
    trials: list[Trial] = [
        try_specification(
            ("intensity", f"war intensity next year, {kind}", "this year's state"),
            "transition rate",
            "rolling origin 1970-2023, against the rate of all active conflicts",
            roll_transitions(table, kind),
            bootstrap=bootstrap,
        )
        for kind in KINDS
    ]
    parameters = {
        "by_year": {kind: count_transitions(table, kind) for kind in KINDS},
        "long_wars": _long_wars(folder),
        "skill": {kind: dict(trial.skill) for kind, trial in zip(KINDS, trials, strict=True)},
        "provenance": cite(table, read_table(folder, "cow_wars_summary.csv")),
    }
    return Estimate("intensity", parameters, tuple(trials))


def _long_wars(folder: Path, *, month: int = 30) -> dict[str, int]:
    """Return how many interstate wars that had reached a month, world wars aside, went on a year later."""
    panel = read_table(folder, "cow_war_month_panel.csv")
    small = {row["WarNum"] for row in panel.rows if row["ww"] == "0"}
    wars = read_table(folder, "cow_wars_summary.csv")
    lasted = [float(row["dur"]) / 30.44 for row in wars.rows if row["WarNum"] in small]
    reached = [months for months in lasted if months >= month]
    return {"month": month, "events": sum(months >= month + 12 for months in reached), "trials": len(reached)}
