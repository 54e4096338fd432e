"""Reactions without an addressee are directed at whoever did what they react to."""

from __future__ import annotations

import pytest

from lagebild.extract.draft import Drafts, EventDraft
from lagebild.extract.ground.result import Grounding
from lagebild.extract.reaction import aim_reactions
from lagebild.records import Actor
from lagebild.spans import Span

TEXT = "Moskau griff an. Paris klagte an. Rom drohte. Kiew schwieg."


def event(root: str, actor: str, sentence: int, recipients: tuple[str, ...] = ()) -> EventDraft:
    where = span(actor)
    return EventDraft(where, root, 0.9, sentence, "occurred", None, [where], [span(r) for r in recipients], [], [], [])


def span(wording: str) -> Span:
    return Span(TEXT.index(wording), TEXT.index(wording) + len(wording))


def grounding(**codes: str) -> Grounding:
    return Grounding(actors={span(name): (Actor(code, code[:3], None, name),) for name, code in codes.items()})


CODES = {"Moskau": "RUS/GOV", "Paris": "FRA/GOV", "Rom": "ITA/GOV"}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("ASSAULT", "Moskau", 0), ("ACCUSE", "Paris", 1), ["Moskau"]),
        (("ASSAULT", "Moskau", 0), ("THREATEN", "Rom", 2), ["Moskau"]),
        (("ASSAULT", "Moskau", 0), ("ACCUSE", "Paris", 4), []),
        (("CONSULT", "Moskau", 0), ("ACCUSE", "Paris", 1), []),
        (("ASSAULT", "Paris", 0), ("ACCUSE", "Paris", 1), []),
        (("ASSAULT", "Moskau", 0), ("AID", "Paris", 1), []),
    ],
)
def test_who_a_reaction_is_aimed_at(
    first: tuple[str, str, int], second: tuple[str, str, int], expected: list[str]
) -> None:
    drafts = Drafts([event(*first), event(*second)])
    aim_reactions(drafts, grounding(**CODES), TEXT)
    assert [s.of(TEXT) for s in drafts.events[1].recipients] == expected
    assert [d.decided_by for d in drafts.events[1].trace] == ["rule aim_reactions"] * bool(expected)


def test_an_addressee_that_is_named_stays() -> None:
    drafts = Drafts([event("ASSAULT", "Moskau", 0), event("ACCUSE", "Paris", 1, ("Rom",))])
    aim_reactions(drafts, grounding(**CODES), TEXT)
    assert [s.of(TEXT) for s in drafts.events[1].recipients] == ["Rom"]
