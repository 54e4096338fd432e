"""What a text names around a mention of a place: states, divisions, the homes of parties, each by its nearness."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lagebild.extract.ground.cue import cue_words
from lagebild.extract.ground.fold import Token, tokenize
from lagebild.extract.ground.state import bare_arabic
from lagebild.records import Place
from lagebild.spans import Span

if TYPE_CHECKING:
    from lagebild.extract.ground.place import PlaceResolver

NAMED: Final = 0.55
BESIDE: Final = 1.1
REACH: Final = 4.0
LOOSE: Final = 0.4


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """What is known around a mention: language, countries named (with weight 0-2), divisions, places settled so far."""

    language: str
    before: str = ""
    countries: Mapping[str, float] = field(default_factory=dict)
    divisions: frozenset[str] = frozenset()
    places: Sequence[Place] = ()


@dataclass(frozen=True, slots=True)
class Hint:
    """A country, and perhaps a division of it, named at a token."""

    token: int
    country: str
    division: str | None
    weight: float


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words of a text and the hints in it."""

    language: str
    tokens: list[Token]
    hints: list[Hint]


def read_surroundings(text: str, *, language: str, resolver: PlaceResolver) -> Surroundings:
    """Return the hints that a text gives on where its places lie."""
    tokens = tokenize(text, language=language)
    bare = bare_arabic(tokens) if language == "ar" else tokens
    states = resolver.states.scan(bare, language=language)
    hints = [Hint(hit.first, hit.value, None, 1.0) for hit in states]
    taken = {i for hit in states for i in range(hit.first, hit.last)}
    for first, country in resolver.homes_in(bare, language=language):
        hints.append(Hint(first, country, None, 0.6))
    hints += _divisions(tokens, taken, language, resolver)
    return Surroundings(language, tokens, hints)


def _divisions(tokens: Sequence[Token], taken: set[int], language: str, resolver: PlaceResolver) -> list[Hint]:
    hints, index = [], 0
    while index < len(tokens):
        step = 1
        if index not in taken and tokens[index].capital and len(tokens[index].folded) > 3:
            for last in range(min(index + 3, len(tokens)), index, -1):
                key = " ".join(token.folded for token in tokens[index:last])
                top = next(iter(resolver.gazetteer.find(key)), None)
                if top and top.feature == "admin1" and top.country and tokens[last - 1].capital and top.magnitude > 5:
                    hints.append(Hint(index, top.country, top.admin1, 0.7))
                    step = last - index
                    break
        index += step
    return hints


def context_of(surroundings: Surroundings, span: Span, text: str, resolver: PlaceResolver) -> PlaceContext:
    """Return the context of one mention: a country named beside it weighs more than one named far away."""
    tokens = surroundings.tokens
    inside = [i for i, token in enumerate(tokens) if token.start < span.stop and token.stop > span.start]
    first, last = (inside[0], inside[-1] + 1) if inside else (0, 0)
    countries: dict[str, float] = {}
    divisions: set[str] = set()
    for hint in surroundings.hints:
        if first <= hint.token < last:
            continue
        distance = first - hint.token if hint.token < first else hint.token - last
        near = 0.0
        if _same_clause(text, tokens, first, last, hint.token):
            near = BESIDE * math.exp(-max(0, distance - 1) / REACH)
            near *= 1.0 if hint.token < first or _is_attribute(text, tokens, last, hint.token) else LOOSE
        weight = hint.weight * (NAMED + near)
        countries[hint.country] = max(countries.get(hint.country, 0.0), weight)
        if hint.division:
            divisions.add(hint.division)
    before = tokens[first - 2 : first] if first > 1 else tokens[:first]
    return PlaceContext(surroundings.language, " ".join(t.folded for t in before), countries, frozenset(divisions))


def _is_attribute(text: str, tokens: Sequence[Token], last: int, other: int) -> bool:
    """Return whether what follows a name tells where it lies: `X, Ohio`, `X in Russia`."""
    gap = tokens[last:other]
    comma = text[tokens[last - 1].stop : tokens[other].start].lstrip().startswith((",", "("))
    return (comma and len(gap) < 3) or (bool(gap) and gap[0].folded in cue_words("locative") and len(gap) < 4)


def _same_clause(text: str, tokens: Sequence[Token], first: int, last: int, other: int) -> bool:
    start, stop = (
        (tokens[other].stop, tokens[first].start) if other < first else (tokens[last - 1].stop, tokens[other].start)
    )
    between = text[start:stop]
    return not any(mark in between for mark in ".;:!?。；") and between.count(",") < 2
