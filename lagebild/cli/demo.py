"""`lagebild demo`: the picture of the example reports."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from lagebild.cli.add import add_named
from lagebild.cli.option import AsJson, Jobs
from lagebild.cli.read import read_and_print
from lagebild.cli.session import current_session
from lagebild.cli.source import SourceOptions


def demo(
    *,
    project: Annotated[
        Path | None, Parameter(help="Keep the examples in this project file instead of printing them.")
    ] = None,
    json: AsJson = False,
    html: Annotated[Path | None, Parameter(help="Write the picture to this HTML file.")] = None,
    jobs: Jobs = None,
) -> int:
    """Read the example reports that come with Lagebild: invented events, invented outlets."""
    source = SourceOptions()
    with as_file(files("lagebild.demo") / "report") as folder:
        if project is None:
            return read_and_print([str(folder)], as_json=json, lines=False, html=html, jobs=jobs, source=source)
        code = add_named([str(folder)], project=project, jobs=jobs, again=False, source=source)
    current_session().tell("next: lagebild events --project {path}", path=project)
    return code
