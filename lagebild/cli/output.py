"""Data on stdout as table, JSON lines or CSV; progress on stderr, only on a terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from lagebild.cli.session import Session

Row = dict[str, Any]
_Item = TypeVar("_Item")


def print_json(item: object) -> None:
    """Print one object as one line of JSON."""
    print(json.dumps(item, ensure_ascii=False, default=str))


def print_rows(session: Session, rows: Sequence[Row], columns: Sequence[str], *, as_json: bool, as_csv: bool) -> None:
    """Print rows as JSON lines, as CSV with all columns, or as a table of the named columns."""
    if as_json:
        for row in rows:
            print_json(row)
    elif as_csv:
        from lagebild.keep.export import write_csv

        write_csv(sys.stdout, list(rows))
    else:
        print_table(session, rows, columns)


def print_table(session: Session, rows: Sequence[Row], columns: Sequence[str]) -> None:
    """Print the named columns of rows as a table."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(session.say(column), overflow="fold", no_wrap=column in ("id", "day"))
    for row in rows:
        table.add_row(*(Text(cell_text(row[column])) for column in columns))
    session.out().print(table)


def cell_text(value: object) -> str:
    """Return a cell on one line: lists joined, nothing for what is unknown, no control characters."""
    from lagebild.show.wording import one_line

    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(cell_text(part) for part in value if part is not None)
    return f"{value:.2f}" if isinstance(value, float) else one_line(str(value))


def with_progress(session: Session, items: Iterable[_Item], message: str) -> Iterator[_Item]:
    """Return the items while a bar on stderr counts them; without a terminal nothing is shown."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed:.0f}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(session.say(message))
        for item in items:
            yield item
            progress.advance(task)
