from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.reason.draw import (
    Draws,
    choose,
    coefficient_draws,
    from_quantiles,
    log_uniform,
    probability_from_quantiles,
)

U = np.linspace(0.0005, 0.9995, 1000)
share = st.floats(0.001, 0.999)


def test_name_decides_the_column_not_the_order() -> None:
    first, second = Draws(1, 50), Draws(1, 50)
    second.uniform("inputs", "other")
    assert np.array_equal(first.uniform("inputs", "x"), second.uniform("inputs", "x"))
    assert not np.array_equal(first.uniform("inputs", "x"), first.uniform("inputs", "y"))
    assert not np.array_equal(first.uniform("inputs", "x"), Draws(2, 50).uniform("inputs", "x"))


def test_other_seed_moves_only_its_group() -> None:
    draws = Draws(1, 50)
    moved = draws.with_seeds({"inputs": 9})
    assert not np.array_equal(draws.uniform("inputs", "x"), moved.uniform("inputs", "x"))
    assert np.array_equal(draws.uniform("elicited", "x"), moved.uniform("elicited", "x"))


def test_held_column_is_constant() -> None:
    assert set(Draws(1, 50).holding("inputs/x", 0.9).uniform("inputs", "x")) == {0.9}


@given(st.tuples(share, share, share).map(sorted))
def test_stated_quantiles_come_back(quantiles: list[float]) -> None:
    low, middle, high = quantiles
    values = probability_from_quantiles(U, (low, middle, high))
    assert ((values >= 0) & (values <= 1)).all()
    assert (np.diff(values) >= -1e-12).all()
    found = np.quantile(values, [0.1, 0.5, 0.9])
    assert found == pytest.approx(quantiles, abs=0.01)


@given(st.floats(-3, 0), st.floats(0, 3))
def test_shift_quantiles_come_back(low: float, high: float) -> None:
    assert np.quantile(from_quantiles(U, (low, 0.0, high)), [0.1, 0.9]) == pytest.approx([low, high], abs=0.02)


@given(st.floats(1, 1e6), st.floats(1, 10))
def test_log_uniform_stays_between_its_bounds(low: float, factor: float) -> None:
    values = log_uniform(U, low, low * factor)
    assert (values >= low * 0.999).all()
    assert (values <= low * factor * 1.001).all()


def test_classes_are_as_wide_as_their_weights() -> None:
    assert np.bincount(choose(U, np.array([1.0, 0.0, 3.0])), minlength=3).tolist() == [250, 0, 750]


def test_coefficients_have_their_covariance() -> None:
    covariance = np.array([[0.04, 0.01], [0.01, 0.09]])
    drawn = coefficient_draws(Draws(1, 20_000), "m", np.array([1.0, -1.0]), covariance, ("a", "b"))
    assert drawn.mean(axis=0) == pytest.approx([1, -1], abs=0.01)
    assert np.cov(drawn.T) == pytest.approx(covariance, abs=0.004)
