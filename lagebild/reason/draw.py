"""Named, seeded draws: the same name gives the same numbers whatever else is drawn, and in whatever order."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri  # type: ignore[import-untyped]

Vector = npt.NDArray[np.float64]
Matrix = npt.NDArray[np.float64]

# Where a number's uncertainty comes from; variance is shared out among these.
GROUPS: Final = ("parameters", "war effect", "reference class", "inputs", "elicited")

# Keeps a uniform draw off 0 and 1, where quantile functions are infinite.
EDGE: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Draws:
    """The outer draws of one run: one column of uniforms a name, common to all options and horizons."""

    seed: int
    count: int
    other_seeds: Mapping[str, int] = field(default_factory=dict)
    fixed: Mapping[str, float] = field(default_factory=dict)

    def uniform(self, group: str, name: str) -> Vector:
        """Return the column of uniforms in (0, 1) that belongs to a name."""
        key = f"{group}/{name}"
        if key in self.fixed:
            return np.full(self.count, self.fixed[key])
        return _column(self.other_seeds.get(group, self.seed), key, self.count)

    def normal(self, group: str, name: str) -> Vector:
        """Return the column of standard normals that belongs to a name."""
        return np.asarray(ndtri(self.uniform(group, name)))

    def with_seeds(self, seeds: Mapping[str, int]) -> Draws:
        """Return draws in which the named groups come from other seeds and the rest stay as they are."""
        return Draws(self.seed, self.count, {**self.other_seeds, **seeds}, self.fixed)

    def holding(self, key: str, quantile: float) -> Draws:
        """Return draws in which one column, named `group/name`, stays at a quantile."""
        return Draws(self.seed, self.count, self.other_seeds, {**self.fixed, key: quantile})


def named_generator(seed: int, name: str) -> np.random.Generator:
    """Return the random generator that belongs to a seed and a name."""
    digest = hashlib.sha256(f"{seed}/{name}".encode()).digest()
    return np.random.Generator(np.random.Philox(key=int.from_bytes(digest[:16], "little")))


@lru_cache(maxsize=1024)
def _column(seed: int, key: str, count: int) -> Vector:
    column = np.clip(named_generator(seed, key).random(count), EDGE, 1 - EDGE)
    column.setflags(write=False)
    return column


def coefficient_draws(draws: Draws, name: str, mean: Vector, covariance: Matrix, labels: tuple[str, ...]) -> Matrix:
    """Return draws of correlated normal coefficients, one row a draw.

    The symmetric square root keeps each named column as close as can be to its own coefficient, so that holding it
    tells what that coefficient moves.
    """
    values, vectors = np.linalg.eigh(covariance)
    root = vectors @ np.diag(np.sqrt(np.clip(values, 0, None))) @ vectors.T
    standard = np.column_stack([draws.normal("parameters", f"{name}: {label}") for label in labels])
    return np.asarray(mean + standard @ root)


def log_uniform(u: Vector, low: float, high: float) -> Vector:
    """Return values spread evenly over the logarithm between two positive bounds."""
    return np.asarray(np.exp(np.log(low) + u * (np.log(high) - np.log(low))))


def choose(u: Vector, weights: Vector) -> npt.NDArray[np.intp]:
    """Return for each uniform the index of the class it falls into, classes being as wide as their weights."""
    edges = np.cumsum(weights / weights.sum())
    return np.minimum(np.searchsorted(edges, u, side="right"), len(weights) - 1)


def from_quantiles(u: Vector, quantiles: tuple[float, float, float]) -> Vector:
    """Return values with the given 10, 50 and 90 % quantiles: two half normals that meet at the median."""
    low, median, high = quantiles
    z = ndtri(u)
    reach = float(ndtri(0.9))
    return np.asarray(median + z / reach * np.where(z < 0, median - low, high - median))


def probability_from_quantiles(u: Vector, quantiles: tuple[float, float, float]) -> Vector:
    """Return probabilities with the given 10, 50 and 90 % quantiles, spread on the log-odds scale."""
    low, median, high = (log_odds(np.clip(value, EDGE, 1 - EDGE)) for value in quantiles)
    return probability(from_quantiles(u, (float(low), float(median), float(high))))


def log_odds(p: Vector | float) -> Vector:
    """Return the log-odds of probabilities, which are kept off 0 and 1."""
    clipped = np.clip(p, EDGE, 1 - EDGE)
    return np.asarray(np.log(clipped) - np.log1p(-clipped))


def probability(eta: Vector | float) -> Vector:
    """Return the probabilities that belong to log-odds."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(eta, -40, 40))))
