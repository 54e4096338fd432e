"""What moves the answer: variance shares by kind of uncertainty, and a tornado by single input."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from lagebild.errors import UsageError
from lagebild.reason.draw import GROUPS, Draws, Vector
from lagebild.reason.quantity import Case, Moment, Quantity
from lagebild.reason.scenario import Option, Scenario
from lagebild.reason.simulate import NO_HORIZON, Settings, draw_quantity, list_quantities

# Seeds of the second sample lie far from any a user is likely to give.
OTHER_SEED: Final = 1_000_003
ENDS: Final = (0.1, 0.9)
# A class has no order: of the quantiles that reach every class, the lowest and the highest mean count.
CLASSES: Final = (0.1, 0.3, 0.5, 0.7, 0.9)


@dataclass(frozen=True, slots=True)
class Swing:
    """How far the mean moves when one input goes from its 10 % to its 90 % quantile."""

    group: str
    name: str
    low: float
    high: float

    @property
    def width(self) -> float:
        """Return the distance between the two means."""
        return abs(self.high - self.low)


@dataclass(frozen=True, slots=True)
class Recorder(Draws):
    """Outer draws that note which columns were asked for."""

    seen: dict[str, None] = field(default_factory=dict)

    def uniform(self, group: str, name: str) -> Vector:
        """Return the column of uniforms that belongs to a name, and note the name."""
        self.seen[f"{group}/{name}"] = None
        # A slotted dataclass makes a new class, which `super()` without arguments cannot find.
        return Draws.uniform(self, group, name)


def share_variance(case: Case, quantity: Quantity, moment: Moment) -> dict[str, float]:
    """Return the first-order share of each group in the variance of a quantity; what is missing to 1 is interaction.

    Pick-freeze estimator (Sobol' 2001; Janon et al. 2014): the covariance of two samples that have only the group in
    common. Shares of less than the estimator's own noise come out as zero.
    """
    base = draw_quantity(case, quantity, moment)
    if float(base.std()) < 1e-9:
        return {}
    shares = {}
    for group in used_groups(case, quantity, moment):
        seeds = {other: moment.draws.seed + OTHER_SEED for other in GROUPS if other != group}
        again = draw_quantity(case, quantity, Moment(moment.option, moment.months, moment.draws.with_seeds(seeds)))
        both = np.concatenate([base, again])
        mean, variance = float(both.mean()), float(both.var())
        shares[group] = float(np.clip(np.mean((base - mean) * (again - mean)) / variance, 0.0, 1.0))
    total = sum(shares.values())
    return {group: round(share / max(total, 1.0), 3) for group, share in shares.items()}


def used_groups(case: Case, quantity: Quantity, moment: Moment) -> tuple[str, ...]:
    """Return the kinds of uncertainty that enter a quantity."""
    names = used_draws(case, quantity, moment)
    return tuple(group for group in GROUPS if any(name.startswith(f"{group}/") for name in names))


def used_draws(case: Case, quantity: Quantity, moment: Moment) -> tuple[str, ...]:
    """Return the names of the outer draws that enter a quantity, in the order they are asked for."""
    recorder = Recorder(moment.draws.seed, moment.draws.count, moment.draws.other_seeds, moment.draws.fixed)
    draw_quantity(case, quantity, Moment(moment.option, moment.months, recorder))
    return tuple(recorder.seen)


def measure_swings(case: Case, quantity: Quantity, moment: Moment) -> tuple[Swing, ...]:
    """Return the inputs of a quantity by how far each moves its mean, widest first."""
    swings = []
    for key in used_draws(case, quantity, moment):
        group, name = key.split("/", 1)
        means = [
            float(draw_quantity(case, quantity, Moment(moment.option, moment.months, held)).mean())
            for held in (
                moment.draws.holding(key, place) for place in (CLASSES if group == "reference class" else ENDS)
            )
        ]
        ends = (min(means), max(means)) if group == "reference class" else (means[0], means[1])
        swings.append(Swing(group, name, *ends))
    return tuple(sorted(swings, key=lambda swing: (-swing.width, swing.name)))


def describe_sensitivity(
    case: Case, settings: Settings, names: Sequence[str], *, option: str | None = None
) -> list[dict[str, Any]]:
    """Return variance shares and swings of the named quantities at the last horizon, as plain values."""
    quantities = [quantity for quantity in list_quantities(case) if quantity.name in names]
    if not quantities:
        known = ", ".join(sorted({quantity.name for quantity in list_quantities(case)}))
        raise UsageError(f"no quantity {', '.join(names)} in this scenario; quantities are {known}")
    chosen = choose_option(case.scenario, option)
    found = []
    for quantity in quantities:
        months = case.scenario.horizons[-1] if quantity.timed else None
        moment = Moment(chosen, months or NO_HORIZON, settings.draws())
        found.append(
            {
                "name": quantity.name,
                "label": dict(quantity.label),
                "option": chosen.id,
                "months": months,
                "mean": round(float(draw_quantity(case, quantity, moment).mean()), 5),
                "shares": share_variance(case, quantity, moment),
                "swings": [
                    {"group": s.group, "name": s.name, "low": round(s.low, 5), "high": round(s.high, 5)}
                    for s in measure_swings(case, quantity, moment)
                ],
            }
        )
    return found


def choose_option(scenario: Scenario, name: str | None) -> Option:
    """Return the named option, or else the one that reports rank most likely, or else the first that deploys."""
    if name is not None:
        known = [option.id for option in scenario.options]
        if name not in known:
            raise UsageError(f"'{name}' is no option of this scenario; options are {', '.join(known)}")
        return scenario.option(name)
    ranked = [option for option in scenario.options if option.rank == "most_likely"]
    deployed = [option for option in scenario.options if option.theatre is not None]
    return (*ranked, *deployed, *scenario.options)[0]
