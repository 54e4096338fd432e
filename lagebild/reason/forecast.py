"""A log of frozen forecasts: dated files that nobody can change unseen, resolved and scored as questions close."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np

from lagebild.errors import UsageError
from lagebild.reason.calibrate import brier_score, log_score, reliability_points

SCHEMA: Final = 1
# A month as it is counted when a horizon becomes a day.
DAYS_PER_MONTH: Final = 30.4375
OUTCOMES: Final = ("yes", "no", "void")


@dataclass(frozen=True, slots=True)
class Resolved:
    """One question that has closed: what was forecast, what the base rate said, and what came."""

    id: str
    name: str
    probability: float
    base: float
    happened: bool
    resolved_on: date


def freeze_forecast(
    result: Mapping[str, Any], *, scenario_text: str, folder: Path, frozen_on: date, frozen_by: str = ""
) -> Path:
    """Store a run's probabilities as a dated file that is never written again, and return its path."""
    questions = list_questions(result, frozen_on=frozen_on)
    content = {
        "schema": SCHEMA,
        "kind": "forecast",
        "frozen_on": frozen_on.isoformat(),
        "frozen_by": frozen_by,
        "scenario": result["scenario"],
        "scenario_text": scenario_text,
        "settings": result["settings"],
        "trace": result["trace"],
        "questions": questions,
    }
    return _write_once(folder, f"{frozen_on.isoformat()}-forecast", content)


def list_questions(result: Mapping[str, Any], *, frozen_on: date) -> list[dict[str, Any]]:
    """Return every timed probability of a run as a question with an id, a day it is due, and its base rate."""
    timed = [o for o in result["outcomes"] if o["kind"] == "probability" and o["months"] is not None]
    return [
        {
            "id": f"{outcome['option']}/{outcome['name']}/{outcome['months']}m",
            "name": outcome["name"],
            "label": outcome["label"],
            "option": outcome["option"],
            "due": date.fromordinal(frozen_on.toordinal() + round(outcome["months"] * DAYS_PER_MONTH)).isoformat(),
            "probability": outcome["summary"]["mean"],
            "q10": outcome["summary"]["q10"],
            "q90": outcome["summary"]["q90"],
            "base": outcome["base"],
            "grade": outcome["grade"],
        }
        for outcome in timed
    ]


def resolve_question(
    folder: Path, *, forecast: str, question: str, outcome: str, resolved_on: date, source: str, resolved_by: str = ""
) -> Path:
    """Store how a question came out, beside the forecast and never instead of it, and return the file's path.

    `void` is for a question whose condition did not come about, such as an option that was not taken.
    """
    if outcome not in OUTCOMES:
        raise UsageError(f"outcome = '{outcome}' is not known; allowed are {', '.join(OUTCOMES)}")
    path = folder / forecast
    stored = read_sealed(path)
    due = {entry["id"]: date.fromisoformat(entry["due"]) for entry in stored["questions"]}
    if question not in due:
        raise UsageError(f"{path}: no question '{question}'; questions are {', '.join(sorted(due)[:5])} …")
    if resolved_on < date.fromisoformat(stored["frozen_on"]):
        raise UsageError(f"{path}: resolved on {resolved_on}, before it was frozen on {stored['frozen_on']}")
    if outcome == "no" and resolved_on < due[question]:
        raise UsageError(f"{path}: '{question}' is due on {due[question]}; a no can only be known then")
    if any((r["forecast"], r["question"]) == (forecast, question) for r in _read_kind(folder, "resolution")):
        raise UsageError(f"{path}: '{question}' is resolved already; resolutions are not overwritten")
    content = {
        "schema": SCHEMA,
        "kind": "resolution",
        "forecast": forecast,
        "forecast_sha256": stored["sha256"],
        "question": question,
        "outcome": outcome,
        "resolved_on": resolved_on.isoformat(),
        "resolved_by": resolved_by,
        "source": source,
    }
    return _write_once(folder, f"{resolved_on.isoformat()}-resolution", content)


