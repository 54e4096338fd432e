"""Rows back to records: a document and its reading as they were written."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from typing import Any

from lagebild.errors import StoreError
from lagebild.keep.connection import Store
from lagebild.records import (
    Actor,
    Alternative,
    AnchorSpan,
    Decision,
    Document,
    Event,
    Interval,
    Mention,
    Outcome,
    Place,
    Reading,
    Scenario,
    Size,
    Statement,
)
from lagebild.spans import OffsetMap, Span

Row = dict[str, Any]


def load_document(store: Store, document_id: str) -> tuple[Document, Reading]:
    """Return a document and its reading."""
    rows = store.rows("FROM documents WHERE id = ?", [document_id])
    if not rows:
        raise StoreError(f"{store.path} has no document {document_id}; `lagebild search WORD` finds documents")
    return _document(rows[0]), _reading(store, rows[0])


def _document(row: Row) -> Document:
    return Document(
        id=row["id"],
        text=row["text"],
        language=row["language"],
        name=row["name"],
        external_id=row["external_id"],
        title=row["title"],
        published_at=_utc(row["published_at"]),
        published_precision=row["published_precision"],
        seen_at=_utc(row["seen_at"]),
        publisher=row["publisher"],
        url=row["url"],
        author=row["author"],
        dateline=row["dateline"],
        agencies=tuple(row["agencies"]),
        copy_of=row["copy_of"],
        repairs=tuple(row["repairs"]),
        incomplete=row["incomplete"],
        offsets=OffsetMap(tuple((cleaned, raw) for cleaned, raw in row["offsets"])),
    )


def _utc(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment else None


class _Parts:
    """The rows of one document, fetched once for each table."""

    def __init__(self, store: Store, document_id: str) -> None:
        self._store = store
        self._id = document_id
        numbered = self.of("mentions", "number")
        self.mentions = [_mention(row) for row in numbered]
        self.listed = tuple(self.mentions[row["number"]] for row in numbered if row["listed"])
        self.traces = self._traces()

    def of(self, table: str, order: str) -> list[Row]:
        return self._store.rows(f"FROM {table} WHERE document_id = ? ORDER BY {order}", [self._id])

    def grouped(self, table: str, owner: str) -> dict[int, list[Row]]:
        groups: dict[int, list[Row]] = defaultdict(list)
        for row in self.of(table, f"{owner}, position"):
            groups[row[owner]].append(row)
        return groups

    def named(self, rows: list[Row]) -> tuple[Mention, ...]:
        return tuple(self.mentions[row["mention"]] for row in rows)

    def _traces(self) -> dict[tuple[str, int], list[Decision]]:
        traces: dict[tuple[str, int], list[Decision]] = defaultdict(list)
        for row in self.of("decisions", "record, number, position"):
            traces[row["record"], row["number"]].append(_decision(row))
        return traces


def _reading(store: Store, row: Row) -> Reading:
    parts = _Parts(store, row["id"])
    return Reading(
        document_id=row["id"],
        sentences=tuple(Span(s["start"], s["stop"]) for s in parts.of("sentences", "number")),
        mentions=parts.listed,
        events=_events(parts),
        statements=_statements(parts),
        scenarios=_scenarios(parts),
        focus=_place(row["focus"]),
        model=row["model"],
    )


def _events(parts: _Parts) -> tuple[Event, ...]:
    roles: dict[tuple[int, str], list[Row]] = defaultdict(list)
    for row in parts.of("event_parties", "event, role, position"):
        roles[row["event"], row["role"]].append(row)
    return tuple(
        _event(
            row,
            {role: parts.named(roles[row["number"], role]) for role in ("actor", "recipient", "place", "size", "time")},
            tuple(parts.traces["event", row["number"]]),
        )
        for row in parts.of("events", "number")
    )


def _event(row: Row, roles: dict[str, tuple[Mention, ...]], trace: tuple[Decision, ...]) -> Event:
    return Event(
        id=row["id"],
        root=row["root"],
        mode=row["mode"],
        quad=row["quad"],
        anchor=_required_span(row, "anchor"),
        actors=roles["actor"],
        recipients=roles["recipient"],
        places=roles["place"],
        occurred=_interval(row["occurred"]),
        status=row["status"],
        sizes=roles["size"],
        intensity=row["intensity"],
        confidence=row["confidence"],
        sentence=row["sentence"],
        time=next(iter(roles["time"]), None),
        certainty=row["certainty"],
        contexts=tuple(row["contexts"]),
        statement=row["statement"],
        same_as=row["same_as"],
        trace=trace,
    )


def _statements(parts: _Parts) -> tuple[Statement, ...]:
    sources = parts.grouped("statement_sources", "statement")
    return tuple(
        Statement(
            id=row["id"],
            cue=_span(row, "cue"),
            sources=parts.named(sources[row["number"]]),
            content=_required_span(row, "content"),
            kind=row["kind"],
            direct=row["direct"],
            certainty=row["certainty"],
            voice=row["voice"],
            confidence=row["confidence"],
            sentence=row["sentence"],
            trace=tuple(parts.traces["statement", row["number"]]),
        )
        for row in parts.of("statements", "number")
    )


def _scenarios(parts: _Parts) -> tuple[Scenario, ...]:
    sources = parts.grouped("scenario_sources", "scenario")
    outcomes = parts.grouped("scenario_outcomes", "scenario")
    return tuple(
        Scenario(
            id=row["id"],
            subject=_span(row, "subject"),
            condition=_span(row, "condition"),
            outcomes=tuple(
                Outcome(AnchorSpan(Span(out["start"], out["stop"]), out["text"]), out["valence"])
                for out in outcomes[row["number"]]
            ),
            rank=row["rank"],
            sources=parts.named(sources[row["number"]]),
            confidence=row["confidence"],
            sentence=row["sentence"],
            trace=tuple(parts.traces["scenario", row["number"]]),
        )
        for row in parts.of("scenarios", "number")
    )


def _span(row: Row, name: str) -> AnchorSpan | None:
    return None if row[f"{name}_start"] is None else _required_span(row, name)


def _required_span(row: Row, name: str) -> AnchorSpan:
    return AnchorSpan(Span(row[f"{name}_start"], row[f"{name}_stop"]), row[name])


def _mention(row: Row) -> Mention:
    return Mention(
        span=Span(row["start"], row["stop"]),
        text=row["text"],
        kind=row["kind"],
        actor=_actor(row["actor"]),
        place=_place(row["place"]),
        time=_interval(row["time"]),
        size=Size(**row["size"]) if row["size"] else None,
    )


def _actor(row: Row | None) -> Actor | None:
    return Actor(**{**row, "alternatives": _alternatives(row)}) if row else None


def _place(row: Row | None) -> Place | None:
    return Place(**{**row, "alternatives": _alternatives(row)}) if row else None


def _interval(row: Row | None) -> Interval | None:
    return Interval(**row) if row else None


def _alternatives(row: Row) -> tuple[Alternative, ...]:
    return tuple(Alternative(**other) for other in row["alternatives"])


def _decision(row: Row) -> Decision:
    return Decision(
        field=row["field"],
        value=row["value"],
        decided_by=row["decided_by"],
        confidence=row["confidence"],
        evidence=row["evidence"],
        alternatives=tuple((other["name"], other["score"]) for other in row["alternatives"]),
    )
