"""Proper scores and the points of a reliability diagram."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]

# A forecast of exactly 0 or 1 that fails has an infinite log score; one in a million is as sure as a log may be.
SUREST = 1e-6


@dataclass(frozen=True, slots=True)
class ReliabilityPoint:
    """Mean forecast and observed share of one bin, with how many forecasts it holds."""

    forecast: float
    observed: float
    count: int


def brier_score(p: Vector, y: Vector) -> float:
    """Return the mean squared error of probabilities (Brier 1950): 0 is perfect, 0.25 is a coin's."""
    return float(np.mean((p - y) ** 2))


def log_score(p: Vector, y: Vector) -> float:
    """Return the mean negative log likelihood of the outcomes (Good 1952), in nats."""
    clipped = np.clip(p, SUREST, 1 - SUREST)
    return float(-np.mean(y * np.log(clipped) + (1 - y) * np.log(1 - clipped)))


def reliability_points(p: Vector, y: Vector, *, bins: int = 10) -> tuple[ReliabilityPoint, ...]:
    """Return mean forecast against observed share in bins of equal count, lowest forecasts first."""
    parts = np.array_split(np.argsort(p, kind="stable"), min(bins, len(p)))
    return tuple(
        ReliabilityPoint(float(p[part].mean()), float(y[part].mean()), len(part)) for part in parts if len(part)
    )
