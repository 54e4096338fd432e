"""`lagebild show` and `lagebild explain`: one finding with all that stands behind it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from lagebild.cli import FINE
from lagebild.cli.option import AsJson, Project, open_project
from lagebild.cli.output import print_json
from lagebild.cli.session import current_session

if TYPE_CHECKING:
    from lagebild.keep.evidence import Evidence

Id = Annotated[
    str, Parameter(name="id", help="Id of an event, statement, scenario or document; its beginning is enough.")
]


def show(
    identifier: Id,
    /,
    *,
    project: Project = None,
    json: AsJson = False,
    html: Annotated[Path | None, Parameter(help="Write the document with its findings to this HTML file.")] = None,
) -> int:
    """Show a finding or document with its sentences and sources."""
    session = current_session()
    evidence = _follow(identifier, project)
    if html is not None:
        from lagebild.cli.read import write_page
        from lagebild.keep.entry import Read

        write_page(session, html, [Read(evidence.document, evidence.reading)])
    elif json:
        print_json(_evidence_json(evidence))
    else:
        from lagebild.show.evidence import print_evidence

        print_evidence(session.out(), evidence, session.say)
    return FINE


def explain(identifier: Id, /, *, project: Project = None, json: AsJson = False) -> int:
    """Show which rule or model decided each field, what else was weighed, and the sentence."""
    session = current_session()
    evidence = _follow(identifier, project)
    if json:
        print_json(_evidence_json(evidence))
    else:
        from lagebild.show.evidence import print_explanation

        print_explanation(session.out(), evidence, session.say)
    return FINE


def _follow(identifier: str, project: Path | None) -> Evidence:
    from lagebild.keep.evidence import follow

    with open_project(project) as store:
        return follow(store, identifier)


def _evidence_json(evidence: Evidence) -> dict[str, Any]:
    from lagebild.records import Event, Statement
    from lagebild.schema import event_json, passage_json, scenario_json, statement_json

    record = evidence.record
    if record is None:
        found = passage_json(evidence.document, evidence.reading)
    elif isinstance(record, Event):
        found = event_json(record)
    else:
        found = statement_json(record) if isinstance(record, Statement) else scenario_json(record)
    sentence = evidence.sentence
    return (
        {
            "kind": evidence.kind,
            evidence.kind: found,
            "sentence": sentence.of(evidence.document.text) if sentence else None,
            "document": evidence.document.id,
            "sightings": list(evidence.sightings),
            "judgements": list(evidence.judgements),
        }
        if record
        else {"kind": "document", "document": found, "sightings": list(evidence.sightings)}
    )
