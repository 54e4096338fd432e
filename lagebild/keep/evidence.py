"""From any id back to the record, its sentence and its article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

from lagebild.errors import UsageError
from lagebild.keep.connection import Store
from lagebild.keep.load import load_document
from lagebild.records import Document, Event, Reading, Scenario, Statement
from lagebild.spans import Span

Kind = Literal["document", "event", "statement", "scenario"]

_FIND: Final = """
SELECT 'document' AS kind, id, id AS document_id, 0 AS number FROM documents WHERE starts_with(id, $id)
UNION ALL SELECT 'document', external_id, id, 0 FROM documents WHERE external_id = $id
UNION ALL SELECT 'event', id, document_id, number FROM events WHERE starts_with(id, $id)
UNION ALL SELECT 'statement', id, document_id, number FROM statements WHERE starts_with(id, $id)
UNION ALL SELECT 'scenario', id, document_id, number FROM scenarios WHERE starts_with(id, $id)
ORDER BY ALL LIMIT 20
"""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands behind an id: the record (None for a document), its document, and where that was seen."""

    kind: Kind
    record: Event | Statement | Scenario | None
    document: Document
    reading: Reading
    sightings: tuple[dict[str, Any], ...]
    judgements: tuple[dict[str, Any], ...]

    @property
    def sentence(self) -> Span | None:
        """Return where the sentence of the record stands, None for a document."""
        return self.reading.sentences[self.record.sentence] if self.record else None


def follow(store: Store, id_or_beginning: str) -> Evidence:
    """Return the evidence behind the id of an event, statement, scenario or document; its beginning is enough."""
    found = store.rows(_FIND, {"id": id_or_beginning})
    exact = [row for row in found if row["id"] == id_or_beginning] or found
    if not exact or not id_or_beginning:
        raise UsageError(
            f"{store.path} has nothing with the id {id_or_beginning!r}; "
            "`lagebild events` and `lagebild search WORD` show ids"
        )
    if len({(row["kind"], row["document_id"], row["number"]) for row in exact}) > 1:
        choices = ", ".join(f"{row['id']} ({row['kind']})" for row in exact[:8])
        raise UsageError(f"{id_or_beginning!r} begins several ids: {choices}; type more of the one you mean")
    return _gather(store, exact[0])


def _gather(store: Store, row: dict[str, Any]) -> Evidence:
    document, reading = load_document(store, row["document_id"])
    records: dict[str, tuple[Event, ...] | tuple[Statement, ...] | tuple[Scenario, ...]] = {
        "event": reading.events,
        "statement": reading.statements,
        "scenario": reading.scenarios,
    }
    kind: Kind = row["kind"]
    return Evidence(
        kind=kind,
        record=records[kind][row["number"]] if kind in records else None,
        document=document,
        reading=reading,
        sightings=tuple(store.rows("FROM sightings WHERE document_id = ? ORDER BY name", [document.id])),
        judgements=tuple(
            store.rows("FROM judgements WHERE record_id = ? AND undone_at IS NULL ORDER BY id", [row["id"]])
        ),
    )
