"""From draws to the figures that are printed: mean, intervals, Monte Carlo error."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Summary:
    """The distribution of one quantity over the outer draws."""

    mean: float
    q025: float
    q10: float
    q50: float
    q90: float
    q975: float
    error: float

    def as_dict(self) -> dict[str, float]:
        """Return the figures rounded to what the Monte Carlo error can bear."""
        names = ("mean", "q025", "q10", "q50", "q90", "q975", "error")
        return {name: round(float(getattr(self, name)), 5) for name in names}


def summarize(values: Vector, *, inner: int | None = None) -> Summary:
    """Return mean, 80 % and 95 % interval, and the Monte Carlo error of the mean.

    With `inner`, the values are probabilities and the error counts the inner events too: the variance between outer
    draws plus the mean binomial variance, over the number of draws.
    """
    q025, q10, q50, q90, q975 = np.quantile(values, [0.025, 0.1, 0.5, 0.9, 0.975])
    variance = float(values.var())
    if inner is not None:
        variance += float(np.mean(values * (1 - values))) / inner
    error = float(np.sqrt(variance / len(values)))
    mean = float(np.clip(values.mean(), values.min(), values.max()))
    return Summary(mean, float(q025), float(q10), float(q50), float(q90), float(q975), error)
