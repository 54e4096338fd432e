"""`lagebild judge`: a person's word on a finding."""

from __future__ import annotations

import getpass
from typing import Annotated, Literal

from cyclopts import Parameter

from lagebild.cli import FINE
from lagebild.cli.option import Project, open_project
from lagebild.cli.session import current_session
from lagebild.cli.show import Id


def judge(
    identifier: Id,
    verdict: Annotated[Literal["confirm", "reject", "undo"], Parameter(help="undo takes back the last one.")],
    /,
    *,
    project: Project = None,
    by: Annotated[str | None, Parameter(help="Who decides; default the user of this computer.")] = None,
    note: Annotated[str, Parameter(help="A remark to keep with it.")] = "",
) -> int:
    """Confirm or reject a finding, or take that back; every judgement stays in the project file."""
    from lagebild.keep.judgement import judge as keep_judgement

    chosen: Literal["confirm", "reject"] | None = None if verdict == "undo" else verdict
    with open_project(project, write=True) as store:
        full = keep_judgement(store, identifier, chosen, judge=by or getpass.getuser(), note=note)
    current_session().tell("kept: {verdict} {id}", verdict=verdict, id=full)
    return FINE
