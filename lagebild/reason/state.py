"""Facts about today's states that may ship: borders, distances, pacts, population, region."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final

# Codes that reports use of lands for which there is no state number: parties, but without borders or pacts.
TERRITORIES: Final = frozenset({"ESH", "GRL", "HKG", "MAC", "PSE", "VAT", "XKX"})

# Contiguity across at most 400 miles of sea is the widest class of the Correlates of War contiguity data.
NEAR_KM: Final = 644.0


@dataclass(frozen=True, slots=True)
class State:
    """One state: where it lies and what weight it has."""

    code: str
    iso2: str
    names: Mapping[str, str]
    number: int
    region: str
    population: int
    major: bool
    nuclear: bool
    neighbours: frozenset[str]
    distances_km: Mapping[str, float]

    def name(self, language: str) -> str:
        """Return the state's name in English or German."""
        return self.names[language]


@dataclass(frozen=True, slots=True)
class Pact:
    """A treaty that obliges to military help, with the day each member was bound."""

    name: str
    members: Mapping[str, date]

    def binds(self, first: str, second: str, *, day: date) -> bool:
        """Say whether two states owed each other help under this pact on a day."""
        return all(code in self.members and self.members[code] <= day for code in (first, second))


@cache
def read_states() -> Mapping[str, State]:
    """Return all states by ISO 3166 alpha-3 code."""
    facts = json.loads(_facts("states.json"))["states"]
    codes = tuple(facts)
    return {code: _state(code, entry, codes) for code, entry in facts.items()}


@cache
def read_pacts() -> tuple[Pact, ...]:
    """Return the treaties of mutual military help that were collected by hand."""
    return tuple(
        Pact(pact["name"], {**dict.fromkeys(pact["members"], pact["since"]), **pact.get("later", {})})
        for pact in tomllib.loads(_facts("pacts.toml"))["pact"]
    )


def is_country_code(code: str) -> bool:
    """Say whether a code is that of a state or a territory."""
    return code in read_states() or code in TERRITORIES


def owe_help(first: str, second: str, *, day: date) -> bool:
    """Say whether two states were bound by a treaty of mutual military help on a day."""
    return any(pact.binds(first, second, day=day) for pact in read_pacts())


def _state(code: str, entry: Mapping[str, Any], codes: tuple[str, ...]) -> State:
    return State(
        code,
        entry["iso2"],
        entry["name"],
        entry["number"],
        entry["region"],
        entry["population"],
        entry["major"],
        entry["nuclear"],
        frozenset(entry["neighbours"]),
        dict(zip(codes, entry["distance_km"], strict=True)),
    )


def _facts(name: str) -> str:
    return files("lagebild.reason").joinpath("facts", name).read_text(encoding="utf-8")
