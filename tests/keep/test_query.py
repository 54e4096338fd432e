"""Listings, search and evidence over a small project made by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from lagebild.errors import UsageError
from lagebild.keep import Store, open_store
from lagebild.keep.entry import Read
from lagebild.keep.evidence import follow
from lagebild.keep.judgement import judge
from lagebild.keep.query import (
    Filter,
    ask,
    list_events,
    list_scenarios,
    list_skipped,
    list_statements,
    select_documents,
)
from lagebild.keep.search import search
from lagebild.keep.write import start_run, write_batch
from lagebild.records import Skipped
from tests import factory
from tests.factory import actor, document, event, interval, mention, place, reading, scenario, statement

SHELLING = "Die russische Armee beschoss Charkiw. Kiew sprach von drei Toten."
SHELLING_EN = "Russian forces shelled Kharkiv on Monday."
TALKS = "Moscow and Ankara agreed to talks. If they fail, fighting may resume, a diplomat said."
CHINESE = "俄罗斯军队炮击哈尔科夫。"


def shelling(text: str, publisher: str, **changes: object) -> Read:
    found = document(
        text, publisher=publisher, name=f"{publisher}.txt", published_at=datetime(2024, 11, 4, tzinfo=UTC), **changes
    )
    army, town, verb = {
        SHELLING: ("russische Armee", "Charkiw", "beschoss"),
        SHELLING_EN: ("Russian forces", "Kharkiv", "shelled"),
        CHINESE: ("俄罗斯军队", "哈尔科夫", "炮击"),
    }[text]
    attack = event(
        text, verb, actors=(mention(text, army, actor=actor("RUS/MIL", "Russian army")),),
        places=(mention(text, town, "place", place=place("Kharkiv", "UKR")),), occurred=interval("2024-11-04"),
    )  # fmt: skip
    return Read(found, reading(found, events=(attack,)))


def talks() -> Read:
    found = document(
        TALKS,
        language="en",
        publisher="Courier",
        name="talks.txt",
        published_at=datetime(2024, 11, 6, tzinfo=UTC),
        title="Talks agreed",
    )
    moscow = mention(TALKS, "Moscow", actor=actor("RUS/GOV", "Russia"))
    diplomat = mention(TALKS, "a diplomat")
    parts = {
        "events": (event(TALKS, "agreed", "AGREE", status="planned", actors=(moscow,)),),
        "statements": (statement(TALKS, "fighting may resume", sources=(diplomat,), kind="assessment"),),
        "scenarios": (scenario(TALKS, "fighting may resume", condition=factory.part(TALKS, "If they fail")),),
        "mentions": (moscow, diplomat),
    }
    return Read(found, reading(found, **parts))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("query") / "p.duckdb"
    original = shelling(SHELLING, "Blatt")
    entries = [
        original, shelling(SHELLING_EN, "Courier", language="en"), talks(),
        shelling(CHINESE, "日报", language="zh", copy_of=original.document.id),
        Skipped("wall.html", "only the teaser before a paywall is there", "save it", datetime(2024, 11, 7, tzinfo=UTC)),
    ]  # fmt: skip
    with open_store(path, write=True) as store:
        write_batch(store, entries, run_id=start_run(store, inputs=["x"], version="1"))
    return path


@pytest.fixture
def store(project: Path) -> Iterator[Store]:
    with open_store(project) as opened:
        yield opened


@pytest.mark.parametrize(
    ("chosen", "anchors"),
    [
        (Filter(), ["agreed", "beschoss", "shelled", "炮击"]),
        (Filter(since=date(2024, 11, 5)), ["agreed"]),
        (Filter(until=date(2024, 11, 5)), ["beschoss", "shelled", "炮击"]),
        (Filter(country="UKR"), ["beschoss", "shelled", "炮击"]),
        (Filter(country="RUS"), ["agreed"]),
        (Filter(actor="RUS"), ["agreed", "beschoss", "shelled", "炮击"]),
        (Filter(actor="RUS/MIL"), ["beschoss", "shelled", "炮击"]),
        (Filter(actor="RU"), ["beschoss", "shelled"]),
        (Filter(actor="armee"), ["beschoss"]),
        (Filter(roots=("AGREE", "AID")), ["agreed"]),
        (Filter(statuses=("planned",)), ["agreed"]),
        (Filter(min_sources=2), ["beschoss", "shelled", "炮击"]),
        (Filter(min_sources=3), []),
        (Filter(actor="'; DROP TABLE events --"), []),
    ],
)
def test_events_pass_the_filter(store: Store, chosen: Filter, anchors: list[str]) -> None:
    assert sorted(row["anchor"] for row in list_events(store, chosen)) == anchors


@pytest.mark.parametrize(
    ("chosen", "count"),
    [
        (Filter(), 1), (Filter(since=date(2024, 11, 7)), 0), (Filter(until=date(2024, 11, 6)), 1), (Filter(actor="diplomat"), 1),
        (Filter(actor="RUS"), 0), (Filter(country="RUS"), 0), (Filter(roots=("AGREE",)), 0), (Filter(min_sources=2), 0),
    ],
)  # fmt: skip
def test_statements_pass_the_filter(store: Store, chosen: Filter, count: int) -> None:
    assert len(list_statements(store, chosen)) == count


def test_scenarios_and_skipped_are_listed(store: Store) -> None:
    assert [row["condition"] for row in list_scenarios(store, Filter())] == ["If they fail"]
    assert list_scenarios(store, Filter(country="FRA")) == []
    assert [row["name"] for row in list_skipped(store, Filter(since=date(2024, 11, 7)))] == ["wall.html"]
    assert list_skipped(store, Filter(until=date(2024, 11, 6))) == []


def test_a_copy_is_no_source_of_its_own(store: Store) -> None:
    assert {row["anchor"]: row["sources"] for row in list_events(store, Filter())} == {
        "beschoss": 2, "shelled": 2, "炮击": 2, "agreed": 1,
    }  # fmt: skip


def test_a_listing_is_newest_first_and_can_be_cut(store: Store) -> None:
    assert [row["anchor"] for row in list_events(store, Filter(), limit=1)] == ["agreed"]


def test_documents_are_those_with_events_that_pass(store: Store) -> None:
    assert len(select_documents(store, Filter())) == 4
    assert len(select_documents(store, Filter(roots=("ASSAULT",)))) == 3
    assert len(select_documents(store, Filter(since=date(2024, 11, 5)))) == 1


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("Armee", ["Blatt"]), ("armeen", ["Blatt"]), ("shelling", ["Courier"]), ("Kharkiv", ["Blatt", "Courier", "日报"]),
        ("russian army", ["Blatt", "Courier", "日报"]), ("Toten", ["Blatt"]), ("Toten Ankara", []), ("fight*", ["Courier"]),
        ("zzz*", []), ("炮击", ["日报"]), ("RUS/MIL", ["Blatt", "Courier", "日报"]), ("agreed talks", ["Courier"]),
        ("' OR 1=1", []), ("nothing", []),
    ],
)  # fmt: skip
def test_search_finds_words_in_any_inflection_and_names(store: Store, query: str, names: list[str]) -> None:
    assert sorted(hit.publisher or "" for hit in search(store, query)) == names


def test_a_hit_names_its_sentence_and_what_was_found_in_it(store: Store) -> None:
    hit = search(store, "Armee")[0]
    assert hit.text == "Die russische Armee beschoss Charkiw."
    assert [row["anchor"] for row in list_events(store, Filter()) if row["id"] in hit.events] == ["beschoss"]
    assert search(store, "Toten")[0].text == "Kiew sprach von drei Toten."
    assert search(store, "Talks agreed")[0].title == "Talks agreed"


def test_a_rarer_word_weighs_more(tmp_path: Path) -> None:
    texts = ["Krieg Krieg Krieg Krieg.", *(f"Krieg und Regen {n}." for n in range(8)), "Krieg um Kobalt."]
    with open_store(tmp_path / "p.duckdb", write=True) as store:
        entries = [Read(each, reading(each)) for each in map(document, texts)]
        write_batch(store, entries, run_id=start_run(store, inputs=[], version="1"))
        assert search(store, "Krieg Kobalt")[0].text == "Krieg um Kobalt."
        assert search(store, "Krieg", limit=1)[0].text == "Krieg Krieg Krieg Krieg."


@pytest.mark.parametrize("query", ["", "  ", "!?"])
def test_a_query_without_words_is_refused(store: Store, query: str) -> None:
    with pytest.raises(UsageError, match="holds no word"):
        search(store, query)


def test_an_id_leads_to_sentence_and_article(store: Store) -> None:
    row = next(row for row in list_events(store, Filter()) if row["anchor"] == "beschoss")
    evidence = follow(store, row["id"][:7])
    assert evidence.kind == "event"
    assert evidence.record is not None
    assert evidence.record.id == row["id"]
    assert evidence.sentence is not None
    assert evidence.sentence.of(evidence.document.text) == row["sentence"]
    assert [s["name"] for s in evidence.sightings] == ["Blatt.txt"]
    assert follow(store, row["document_id"]).kind == "document"


@pytest.mark.parametrize("identifier", ["", "zzz", "%", "'"])
def test_an_unknown_id_is_refused(store: Store, identifier: str) -> None:
    with pytest.raises(UsageError, match="nothing with the id"):
        follow(store, identifier)


def test_a_beginning_of_several_ids_is_refused(store: Store) -> None:
    with pytest.raises(UsageError, match="begins several ids"):
        follow(store, "E-")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT", "DROP TABLE events", "INSERT INTO runs (id) VALUES ('x')", "COPY events TO '/tmp/x.csv'",
        "SELECT * FROM read_csv('/etc/passwd')", "ATTACH '/tmp/other.duckdb'", "SELECT * FROM 'https://example.org/x.csv'",
        "SET enable_external_access = true; SELECT 1", "INSTALL httpfs",
    ],
)  # fmt: skip
def test_a_users_query_reaches_nothing_but_the_project(store: Store, query: str) -> None:
    with pytest.raises(UsageError, match="the query failed"):
        ask(store, query)


def test_a_users_query_gives_rows(store: Store) -> None:
    assert ask(
        store,
        "SELECT actors[1].actor.code AS code FROM (SELECT list(m) AS actors FROM mentions m WHERE kind = 'actor' AND actor.code = 'RUS/GOV')",
    ) == [{"code": "RUS/GOV"}]


def test_judgements_are_kept_and_undone_but_never_lost(tmp_path: Path) -> None:
    path = tmp_path / "p.duckdb"
    entry = shelling(SHELLING, "Blatt")
    found = entry.reading.events[0].id
    with open_store(path, write=True) as store:
        write_batch(store, [entry], run_id=start_run(store, inputs=[], version="1"))
        assert judge(store, found[:8], "confirm", judge="Ada") == found
        judge(store, found, "reject", judge="Ben", note="wrong town")
        assert [(j["verdict"], j["judge"], j["note"]) for j in follow(store, found).judgements] == [
            ("reject", "Ben", "wrong town")
        ]
        judge(store, found, None, judge="Ben")
        assert follow(store, found).judgements == ()
        assert [row["verdict"] for row in store.rows("FROM judgements ORDER BY id")] == ["confirm", "reject"]
        write_batch(store, [replace(entry, reading=replace(entry.reading, model="newer"))], run_id="none")
        assert len(store.rows("FROM judgements")) == 2
        with pytest.raises(UsageError, match="is a document"):
            judge(store, entry.document.id, "confirm", judge="Ada")
