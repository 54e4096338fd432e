"""Foreign support from weapons to troops and back, from UCDP External Support 18.1."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from training.history.estimate import Estimate, Trial, cite, try_specification
from training.history.table import Table, build_design, read_table
from training.history.validate import cross_validate, ridge

STEPS = {
    "troops_appear": ("ext_x_s", "0", "1"),
    "troops_leave": ("ext_x_s", "1", "0"),
    "weapons_appear": ("ext_w_s", "0", "1"),
    "weapons_stop": ("ext_w_s", "1", "0"),
}


def pair_years(table: Table) -> list[tuple[dict[str, str], dict[str, str]]]:
    """Return each actor and dyad in one year beside itself in the next."""
    rows = {(row["actor_id"], row["dyad_id"], int(row["year"])): row for row in _summed(table)}
    return [
        (row, rows[actor, dyad, year + 1])
        for (actor, dyad, year), row in rows.items()
        if (actor, dyad, year + 1) in rows
    ]


def _summed(table: Table) -> list[dict[str, str]]:
    """Return one row an actor, dyad and year: support from any state counts."""
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    for row in table.rows:
        key = (row["actor_id"], row["dyad_id"], row["year"])
        kept = found.setdefault(key, dict(row))
        for column in ("ext_x_s", "ext_w_s", "ext_sup_s"):
            kept[column] = max(kept[column], row[column])
    return list(found.values())


def estimate_support(folder: Path, *, bootstrap: int, repeats: int) -> Estimate:
    """Return the yearly rates at which support rises and falls, and the trials of a covariate model."""
    table = read_table(folder, "ucdp_esd_actor_year_subset.csv")
    pairs = pair_years(table)
    steps: dict[str, Any] = {}
    for name, (column, before, after) in STEPS.items():
        exposed = [(now, later) for now, later in pairs if now[column] == before]
        steps[name] = _rate([later[column] == after for _, later in exposed])
        if name == "troops_appear":
            for state, weapons in (("weapons", "1"), ("none", "0")):
                some = [later[column] == after for now, later in exposed if now["ext_w_s"] == weapons]
                steps[f"{name}_from_{state}"] = _rate(some)
    trials = _try_troops(table, pairs, bootstrap=bootstrap, repeats=repeats)
    return Estimate("support", {"steps": steps, "provenance": cite(table)}, trials)


def _rate(outcomes: list[bool]) -> dict[str, int]:
    return {"events": sum(outcomes), "trials": len(outcomes)}


def _try_troops(
    table: Table, pairs: list[tuple[dict[str, str], dict[str, str]]], *, bootstrap: int, repeats: int
) -> tuple[Trial, ...]:
    exposed = [(now, later) for now, later in pairs if now["ext_x_s"] == "0"]
    shown = Table(table.name, tuple(now for now, _ in exposed), table.sha256)
    columns = {name: ((name,), shown.number(name)) for name in ("ext_w_s", "ext_sup_s", "actor_nonstate", "civil")}
    outcome = np.array([float(later["ext_x_s"] == "1") for _, later in exposed])
    group = [row["conflict_id"] for row in shown.rows]
    design = build_design(shown, columns, outcome=outcome, group=group, year=shown.number("year"))
    return tuple(
        try_specification(
            ("support", "troops appear next year", "weapons, any state support, non-state, civil war"),
            f"ridge {penalty:g}",
            "10-fold by conflict",
            cross_validate(design, ridge(penalty), repeats=repeats),
            bootstrap=bootstrap,
        )
        for penalty in (5, 50)
    )
