"""Ridge and random-intercept logistic regression, small enough to be read and checked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize_scalar  # type: ignore[import-untyped]
from scipy.special import expit  # type: ignore[import-untyped]

from training.history.table import Group, Matrix, Vector


@dataclass(frozen=True, slots=True)
class Logit:
    """A fitted logit: intercept first, then one coefficient a feature, on the scale of the raw features."""

    coefficients: Vector
    covariance: Matrix
    group_sd: float = 0.0

    def predict(self, x: Matrix) -> Vector:
        """Return the fitted probabilities for the rows of `x`, at a group effect of zero."""
        return np.asarray(expit(self.coefficients[0] + x @ self.coefficients[1:]))


def fit_ridge(x: Matrix, y: Vector, *, penalty: float = 1.0) -> Logit:
    """Return a ridge logit; the penalty acts on standardised features, never on the intercept.

    Penalised likelihood after le Cessie and van Houwelingen (1992); covariance is the inverse penalised Hessian.
    """
    mean, scale = x.mean(axis=0), x.std(axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    z = np.column_stack([np.ones(len(y)), (x - mean) / scale])
    ridge = np.full(z.shape[1], penalty)
    ridge[0] = 1e-6
    beta, hessian = _newton(z, y, ridge)
    transform = np.diag(np.concatenate([[1.0], 1.0 / scale]))
    transform[0, 1:] = -mean / scale
    return Logit(transform @ beta, transform @ np.linalg.inv(hessian) @ transform.T)


def fit_random_intercept(x: Matrix, y: Vector, group: Group, *, prior_sd: float = 1.0) -> Logit:
    """Return a logit with a normal intercept a group, by Laplace approximation (Breslow and Clayton 1993).

    Coefficients have a normal prior with `prior_sd`; the group spread maximises the approximate marginal likelihood.
    """
    names, index = np.unique(group, return_inverse=True)
    fixed = np.column_stack([np.ones(len(y)), x])
    z = np.column_stack([fixed, np.eye(len(names))[index]])

    def negative_marginal(log_sd: float) -> float:
        ridge = _ridge(fixed.shape[1], len(names), prior_sd, float(np.exp(log_sd)))
        beta, hessian = _newton(z, y, ridge)
        eta = z @ beta
        likelihood = float(np.sum(y * eta - np.logaddexp(0, eta)) - 0.5 * np.sum(ridge * beta**2))
        prior = 0.5 * len(names) * np.log(ridge[-1])
        # A half-normal prior of scale one on the spread keeps it finite and off zero (Gelman 2006).
        spread = -0.5 * np.exp(2 * log_sd) + log_sd
        return float(-(likelihood + prior - 0.5 * np.linalg.slogdet(hessian)[1] + spread))

    best = minimize_scalar(negative_marginal, bounds=(-4.0, 1.0), method="bounded", options={"xatol": 1e-3})
    sd = float(np.exp(best.x))
    beta, hessian = _newton(z, y, _ridge(fixed.shape[1], len(names), prior_sd, sd))
    size = fixed.shape[1]
    covariance: Matrix = np.asarray(np.linalg.inv(hessian)[:size, :size], dtype=np.float64)
    return Logit(beta[:size], covariance, sd)


def rebase(model: Logit, x: Matrix, rate: float) -> Logit:
    """Return the model with its intercept moved so that its mean forecast on `x` is `rate`."""
    slope = x @ model.coefficients[1:]
    low, high = -30.0, 30.0
    for _ in range(80):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if float(expit(middle + slope).mean()) < rate else (low, middle)
    moved = model.coefficients.copy()
    moved[0] = 0.5 * (low + high)
    return Logit(moved, model.covariance, model.group_sd)


def _ridge(fixed: int, groups: int, prior_sd: float, group_sd: float) -> Vector:
    return np.concatenate([[1e-4], np.full(fixed - 1, prior_sd**-2), np.full(groups, group_sd**-2)])


def _newton(z: Matrix, y: Vector, ridge: Vector) -> tuple[Vector, Matrix]:
    beta = np.zeros(z.shape[1])
    for _ in range(60):
        p = expit(z @ beta)
        hessian = (z * (p * (1 - p))[:, None]).T @ z + np.diag(ridge)
        step = np.linalg.solve(hessian, z.T @ (y - p) - ridge * beta)
        beta = beta + np.clip(step, -4, 4)
        if float(np.abs(step).max()) < 1e-8:
            break
    p = expit(z @ beta)
    return beta, (z * (p * (1 - p))[:, None]).T @ z + np.diag(ridge)
