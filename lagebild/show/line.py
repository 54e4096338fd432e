"""One finding a line, for reading by eye or by other programs."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.messages import Say
from lagebild.records import Document, Reading
from lagebild.show import wording


def finding_lines(document: Document, reading: Reading, say: Say) -> Iterator[tuple[str, ...]]:
    """Return the fields of each finding: document, record, what, who, to whom, where, when, wording."""
    name = wording.one_line(document.external_id or document.name)
    for event in reading.events:
        yield (
            name,
            say("event"),
            f"{wording.type_text(event)} {say(event.status)}",
            wording.joined(map(wording.party_text, event.actors)),
            wording.joined(map(wording.party_text, event.recipients)),
            wording.joined(map(wording.place_text, event.places)),
            wording.interval_text(event.occurred) or "—",
            wording.one_line(event.anchor.text),
        )
    for statement in reading.statements:
        content = wording.one_line(statement.content.text)
        yield name, say("statement"), say(statement.kind), wording.chain_text(statement, say), "—", "—", "—", content
    for scenario in reading.scenarios:
        outcome = wording.joined(wording.one_line(o.span.text) for o in scenario.outcomes)
        rank = say(scenario.rank) if scenario.rank else "—"
        yield name, say("scenario"), rank, wording.chain_text(scenario, say), "—", "—", "—", outcome
