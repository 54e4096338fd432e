"""Run the branches of a decision against history: base rates, honest skill, visible ignorance.

`reason()` takes a scenario file and returns everything it says as plain values. The functions beside it draft and
check such files, compare options, say what moves an answer, and keep a log of frozen forecasts.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lagebild.errors import UsageError
from lagebild.reason.check import parse_scenario, read_scenario
from lagebild.reason.draft import draft_scenario
from lagebild.reason.forecast import freeze_forecast, resolve_question, score_forecasts
from lagebild.reason.plot import plot_intervals, plot_reliability, plot_tornado
from lagebild.reason.pool import pool_judgements, pool_scenario
from lagebild.reason.quantity import Case, Moment
from lagebild.reason.report import render_comparison, render_run, render_scores, render_sensitivity
from lagebild.reason.result import MAIN, compare_options, run_scenario
from lagebild.reason.scenario import Scenario
from lagebild.reason.sensitivity import describe_sensitivity
from lagebild.reason.simulate import Settings

__all__ = (
    "MAIN",
    "Case",
    "Moment",
    "Scenario",
    "Settings",
    "compare",
    "draft_scenario",
    "freeze_forecast",
    "parse_scenario",
    "plot_intervals",
    "plot_reliability",
    "plot_tornado",
    "pool_judgements",
    "pool_scenario",
    "read_scenario",
    "reason",
    "render_comparison",
    "render_run",
    "render_scores",
    "render_sensitivity",
    "resolve_question",
    "score_forecasts",
    "sensitivity",
)


def reason(scenario: Path, *, settings: Settings | None = None, history: Path | None = None) -> dict[str, Any]:
    """Return everything a scenario file says, the same for the same seed; `history` names restricted tables."""
    return run_scenario(_case(scenario, history), settings or Settings())


def compare(
    scenario: Path,
    *,
    settings: Settings | None = None,
    history: Path | None = None,
    names: Sequence[str] = MAIN,
    against: str | None = None,
) -> list[dict[str, Any]]:
    """Return how far each option moves each quantity, on common random numbers."""
    return compare_options(_case(scenario, history), settings or Settings(), names, against=against)


def sensitivity(
    scenario: Path,
    *,
    settings: Settings | None = None,
    history: Path | None = None,
    names: Sequence[str] = MAIN,
    option: str | None = None,
) -> list[dict[str, Any]]:
    """Return what moves each quantity under an option, the one ranked first unless named."""
    return describe_sensitivity(_case(scenario, history), settings or Settings(), names, option=option)


def _case(path: Path, history: Path | None) -> Case:
    if history is not None and not history.is_dir():
        raise UsageError(f"{history} is no folder; name the folder of history tables, or leave --history out")
    return Case(read_scenario(path), history)
