"""Writes documents with their readings; what is written twice is there once, and a batch is there whole or not."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from duckdb import DuckDBPyConnection

from lagebild.keep.connection import Store
from lagebild.keep.entry import Entry, Known, Read
from lagebild.keep.row import Row, reading_rows, sighting_row, skipped_row, utc_text, writable
from lagebild.records import Skipped

OF_READING: Final = (
    "sentences", "mentions", "events", "event_parties", "statements", "statement_sources", "scenarios",
    "scenario_outcomes", "scenario_sources", "decisions", "words",
)  # fmt: skip


def read_known(store: Store, *, model: str | None = None) -> set[str]:
    """Return the ids of the documents in the project, with `model` only of those that this model pack has read."""
    rows = store.rows("SELECT id FROM documents WHERE $model IS NULL OR model = $model", {"model": model})
    return {row["id"] for row in rows}


def read_signatures(store: Store, *, limit: int) -> tuple[tuple[str, bytes], ...]:
    """Return id and signature of the last `limit` documents that repeat no other, in the order they were written."""
    rows = store.rows(
        "SELECT id, signature FROM (SELECT rowid AS place, id, signature FROM documents WHERE signature IS NOT NULL "
        "ORDER BY place DESC LIMIT $limit) ORDER BY place",
        {"limit": limit},
    )
    return tuple((row["id"], row["signature"]) for row in rows)


def start_run(store: Store, *, inputs: Sequence[str], version: str) -> str:
    """Return the id of the run with these inputs, starting it or continuing the one that was broken off."""
    run_id = hashlib.sha256(json.dumps([list(inputs), version]).encode()).hexdigest()[:16]
    with store.session() as connection:
        connection.execute(
            "INSERT INTO runs BY NAME SELECT $id AS id, $inputs AS inputs, $version AS version, "
            "$now::TIMESTAMP AS started_at, 0 AS passed ON CONFLICT DO UPDATE SET passed = 0, finished_at = NULL",
            {"id": run_id, "inputs": list(inputs), "version": version, "now": _now()},
        )
    return run_id


def write_batch(store: Store, entries: Sequence[Entry], *, run_id: str) -> None:
    """Write a batch and the progress of its run in one transaction; the session's end discards what is uncommitted."""
    model = next((entry.reading.model for entry in entries if isinstance(entry, Read)), None)
    with store.session() as connection:
        connection.execute("BEGIN")
        _write_entries(connection, entries)
        connection.execute(
            "UPDATE runs SET passed = passed + ?, model = coalesce(?, model) WHERE id = ?",
            [len(entries), model, run_id],
        )
        connection.execute("COMMIT")


def finish_run(store: Store, run_id: str) -> None:
    """Mark a run as complete."""
    with store.session() as connection:
        connection.execute("UPDATE runs SET finished_at = ?::TIMESTAMP WHERE id = ?", [_now(), run_id])


def _write_entries(connection: DuckDBPyConnection, entries: Sequence[Entry]) -> None:
    reads = {entry.document.id: entry for entry in reversed(entries) if isinstance(entry, Read)}
    _write_reads(connection, list(reads.values())[::-1])
    seen = [entry.document for entry in entries if isinstance(entry, Read | Known)]
    _add_missing(connection, "sightings", [sighting_row(d) for d in seen], ("document_id", "name", "external_id"))
    skipped = [skipped_row(entry) for entry in entries if isinstance(entry, Skipped)]
    _add_missing(connection, "skipped", skipped, ("name", "reason"))
    if seen:
        names = [writable(document.name) for document in seen]
        connection.execute("DELETE FROM skipped WHERE name IN (SELECT unnest(?))", [names])


def _write_reads(connection: DuckDBPyConnection, reads: Sequence[Read]) -> None:
    ids = [entry.document.id for entry in reads]
    known = connection.execute("SELECT id FROM documents WHERE id IN (SELECT unnest(?))", [ids])
    if known.fetchall():
        for table in OF_READING:
            connection.execute(f"DELETE FROM {table} WHERE document_id IN (SELECT unnest(?))", [ids])
        connection.execute("DELETE FROM documents WHERE id IN (SELECT unnest(?))", [ids])
    rows: dict[str, list[Row]] = {}
    for entry in reads:
        for table, found in reading_rows(entry).items():
            rows.setdefault(table, []).extend(found)
    for table in ("documents", *OF_READING):
        _insert(connection, table, rows.get(table, []))


def _insert(connection: DuckDBPyConnection, table: str, rows: Sequence[Row]) -> None:
    """Insert rows through one JSON parameter: 100 times faster than row by row (15 ms against 437 for 1000 rows)."""
    if rows:
        connection.execute(f"INSERT INTO {table} BY NAME {_select(connection, table)}", [json.dumps(rows)])


def _add_missing(connection: DuckDBPyConnection, table: str, rows: Sequence[Row], key: tuple[str, ...]) -> None:
    """Insert the rows whose key the table does not hold yet, the first of each key."""
    if rows:
        first = {tuple(row[name] for name in key): row for row in reversed(rows)}
        same = " AND ".join(f"old.{name} IS NOT DISTINCT FROM new.{name}" for name in key)
        connection.execute(
            f"INSERT INTO {table} BY NAME SELECT * FROM ({_select(connection, table)}) new "
            f"WHERE NOT EXISTS (FROM {table} old WHERE {same})",
            [json.dumps(list(first.values())[::-1])],
        )


def _select(connection: DuckDBPyConnection, table: str) -> str:
    columns = connection.execute(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index", [table]
    ).fetchall()
    fields = ", ".join(f'"{name}" {kind}' for name, kind in columns)
    return f"SELECT unnest(CAST(CAST(? AS JSON) AS STRUCT({fields})[]), max_depth := 2)"


def _now() -> str:
    return utc_text(datetime.now(UTC)) or ""
