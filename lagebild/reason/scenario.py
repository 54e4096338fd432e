"""The scenario file: what an analyst states about a decision, and nothing the engine has to guess."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from lagebild.reason.state import read_states

SCHEMA: Final = 1

Pair = tuple[float, float]
Quantiles = tuple[float, float, float]
SideName = Literal["a", "b", "none"]

SIDES: Final = ("a", "b", "none")
ROLES: Final = ("belligerent", "intervener", "supporter", "concerned")
RANKS: Final = ("most_likely", "likely", "possible", "unlikely", "least_likely")
KINDS: Final = ("interstate", "intrastate")
INTENSITIES: Final = ("war", "minor", "inactive")
AIR: Final = ("attacker", "neither", "defender")
DEFENCES: Final = ("fortified", "unfortified")
SUPPORT: Final = ("none", "weapons", "troops")
TRIGGERS: Final = (
    "verbal",
    "political",
    "economic",
    "external change",
    "internal change",
    "non-violent military",
    "indirect violence",
    "violence",
)
SHIFTS: Final = ("intensity", "joining", "condemnation")


@dataclass(frozen=True, slots=True)
class Conflict:
    """The conflict the decision stands in."""

    name: str
    kind: str
    intensity: str
    start: date | None


@dataclass(frozen=True, slots=True)
class Actor:
    """A party, by ISO 3166 alpha-3 code or as IGO:, NGO: or REB: plus a short name."""

    code: str
    name: str
    side: str
    role: str

    @property
    def is_state(self) -> bool:
        """Say whether the actor is a state of which borders, pacts and region are known."""
        return self.code in read_states()


@dataclass(frozen=True, slots=True)
class Theatre:
    """A place of deployment: whose soil it is, who attacks there, in what situation."""

    id: str
    name: str
    owner: str | None
    attacker: str | None
    air: str | None
    defence: str | None


@dataclass(frozen=True, slots=True)
class Force:
    """A force as a range, with the Admiralty code of its source and the options it is there in."""

    actor: str
    theatre: str
    low: float
    high: float
    source: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One way the decision may go, with what reports and analysts say of it."""

    id: str
    label: str
    theatre: str | None
    rank: str | None
    likelihood: Pair | None
    follows: tuple[str, ...]
    breaks_into: str | None
    limit_kept: Quantiles | None
    shifts: Mapping[str, Quantiles]


@dataclass(frozen=True, slots=True)
class Dyad:
    """Two states whose next militarised dispute is asked about."""

    a: str
    b: str
    rival: bool
    issues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Support:
    """Who supports whom with what now."""

    supporter: str
    recipient: str
    now: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """A likelihood word found in a report, and what it is said of."""

    about: str
    band: str
    source: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """A checked scenario file."""

    title: str
    language: str
    as_of: date
    horizons: tuple[int, ...]
    conflict: Conflict
    decision: str
    decider: str | None
    aim: str
    limit: str
    actors: tuple[Actor, ...]
    theatres: tuple[Theatre, ...]
    options: tuple[Option, ...]
    forces: tuple[Force, ...] = ()
    dyads: tuple[Dyad, ...] = ()
    rivals: tuple[tuple[str, str], ...] = ()
    trigger: str | None = None
    supports: tuple[Support, ...] = ()
    condemned: str | None = None
    pace: Quantiles | None = None
    class_weights: Mapping[str, float] = field(default_factory=dict)
    judgements: tuple[Judgement, ...] = ()
    file: str = ""
    sha256: str = ""

    def option(self, name: str) -> Option:
        """Return the option of this name."""
        return next(option for option in self.options if option.id == name)

    def theatre(self, name: str | None) -> Theatre | None:
        """Return the theatre of this name, or nothing."""
        return next((theatre for theatre in self.theatres if theatre.id == name), None)

    def states(self, side: str) -> tuple[str, ...]:
        """Return the codes of the states that fight on a side."""
        return tuple(
            actor.code
            for actor in self.actors
            if actor.side == side and actor.is_state and actor.role in ("belligerent", "intervener")
        )

    def side_of(self, code: str) -> str:
        """Return the side an actor is on."""
        return next((actor.side for actor in self.actors if actor.code == code), "none")
