"""Passages to the arrays the network is trained on: piece ids, unit tags, heads with slots and attributes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lagebild.extract.ground.naming import Naming
from lagebild.extract.labels import (
    ATTRIBUTES,
    CONTENT_TAGS,
    EVENT_TAGS,
    FRAME_SLOTS,
    FRAMES,
    SCENARIO_TAGS,
    SLOTS,
    VALENCE_LABELS,
)
from lagebild.extract.piece import PieceModel, Pieces

IGNORE = -100


@dataclass(slots=True)
class Head:
    """One frame: its first and last unit, a B/I tag (1/2) per slot and unit, attribute label ids (IGNORE if none)."""

    frame: int
    first: int
    last: int
    slots: NDArray[np.int8]
    attributes: dict[str, int]


@dataclass(slots=True)
class Example:
    """One passage ready for the network; all tags are per unit."""

    id: str
    language: str
    ids: list[int]
    unit_pieces: list[int]
    event_tags: NDArray[np.int64]
    content_tags: NDArray[np.int64]
    scenario_tags: NDArray[np.int64]
    valences: NDArray[np.int64]
    heads: list[Head] = field(default_factory=list)


def encode_passage(
    passage: dict[str, Any],
    pieces: PieceModel,
    *,
    bos: int,
    eos: int,
    limit: int = 510,
    namings: Sequence[Naming] = (),
) -> Example:
    """Return the passage as an Example; what lies behind `limit` pieces is cut off.

    `namings` are the countries and bodies that the text names; parties that name none are taught which they mean.
    """
    cut = pieces.cut(passage["text"])
    ids = cut.ids[:limit]
    units = sum(1 for piece in cut.unit_pieces if piece < limit)
    example = Example(
        passage["id"],
        passage["lang"],
        [bos, *ids, eos],
        [piece + 1 for piece in cut.unit_pieces[:units]],
        np.zeros(units, np.int64),
        np.zeros(units, np.int64),
        np.zeros(units, np.int64),
        np.full(units, IGNORE, np.int64),
    )
    if passage.get("events_only"):
        example.content_tags[:] = IGNORE
        example.scenario_tags[:] = IGNORE
    locate = UnitFinder(cut, units)
    for event in passage["events"]:
        _add_event(example, event, locate)
    _add_parties(example, passage["events"], namings, locate)
    for statement in passage["statements"]:
        _add_statement(example, statement, locate)
    for scenario in passage["scenarios"]:
        _add_scenario(example, scenario, locate)
    return example


class UnitFinder:
    """Finds the units that a span of characters touches."""

    def __init__(self, cut: Pieces, units: int) -> None:
        self._starts = cut.unit_starts[:units]
        self._stops = cut.unit_stops[:units]

    def __call__(self, span: dict[str, Any] | None) -> tuple[int, int] | None:
        """Return first and last unit of `span`, both inclusive; None if it lies outside."""
        if not span:
            return None
        first = bisect_right(self._stops, span["start"])
        last = bisect_left(self._starts, span["end"]) - 1
        return (first, last) if first <= last else None


def _tag(tags: NDArray[Any], place: tuple[int, int], begin: int, inside: int) -> None:
    tags[place[0]] = begin
    tags[place[0] + 1 : place[1] + 1] = inside


def _head(example: Example, frame: str, place: tuple[int, int], attributes: dict[str, str | None]) -> Head:
    labels = dict.fromkeys(ATTRIBUTES, IGNORE)
    for name, value in attributes.items():
        if value is not None:
            labels[name] = ATTRIBUTES[name].index(value)
    slots = np.full((len(SLOTS), len(example.event_tags)), IGNORE, np.int8)
    slots[[SLOTS.index(slot) for slot in FRAME_SLOTS[frame]]] = 0
    head = Head(FRAMES.index(frame), *place, slots, labels)
    example.heads.append(head)
    return head


def _fill(head: Head, slot: str, spans: list[dict[str, Any] | None], locate: UnitFinder) -> None:
    for span in spans:
        if place := locate(span):
            _tag(head.slots[SLOTS.index(slot)], place, 1, 2)


def _add_event(example: Example, event: dict[str, Any], locate: UnitFinder) -> None:
    place = locate(event["anchor"])
    if place is None:
        return
    begin = EVENT_TAGS.index(f"B-{event['type']}")
    _tag(example.event_tags, place, begin, begin + 1)
    mode = f"{event['type']}.{event['mode'] or 'none'}"
    head = _head(example, "event", place, {"status": event["status"], "mode": mode})
    for slot in ("actor", "recipient", "place"):
        _fill(head, slot, event[slot], locate)
    _fill(head, "time", [event.get("time_span")], locate)
    _fill(head, "size", event.get("size_spans", []), locate)


def _add_parties(
    example: Example, events: Sequence[dict[str, Any]], namings: Sequence[Naming], locate: UnitFinder
) -> None:
    """Add a head for each party span without a naming of its own; only units that name something are taught."""
    named = [(naming, units) for naming in namings if (units := locate(_as_dict(naming)))]
    keys: dict[tuple[int, int], set[str]] = {}
    for event in events:
        for role in ("actor", "recipient"):
            for span, code in zip(event[role], event[f"{role}_code"], strict=True):
                keys.setdefault((span["start"], span["end"]), set()).add(code.split("/")[0])
    for (start, end), wanted in keys.items():
        place = locate({"start": start, "end": end})
        if not named or place is None or any(n.span.start < end and start < n.span.stop for n, _ in named):
            continue
        head = _head(example, "party", place, {})
        row = head.slots[SLOTS.index("country")]
        row[:] = IGNORE
        for naming, (first, last) in named:
            row[first : last + 1] = 0
            if naming.key in wanted:
                _tag(row, (first, last), 1, 2)


def _as_dict(naming: Naming) -> dict[str, int]:
    return {"start": naming.span.start, "end": naming.span.stop}


def _add_statement(example: Example, statement: dict[str, Any], locate: UnitFinder) -> None:
    place = locate(statement["content"])
    if place is None:
        return
    _tag(example.content_tags, place, CONTENT_TAGS.index("B"), CONTENT_TAGS.index("I"))
    attributes = {
        "kind": statement["kind"],
        "band": statement["certainty"] or "none",
        "voice": statement.get("voice") or "source",
    }
    head = _head(example, "statement", place, attributes)
    _fill(head, "cue", [statement["cue"]], locate)
    _fill(head, "source", statement["sources"][-1:], locate)
    _fill(head, "outer", statement["sources"][:-1], locate)


def _add_scenario(example: Example, scenario: dict[str, Any], locate: UnitFinder) -> None:
    condition = locate(scenario["condition"])
    outcomes = [(locate(span), valence) for span, valence in zip(scenario["outcome"], scenario["valence"], strict=True)]
    place = condition or next((outcome for outcome, _ in outcomes if outcome), None)
    if place is None:
        return
    begin = SCENARIO_TAGS.index("B-condition" if condition else "B-outcome")
    _tag(example.scenario_tags, place, begin, begin + 1)
    head = _head(example, "scenario", place, {"rank": scenario["rank"] or "none"})
    _fill(head, "subject", [scenario["subject"]], locate)
    _fill(head, "outcome", scenario["outcome"], locate)
    _fill(head, "speaker", scenario["sources"], locate)
    for outcome, valence in outcomes:
        if outcome:
            example.valences[outcome[0]] = VALENCE_LABELS.index(valence)


def join_examples(parts: list[Example]) -> Example:
    """Return several short examples of one language as one, as if they were the sentences of one report."""
    bos, eos = parts[0].ids[0], parts[0].ids[-1]
    none = np.zeros(0, np.int64)
    joined = Example("+".join(p.id for p in parts), parts[0].language, [bos], [], none, none, none, none)
    total = sum(len(part.event_tags) for part in parts)
    for part in parts:
        pieces, units = len(joined.ids) - 1, len(joined.event_tags)
        joined.ids += part.ids[1:-1]
        joined.unit_pieces += [piece + pieces for piece in part.unit_pieces]
        for name in ("event_tags", "content_tags", "scenario_tags", "valences"):
            setattr(joined, name, np.concatenate([getattr(joined, name), getattr(part, name)]))
        joined.heads += [_shifted(head, units, total) for head in part.heads]
    joined.ids.append(eos)
    return joined


def _shifted(head: Head, units: int, total: int) -> Head:
    outside = np.where(head.slots.max(1, keepdims=True) == IGNORE, IGNORE, 0)
    if head.frame == FRAMES.index("party"):
        outside[:] = IGNORE
    slots = np.repeat(outside, total, axis=1).astype(np.int8)
    slots[:, units : units + head.slots.shape[1]] = head.slots
    return Head(head.frame, head.first + units, head.last + units, slots, head.attributes)
