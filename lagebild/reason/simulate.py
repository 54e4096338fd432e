"""Two-level Monte Carlo: parameters and inputs outside, events inside, options on common random numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from lagebild.errors import UsageError
from lagebild.reason.balance import balance_quantities
from lagebild.reason.candidate import spillover_quantities
from lagebild.reason.condemnation import condemnation_quantities
from lagebild.reason.crisis import crisis_quantities
from lagebild.reason.draw import Draws, Vector, log_odds, named_generator, probability
from lagebild.reason.dyad import dyad_quantities
from lagebild.reason.elicited import draw_kept, draw_shift, elicited_quantities
from lagebild.reason.engagement import engagement_quantities
from lagebild.reason.intensity import intensity_quantities
from lagebild.reason.joining import joining_quantities
from lagebild.reason.quantity import Case, Moment, Quantity
from lagebild.reason.scenario import Option
from lagebild.reason.summarize import Summary, summarize
from lagebild.reason.support import support_quantities

NODES: Final[tuple[Callable[[Case], tuple[Quantity, ...]], ...]] = (
    engagement_quantities,
    balance_quantities,
    intensity_quantities,
    joining_quantities,
    spillover_quantities,
    dyad_quantities,
    crisis_quantities,
    support_quantities,
    condemnation_quantities,
    elicited_quantities,
)
MOST_DRAWS: Final = 10_000
# Stands for the horizon of a quantity that has none.
NO_HORIZON: Final = 12


@dataclass(frozen=True, slots=True)
class Settings:
    """How a run is drawn: seed, outer and inner draws."""

    seed: int = 1
    outer: int = 1000
    inner: int = 1000

    def check(self) -> None:
        """Refuse numbers of draws that give no interval or fill the memory."""
        for name, value in (("outer", self.outer), ("inner", self.inner)):
            if not 100 <= value <= MOST_DRAWS:
                raise UsageError(f"{name} = {value} draws; allowed are 100 to {MOST_DRAWS}, such as --{name} 1000")

    def draws(self) -> Draws:
        """Return the outer draws of the run."""
        return Draws(self.seed, self.outer)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One quantity for one option and horizon: its draws and what the inner events came to."""

    quantity: Quantity
    option: Option
    months: int | None
    values: Vector
    summary: Summary
    frequency: float | None


def list_quantities(case: Case) -> tuple[Quantity, ...]:
    """Return everything the engine can say on a scenario, node by node."""
    return tuple(quantity for node in NODES for quantity in node(case))


def draw_quantity(case: Case, quantity: Quantity, moment: Moment) -> Vector:
    """Return draws of a quantity under an option.

    What the deployment may change is mixed with the branch in which the limit breaks, by the chance of that branch.
    """
    own = draw_branch(case, quantity, moment)
    target = moment.option.breaks_into
    if target is None or quantity.shifted is None:
        return own
    broken = draw_branch(case, quantity, Moment(case.scenario.option(target), moment.months, moment.draws))
    kept = draw_kept(moment.option, moment.draws)
    return kept * own + (1.0 - kept) * broken


def draw_branch(case: Case, quantity: Quantity, moment: Moment) -> Vector:
    """Return draws of a quantity under one branch alone, moved by the branch's elicited effect."""
    values = quantity.draw(moment)
    if quantity.shifted is None:
        return values
    shift = draw_shift(case.scenario, moment.option, quantity.shifted, moment.draws)
    return values if not shift.any() else probability(log_odds(values) + shift)


def simulate(case: Case, settings: Settings) -> tuple[Outcome, ...]:
    """Return every quantity for every option and horizon, on the same outer and inner random numbers."""
    settings.check()
    draws = settings.draws()
    outcomes = []
    for quantity in list_quantities(case):
        events = _inner_uniforms(quantity, settings)
        for option in case.scenario.options:
            if not _applies(quantity, option):
                continue
            for months in case.scenario.horizons if quantity.timed else (None,):
                moment = Moment(option, months or NO_HORIZON, draws)
                values = draw_quantity(case, quantity, moment)
                outcomes.append(_outcome(quantity, moment, months, values, events))
    return tuple(outcomes)


def _outcome(
    quantity: Quantity, moment: Moment, months: int | None, values: Vector, events: np.ndarray | None
) -> Outcome:
    if events is None:
        return Outcome(quantity, moment.option, months, values, summarize(values), None)
    happened = events < values[:, None].astype(np.float32)
    summary = summarize(values, inner=events.shape[1])
    return Outcome(quantity, moment.option, months, values, summary, round(float(happened.mean()), 5))


def _inner_uniforms(quantity: Quantity, settings: Settings) -> np.ndarray | None:
    """Return the inner draws of a quantity, the same for all options and horizons; none for shares."""
    if quantity.kind != "probability":
        return None
    generator = named_generator(settings.seed, f"inner/{quantity.node}/{quantity.name}")
    return generator.random((settings.outer, settings.inner), dtype=np.float32)


def _applies(quantity: Quantity, option: Option) -> bool:
    if quantity.node == "engagement":
        return option.theatre is not None
    return option.breaks_into is not None if quantity.node == "limit" else True


def branch_chances(case: Case, settings: Settings, names: Sequence[str], months: int) -> list[dict[str, object]]:
    """Return for every option with a limit each named quantity if the limit is kept and if it is broken."""
    draws = settings.draws()
    found: list[dict[str, object]] = []
    quantities = [quantity for quantity in list_quantities(case) if quantity.name in names]
    for option in case.scenario.options:
        if option.breaks_into is None:
            continue
        broken = case.scenario.option(option.breaks_into)
        for quantity in quantities:
            kept, lost = (draw_branch(case, quantity, Moment(branch, months, draws)) for branch in (option, broken))
            found.append(
                {
                    "option": option.id,
                    "breaks_into": broken.id,
                    "quantity": quantity.name,
                    "months": months,
                    "kept": summarize(kept).as_dict(),
                    "broken": summarize(lost).as_dict(),
                    "difference": summarize(lost - kept).as_dict(),
                }
            )
    return found
