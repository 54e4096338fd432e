"""The corpus notation, its checks, and the corpus itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.score import read_passages as read_gold
from training.corpus.check import find_gold_overlap, find_near_duplicates, find_problems
from training.corpus.load import read_corpus
from training.corpus.notation import NotationError, find_span, read_passages
from training.corpus.sentence import strip_marks

PASSAGE = """# 2024-03-14
Moskau griff Charkiw an. „Wir bleiben“, sagte Bürgermeister Koval. Moskau schwieg.
E ASSAULT occurred | griff | A: Moskau=RUS/GOV | R: Charkiw=UKR | P: Charkiw | T: 2024-03 | N: killed 3..; injured 5
S promise | cue: sagte | by: Bürgermeister Koval | says: Wir … bleiben | direct
X likely | on: Moskau^2 | if: Moskau griff | then: Moskau schwieg => de-escalates | by: Bürgermeister Koval
"""


def write(tmp_path: Path, text: str) -> Path:
    folder = tmp_path / "de"
    folder.mkdir()
    path = folder / "x.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_passage_compiles(tmp_path: Path) -> None:
    (passage,) = read_passages(write(tmp_path, PASSAGE))
    text = passage["text"]
    assert (passage["id"], passage["lang"], passage["date"]) == ("x-001", "de", "2024-03-14")
    event, statement, scenario = passage["events"][0], passage["statements"][0], passage["scenarios"][0]
    assert event["size"] == [{"of": "killed", "low": 3, "high": None}, {"of": "injured", "low": 5, "high": 5}]
    assert text[statement["content"]["start"] : statement["content"]["end"]] == "Wir bleiben"
    assert scenario["subject"]["start"] == text.rindex("Moskau")
    assert scenario["valence"] == ["de-escalates"]
    assert list(find_problems(passage)) == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("E ASSAULT occurred | schoss", "not in the text"),
        ("E ASSAULT occurred | griff | A: Moskau", "needs '=CODE'"),
        ("S report | says: Moskau … Paris", "no 'Paris' after"),
        ("E ASSAULT occurred | Moskau^9", "only 2 time"),
        ("Z what", "unknown line kind"),
        ("X likely | then: Moskau schwieg", "each outcome needs"),
    ],
)
def test_bad_lines_are_named(tmp_path: Path, line: str, message: str) -> None:
    body = "\n".join(PASSAGE.splitlines()[:2])
    with pytest.raises(NotationError, match=message):
        list(read_passages(write(tmp_path, f"{body}\n{line}\n")))


def test_marks_inside_a_sentence() -> None:
    text, marks = strip_marks("{A:Kairo=EGY/GOV} {E AGREE possible:will} {R:Rom=ITA/GOV} helfen.")
    assert text == "Kairo will Rom helfen."
    assert [(m.letter, m.span["text"], m.code) for m in marks] == [
        ("A", "Kairo", "EGY/GOV"),
        ("E", "will", ""),
        ("R", "Rom", "ITA/GOV"),
    ]


@pytest.mark.parametrize("line", ["{A:Kairo", "Kairo}", "{a:Kairo}"])
def test_broken_marks_are_refused(line: str) -> None:
    with pytest.raises(NotationError):
        strip_marks(line)


def test_ellipsis_and_occurrence() -> None:
    text = "eins zwei eins drei"
    assert find_span(text, "eins^2")["start"] == 10
    assert find_span(text, "zwei … drei")["text"] == "zwei eins drei"


def test_near_duplicates_and_gold_overlap_are_seen() -> None:
    words = "die truppen haben am montag die stadt im norden des landes unter schweren verlusten geräumt"
    passages = [{"id": "a", "text": words}, {"id": "b", "text": words + " und mehr"}]
    assert len(list(find_near_duplicates(passages))) == 1
    assert len(list(find_gold_overlap(passages, [{"id": "g", "text": words}]))) == 2


def test_the_corpus_is_sound_and_shares_nothing_with_gold() -> None:
    passages = read_corpus()
    problems = [f"{p['id']}: {problem}" for p in passages for problem in find_problems(p)]
    gold = read_gold(Path(__file__).parents[2] / "bench" / "cases" / "gold.jsonl")
    problems += find_near_duplicates(passages)
    problems += find_gold_overlap(passages, gold)
    assert problems == []
