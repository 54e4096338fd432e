"""Skill of forecasts against the base rate, with intervals that resample whole groups."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from scipy.special import logit  # type: ignore[import-untyped]
from scipy.stats import rankdata  # type: ignore[import-untyped]

from lagebild.reason.calibrate import brier_score, log_score
from training.history.logit import fit_ridge
from training.history.table import Group, Vector
from training.history.validate import Forecasts


@dataclass(frozen=True, slots=True)
class Skill:
    """How good one specification was out of sample; intervals are 95 % and cluster-bootstrapped."""

    n: int
    events: int
    base_rate: float
    auc: float
    auc_low: float
    auc_high: float
    brier: float
    brier_base: float
    bss: float
    bss_low: float
    bss_high: float
    bss_low90: float
    log_loss: float
    log_loss_base: float
    ece: float
    slope: float

    def as_dict(self) -> dict[str, Any]:
        """Return the figures, rounded for a file that people read."""
        return {name: round(value, 4) if isinstance(value, float) else value for name, value in asdict(self).items()}


def measure_skill(forecasts: Forecasts, *, draws: int = 400, seed: int = 7) -> Skill:
    """Return the skill of forecasts over their base rate."""
    p, base, y = forecasts.p, forecasts.base, forecasts.y
    auc_draws, bss_draws = _resample(forecasts, draws=draws, seed=seed)
    return Skill(
        n=len(y),
        events=int(y.sum()),
        base_rate=float(y.mean()),
        auc=area_under_curve(p, y),
        auc_low=float(np.nanquantile(auc_draws, 0.025)),
        auc_high=float(np.nanquantile(auc_draws, 0.975)),
        brier=brier_score(p, y),
        brier_base=brier_score(base, y),
        bss=brier_skill(p, base, y),
        bss_low=float(np.quantile(bss_draws, 0.025)),
        bss_high=float(np.quantile(bss_draws, 0.975)),
        bss_low90=float(np.quantile(bss_draws, 0.05)),
        log_loss=log_score(p, y),
        log_loss_base=log_score(base, y),
        ece=calibration_error(p, y),
        slope=calibration_slope(p, y),
    )


def brier_skill(p: Vector, base: Vector, y: Vector) -> float:
    """Return one minus the ratio of the Brier scores (Murphy 1973)."""
    return 1.0 - brier_score(p, y) / brier_score(base, y)


def area_under_curve(p: Vector, y: Vector) -> float:
    """Return the area under the ROC curve as the Mann-Whitney statistic; nan where one outcome is absent."""
    positive = float(y.sum())
    negative = len(y) - positive
    if positive == 0 or negative == 0:
        return float("nan")
    ranks = rankdata(p)
    return float((ranks[y == 1].sum() - positive * (positive + 1) / 2) / (positive * negative))


def area_within_groups(forecasts: Forecasts) -> dict[str, float]:
    """Return the ROC area inside every group that has both outcomes."""
    areas = {
        str(name): area_under_curve(forecasts.p[rows], forecasts.y[rows])
        for name in np.unique(forecasts.group)
        for rows in [forecasts.group == name]
    }
    return {name: area for name, area in areas.items() if not np.isnan(area)}


def calibration_error(p: Vector, y: Vector, *, bins: int = 10) -> float:
    """Return the expected calibration error over bins of equal count."""
    parts = np.array_split(np.argsort(p, kind="stable"), bins)
    return float(sum(len(part) * abs(p[part].mean() - y[part].mean()) for part in parts if len(part)) / len(y))


def calibration_slope(p: Vector, y: Vector) -> float:
    """Return Cox's (1958) calibration slope: one if forecasts are neither too bold nor too timid."""
    eta = logit(np.clip(p, 1e-6, 1 - 1e-6))
    return float(fit_ridge(eta[:, None], y, penalty=1e-6).coefficients[1]) if np.ptp(eta) > 1e-9 else float("nan")


def _resample(forecasts: Forecasts, *, draws: int, seed: int) -> tuple[Vector, Vector]:
    names, index = np.unique(forecasts.group, return_inverse=True)
    members = [np.flatnonzero(index == k) for k in range(len(names))]
    rng = np.random.default_rng(seed)
    auc, bss = np.empty(draws), np.empty(draws)
    for draw in range(draws):
        rows = np.concatenate([members[k] for k in rng.integers(0, len(names), len(names))])
        y = forecasts.y[rows]
        auc[draw] = area_under_curve(forecasts.p[rows], y)
        bss[draw] = brier_skill(forecasts.p[rows], forecasts.base[rows], y) if np.ptp(y) else 0.0
    return auc, bss


def interval(values: Group | Vector, statistic: Callable[[Vector], float], *, draws: int, seed: int) -> list[float]:
    """Return the 95 % bootstrap interval of a statistic over independent values."""
    data = np.asarray(values, dtype=float)
    rng = np.random.default_rng(seed)
    samples = [statistic(data[rng.integers(0, len(data), len(data))]) for _ in range(draws)]
    return [round(float(np.quantile(samples, q)), 4) for q in (0.025, 0.975)]
