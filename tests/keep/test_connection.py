"""One writer, many readers, and files that are no project."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from lagebild.errors import StoreError
from lagebild.keep import open_store
from lagebild.keep.entry import Read
from lagebild.keep.migrations import LATEST
from lagebild.keep.write import start_run, write_batch
from tests import factory

HOLD = """
import sys, time, pathlib
from lagebild.keep import open_store
with open_store(pathlib.Path(sys.argv[1]), write=True) as store:
    print("held", flush=True)
    time.sleep(60)
"""
HOLD_FILE = """
import sys, time, duckdb
connection = duckdb.connect(sys.argv[1])
print("held", flush=True)
time.sleep(float(sys.argv[2]))
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "p.duckdb"
    with open_store(path, write=True) as store:
        run = start_run(store, inputs=["x"], version="1")
        write_batch(store, [Read(*pair) for pair in factory.articles(2)], run_id=run)
    return path


def start(code: str, *arguments: str) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def test_a_second_writer_is_refused_at_once(project: Path) -> None:
    writer = start(HOLD, str(project))
    try:
        began = time.monotonic()
        with pytest.raises(StoreError, match="another process is writing"), open_store(project, write=True):
            pass
        assert time.monotonic() - began < 5
    finally:
        end(writer)


def test_readers_read_while_a_writer_is_at_work(project: Path) -> None:
    writer = start(HOLD, str(project))
    try:
        with open_store(project) as first, open_store(project) as second:
            assert first.rows("SELECT count(*) AS n FROM documents") == second.rows(
                "SELECT count(*) AS n FROM documents"
            )
    finally:
        end(writer)


def test_a_writer_that_was_killed_leaves_no_lock(project: Path) -> None:
    end(start(HOLD, str(project)))
    with open_store(project, write=True) as store:
        assert store.rows("SELECT count(*) AS n FROM documents") == [{"n": 2}]


def test_a_reader_waits_for_a_file_that_is_being_written(project: Path) -> None:
    other = start(HOLD_FILE, str(project), "1")
    try:
        with open_store(project, wait_s=30) as store:
            assert store.rows("SELECT count(*) AS n FROM documents") == [{"n": 2}]
    finally:
        end(other)


def test_a_reader_says_when_it_waited_in_vain(project: Path) -> None:
    other = start(HOLD_FILE, str(project), "60")
    try:
        with pytest.raises(StoreError, match="is held by another program"), open_store(project, wait_s=0.2):
            pass
    finally:
        end(other)


def test_a_missing_project_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="lagebild add"), open_store(tmp_path / "no.duckdb"):
        pass
    assert not (tmp_path / "no.duckdb").exists()


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="does not exist"), open_store(tmp_path / "no" / "p.duckdb", write=True):
        pass


@pytest.mark.parametrize("content", [b"plain text", b"\x00" * 5000, b"DUCK" * 4000])
def test_a_file_that_is_no_project_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "p.duckdb"
    path.write_bytes(content)
    for write in (False, True):
        with pytest.raises(StoreError, match="cannot be opened as a project file"), open_store(path, write=write):
            pass
    assert path.read_bytes() == content


def test_a_database_of_others_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "p.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE theirs (x INTEGER)")
    with pytest.raises(StoreError, match="it holds theirs"), open_store(path, write=True):
        pass
    with duckdb.connect(str(path)) as connection:
        assert connection.execute("SELECT table_name FROM duckdb_tables()").fetchall() == [("theirs",)]


def test_a_file_of_a_newer_program_is_refused(project: Path) -> None:
    with duckdb.connect(str(project)) as connection:
        connection.execute("INSERT INTO migrations VALUES (?, 'future', NULL)", [LATEST + 1])
    with pytest.raises(StoreError, match="install a newer Lagebild"), open_store(project, write=True):
        pass
    with pytest.raises(StoreError, match=f"has layout {LATEST + 1}"), open_store(project):
        pass


def test_opening_an_up_to_date_file_applies_nothing(project: Path) -> None:
    with open_store(project, write=True) as store:
        before = store.rows("FROM migrations")
    with open_store(project, write=True) as store:
        assert store.rows("FROM migrations") == before
        assert [row["number"] for row in before] == [*range(1, LATEST + 1)]


def test_every_table_and_column_says_what_it_is(project: Path) -> None:
    with open_store(project) as store:
        bare = store.rows(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE comment IS NULL AND table_name IN "
            "(SELECT table_name FROM duckdb_tables() WHERE table_name <> 'migrations')"
        )
        views = store.rows("SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL")
    assert bare == []
    assert views == []
