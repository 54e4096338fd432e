"""Frames in the offsets of the document, before rules have looked at them and before anything is grounded."""

from __future__ import annotations

from dataclasses import dataclass, field

from numpy import int64
from numpy.typing import NDArray

from lagebild.extract.decode import Frame, Range, UnitScores, valence_of
from lagebild.extract.piece import Pieces
from lagebild.records import Decision
from lagebild.spans import Span

Ranked = tuple[tuple[str, float], ...]


@dataclass(slots=True)
class EventDraft:
    """An event as the network sees it; rules may change every field and say so in `trace`."""

    anchor: Span
    root: str
    confidence: float
    sentence: int
    status: str
    mode: str | None
    actors: list[Span]
    recipients: list[Span]
    places: list[Span]
    times: list[Span]
    sizes: list[Span]
    trace: list[Decision] = field(default_factory=list)


@dataclass(slots=True)
class StatementDraft:
    """A statement as the network sees it; `sources` run from the outermost voice to the innermost."""

    content: Span
    cue: Span | None
    sources: list[Span]
    kind: str
    band: str | None
    voice: str
    confidence: float
    sentence: int
    direct: bool = False
    trace: list[Decision] = field(default_factory=list)


@dataclass(slots=True)
class ScenarioDraft:
    """A scenario as the network sees it."""

    condition: Span | None
    subject: Span | None
    outcomes: list[tuple[Span, str]]
    speakers: list[Span]
    rank: str | None
    confidence: float
    sentence: int
    trace: list[Decision] = field(default_factory=list)


@dataclass(slots=True)
class Drafts:
    """All drafts of one document, each kind in the order of the text."""

    events: list[EventDraft] = field(default_factory=list)
    statements: list[StatementDraft] = field(default_factory=list)
    scenarios: list[ScenarioDraft] = field(default_factory=list)

    def sort(self) -> None:
        """Put each kind into the order of the text."""
        self.events.sort(key=lambda e: e.anchor)
        self.statements.sort(key=lambda s: s.content)
        self.scenarios.sort(
            key=lambda s: (s.condition or s.outcomes[0][0]) if s.condition or s.outcomes else Span(0, 0)
        )


class ChunkOffsets:
    """Turns unit ranges of a chunk into spans of the document."""

    def __init__(self, pieces: Pieces, begin: int) -> None:
        self._pieces = pieces
        self._begin = begin

    def span(self, units: Range) -> Span:
        """Return the stretch of the document from the first to the last unit."""
        pieces = self._pieces
        return Span(pieces.unit_starts[units[0]] + self._begin, pieces.unit_stops[units[1]] + self._begin)

    def spans(self, slot: tuple[tuple[Range, float], ...]) -> list[Span]:
        """Return the spans that fill a slot."""
        return [self.span(units) for units, _ in slot]


def add_frame(
    drafts: Drafts, frame: Frame, scores: UnitScores, offsets: ChunkOffsets, sentences: NDArray[int64], model: str
) -> None:
    """Append one frame to the drafts; `sentences` gives the document's sentence number of each unit."""
    sentence = int(sentences[frame.head.first])
    if frame.head.frame == "event":
        drafts.events.append(_event(frame, offsets, sentence, model))
    elif frame.head.frame == "statement":
        drafts.statements.append(_statement(frame, offsets, sentence, model))
    else:
        drafts.scenarios.append(_scenario(frame, scores, offsets, sentence, model))


def _decisions(frame: Frame, label_field: str, model: str) -> list[Decision]:
    head = frame.head
    found = [Decision(label_field, head.label, model, round(head.confidence, 3), "", head.alternatives)]
    for name, ranked in frame.attributes.items():
        found.append(Decision(name, ranked[0][0], model, round(ranked[0][1], 3), "", ranked[1:]))
    return found


def _label(ranked: Ranked) -> str | None:
    label = ranked[0][0].rpartition(".")[2]
    return None if label == "none" else label


def _event(frame: Frame, offsets: ChunkOffsets, sentence: int, model: str) -> EventDraft:
    head, slots = frame.head, frame.slots
    return EventDraft(
        anchor=offsets.span((head.first, head.last)),
        root=head.label,
        confidence=head.confidence,
        sentence=sentence,
        status=frame.attributes["status"][0][0],
        mode=_label(frame.attributes["mode"]),
        actors=offsets.spans(slots["actor"]),
        recipients=offsets.spans(slots["recipient"]),
        places=offsets.spans(slots["place"]),
        times=offsets.spans(slots["time"]),
        sizes=offsets.spans(slots["size"]),
        trace=_decisions(frame, "root", model),
    )


def _statement(frame: Frame, offsets: ChunkOffsets, sentence: int, model: str) -> StatementDraft:
    head, slots = frame.head, frame.slots
    cue = offsets.spans(slots["cue"])
    voice = frame.attributes["voice"][0][0]
    sources = [] if voice == "author" else [*offsets.spans(slots["outer"]), *offsets.spans(slots["source"])]
    return StatementDraft(
        content=offsets.span((head.first, head.last)),
        cue=cue[0] if cue else None,
        sources=sources,
        kind=frame.attributes["kind"][0][0],
        band=_label(frame.attributes["band"]),
        voice=voice,
        confidence=head.confidence,
        sentence=sentence,
        trace=_decisions(frame, "content", model),
    )


def _scenario(frame: Frame, scores: UnitScores, offsets: ChunkOffsets, sentence: int, model: str) -> ScenarioDraft:
    head, slots = frame.head, frame.slots
    span = offsets.span((head.first, head.last))
    outcomes = [(offsets.span(units), valence_of(scores, units[0])) for units, _ in slots["outcome"]]
    if head.label == "outcome" and not any(span.overlaps(other) for other, _ in outcomes):
        outcomes.insert(0, (span, valence_of(scores, head.first)))
    subjects = offsets.spans(slots["subject"])
    return ScenarioDraft(
        condition=span if head.label == "condition" else None,
        subject=subjects[0] if subjects else None,
        outcomes=outcomes,
        speakers=offsets.spans(slots["speaker"]),
        rank=_label(frame.attributes["rank"]),
        confidence=head.confidence,
        sentence=sentence,
        trace=_decisions(frame, "scenario", model),
    )
