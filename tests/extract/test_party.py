"""Parties that name no country: which of the named ones they are linked to, and how the grounding uses it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from lagebild.extract.chunk import Chunk, make_chunks
from lagebild.extract.decode import Floats, HeadSpan
from lagebild.extract.ground.actor import LINKED, ActorResolver
from lagebild.extract.ground.naming import Naming, find_namings, rank_keys
from lagebild.extract.labels import SLOTS
from lagebild.extract.network import Network, default_pack
from lagebild.extract.party import PartyLinker, units_of
from lagebild.spans import Span

TEXT = "Kenias Präsident reiste nach Tansania. Die Regierung empfing ihn."


@pytest.fixture(scope="module")
def resolver() -> ActorResolver:
    return ActorResolver()


@pytest.fixture(scope="module")
def network() -> Network:
    return Network(default_pack())


def span(wording: str, text: str = TEXT) -> Span:
    return Span(text.index(wording), text.index(wording) + len(wording))


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Die Nato warnt Russland.", "de", [("Nato", "IGO:NATO"), ("Russland", "RUS")]),
        ("Hamas fighters left Rafah.", "en", [("Hamas", "REB:HAMAS"), ("Rafah", "PSE")]),
        ("Es regnet.", "de", []),
    ],
)
def test_what_a_text_names(resolver: ActorResolver, text: str, language: str, expected: list[tuple[str, str]]) -> None:
    passage = resolver.reader.read(text, language=language, day="2025-01-15")
    assert [(n.span.of(text), n.key) for n in find_namings(passage)] == expected


def test_a_key_counts_by_its_surest_naming() -> None:
    namings = [Naming(Span(0, 1), "KEN"), Naming(Span(2, 3), "TZA"), Naming(Span(4, 5), "KEN")]
    assert rank_keys(namings, [0.1, 0.4, 0.7]) == [("KEN", 0.7), ("TZA", 0.4)]


def chunks(network: Network, sentences: Sequence[Span]) -> list[Chunk]:
    return make_chunks(TEXT, sentences, network.pieces)


def test_units_of_a_span(network: Network) -> None:
    (chunk,) = chunks(network, [Span(0, 38), Span(39, len(TEXT))])
    pieces = chunk.pieces
    for wording in ("Kenias", "Die Regierung", "ihn"):
        found = units_of(chunk, span(wording))
        assert found
        assert TEXT[pieces.unit_starts[found[0]] : pieces.unit_stops[found[1]]] == wording
    assert units_of(chunk, Span(len(TEXT) + 5, len(TEXT) + 9)) is None


class Scorer:
    """Links every head to the first unit of its chunk."""

    def score_frames(self, states: Floats, heads: Sequence[HeadSpan]) -> tuple[Floats, dict[str, Floats]]:
        slots = np.full((len(heads), len(states), len(SLOTS), 2), -9.0, np.float32)
        slots[:, 0, SLOTS.index("country"), 0] = 9.0
        return slots, {}


def test_parties_are_linked_inside_their_chunk_only(network: Network) -> None:
    linker = PartyLinker(Scorer())
    for sentence in (Span(0, 38), Span(39, len(TEXT))):
        (chunk,) = chunks(network, [sentence])
        linker.add(chunk, np.zeros((len(chunk.pieces.unit_pieces), 384), np.float32))
    links = linker([span("Präsident"), span("ihn")], [span("Kenias"), span("Tansania"), span("Die Regierung")])
    assert [round(x) for x in links[span("Präsident")]] == [1, 0, 0]
    assert [round(x) for x in links[span("ihn")]] == [0, 0, 1]


@pytest.mark.parametrize(
    ("scores", "expected"),
    [({"Kenias": 0.1, "Tansania": 0.9}, "TZA/GOV"), ({"Kenias": 0.9, "Tansania": 0.1}, "KEN/GOV")],
)
def test_a_sure_link_settles_the_country(resolver: ActorResolver, scores: dict[str, float], expected: str) -> None:
    def linker(parties: Sequence[Span], namings: Sequence[Span]) -> Mapping[Span, Sequence[float]]:
        return {party: [scores[naming.of(TEXT)] for naming in namings] for party in parties}

    passage = resolver.reader.read(TEXT, language="de", day="2025-01-15")
    found = resolver.ground_parties(passage, [span("Regierung")], linker=linker)
    (actor,) = found[span("Regierung")]
    assert actor.code == expected
    assert actor.evidence.startswith("network")


def test_an_unsure_link_leaves_the_rules(resolver: ActorResolver) -> None:
    def linker(parties: Sequence[Span], namings: Sequence[Span]) -> Mapping[Span, Sequence[float]]:
        return {party: [LINKED / 2] * len(namings) for party in parties}

    passage = resolver.reader.read(TEXT, language="de", day="2025-01-15")
    spans = [span("Kenias Präsident"), span("Regierung"), span("ihn")]
    assert resolver.ground_parties(passage, spans, linker=linker) == resolver.ground_parties(passage, spans)
