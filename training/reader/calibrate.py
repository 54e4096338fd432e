"""How sure the network may say it is: its scores against what is right on passages it was not trained on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.score import locate, overlap
from lagebild.extract.decode import Thresholds
from lagebild.spans import Span
from training.reader.evaluate import TorchNetwork, find_drafts

BINS = 8
STEPS = 400
RATE = 0.1
PRIOR = 0.02


@dataclass(frozen=True, slots=True)
class Calibration:
    """A straight line on log-odds: sure = sigmoid(slope * logit(score) + intercept), with how well it fits."""

    slope: float
    intercept: float
    error: float
    count: int
    table: tuple[tuple[float, float, int], ...]


def judged_events(passages: Sequence[dict[str, Any]], network: TorchNetwork) -> tuple[list[float], list[bool]]:
    """Return the score of every event found in the passages and whether gold has its root at that anchor."""
    scores, right = [], []
    for passage in passages:
        for event in find_drafts(passage, network, Thresholds()).events:
            scores.append(event.confidence)
            right.append(any(_same(event.root, event.anchor, gold, passage["text"]) for gold in passage["events"]))
    return scores, right


def _same(root: str, anchor: Span, gold: dict[str, Any], text: str) -> bool:
    place = locate(gold["anchor"], text)
    return gold["type"] == root and overlap((anchor.start, anchor.stop), place) > 0


def fit(scores: Sequence[float], right: Sequence[bool]) -> Calibration:
    """Return the line that fits best by log loss (Platt 1999), with a weak pull towards leaving scores as they are."""
    x = logit(np.array(scores))
    y = np.array(right, float)
    slope, intercept = 1.0, 0.0
    for _ in range(STEPS):
        gap = sigmoid(slope * x + intercept) - y
        slope -= RATE * (float((gap * x).mean()) + PRIOR * (slope - 1))
        intercept -= RATE * (float(gap.mean()) + PRIOR * intercept)
    sure = sigmoid(slope * x + intercept)
    table = reliability(sure, y)
    error = sum(abs(mean - share) * count for mean, share, count in table) / max(1, len(y))
    return Calibration(round(slope, 4), round(intercept, 4), round(error, 4), len(y), table)


def reliability(sure: NDArray[np.float64], right: NDArray[np.float64]) -> tuple[tuple[float, float, int], ...]:
    """Return rows (mean stated, share right, count) over bins of equal size."""
    order = np.argsort(sure)
    rows = []
    for part in np.array_split(order, BINS):
        if len(part):
            rows.append((round(float(sure[part].mean()), 3), round(float(right[part].mean()), 3), len(part)))
    return tuple(rows)


def logit(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the log-odds of probabilities, kept away from 0 and 1."""
    kept = np.clip(values, 1e-4, 1 - 1e-4)
    result: NDArray[np.float64] = np.log(kept / (1 - kept))
    return result


def sigmoid(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probabilities of log-odds."""
    result: NDArray[np.float64] = 1 / (1 + np.exp(-values))
    return result
