"""Which stretches of a text are marked and as what, ready for any medium."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from lagebild.records import Event, Scenario, Statement
from lagebild.spans import Span

Role = Literal[
    "anchor", "actor", "recipient", "place", "time", "size", "cue", "source", "content", "condition", "outcome"
]

_ORDER: Final[tuple[Role, ...]] = (
    "anchor", "actor", "recipient", "place", "time", "size", "cue", "source", "condition", "outcome", "content",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text and the part it plays."""

    span: Span
    role: Role


def marks_of(record: Event | Statement | Scenario) -> list[Mark]:
    """Return the marks of a finding."""
    if isinstance(record, Event):
        return _event_marks(record)
    if isinstance(record, Statement):
        cue = [Mark(record.cue.span, "cue")] if record.cue else []
        return [*cue, *(Mark(m.span, "source") for m in record.sources), Mark(record.content.span, "content")]
    condition = [Mark(record.condition.span, "condition")] if record.condition else []
    return [
        *condition,
        *(Mark(outcome.span.span, "outcome") for outcome in record.outcomes),
        *(Mark(m.span, "source") for m in record.sources),
    ]


def _event_marks(event: Event) -> list[Mark]:
    groups: tuple[tuple[Role, tuple[Span, ...]], ...] = (
        ("anchor", (event.anchor.span,)),
        ("actor", tuple(m.span for m in event.actors)),
        ("recipient", tuple(m.span for m in event.recipients)),
        ("place", tuple(m.span for m in event.places)),
        ("time", (event.time.span,) if event.time else ()),
        ("size", tuple(m.span for m in event.sizes)),
    )
    return [Mark(span, role) for role, spans in groups for span in spans]


def split_marked(text: str, within: Span, marks: Iterable[Mark]) -> Iterator[tuple[str, tuple[Role, ...]]]:
    """Return the stretch `within` in pieces, each with the roles that cover it, the most telling first."""
    edges: defaultdict[int, Counter[Role]] = defaultdict(Counter)
    edges[within.start], edges[within.stop] = Counter(), Counter()
    for mark in marks:
        if mark.span.overlaps(within):
            edges[max(mark.span.start, within.start)][mark.role] += 1
            edges[min(mark.span.stop, within.stop)][mark.role] -= 1
    active: Counter[Role] = Counter()
    for start, stop in pairwise(sorted(edges)):
        active.update(edges[start])
        roles = (role for role, count in active.items() if count > 0)
        yield text[start:stop], tuple(sorted(roles, key=_ORDER.index))
