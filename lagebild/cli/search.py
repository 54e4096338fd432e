"""`lagebild search`: full text over wording and findings."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Final

from cyclopts import Parameter

from lagebild.cli import CONDITION_MET, FINE
from lagebild.cli.listing import Alarm, AsCsv, Limit
from lagebild.cli.option import AsJson, FilterOptions, Project, make_filter, open_project, row_limit
from lagebild.cli.output import print_rows
from lagebild.cli.session import current_session

COLUMNS: Final = ("document_id", "day", "publisher", "score", "events", "text")


def search(
    *words: Annotated[str, Parameter(help="Words that must all occur, in any inflection; Artiller* is a beginning.")],
    project: Project = None,
    chosen: FilterOptions = FilterOptions(),  # noqa: B008 - frozen; the library reads the default
    limit: Limit = None,
    json: AsJson = False,
    csv: AsCsv = False,
    alarm: Alarm = False,
) -> int:
    """Search the text and the findings, best match first.

    Other filters than the days keep the documents that hold an event passing them.
    """
    from lagebild.keep.search import search as find

    session = current_session()
    checked = make_filter(chosen)
    with open_project(project) as store:
        hits = find(store, " ".join(words), chosen=checked, limit=row_limit(limit))
    rows = [{**asdict(hit), "events": list(hit.events), "statements": list(hit.statements)} for hit in hits]
    print_rows(session, rows, COLUMNS, as_json=json, as_csv=csv)
    if not rows:
        session.tell("nothing found")
    return CONDITION_MET if alarm and rows else FINE
