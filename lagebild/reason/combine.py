"""All options together, weighted by how likely reports or analysts call them."""

from __future__ import annotations

import numpy as np

from lagebild.reason.draw import Draws, Matrix, Vector
from lagebild.reason.quantity import Case, Moment, Quantity
from lagebild.reason.scenario import Option, Scenario
from lagebild.reason.simulate import draw_quantity


def first_options(scenario: Scenario) -> tuple[Option, ...]:
    """Return the options that the decision is between; branches that follow from another are not among them."""
    return tuple(option for option in scenario.options if not option.follows)


def can_combine(scenario: Scenario) -> bool:
    """Say whether any option's likelihood is stated, without which nothing can be weighed."""
    return any(option.likelihood for option in first_options(scenario))


def draw_weights(scenario: Scenario, draws: Draws) -> Matrix:
    """Return draws of the options' weights: the stated ones within their ranges, the rest shared at random."""
    options = first_options(scenario)
    weights = np.zeros((draws.count, len(options)))
    for k, option in enumerate(options):
        if option.likelihood is not None:
            low, high = option.likelihood
            weights[:, k] = low + draws.uniform("elicited", f"likelihood: {option.id}") * (high - low)
    open_ones = [k for k, option in enumerate(options) if option.likelihood is None]
    if open_ones:
        rest = np.clip(1.0 - weights.sum(axis=1), 0.0, 1.0)
        # Exponential draws, scaled to one, are spread evenly over all ways to share the rest.
        parts = -np.log(np.column_stack([draws.uniform("elicited", f"rest: {options[k].id}") for k in open_ones]))
        weights[:, open_ones] = rest[:, None] * parts / parts.sum(axis=1, keepdims=True)
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def draw_combined(case: Case, quantity: Quantity, months: int, draws: Draws) -> Vector:
    """Return draws of a quantity over all options."""
    values = [draw_quantity(case, quantity, Moment(o, months, draws)) for o in first_options(case.scenario)]
    return np.asarray((draw_weights(case.scenario, draws) * np.column_stack(values)).sum(axis=1))
