"""Scenarios that the text ranks itself."""

from __future__ import annotations

import pytest

from lagebild.extract.draft import Drafts, ScenarioDraft
from lagebild.extract.ranking import name_branches, rank_words, read_ranks
from lagebild.spans import Span


def ranked(text: str, language: str, outcome: str | None = None) -> list[tuple[str | None, str | None, list[str]]]:
    drafts, sentences = Drafts(), (Span(0, len(text)),)
    if outcome:
        span = Span(text.index(outcome), text.index(outcome) + len(outcome))
        drafts.scenarios.append(ScenarioDraft(None, None, [(span, "other")], [], "possible", 0.7, 0))
    words = rank_words(language)
    name_branches(drafts, text, sentences, words)
    read_ranks(drafts, text, sentences, words)
    return [
        (s.condition.of(text) if s.condition else None, s.rank, [o.of(text) for o, _ in s.outcomes])
        for s in drafts.scenarios
    ]


@pytest.mark.parametrize(
    ("text", "language", "outcome", "expected"),
    [
        (
            "Das wahrscheinlichste Szenario sei ein Einsatz in Kursk, sagte er.",
            "de",
            "ein Einsatz",
            [("ein Einsatz in Kursk", "most_likely", [])],
        ),
        (
            "The least likely outcome is a full blockade of the strait.",
            "en",
            None,
            [("a full blockade of the strait", "least_likely", [])],
        ),
        (
            "Le plus probable est un gel du conflit.",
            "fr",
            "un gel du conflit",
            [(None, "most_likely", ["un gel du conflit"])],
        ),
        ("最可能的结果是停火。", "zh", "停火", [(None, "most_likely", ["停火"])]),
        ("Wahrscheinlich kommt Regen.", "de", None, []),
        ("Am unwahrscheinlichsten ist ein Abzug.", "de", "ein Abzug", [(None, "least_likely", ["ein Abzug"])]),
    ],
)
def test_the_text_is_taken_at_its_word(
    text: str, language: str, outcome: str | None, expected: list[tuple[str | None, str | None, list[str]]]
) -> None:
    assert ranked(text, language, outcome) == expected
