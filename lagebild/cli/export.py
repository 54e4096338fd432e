"""`lagebild export`: findings as files for other tools."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final, Literal

from cyclopts import Parameter

from lagebild.cli import FINE
from lagebild.cli.option import FilterOptions, Project, make_filter, open_project
from lagebild.cli.session import current_session
from lagebild.errors import UsageError

What = Literal["readings", "events", "statements", "scenarios"]
FORMATS: Final[tuple[Literal["jsonl", "csv", "parquet"], ...]] = ("jsonl", "csv", "parquet")


def export(
    file: Annotated[Path, Parameter(help="File to write; its ending chooses the format: .jsonl, .csv or .parquet.")],
    /,
    *,
    what: Annotated[What, Parameter(help="readings are whole documents with all findings, as JSONL only.")] = "events",
    project: Project = None,
    chosen: FilterOptions = FilterOptions(),  # noqa: B008 - frozen; the library reads the default
) -> int:
    """Write findings to a JSONL, CSV or Parquet file.

    Beside it, FILE.provenance.json says which program, models and filters it came from.
    """
    from lagebild.keep.export import export as write_export

    form = next((each for each in FORMATS if file.suffix.lower() == f".{each}"), None)
    if form is None or (what == "readings" and form != "jsonl"):
        allowed = ".jsonl" if what == "readings" else ".jsonl, .csv or .parquet"
        raise UsageError(f"{file} has no ending that says how to write {what}; use {allowed}")
    checked = make_filter(chosen)
    with open_project(project) as store:
        count = write_export(store, file, what=what, form=form, chosen=checked)
    current_session().tell("wrote {count} {what} to {path}", count=count, what=what, path=file)
    return FINE
