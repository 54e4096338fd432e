"""Parameter files: what was estimated, from which data, and how good it was out of sample."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv  # type: ignore[import-untyped]

from lagebild.reason.draw import Draws, Matrix, Vector, coefficient_draws

NODES: Final = ("engagement", "intensity", "dyad", "crisis", "joining", "support", "condemnation")


@dataclass(frozen=True, slots=True)
class Parameters:
    """One node's parameter file and its hash."""

    node: str
    sha256: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LogitParameters:
    """A fitted logit: features, coefficients with the intercept first, covariance, spread between groups."""

    features: tuple[str, ...]
    coefficients: Vector
    covariance: Matrix
    group_sd: float

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> LogitParameters:
        """Return the logit that a parameter file describes."""
        return cls(
            tuple(entry["features"]),
            np.array(entry["coefficients"]),
            np.array(entry["covariance"]),
            float(entry["group_sd"]),
        )

    def draw(self, draws: Draws, name: str) -> Matrix:
        """Return coefficient draws, one row a draw, intercept first."""
        return coefficient_draws(draws, name, self.coefficients, self.covariance, ("intercept", *self.features))


@cache
def read_parameters(node: str) -> Parameters:
    """Return the parameter file of a node as it ships."""
    content = files("lagebild.reason").joinpath("parameters", f"{node}.json").read_bytes()
    return Parameters(node, hashlib.sha256(content).hexdigest(), json.loads(content))


def draw_rate(draws: Draws, name: str, events: float, trials: float) -> Vector:
    """Return draws of a rate given its counts: the posterior under Jeffreys' prior, Beta(1/2, 1/2)."""
    u = draws.uniform("parameters", name)
    return np.asarray(betaincinv(events + 0.5, trials - events + 0.5, u))


def within_months(yearly: npt.NDArray[np.float64], months: int) -> Vector:
    """Return the chance within some months from the chance within a year, at a constant hazard."""
    return np.asarray(1.0 - (1.0 - yearly) ** (months / 12.0))
