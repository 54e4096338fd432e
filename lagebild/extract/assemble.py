"""Drafts and what they were grounded to → the records of a Reading."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

from lagebild.extract.draft import Drafts, EventDraft, ScenarioDraft, StatementDraft
from lagebild.extract.ground.result import Grounding
from lagebild.ontology.plover import QUAD, intensity_of
from lagebild.records import (
    AnchorSpan,
    Decision,
    Document,
    Event,
    Mention,
    Outcome,
    Reading,
    Scenario,
    Statement,
)
from lagebild.spans import Span


def assemble(
    document: Document, sentences: tuple[Span, ...], drafts: Drafts, grounding: Grounding, model: str
) -> Reading:
    """Return the reading of a document."""
    builder = _Builder(document, grounding)
    statements = tuple(builder.statement(draft) for draft in drafts.statements)
    events = tuple(builder.event(draft, drafts) for draft in drafts.events)
    scenarios = tuple(builder.scenario(draft) for draft in drafts.scenarios)
    mentions = builder.mentions(
        [m for e in events for m in (*e.actors, *e.recipients, *e.places)],
        [m for statement in statements for m in statement.sources],
        [m for scenario in scenarios for m in scenario.sources],
    )
    return Reading(document.id, sentences, mentions, events, statements, scenarios, grounding.focus, model)


class _Builder:
    def __init__(self, document: Document, grounding: Grounding) -> None:
        self._document = document
        self._text = document.text
        self._grounding = grounding

    def _id(self, letter: str, *parts: object) -> str:
        key = "|".join(map(str, (self._document.id, *parts)))
        return f"{letter}-{blake2b(key.encode(), digest_size=6).hexdigest()}"

    def _anchor(self, span: Span) -> AnchorSpan:
        return AnchorSpan(span, span.of(self._text))

    def _parties(self, spans: Iterable[Span]) -> tuple[Mention, ...]:
        found: list[Mention] = []
        for span in spans:
            actors = self._grounding.actors.get(span, ())
            found.extend(Mention(span, span.of(self._text), "actor", actor=actor) for actor in actors)
            if not actors:
                found.append(Mention(span, span.of(self._text), "actor"))
        return tuple(found)

    def event(self, draft: EventDraft, drafts: Drafts) -> Event:
        index = drafts.events.index(draft)
        time = next((s for s in draft.times if s in self._grounding.times), None)
        interval = self._grounding.times.get(time) if time else None
        return Event(
            id=self._id("E", draft.root, draft.anchor.start, draft.anchor.stop),
            root=draft.root,
            mode=draft.mode,
            quad=QUAD[draft.root],
            anchor=self._anchor(draft.anchor),
            actors=self._parties(draft.actors),
            recipients=self._parties(draft.recipients),
            places=tuple(
                Mention(s, s.of(self._text), "place", place=self._grounding.places.get(s)) for s in draft.places
            ),
            occurred=interval,
            time=Mention(time, time.of(self._text), "time", time=interval) if time else None,
            status=draft.status,  # type: ignore[arg-type]
            sizes=tuple(Mention(s, s.of(self._text), "size", size=self._grounding.sizes.get(s)) for s in draft.sizes),
            intensity=intensity_of(draft.root, draft.mode),
            confidence=draft.confidence,
            sentence=draft.sentence,
            certainty=_certainty(draft, drafts),
            statement=_statement_of(draft, drafts),
            same_as=_same_as(index, drafts),
            trace=(*draft.trace, *self._party_decisions(draft)),
        )

    def _party_decisions(self, draft: EventDraft) -> list[Decision]:
        decisions = []
        for role, spans in (("actor", draft.actors), ("recipient", draft.recipients)):
            for mention in self._parties(spans):
                actor = mention.actor
                code = actor.code if actor else "---"
                alternatives = tuple((a.name, a.score) for a in actor.alternatives) if actor else ()
                evidence = f"{mention.text}: {actor.evidence}" if actor else mention.text
                decisions.append(Decision(f"{role}_code", code, "grounding", None, evidence, alternatives))
        return decisions

    def statement(self, draft: StatementDraft) -> Statement:
        return Statement(
            id=self._id("S", draft.content.start, draft.content.stop),
            cue=self._anchor(draft.cue) if draft.cue else None,
            sources=tuple(self._parties([span])[0] for span in draft.sources),
            content=self._anchor(draft.content),
            kind=draft.kind,  # type: ignore[arg-type]
            direct=draft.direct,
            certainty=draft.band,
            voice=draft.voice,  # type: ignore[arg-type]
            confidence=draft.confidence,
            sentence=draft.sentence,
            trace=tuple(draft.trace),
        )

    def scenario(self, draft: ScenarioDraft) -> Scenario:
        spans = [draft.condition, *(span for span, _ in draft.outcomes)]
        return Scenario(
            id=self._id("X", *(f"{s.start}-{s.stop}" for s in spans if s)),
            subject=self._anchor(draft.subject) if draft.subject else None,
            condition=self._anchor(draft.condition) if draft.condition else None,
            outcomes=tuple(Outcome(self._anchor(s), v) for s, v in draft.outcomes),  # type: ignore[arg-type]
            rank=draft.rank,  # type: ignore[arg-type]
            sources=tuple(self._parties([span])[0] for span in draft.speakers),
            confidence=draft.confidence,
            sentence=draft.sentence,
            trace=tuple(draft.trace),
        )

    def mentions(self, *groups: list[Mention]) -> tuple[Mention, ...]:
        text, grounding = self._text, self._grounding
        found = {(m.kind, m.span): m for group in groups for m in reversed(group)}
        for span, place in grounding.places.items():
            found.setdefault(("place", span), Mention(span, span.of(text), "place", place=place))
        for span, actors in grounding.actors.items():
            if actors:
                found.setdefault(("actor", span), Mention(span, span.of(text), "actor", actor=actors[0]))
        for span, interval in grounding.times.items():
            found[("time", span)] = Mention(span, span.of(text), "time", time=interval)
        for span, size in grounding.sizes.items():
            found[("size", span)] = Mention(span, span.of(text), "size", size=size)
        return tuple(sorted(found.values(), key=lambda m: (m.span, m.kind)))


def _statement_of(draft: EventDraft, drafts: Drafts) -> int | None:
    covering = [i for i, s in enumerate(drafts.statements) if s.content.covers(draft.anchor)]
    return min(
        covering, key=lambda i: drafts.statements[i].content.stop - drafts.statements[i].content.start, default=None
    )


def _certainty(draft: EventDraft, drafts: Drafts) -> str | None:
    index = _statement_of(draft, drafts)
    return drafts.statements[index].band if index is not None else None


def _same_as(index: int, drafts: Drafts) -> int | None:
    """Return the first earlier event of the same root, mode and status whose parties are the same spans' wordings."""
    draft = drafts.events[index]
    for earlier, other in enumerate(drafts.events[:index]):
        same_kind = (other.root, other.mode, other.status) == (draft.root, draft.mode, draft.status)
        if same_kind and draft.actors and (other.actors, other.recipients) == (draft.actors, draft.recipients):
            return earlier
    return None
