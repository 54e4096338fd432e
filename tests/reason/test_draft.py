from __future__ import annotations

import copy
import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.errors import UsageError
from lagebild.reason import draft_scenario, parse_scenario

from .example import PASSAGES


@pytest.fixture(scope="module")
def drafted() -> str:
    return draft_scenario(PASSAGES)


def test_draft_passes_its_own_check(drafted: str) -> None:
    parse_scenario(drafted, file="draft.toml")


def test_draft_holds_what_the_report_says(drafted: str) -> None:
    scenario = parse_scenario(drafted, file="draft.toml")
    belgorod = scenario.option("belgorod")
    assert belgorod.rank == "most_likely"
    assert belgorod.likelihood == (0.8, 0.95)
    assert belgorod.limit_kept == (0.05, 0.125, 0.2)
    assert belgorod.breaks_into == "limit_not_kept"
    assert {"stays_out", "belgorod", "limit_not_kept", "enemy_soil"} <= {option.id for option in scenario.options}
    assert "stehenzubleiben" in scenario.limit
    assert "Ziel" in scenario.aim
    assert {a.code: (a.side, a.role) for a in scenario.actors} == {
        "BLR": ("a", "intervener"),
        "RUS": ("a", "belligerent"),
        "UKR": ("b", "belligerent"),
        "POL": ("none", "concerned"),
        "LTU": ("none", "concerned"),
    }
    assert [(f.actor, f.low, f.high) for f in scenario.forces] == [("BLR", 4000, 6000)]
    assert scenario.theatre("belgorod").owner == "RUS"
    assert scenario.conflict.intensity == "war"
    assert scenario.condemned == "BLR"
    assert {j.about for j in scenario.judgements} == {"option:belgorod", "limit:belgorod"}


def test_every_statement_has_its_sentence(drafted: str) -> None:
    for key, sentence in (
        ('rank = "most_likely"', "Am ehesten sei ein Einsatz in Belgorod zu erwarten"),
        ("limit_kept", "Dass Minsk sich an diese Begrenzung hält, glaubt kaum jemand."),
        ("low = 4000", "Belarus hat 4.000 bis 6.000 Soldaten nach Russland geschickt"),
    ):
        before = drafted[: drafted.index(key)].splitlines()[-12:]
        assert any(line.startswith("#") and sentence in line for line in before), key


def test_what_the_report_leaves_open_is_a_question(drafted: str) -> None:
    questions = re.findall(r"^# QUESTION: (.*)$", drafted, flags=re.MULTILINE)
    for topic in ("when did the war begin", "who holds the air", "how reliable is the source", "old rivals", "pace"):
        assert any(topic in question for question in questions), topic


def test_wide_wording_for_the_same_land_is_no_option_of_its_own() -> None:
    passages = copy.deepcopy(list(PASSAGES))
    passages[2]["scenarios"][0]["condition"] = "eine Operation in Russland"
    scenario = parse_scenario(draft_scenario(passages), file="draft.toml")
    assert "russland" not in {option.id for option in scenario.options}


@pytest.mark.parametrize("passages", [[], [{**PASSAGES[0], "events": [], "statements": [], "scenarios": []}]])
def test_nothing_to_draft_from_is_said(passages: list[dict[str, Any]]) -> None:
    with pytest.raises(UsageError):
        draft_scenario(passages)


def with_offsets(passage: dict[str, Any]) -> dict[str, Any]:
    """Return a passage as `lagebild read --json` prints it: spans as objects, places resolved in the mentions."""
    text, mentions = passage["text"], []

    def span(value: Any) -> dict[str, Any]:
        wording = value["text"] if isinstance(value, dict) else value
        found = {"text": wording, "start": text.find(wording), "end": text.find(wording) + len(wording)}
        if isinstance(value, dict):
            mentions.append({"kind": "place", **found, "place": value["place"]})
        return found

    events = [
        {
            **e,
            "anchor": span(e["anchor"]),
            **{key: [span(s) for s in e[key]] for key in ("actor", "recipient", "place")},
        }
        for e in passage["events"]
    ]
    statements = [
        {**s, "content": span(s["content"]), "sources": [span(x) for x in s["sources"]]} for s in passage["statements"]
    ]
    scenarios = [
        {**s, "subject": span(s["subject"]), "condition": span(s["condition"]) if s["condition"] else None,
         "outcome": [span(o) for o in s["outcome"]]}
        for s in passage["scenarios"]
    ]  # fmt: skip
    return {**passage, "events": events, "statements": statements, "scenarios": scenarios, "mentions": mentions}


def test_reader_output_gives_the_same_draft(drafted: str) -> None:
    assert draft_scenario([with_offsets(passage) for passage in PASSAGES]) == drafted


def test_undated_reports_need_a_day() -> None:
    undated = [{**passage, "date": None} for passage in PASSAGES]
    with pytest.raises(UsageError, match="no report carries a date"):
        draft_scenario(undated)
    scenario = parse_scenario(draft_scenario(undated, as_of=date(2025, 3, 6)), file="draft.toml")
    assert scenario.as_of == date(2025, 3, 6)


@settings(max_examples=60, deadline=None)
@given(wording=st.text(min_size=1, max_size=60).filter(str.strip))
def test_hostile_wording_stays_inside_its_quotes(wording: str) -> None:
    passages = copy.deepcopy(list(PASSAGES))
    passages[1]["scenarios"][0]["condition"] = wording + " Belgorod"
    passages[1]["statements"][0]["content"] = wording + " stehenzubleiben"
    passages[0]["events"][0]["actor"] = [wording]
    passages[1]["text"] += wording
    parse_scenario(draft_scenario(passages, title=wording), file="draft.toml")
