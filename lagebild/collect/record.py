"""JSON, JSONL and tables: one record, one article; a record with only an address is a link."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

from lagebild.collect import refusal
from lagebild.collect.draft import Draft, Link
from lagebild.collect.encoding import decode
from lagebild.collect.options import CollectOptions
from lagebild.collect.preset import read_record
from lagebild.collect.source import Source
from lagebild.records import Skipped

Item = Draft | Link | Skipped

_LISTS: Final = ("articles", "items", "results", "stories", "documents", "data")


def read_lines(source: Source, options: CollectOptions) -> Iterator[Item]:
    """Give the record of every line, in order; a line that is no record is skipped and the rest is read."""
    for number, line in enumerate(source.stream.lines(options.max_line_bytes), 1):
        name = f"{source.name}:{number}"
        if line is None:
            yield refusal.TOO_LARGE.of(name, limit=options.max_line_bytes)
        elif line.strip(b" \t\r\n\xef\xbb\xbf\x00"):
            yield from _read_json(line, name, source)


def read_json(source: Source, options: CollectOptions) -> Iterator[Item]:
    """Give the records of a file that is one JSON value, or one value a line."""
    first = source.stream.peek().split(b"\n", 1)
    if len(first) > 1 and first[1].strip() and _is_record(first[0]):
        yield from read_lines(source, options)
        return
    data = source.stream.read_within(options.max_file_bytes)
    if data is None:
        yield refusal.TOO_LARGE.of(source.name, limit=options.max_file_bytes)
    else:
        yield from _read_json(data, source.name, source)


def read_table(source: Source, options: CollectOptions) -> Iterator[Item]:
    """Give the record of every row of a table with a line of column names."""
    lines = _Lines(source, options)
    header = next(lines, "")
    delimiter = max(",;\t|", key=header.count)
    columns = [column.strip() for column in header.strip().replace('"', "").split(delimiter)]
    rows = csv.reader(lines, delimiter=delimiter)
    if read_record(dict.fromkeys((column.lower() for column in columns), "https://"), "") is None:
        yield refusal.NO_COLUMNS.of(source.name, fields=", ".join(columns)[:200])
        return
    for name, row in _read_rows(rows, source.name):
        if isinstance(row, csv.Error):
            yield refusal.BAD_TABLE.of(name, error=row)
        elif any(row):
            yield _as_item(dict(zip(columns, row, strict=False)), name, source.stream.repairs)
    yield from lines.too_long


def read_links(source: Source, options: CollectOptions) -> Iterator[Item]:
    """Give the addresses of a list with one a line."""
    lines = _Lines(source, options)
    for number, line in enumerate(lines, 1):
        if url := line.strip():
            yield Link(f"{source.name}:{number}", url)
    yield from lines.too_long


def _read_rows(rows: Iterator[list[str]], name: str) -> Iterator[tuple[str, list[str] | csv.Error]]:
    number = 1
    while True:
        number += 1
        try:
            yield f"{name}:{number}", next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield f"{name}:{number}", error


class _Lines(Iterator[str]):
    """The decoded lines of a source, and those that were too long to be read."""

    def __init__(self, source: Source, options: CollectOptions) -> None:
        self._source, self._options = source, options
        self._lines = enumerate(source.stream.lines(options.max_line_bytes), 1)
        self.too_long: list[Skipped] = []

    def __next__(self) -> str:
        for number, line in self._lines:
            if line is not None:
                return decode(line, declared=self._source.charset)[0].replace("\0", "").replace("\r", "")
            name, limit = f"{self._source.name}:{number}", self._options.max_line_bytes
            self.too_long.append(refusal.TOO_LARGE.of(name, limit=limit))
        raise StopIteration


def _is_record(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _read_json(data: bytes, name: str, source: Source) -> Iterator[Item]:
    text, repairs = decode(data)
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        yield refusal.BAD_JSON.of(name, error=str(error)[:200])
        return
    records = _list_records(value)
    for number, record in enumerate(records, 1):
        one = name if len(records) == 1 else f"{name}#{number}"
        yield _as_item(record, one, (*source.stream.repairs, *repairs))


def _list_records(value: Any) -> list[Any]:
    if isinstance(value, dict):
        inner = next((value[key] for key in _LISTS if isinstance(value.get(key), list)), None)
        return inner if inner is not None and not isinstance(value.get("text"), str) else [value]
    return value if isinstance(value, list) else [value]


def _as_item(record: Any, name: str, repairs: Iterable[str]) -> Item:
    if not isinstance(record, dict):
        return refusal.NOT_OBJECT.of(name, what=json.dumps(record)[:60])
    draft = read_record(record, name)
    if draft is None:
        return refusal.NO_TEXT.of(name, fields=", ".join(map(str, record))[:200])
    if not draft.text:
        return Link(name, draft.url or "", draft.title, draft.published_at.isoformat() if draft.published_at else None)
    return replace(draft, repairs=tuple(repairs))
