"""Shares of capability by side, before and after the deployment: population, or capability from the user's folder."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from lagebild.errors import UsageError
from lagebild.reason.quantity import Case
from lagebild.reason.scenario import Scenario
from lagebild.reason.state import read_states

PANEL: Final = "join_panel_war_disputes.csv"


def describe_capability(case: Case) -> dict[str, Any]:
    """Return side A's share of both sides' capability without and with the interveners, and what capability means.

    Without the folder it is population, the one component of the Correlates of War index that may ship.
    """
    weights = _weigh_states(case)
    return {
        "variant": "population" if case.history is None else "composite index of national capability",
        "before": _share(weights, case.scenario, ("belligerent",)),
        "after": _share(weights, case.scenario, ("belligerent", "intervener")),
    }


def read_capability(folder: Path) -> dict[int, float]:
    """Return each state number's newest share of world capability in the folder the user named."""
    path = folder / PANEL
    if not path.is_file():
        raise UsageError(f"{path} is missing; name the folder of history tables, or leave --history out")
    newest: dict[int, tuple[float, float]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["cinc"]:
                entry = (float(row["year"]), float(row["cinc"]))
                number = int(row["ccode"])
                newest[number] = max(newest.get(number, entry), entry)
    return {number: share for number, (_, share) in newest.items()}


def _weigh_states(case: Case) -> Mapping[str, float]:
    states = read_states()
    if case.history is None:
        return {code: float(state.population) for code, state in states.items()}
    shares = read_capability(case.history)
    return {code: shares[state.number] for code, state in states.items() if state.number in shares}


def _share(weights: Mapping[str, float], scenario: Scenario, roles: Sequence[str]) -> float | None:
    codes = [(actor.code, actor.side) for actor in scenario.actors if actor.role in roles and actor.side in ("a", "b")]
    if {side for _, side in codes} != {"a", "b"} or any(code not in weights for code, _ in codes):
        return None
    total = sum(weights[code] for code, _ in codes)
    return round(sum(weights[code] for code, side in codes if side == "a") / total, 4)
