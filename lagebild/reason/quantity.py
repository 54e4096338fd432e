"""What a node offers: quantities that can be drawn for any option and horizon."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from lagebild.reason.draw import Draws, Vector
from lagebild.reason.scenario import Option, Scenario

Words = Mapping[str, str]
Kind = Literal["probability", "share"]


@dataclass(frozen=True, slots=True)
class Case:
    """A scenario with the folder of restricted history tables, if the user named one."""

    scenario: Scenario
    history: Path | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """For what a quantity is drawn: an option, a number of months, and the outer draws."""

    option: Option
    months: int
    draws: Draws


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number a node can give: how it is called, graded and drawn.

    `timed` quantities depend on the horizon; `shifted` names the elicited effect of the deployment that acts on it;
    `base` draws the base rate where that is another number than the quantity itself without any shift.
    """

    node: str
    name: str
    label: Words
    grade: str
    basis: Words
    draw: Callable[[Moment], Vector]
    kind: Kind = "probability"
    timed: bool = True
    shifted: str | None = None
    parameters: tuple[str, ...] = ()
    condition: Words = field(default_factory=dict)
    base: Callable[[Moment], Vector] | None = None


def german(value: float, form: str) -> str:
    """Return a number with a decimal comma, as German text has it."""
    return format(value, form).replace(".", ",").replace("%", " %")


def in_both(en: str, de: str) -> dict[str, str]:
    """Return a text in English and German."""
    return {"en": en, "de": de}
