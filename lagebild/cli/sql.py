"""`lagebild sql`: any read-only question to the project file."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from lagebild.cli import FINE
from lagebild.cli.listing import AsCsv
from lagebild.cli.option import AsJson, Project, open_project
from lagebild.cli.output import print_rows
from lagebild.cli.session import current_session


def sql(
    query: Annotated[str, Parameter(help="A SELECT; `lagebild sql 'SHOW TABLES'` lists the tables.")],
    /,
    *,
    project: Project = None,
    json: AsJson = False,
    csv: AsCsv = False,
) -> int:
    """Ask the project file in SQL, read-only; other files and the network are out of its reach."""
    from lagebild.keep.query import ask

    with open_project(project) as store:
        rows = ask(store, query)
    print_rows(current_session(), rows, list(rows[0]) if rows else [], as_json=json, as_csv=csv)
    return FINE
