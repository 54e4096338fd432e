"""Where a text names a country or an organisation, and so what a pronoun or a description may stand for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lagebild.extract.ground.passage import Passage
from lagebild.records import Actor
from lagebild.spans import Span

Linker = Callable[[Sequence[Span], Sequence[Span]], Mapping[Span, Sequence[float]]]
"""Says of each party span how sure it is (0–1) that each naming span names the party's country or organisation."""


@dataclass(frozen=True, slots=True)
class Naming:
    """A stretch of text that names a state by itself, a town or a person (`RUS`), or an organisation (`IGO:NATO`)."""

    span: Span
    key: str


def find_namings(passage: Passage) -> list[Naming]:
    """Return everything a text names that a party may belong to, in the order of the text, without repetition."""
    found = [(a.first, a.last, a.country) for a in passage.anchors]
    for name in passage.names:
        head = name.organisation.code.split("/")[0] if name.organisation else ""
        if ":" in head:
            found = [item for item in found if item[:2] != (name.first, name.last)]
            found.append((name.first, name.last, head))
    tokens = passage.tokens
    return [Naming(Span(tokens[a].start, tokens[b - 1].stop), key) for a, b, key in sorted(set(found))]


def keys_of(actors: Sequence[Actor]) -> tuple[str, ...]:
    """Return the codes of parties without their sectors."""
    return tuple(actor.code.split("/")[0] for actor in actors)


def rank_keys(namings: Sequence[Naming], scores: Sequence[float]) -> list[tuple[str, float]]:
    """Return each key with the score of its surest naming, best first."""
    best: dict[str, float] = {}
    for naming, score in zip(namings, scores, strict=True):
        best[naming.key] = max(best.get(naming.key, 0.0), score)
    return sorted(best.items(), key=lambda pair: -pair[1])
