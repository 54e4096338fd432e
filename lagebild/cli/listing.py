"""`lagebild events`, `statements`, `scenarios` and `skipped`: listings under the common filters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Final

from cyclopts import Parameter

from lagebild.cli import CONDITION_MET, FINE
from lagebild.cli.option import AsJson, FilterOptions, Project, make_filter, open_project, row_limit
from lagebild.cli.output import Row, print_rows
from lagebild.cli.session import current_session

if TYPE_CHECKING:
    from lagebild.keep import Store
    from lagebild.keep.query import Filter

    Lister = Callable[..., list[Row]]

AsCsv = Annotated[bool, Parameter(name="--csv", help="Print CSV with all columns.")]
Limit = Annotated[int | None, Parameter(help="How many rows to list; 0 lists all.")]
Alarm = Annotated[bool, Parameter(help="Exit with code 3 if anything is listed, for use in cron.")]

_NO_FILTER: Final = FilterOptions()

EVENT_COLUMNS: Final = (
    "id", "day", "root", "mode", "status", "actor_codes", "recipient_codes", "places", "sources", "confidence",
    "sentence",
)  # fmt: skip
STATEMENT_COLUMNS: Final = ("id", "day", "kind", "chain_codes", "certainty", "sources", "confidence", "content")
SCENARIO_COLUMNS: Final = ("id", "day", "rank", "condition", "outcomes", "valences", "chain_codes", "confidence")
SKIPPED_COLUMNS: Final = ("name", "reason", "remedy")


def events(
    *,
    project: Project = None,
    chosen: FilterOptions = _NO_FILTER,
    limit: Limit = None,
    json: AsJson = False,
    csv: AsCsv = False,
    alarm: Alarm = False,
) -> int:
    """List who did what to whom, where and when, newest first."""
    from lagebild.keep.query import list_events

    return _list(list_events, EVENT_COLUMNS, project, chosen, limit, (json, csv, alarm))


def statements(
    *,
    project: Project = None,
    chosen: FilterOptions = _NO_FILTER,
    limit: Limit = None,
    json: AsJson = False,
    csv: AsCsv = False,
    alarm: Alarm = False,
) -> int:
    """List who says what, and how surely, newest first."""
    from lagebild.keep.query import list_statements

    return _list(list_statements, STATEMENT_COLUMNS, project, chosen, limit, (json, csv, alarm))


def scenarios(
    *,
    project: Project = None,
    chosen: FilterOptions = _NO_FILTER,
    limit: Limit = None,
    json: AsJson = False,
    csv: AsCsv = False,
    alarm: Alarm = False,
) -> int:
    """List what may come, depending on what, newest first."""
    from lagebild.keep.query import list_scenarios

    return _list(list_scenarios, SCENARIO_COLUMNS, project, chosen, limit, (json, csv, alarm))


def skipped(
    *,
    project: Project = None,
    chosen: FilterOptions = _NO_FILTER,
    limit: Limit = None,
    json: AsJson = False,
    csv: AsCsv = False,
    alarm: Alarm = False,
) -> int:
    """List the inputs that were not used, with reason and remedy.

    Of the filters only the days apply: an input that was not read has no findings.
    """
    return _list(_list_skipped, SKIPPED_COLUMNS, project, chosen, limit, (json, csv, alarm))


def _list_skipped(store: Store, chosen: Filter, *, limit: int | None) -> list[Row]:
    from lagebild.keep.query import list_skipped

    translate = current_session().say.translate
    rows = list_skipped(store, chosen, limit=limit)
    return [{**row, "reason": translate(row["reason"]), "remedy": translate(row["remedy"])} for row in rows]


def _list(
    lister: Lister,
    columns: Sequence[str],
    project: Project,
    options: FilterOptions,
    limit: int | None,
    switches: tuple[bool, bool, bool],
) -> int:
    as_json, as_csv, alarm = switches
    session = current_session()
    head = row_limit(limit)
    checked = make_filter(options)
    with open_project(project) as store:
        rows = lister(store, checked, limit=None if head is None else head + 1)
    shown = rows[:head]
    print_rows(session, shown, columns, as_json=as_json, as_csv=as_csv)
    if len(rows) > len(shown):
        session.tell("only the first {count} are listed; --limit 0 lists all", count=len(shown))
    elif not rows:
        session.tell("nothing found")
    return CONDITION_MET if alarm and rows else FINE
