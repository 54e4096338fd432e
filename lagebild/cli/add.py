"""`lagebild add`: reports into the project file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from lagebild.cli import FINE, SOME_FAILED
from lagebild.cli.option import Inputs, Jobs, Project, open_project
from lagebild.cli.output import with_progress
from lagebild.cli.read import named
from lagebild.cli.session import current_session
from lagebild.cli.source import SourceOptions, collect_options


def add(
    *inputs: Inputs,
    project: Project = None,
    jobs: Jobs = None,
    again: Annotated[bool, Parameter(help="Read documents again that the project holds already.")] = False,
    source: SourceOptions = SourceOptions(),  # noqa: B008 - frozen; the library reads the default
) -> int:
    """Read reports into the project file.

    Broken off at any moment, the same command goes on where it stopped.
    """
    return add_named(named(inputs), project=project, jobs=jobs, again=again, source=source)


def add_named(names: list[str], *, project: Path | None, jobs: int | None, again: bool, source: SourceOptions) -> int:
    """Add the inputs, say what became of them, and return the exit code."""
    from lagebild.pipeline import add_inputs

    session = current_session()
    counts: Counter[str] = Counter()
    with open_project(project, write=True) as store:
        entries = add_inputs(
            store,
            names,
            options=collect_options(source),
            jobs=session.settings.jobs if jobs is None else jobs,
            batch=max(1, session.settings.batch),
            again=again,
        )
        for entry in with_progress(session, entries, "reading"):
            counts[type(entry).__name__] += 1
        session.tell(
            "{read} read, {known} known already, {skipped} skipped → {path}",
            read=counts["Read"],
            known=counts["Known"],
            skipped=counts["Skipped"],
            path=store.path,
        )
    if counts["Skipped"]:
        session.tell("`lagebild skipped` says why inputs were skipped and what to do")
    return SOME_FAILED if counts["Skipped"] else FINE
