"""Boosted stumps: an additive model that can be printed as one table a feature."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier

from training.history.table import Design, Group, Matrix, Vector
from training.history.validate import Fit

TREES = 80
RATE = 0.05
LEAF = 8


def stumps() -> Fit:
    """Return a fitter for boosted stumps."""

    def fit(x: Matrix, y: Vector, group: Group) -> Callable[[Matrix], Vector]:
        model = _fit(x, y)
        return lambda new: np.asarray(model.predict_proba(new)[:, 1])

    return fit


def describe_stumps(design: Design, *, fits: int, seed: int = 3) -> dict[str, Any]:
    """Return the additive tables of models fitted to bootstrap samples of whole groups."""
    rng = np.random.default_rng(seed)
    names = np.unique(design.group)
    tables: list[dict[str, Any]] = []
    while len(tables) < fits:
        picked = rng.choice(names, len(names))
        rows = np.concatenate([np.flatnonzero(design.group == name) for name in picked])
        if 0 < design.y[rows].mean() < 1:
            tables.append(_table(_fit(design.x[rows], design.y[rows])))
    return {"features": list(design.features), "fits": tables}


def _fit(x: Matrix, y: Vector) -> Any:
    return GradientBoostingClassifier(
        max_depth=1, n_estimators=TREES, learning_rate=RATE, min_samples_leaf=LEAF, random_state=1
    ).fit(x, y)


def _table(model: Any) -> dict[str, Any]:
    start = float(np.log(model.init_.class_prior_[1] / model.init_.class_prior_[0]))
    steps: dict[tuple[int, float], list[float]] = {}
    for (tree,) in model.estimators_:
        nodes = tree.tree_
        if nodes.node_count == 1:
            start += RATE * float(nodes.value[0, 0, 0])
            continue
        low, high = (RATE * float(nodes.value[k, 0, 0]) for k in (1, 2))
        entry = steps.setdefault((int(nodes.feature[0]), float(nodes.threshold[0])), [0.0, 0.0])
        entry[0] += low
        entry[1] += high
    return {
        "start": round(start, 5),
        "steps": [
            [feature, round(threshold, 4), round(low, 5), round(high, 5)]
            for (feature, threshold), (low, high) in sorted(steps.items())
        ],
    }
