"""Out-of-sample forecasts: grouped folds, rolling origin, a cut in time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier

from training.history.logit import fit_ridge, rebase
from training.history.table import Design, Group, Matrix, Vector

Fit = Callable[[Matrix, Vector, Group], Callable[[Matrix], Vector]]
Rows = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Forecasts:
    """Forecasts made without the outcome, beside the base rate that was known at the same time."""

    p: Vector
    base: Vector
    y: Vector
    group: Group


def ridge(penalty: float) -> Fit:
    """Return a fitter for ridge logits of the given penalty."""

    def fit(x: Matrix, y: Vector, group: Group) -> Callable[[Matrix], Vector]:
        return fit_ridge(x, y, penalty=penalty).predict

    return fit


def boosted(*, depth: int = 2, trees: int = 150, rate: float = 0.05, leaf: int = 20) -> Fit:
    """Return a fitter for gradient-boosted trees."""

    def fit(x: Matrix, y: Vector, group: Group) -> Callable[[Matrix], Vector]:
        model = HistGradientBoostingClassifier(
            max_depth=depth, max_iter=trees, learning_rate=rate, min_samples_leaf=leaf, random_state=1
        ).fit(x, y)
        return lambda new: np.asarray(model.predict_proba(new)[:, 1])

    return fit


def group_folds(group: Group, *, folds: int, seed: int) -> Iterator[tuple[Rows, Rows]]:
    """Yield train and test rows such that no group is in both."""
    names = np.unique(group)
    order = np.random.default_rng(seed).permutation(len(names))
    for part in np.array_split(order, folds):
        test = np.isin(group, names[part])
        yield ~test, test


def cross_validate(design: Design, fit: Fit, *, folds: int = 10, repeats: int = 5, seed: int = 1) -> Forecasts:
    """Return grouped cross-validated forecasts, averaged over repeats, beside the training folds' base rate."""
    p, base = np.zeros(len(design.y)), np.zeros(len(design.y))
    for repeat in range(repeats):
        for train, test in group_folds(design.group, folds=folds, seed=seed + repeat):
            model = fit(design.x[train], design.y[train], design.group[train])
            p[test] += model(design.x[test]) / repeats
            base[test] += design.y[train].mean() / repeats
    return Forecasts(p, base, design.y, design.group)


def leave_group_out(design: Design, fit: Fit) -> Forecasts:
    """Return forecasts for every group from a model that saw only the other groups."""
    p, base = np.zeros(len(design.y)), np.zeros(len(design.y))
    for name in np.unique(design.group):
        test = design.group == name
        p[test] = fit(design.x[~test], design.y[~test], design.group[~test])(design.x[test])
        base[test] = design.y[~test].mean()
    return Forecasts(p, base, design.y, design.group)


def roll_origin(
    design: Design, *, penalty: float, first: int, last: int, window: int = 60, recent: int = 20, step: int = 2
) -> Forecasts:
    """Return forecasts for each `step` years from the `window` years before, intercept set to the last `recent`.

    The base rate is that of the same last `recent` years: what a forecaster without a model would have said.
    """
    p, base = np.full(len(design.y), np.nan), np.full(len(design.y), np.nan)
    for start in range(first, last + 1, step):
        test = (design.year >= start) & (design.year < start + step)
        train = (design.year >= start - window) & (design.year < start)
        near = (design.year >= start - recent) & (design.year < start)
        if not test.any() or design.y[train].sum() < 3:
            continue
        rate = (design.y[near].sum() + 0.5) / (near.sum() + 1)
        model = rebase(fit_ridge(design.x[train], design.y[train], penalty=penalty), design.x[near], rate)
        p[test], base[test] = model.predict(design.x[test]), rate
    done = ~np.isnan(p)
    return Forecasts(p[done], base[done], design.y[done], design.group[done])


def cut_in_time(design: Design, fit: Fit, *, year: int) -> Forecasts:
    """Return forecasts for rows of `year` and later from a model that saw only earlier rows."""
    test = design.year >= year
    model = fit(design.x[~test], design.y[~test], design.group[~test])
    base = np.full(int(test.sum()), design.y[~test].mean())
    return Forecasts(model(design.x[test]), base, design.y[test], design.group[test])
