"""Exports hold what the listings hold, in a form other tools read safely."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import duckdb
import pytest

from lagebild.errors import StoreError
from lagebild.keep import open_store
from lagebild.keep.entry import Read
from lagebild.keep.export import Format, export
from lagebild.keep.query import Filter, list_events
from lagebild.keep.write import start_run, write_batch
from lagebild.schema import passage_json
from tests import factory


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / "p.duckdb"
    with open_store(path, write=True) as store:
        entries = [Read(*pair) for pair in factory.articles(3)]
        write_batch(store, entries, run_id=start_run(store, inputs=["x"], version="1"))
    return path


def write(project: Path, target: Path, form: Format, what: str = "events", chosen: Filter | None = None) -> int:
    with open_store(project) as store:
        return export(store, target, what=what, form=form, chosen=chosen or Filter())


def test_readings_come_out_in_the_schema_of_read(project: Path, tmp_path: Path) -> None:
    assert write(project, tmp_path / "a.jsonl", "jsonl", "readings") == 3
    lines = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text("utf-8").splitlines()]
    assert lines == [json.loads(json.dumps(passage_json(*pair))) for pair in factory.articles(3)]


@pytest.mark.parametrize("what", ["events", "statements", "scenarios"])
def test_every_format_holds_the_same_rows(project: Path, tmp_path: Path, what: str) -> None:
    counts = [write(project, tmp_path / f"a.{form}", form, what) for form in ("jsonl", "csv", "parquet")]
    ids = [json.loads(line)["id"] for line in (tmp_path / "a.jsonl").read_text("utf-8").splitlines()]
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        assert [row["id"] for row in csv.DictReader(file)] == ids
    assert [row[0] for row in duckdb.execute(f"SELECT id FROM '{tmp_path / 'a.parquet'}'").fetchall()] == ids
    assert counts == [len(ids)] * 3
    assert ids


def test_the_filter_is_kept_and_noted(project: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    assert write(project, target, "csv", chosen=Filter(roots=("ASSAULT",))) == 3
    note = json.loads((tmp_path / "a.csv.provenance.json").read_text("utf-8"))
    assert note["filter"] == {"roots": ["ASSAULT"]}
    assert note["models"] == ["hand"]
    assert note["note"] == "machine coded, not verified"


def test_no_cell_can_be_taken_for_a_formula(tmp_path: Path) -> None:
    text = "=cmd|x greift an."
    document = factory.document(text, title="@SUM(A1)")
    event = factory.event(text, "=cmd|x")
    project = tmp_path / "p.duckdb"
    with open_store(project, write=True) as store:
        entry = Read(document, factory.reading(document, events=(event,)))
        write_batch(store, [entry], run_id=start_run(store, inputs=[], version="1"))
    write(project, tmp_path / "a.csv", "csv")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    assert (row["anchor"], row["title"]) == ("'=cmd|x", "'@SUM(A1)")


def test_numbers_stay_numbers(project: Path, tmp_path: Path) -> None:
    write(project, tmp_path / "a.csv", "csv")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        assert {row["intensity"] for row in csv.DictReader(file)} == {"-9.0", "-3.5"}


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_a_place_that_cannot_be_written_is_named(project: Path, tmp_path: Path, form: Format) -> None:
    with pytest.raises(StoreError, match="cannot write"):
        write(project, tmp_path / "no" / f"a.{form}", form)


def test_a_file_name_with_quotes_is_only_a_name(project: Path, tmp_path: Path) -> None:
    write(project, tmp_path / "a'b.parquet", "parquet")
    with open_store(project) as store:
        assert len(list_events(store, Filter())) == 6
    assert (tmp_path / "a'b.parquet").stat().st_size > 0
