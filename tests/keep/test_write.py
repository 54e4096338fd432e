"""What is written comes back the same, and writing twice changes nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.keep import open_store
from lagebild.keep.entry import Known, Read
from lagebild.keep.load import load_document
from lagebild.keep.write import finish_run, read_known, start_run, write_batch
from lagebild.records import Skipped
from lagebild.spans import OffsetMap, Span
from tests import factory

TABLES = (
    "documents", "sightings", "sentences", "mentions", "events", "event_parties", "statements", "statement_sources",
    "scenarios", "scenario_outcomes", "scenario_sources", "decisions", "words", "skipped",
)  # fmt: skip


def write(path: Path, *entries: Read | Known | Skipped) -> None:
    with open_store(path, write=True) as store:
        run = start_run(store, inputs=["x"], version="1")
        write_batch(store, entries, run_id=run)
        finish_run(store, run)


def content(path: Path) -> dict[str, list[str]]:
    with open_store(path) as store:
        return {
            t: sorted(
                map(
                    repr,
                    store.rows(
                        f"SELECT * EXCLUDE (seen_at) FROM {t}"
                        if t in ("documents", "sightings", "skipped")
                        else f"FROM {t}"
                    ),
                )
            )
            for t in TABLES
        }


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return tmp_path / "p.duckdb"


def test_a_full_reading_comes_back_unchanged(project: Path) -> None:
    document = factory.document(
        external_id="x-1", url="https://example.org/a", author="A", dateline="Kirun", agencies=("dpa",), copy_of="b",
        repairs=("mojibake",), incomplete="paywall", offsets=OffsetMap(((0, 0), (5, 9))),
    )  # fmt: skip
    reading = factory.full_reading(document)
    write(project, Read(document, reading))
    with open_store(project) as store:
        assert load_document(store, document.id) == (document, reading)


@settings(max_examples=25, deadline=None)
@given(
    text=st.text(st.characters(exclude_categories=("Cs",)), min_size=1),
    title=st.none() | st.text(st.characters(exclude_categories=("Cs",))),
    at=st.datetimes(timezones=st.sampled_from([factory.UTC])),
)
def test_any_text_comes_back_unchanged(
    tmp_path_factory: pytest.TempPathFactory, text: str, title: str | None, at: factory.datetime
) -> None:
    project = tmp_path_factory.mktemp("p") / "p.duckdb"
    document = factory.document(text, title=title, published_at=at, language="zz")
    reading = factory.reading(document, sentences=(Span(0, len(text)),))
    write(project, Read(document, reading))
    with open_store(project) as store:
        assert load_document(store, document.id) == (document, reading)
        assert store.rows("SELECT text FROM sentence_texts") == [{"text": text}]


def test_writing_twice_is_writing_once(project: Path) -> None:
    entries = [Read(*pair) for pair in factory.articles(3)]
    write(project, *entries, Skipped("y.txt", "empty", "delete it"))
    once = content(project)
    write(project, *entries, Skipped("y.txt", "empty", "delete it"))
    assert content(project) == once


def test_a_new_reading_replaces_the_old_one(project: Path) -> None:
    document = factory.document()
    write(project, Read(document, factory.full_reading(document)))
    newer = factory.reading(document, model="hand2")
    write(project, Read(document, newer))
    with open_store(project) as store:
        assert load_document(store, document.id)[1] == newer
        assert read_known(store) == {document.id}
        assert read_known(store, model="hand") == set()
        assert store.rows("FROM decisions") == []


def test_the_same_text_from_two_outlets_is_one_document_with_two_sightings(project: Path) -> None:
    first = factory.document()
    second = replace(first, name="other.txt", publisher="Südblatt")
    write(project, Read(first, factory.full_reading(first)), Read(second, factory.full_reading(second)))
    with open_store(project) as store:
        assert [row["publisher"] for row in store.rows("FROM sightings ORDER BY name")] == ["Südblatt", "Nordblatt"]
        assert [row["publisher"] for row in store.rows("FROM documents")] == ["Nordblatt"]


def test_a_skipped_input_is_forgotten_once_it_could_be_read(project: Path) -> None:
    document = factory.document()
    write(project, Skipped(document.name, "cannot be decoded", "save it as UTF-8"), Skipped("z.txt", "empty", ""))
    write(project, Read(document, factory.reading(document)))
    with open_store(project) as store:
        assert [row["name"] for row in store.rows("FROM skipped")] == ["z.txt"]


def test_a_file_name_that_is_no_text_is_kept_as_escapes(project: Path) -> None:
    write(project, Skipped("a\udcff.txt", "cannot be decoded", "rename it"))
    with open_store(project) as store:
        assert store.rows("SELECT name FROM skipped") == [{"name": "a\\udcff.txt"}]


def test_a_broken_off_run_continues_in_its_row(project: Path) -> None:
    entries = [Read(*pair) for pair in factory.articles(4)]
    with open_store(project, write=True) as store:
        run = start_run(store, inputs=["x"], version="1")
        write_batch(store, entries[:2], run_id=run)
        again = start_run(store, inputs=["x"], version="1")
        write_batch(store, entries[:2], run_id=again)
        write_batch(store, entries[2:], run_id=again)
        finish_run(store, again)
        rows = store.rows("FROM runs")
    assert again == run
    assert [row["passed"] for row in rows] == [4]
    assert rows[0]["finished_at"] is not None


def test_a_batch_is_there_whole_or_not_at_all(project: Path) -> None:
    good, bad = (factory.document(text) for text in ("Eins.", "Zwei."))
    broken = factory.reading(bad, sentences=(Span(0, 1 << 40),))
    with open_store(project, write=True) as store:
        run = start_run(store, inputs=["x"], version="1")
        with pytest.raises(Exception, match="1099511627776"):
            write_batch(store, [Read(good, factory.reading(good)), Read(bad, broken)], run_id=run)
        assert store.rows("FROM documents") == []
        assert store.rows("SELECT passed FROM runs") == [{"passed": 0}]
