"""The way from input to project file with the real steps: order, failures, kills, near copies across runs."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest

from lagebild.collect import CollectOptions
from lagebild.errors import StoreError
from lagebild.keep import open_store
from lagebild.keep.entry import Known, Read
from lagebild.pipeline import add_inputs, read_documents, read_inputs
from lagebild.records import Document, Reading, Skipped
from tests import factory
from tests.keep.test_kill import content

STORY = (
    "Am Montag trafen sich in Doha Gesandte aus neun Staaten, um über die Öffnung der Häfen zu beraten. Nach Angaben der "
    "Gastgeber einigten sie sich auf ein zweites Treffen binnen vierzehn Tagen. Ein Sprecher der Vereinten Nationen sagte, "
    "die Lage der Zivilbevölkerung lasse keinen weiteren Aufschub zu. Zwei Tage zuvor hatten Kämpfer einen Konvoi "
    "beschossen und dabei elf Menschen getötet. Die Regierung in Sanaa wies jede Schuld von sich."
)


class Fragile:
    """Reads every text but one, as a reader with a fault would."""

    def read_many(self, documents: Sequence[Document]) -> list[Reading]:
        if any("Fehler" in document.text for document in documents):
            raise IndexError("out of range")
        return [factory.reading(document) for document in documents]


def news(path: Path, count: int) -> Path:
    lines = [
        {"id": str(n), "lang": "de", "text": f"Tag {n}: Soldaten beschossen den Ort Nummer {n}."} for n in range(count)
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return path


def test_one_text_that_fails_does_not_lose_the_others() -> None:
    documents = [factory.document(text) for text in ("Eins.", "Ein Fehler.", "Drei.")]
    found = read_documents(Fragile(), documents)
    assert [type(entry) for entry in found] == [Read, Skipped, Read]
    assert isinstance(found[1], Skipped)
    assert found[1].reason == "the reader failed on this text: IndexError: out of range"
    assert found[1].name == documents[1].name


def test_results_come_in_the_order_of_the_inputs(tmp_path: Path) -> None:
    path = news(tmp_path / "news.jsonl", 40)
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines[:20], "{", *lines[20:]]), "utf-8")
    for jobs in (1, 2):
        found = list(read_inputs([str(path)], options=CollectOptions(), jobs=jobs))
        assert [e.document.external_id for e in found if isinstance(e, Read)] == [str(n) for n in range(40)]
        assert isinstance(found[20], Skipped)


def test_an_entry_is_given_once_it_is_written(tmp_path: Path) -> None:
    path = news(tmp_path / "news.jsonl", 6)
    with open_store(tmp_path / "p.duckdb", write=True) as store:
        for given, entry in enumerate(add_inputs(store, [str(path)], options=CollectOptions(), batch=2), 1):
            assert isinstance(entry, Read)
            assert store.rows("SELECT count(*) AS n FROM documents")[0]["n"] >= given
        assert store.rows("SELECT passed FROM runs") == [{"passed": 6}]


def test_the_same_text_twice_in_one_run_is_read_once(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(STORY, "utf-8")
    with open_store(tmp_path / "p.duckdb", write=True) as store:
        names = [str(tmp_path / name) for name in ("a.txt", "b.txt")]
        kinds = [type(entry) for entry in add_inputs(store, names, options=CollectOptions())]
        assert kinds == [Read, Known]
        assert len(store.rows("FROM sightings")) == 2


def test_a_copy_is_recognised_in_a_later_run(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY, "utf-8")
    (tmp_path / "b.txt").write_text(STORY + " Mehr dazu am Abend.", "utf-8")
    with open_store(tmp_path / "p.duckdb", write=True) as store:
        for name in ("a.txt", "b.txt", "a.txt"):
            list(add_inputs(store, [str(tmp_path / name)], options=CollectOptions()))
        rows = store.rows("SELECT id, copy_of FROM documents ORDER BY rowid")
    assert rows[0]["copy_of"] is None
    assert rows[1]["copy_of"] == rows[0]["id"]


def test_killed_while_reading_the_same_command_ends_with_the_same_rows(tmp_path: Path) -> None:
    source = news(tmp_path / "news.jsonl", 90)
    whole, broken = tmp_path / "whole.duckdb", tmp_path / "broken.duckdb"

    def start(project: Path) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "lagebild", "add", str(source), "--project", str(project), "--jobs", "2"]
        return subprocess.Popen(command, stderr=subprocess.DEVNULL)

    assert start(whole).wait() == 0
    reached = 0
    for wanted in (16, 48, 80):
        process = start(broken)
        while process.poll() is None and reached < wanted:
            time.sleep(0.05)
            reached = count(broken)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert count(broken) % 16 in (0, 90 % 16)
    assert start(broken).wait() == 0
    assert unstamped(broken) == unstamped(whole)


def count(project: Path) -> int:
    try:
        with duckdb.connect(str(project), read_only=True) as connection:
            found = connection.execute("SELECT count(*) FROM documents").fetchone()
            return found[0] if found else 0
    except duckdb.Error:
        return 0


def unstamped(project: Path) -> dict[str, list[object]]:
    """Return the content of a project without the times at which it was seen."""
    with duckdb.connect(str(project)) as connection:
        for table in ("documents", "sightings", "skipped"):
            connection.execute(f"UPDATE {table} SET seen_at = NULL")
    return content(project)


def test_a_second_run_beside_the_first_is_refused(tmp_path: Path) -> None:
    project = tmp_path / "p.duckdb"
    with (
        open_store(project, write=True),
        pytest.raises(StoreError, match="another process"),
        open_store(project, write=True),
    ):
        pass


def test_an_unreadable_skipped_input_keeps_its_reason(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("", "utf-8")
    with open_store(tmp_path / "p.duckdb", write=True) as store:
        entries = list(add_inputs(store, [str(tmp_path / "empty.txt")], options=CollectOptions()))
        assert [type(entry) for entry in entries] == [Skipped]
        rows = store.rows("SELECT name, reason FROM skipped")
    assert rows == [{"name": str(tmp_path / "empty.txt"), "reason": "it is empty"}]
