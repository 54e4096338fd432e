"""Killed at any moment, a run leaves a file that opens, and the same command ends with the undisturbed content."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

# Writes 120 articles in batches of 8; the readings are made by hand so that a run is all writing.
RUN = """
import sys, pathlib
from lagebild.keep import open_store
from lagebild.keep.entry import Known, Read
from lagebild.keep.write import finish_run, read_known, start_run, write_batch
from lagebild.records import Skipped
from tests import factory

with open_store(pathlib.Path(sys.argv[1]), write=True) as store:
    run = start_run(store, inputs=["news.jsonl"], version="1")
    known = read_known(store)
    print("started", flush=True)
    pairs = factory.articles(120)
    for begin in range(0, len(pairs), 8):
        batch = [Known(d) if d.id in known else Read(d, r) for d, r in pairs[begin : begin + 8]]
        write_batch(store, [*batch, Skipped(f"broken-{begin}", "it is empty", "nothing to do")], run_id=run)
    finish_run(store, run)
"""
TIMES = {"runs": "started_at, finished_at", "migrations": "applied_at"}
KILLS = 20


def start(project: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", RUN, str(project)], stdout=subprocess.PIPE, text=True)


def run_through(project: Path) -> float:
    process = start(project)
    assert process.stdout is not None
    process.stdout.readline()
    began = time.monotonic()
    process.communicate()
    assert process.returncode == 0
    return time.monotonic() - began


def content(project: Path) -> dict[str, list[object]]:
    with duckdb.connect(str(project), read_only=True) as connection:
        tables = [name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        return {
            table: connection.execute(
                f"SELECT * {f'EXCLUDE ({TIMES[table]})' if table in TIMES else ''} FROM {table} ORDER BY ALL"
            ).fetchall()
            for table in tables
        }


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, list[object]], float]:
    project = tmp_path_factory.mktemp("whole") / "p.duckdb"
    return content_after(project)


def content_after(project: Path) -> tuple[dict[str, list[object]], float]:
    took = run_through(project)
    return content(project), took


def test_killed_again_and_again_it_ends_with_the_same_rows(
    tmp_path: Path, undisturbed: tuple[dict[str, list[object]], float]
) -> None:
    whole, took = undisturbed
    project = tmp_path / "p.duckdb"
    moments = random.Random(20241102)
    reached = []
    for _ in range(KILLS):
        process = start(project)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(moments.uniform(0, took / 4))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        reached.append(len(content(project)["documents"]))
    run_through(project)
    assert content(project) == whole
    assert reached == sorted(reached)
    assert len(whole["documents"]) == 120
    assert len(whole["skipped"]) == 15


def test_killed_at_many_moments_of_a_fresh_run_the_file_opens(
    tmp_path: Path, undisturbed: tuple[dict[str, list[object]], float]
) -> None:
    whole, took = undisturbed
    broken_off = 0
    for turn in range(KILLS // 2):
        project = tmp_path / f"{turn}.duckdb"
        process = start(project)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(took * turn / (KILLS // 2))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        found = content(project)
        assert len(found["documents"]) % 8 == 0, "a batch was written in part"
        broken_off += found["documents"] != whole["documents"]
    assert broken_off >= KILLS // 4, "too few kills hit the run while it was writing"