def score_forecasts(folder: Path) -> dict[str, Any]:
    """Return Brier and log score of all resolved questions beside the base rate's, over time and by quantity."""
    resolved = read_resolved(folder)
    open_count = sum(len(f["questions"]) for f in _read_kind(folder, "forecast")) - len(
        _read_kind(folder, "resolution")
    )
    if not resolved:
        return {"resolved": 0, "open": open_count, "over_time": [], "by_quantity": {}, "reliability": []}
    p, y = (np.array([float(getattr(r, name)) for r in resolved]) for name in ("probability", "happened"))
    names = sorted({r.name for r in resolved})
    return {
        "resolved": len(resolved),
        "open": open_count,
        **_score(resolved),
        "over_time": [
            {"until": day.isoformat(), **_score([r for r in resolved if r.resolved_on <= day])}
            for day in sorted({r.resolved_on for r in resolved})
        ],
        "by_quantity": {name: _score([r for r in resolved if r.name == name]) for name in names},
        "reliability": [
            {"forecast": round(point.forecast, 4), "observed": round(point.observed, 4), "count": point.count}
            for point in reliability_points(p, y)
        ],
    }


def read_resolved(folder: Path) -> tuple[Resolved, ...]:
    """Return all resolved questions by day, void ones left out, every file checked against its seal."""
    forecasts = {f["file"]: f for f in _read_kind(folder, "forecast")}
    found = []
    for resolution in _read_kind(folder, "resolution"):
        forecast = forecasts.get(resolution["forecast"])
        if forecast is None or forecast["sha256"] != resolution["forecast_sha256"]:
            raise UsageError(f"{folder / resolution['file']}: its forecast {resolution['forecast']} is gone or changed")
        if resolution["outcome"] != "void":
            entry = next(q for q in forecast["questions"] if q["id"] == resolution["question"])
            found.append(
                Resolved(
                    entry["id"],
                    entry["name"],
                    entry["probability"],
                    entry["base"],
                    resolution["outcome"] == "yes",
                    date.fromisoformat(resolution["resolved_on"]),
                )
            )
    return tuple(sorted(found, key=lambda r: (r.resolved_on, r.id)))


def read_sealed(path: Path) -> dict[str, Any]:
    """Return a stored file's content, refusing one that was changed after it was sealed."""
    if not path.is_file():
        raise UsageError(f"{path}: no such forecast; list the folder for the names")
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        seal = content.pop("sha256")
    except (ValueError, KeyError, AttributeError):
        raise UsageError(f"{path}: not a file of the forecast log; only `lagebild forecast` writes there") from None
    if _seal(content) != seal:
        raise UsageError(f"{path}: changed after it was frozen; restore it from a copy, its scores do not count")
    return {**content, "sha256": seal, "file": path.name}


def _read_kind(folder: Path, kind: str) -> list[dict[str, Any]]:
    return [read_sealed(path) for path in sorted(folder.glob(f"*-{kind}-*.json"))]


def _score(resolved: Sequence[Resolved]) -> dict[str, Any]:
    columns: Iterable[Iterable[float]] = ((r.probability, r.base, float(r.happened)) for r in resolved)
    p, base, y = np.array(list(columns)).T
    brier, brier_base = brier_score(p, y), brier_score(base, y)
    return {
        "count": len(resolved),
        "happened": int(y.sum()),
        "brier": round(brier, 5),
        "brier_base": round(brier_base, 5),
        "brier_skill": round(1 - brier / brier_base, 5) if brier_base > 0 else 0.0,
        "log_score": round(log_score(p, y), 5),
        "log_score_base": round(log_score(base, y), 5),
    }


def _write_once(folder: Path, stem: str, content: Mapping[str, Any]) -> Path:
    seal = _seal(content)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{stem}-{seal[:12]}.json"
    text = json.dumps({**content, "sha256": seal}, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise UsageError(f"{path}: this very forecast is stored already; nothing was written") from None
    path.chmod(0o444)
    return path


def _seal(content: Mapping[str, Any]) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
