"""Findings as files: JSON Lines of whole readings, CSV and Parquet of the flat listings."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, Literal

from lagebild import __version__
from lagebild.errors import StoreError
from lagebild.keep.connection import Store
from lagebild.keep.load import load_document
from lagebild.keep.query import Filter, Row, list_events, list_scenarios, list_statements, select_documents
from lagebild.schema import passage_json

Format = Literal["jsonl", "csv", "parquet"]

LISTINGS: Final[dict[str, Callable[[Store, Filter], list[Row]]]] = {
    "events": list_events,
    "statements": list_statements,
    "scenarios": list_scenarios,
}
_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")


def export(store: Store, path: Path, *, what: str, form: Format, chosen: Filter) -> int:
    """Write the readings, events, statements or scenarios that pass the filter, and a note of their provenance.

    Returns how many were written; the note lies beside the file as NAME.provenance.json.
    """
    if what == "readings":
        ids = select_documents(store, chosen)
        count = _write_lines(path, (passage_json(*load_document(store, document_id)) for document_id in ids))
    else:
        rows = LISTINGS[what](store, chosen)
        count = _WRITERS[form](store, path, what, rows)
    note = provenance(store, what=what, chosen=chosen, count=count)
    _write_lines(path.with_name(path.name + ".provenance.json"), [note])
    return count


def provenance(store: Store, *, what: str, chosen: Filter, count: int) -> Row:
    """Return which program, models and filters stand behind an export."""
    models = [row["model"] for row in store.rows("SELECT DISTINCT model FROM documents ORDER BY model")]
    confirmed = store.rows("SELECT count(*) AS n FROM judgements WHERE verdict = 'confirm' AND undone_at IS NULL")
    return {
        "program": f"Lagebild {__version__}",
        "models": models,
        "what": what,
        "count": count,
        "filter": {name: value for name, value in asdict(chosen).items() if value not in (None, (), 1)},
        "note": "machine coded, not verified",
        "confirmed_by_people": confirmed[0]["n"],
    }


def _write_lines(path: Path, objects: Iterator[dict[str, Any]] | list[Row]) -> int:
    count = 0
    with _open(path) as file:
        for item in objects:
            file.write(json.dumps(item, ensure_ascii=False, default=str) + "\n")
            count += 1
    return count


def _open(path: Path) -> Any:
    try:
        return path.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise StoreError(f"cannot write {path}: {error.strerror}; name another file") from None


def write_csv(file: Any, rows: list[Row]) -> None:
    """Write rows as CSV; lists are joined with "; ", and no cell can be taken for a formula."""
    writer = csv.writer(file, lineterminator="\n")
    if rows:
        writer.writerow(rows[0])
    writer.writerows([_cell(value) for value in row.values()] for row in rows)


def _write_listing_lines(store: Store, path: Path, what: str, rows: list[Row]) -> int:
    return _write_lines(path, rows)


def _write_listing_csv(store: Store, path: Path, what: str, rows: list[Row]) -> int:
    with _open(path) as file:
        write_csv(file, rows)
    return len(rows)


def _cell(value: object) -> object:
    if isinstance(value, list):
        value = "; ".join(str(part) for part in value if part is not None)
    if isinstance(value, str) and value.startswith(_DANGEROUS):
        return f"'{value}"
    return value


def _write_parquet(store: Store, path: Path, what: str, rows: list[Row]) -> int:
    _open(path).close()
    target = str(path).replace("'", "''")
    with store.session() as connection:
        ids = [(row["document_id"], row["number"]) for row in rows]
        connection.execute(
            f"COPY (SELECT l.* FROM {what.removesuffix('s')}_list l JOIN (SELECT unnest($documents) AS document_id, "
            f"unnest($numbers) AS number) k USING (document_id, number) ORDER BY day DESC NULLS LAST, document_id, "
            f"number) TO '{target}' (FORMAT parquet, COMPRESSION zstd)",
            {"documents": [document for document, _ in ids], "numbers": [number for _, number in ids]},
        )
    return len(rows)


_WRITERS: Final[dict[Format, Callable[[Store, Path, str, list[Row]], int]]] = {
    "jsonl": _write_listing_lines,
    "csv": _write_listing_csv,
    "parquet": _write_parquet,
}
