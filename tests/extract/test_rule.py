"""Rules: contents trimmed, quotations recognised, words of probability read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.extract.certainty import CertaintyLexicon
from lagebild.extract.draft import Drafts, EventDraft
from lagebild.extract.quote import find_quotes, is_quoted
from lagebild.extract.rule import RuleInput, drop_marks, name_drones, trim
from lagebild.records import Document
from lagebild.spans import Span


@pytest.mark.parametrize(
    ("language", "given_text", "expected"),
    [
        ("de", "dass die Lage ernst sei,", "die Lage ernst sei"),
        ("de", "„Wir bleiben.“", "Wir bleiben"),
        ("en", "that talks had failed.", "talks had failed"),
        ("fr", "qu'il partira", "il partira"),
        ("ru", "что удар отражён", "удар отражён"),
        ("de", "dasselbe gelte für Kiew", "dasselbe gelte für Kiew"),
        ("en", "thatched roofs burned", "thatched roofs burned"),
    ],
)
def test_trim(language: str, given_text: str, expected: str) -> None:
    assert trim(Span(0, len(given_text)), given_text, language).of(given_text) == expected


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("Er sagte: „Nein.“ Dann ging er.", ["Nein."]),
        ('"Yes," she said, "we will."', ["Yes,", "we will."]),
        ("Il a dit « non ».", [" non "]),
        ("Ein „offenes Zitat ohne Ende", []),
        ("他说：「不」。", ["不"]),
    ],
)
def test_quotes(text: str, quotes: list[str]) -> None:
    assert [q.of(text) for q in find_quotes(text)] == quotes


def test_direct_when_most_is_quoted() -> None:
    text = "„Wir bleiben hier“, sagte er"
    assert is_quoted(Span(1, 17), find_quotes(text))
    assert not is_quoted(Span(0, len(text) + 30), find_quotes(text))


@pytest.mark.parametrize(
    ("language", "text", "band"),
    [
        ("de", "daran besteht kaum noch Zweifel", "almost_certain"),
        ("de", "das ist sehr unwahrscheinlich", "very_unlikely"),
        ("de", "das ist nicht wahrscheinlich", "unlikely"),
        ("de", "aller Voraussicht nach kommt er", "very_likely"),
        ("de", "er dürfte kommen", "likely"),
        ("de", "er könnte kommen", None),
        ("de", "die Lage ist ernst", None),
        ("en", "it is highly unlikely", "very_unlikely"),
        ("en", "a strike is likely", "likely"),
        ("en", "a strike is unlikely", "unlikely"),
        ("en", "there is little doubt about it", "almost_certain"),
        ("en", "they may attack", None),
        ("en", "it is a roughly even chance", "even"),
        ("fr", "il est très peu probable qu'il vienne", "very_unlikely"),
        ("fr", "il viendra probablement", "likely"),
        ("es", "es muy improbable que venga", "very_unlikely"),
        ("it", "con ogni probabilità verrà", "very_likely"),
        ("pl", "to mało prawdopodobne", "unlikely"),
        ("ru", "он вряд ли приедет", "unlikely"),
        ("ru", "он, скорее всего, приедет", "very_likely"),
        ("uk", "навряд чи він приїде", "unlikely"),
        ("tr", "muhtemelen gelecek", "likely"),
        ("ar", "من المرجح أن يأتي", "likely"),
        ("zh", "他不太可能来", "unlikely"),
        ("xx", "probablement", None),
    ],
)
def test_bands(language: str, text: str, band: str | None) -> None:
    found, words = CertaintyLexicon(language).band_of(text, [Span(0, len(text))])
    assert found == band
    assert bool(words) == (band is not None)


@given(st.text(max_size=200))
def test_quotes_lie_inside_the_text(text: str) -> None:
    assert all(0 <= q.start <= q.stop <= len(text) for q in find_quotes(text))


def test_a_party_has_a_letter_in_it() -> None:
    text = "Die 52-Jährige klagte."
    spans = [Span(4, 6), Span(6, 7), Span(7, 14)]
    event = EventDraft(Span(15, 21), "ACCUSE", 0.9, 0, "occurred", None, spans, [Span(6, 7)], [], [], [])
    drafts = Drafts([event])
    drop_marks(drafts, RuleInput(Document(id="d", text=text, language="de"), (), [], CertaintyLexicon("de")))
    assert [s.of(text) for s in event.actors] == ["Jährige"]
    assert event.recipients == []


@pytest.mark.parametrize(
    ("text", "root", "mode", "expected"),
    [
        ("Sie griffen den Hafen mit Drohnen an.", "ASSAULT", "aerial", "drone"),
        ("Drones and missiles hit the port.", "ASSAULT", "aerial", "aerial"),
        ("Дроны ударили по порту.", "ASSAULT", None, "drone"),
        ("Sie bauten Drohnen.", "COOPERATE", None, None),
        ("Jets hit the port.", "ASSAULT", "aerial", "aerial"),
    ],
)
def test_drones_name_the_mode(text: str, root: str, mode: str | None, expected: str | None) -> None:
    whole = Span(0, len(text))
    event = EventDraft(whole, root, 0.9, 0, "occurred", mode, [], [], [], [], [])
    given_input = RuleInput(Document(id="d", text=text, language="en"), (whole,), [], CertaintyLexicon("en"))
    name_drones(Drafts([event]), given_input)
    assert event.mode == expected
