"""The scorer's figures on passages small enough to count by hand."""

from __future__ import annotations

from typing import Any

import pytest

from bench.diff import changes
from bench.gate import shortfalls
from bench.plv import _parse, quad_of
from bench.plv_codebook import Act, translate
from bench.score import jaccard, locate, overlap, score

TEXT = "Moskau griff Kiew an. Paris drohte. Rom half."


def event(root: str, anchor: str, actor: str = "Moskau", code: str = "RUS", status: str = "occurred") -> dict[str, Any]:
    return {
        "type": root, "anchor": anchor, "status": status, "actor": [actor], "actor_code": [code],
        "recipient": [], "recipient_code": [], "place": [],
    }  # fmt: skip


def passage(*events: dict[str, Any], statements: Any = (), scenarios: Any = ()) -> dict[str, Any]:
    return {
        "id": "p",
        "text": TEXT,
        "events": list(events),
        "statements": list(statements),
        "scenarios": list(scenarios),
    }


def test_a_passage_against_itself_is_perfect() -> None:
    statement = {"content": "Paris drohte", "sources": ["Rom"], "certainty": "likely"}
    gold = passage(
        event("ASSAULT", "griff"), statements=[statement], scenarios=[{"condition": "Rom half", "outcome": []}]
    )
    figures = score([gold], [gold])
    assert figures["events.typed"]["f1"] == figures["statements"]["f1"] == figures["scenarios"]["f1"] == 1.0
    assert figures["certainty"]["exact"] == 1.0


def test_the_wrong_root_counts_for_quad_only() -> None:
    figures = score([passage(event("ASSAULT", "griff"))], [passage(event("COERCE", "griff"))])
    assert (figures["events.typed"]["f1"], figures["events.quad"]["f1"]) == (0.0, 1.0)


def test_a_missing_passage_finds_nothing() -> None:
    figures = score([passage(event("ASSAULT", "griff"))], [])
    assert figures["events.typed"]["r"] == 0.0


def test_events_in_an_empty_passage_are_counted() -> None:
    assert score([passage()], [passage(event("AID", "half"))])["empty.events"]["per_passage"] == 1.0


def test_the_same_code_saves_another_mention() -> None:
    gold, found = passage(event("ASSAULT", "griff")), passage(event("ASSAULT", "griff", actor="Paris"))
    assert score([gold], [found])["roles.actor"]["f1"] == 1.0
    other = passage(event("ASSAULT", "griff", actor="Paris", code="FRA"))
    assert score([gold], [other])["roles.actor"]["f1"] == 0.0


@pytest.mark.parametrize(
    ("a", "b", "share", "iou"), [((0, 4), (2, 4), 1.0, 0.5), ((0, 2), (2, 4), 0.0, 0.0), (None, (0, 1), 0.0, 0.0)]
)
def test_overlap(a: Any, b: Any, share: float, iou: float) -> None:
    assert (overlap(a, b), jaccard(a, b)) == (share, iou)


def test_locate_takes_whole_words_first() -> None:
    assert locate("Rom", "Romane aus Rom") == (11, 14)
    assert locate("a", "a b a", after=1) == (4, 5)


def test_a_fall_below_the_floor_is_named() -> None:
    floors = {"de": {"statements": 0.5, "empty.events": 0.2}}
    assert shortfalls({"de": {"statements": 0.5, "empty.events": 0.2}}, floors) == []
    assert len(shortfalls({"de": {"statements": 0.4, "empty.events": 0.3}}, floors)) == 2


def test_gains_and_losses_have_names() -> None:
    gold = passage(event("ASSAULT", "griff"), event("AID", "half"))
    lines = changes(gold, passage(event("ASSAULT", "griff")), passage(event("AID", "half"), event("REJECT", "drohte")))
    assert lines == [
        "+ p event now found: AID half",
        "- p event now found: REJECT drohte",
        "- p event no longer found: ASSAULT griff",
    ]


def test_plv_rows_and_classes() -> None:
    row = {"marked_sentence": "<s>Rome</s> helped <t>Oslo</t>.", "gold_root": "YIELD"}
    sentence = _parse(row)
    assert sentence.text[slice(*sentence.source)] == "Rome"
    assert sentence.text[slice(*sentence.target)] == "Oslo"
    assert (quad_of(sentence.root), quad_of("ASSAULT")) == (2, 4)


@pytest.mark.parametrize(
    ("root", "wording", "future", "expected"),
    [
        ("CONCEDE", "eased the rules", 0.1, "YIELD"),
        ("RETREAT", "will withdraw", 0.9, "AGREE"),
        ("SANCTION", "was sentenced to", 0.0, "ACCUSE"),
        ("SANCTION", "imposed sanctions on", 0.0, "COERCE"),
        ("SANCTION", "will expel", 0.8, "THREATEN"),
        ("COERCE", "blockaded the port", 0.0, "ASSAULT"),
        ("REJECT", "will not talk", 0.9, "REJECT"),
    ],
)
def test_our_roots_in_the_codebook_of_plv(root: str, wording: str, future: float, expected: str) -> None:
    scores = translate([Act(wording, {root: 0.9, "AID": 0.01}, future)])
    assert max(scores, key=scores.__getitem__) == expected
