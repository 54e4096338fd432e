"""All spans of one document, resolved together: parties, places, days, numbers."""

from __future__ import annotations

from datetime import date
from typing import Final

from lagebild.extract.draft import Drafts
from lagebild.extract.ground.actor import ActorResolver
from lagebild.extract.ground.actor_scan import spans_of_parties
from lagebild.extract.ground.link import link_size, link_time
from lagebild.extract.ground.naming import Linker
from lagebild.extract.ground.passage import Passage, PassageReader
from lagebild.extract.ground.place import PlaceResolver, focus_place, ground_places
from lagebild.extract.ground.place_scan import spans_of_places
from lagebild.extract.ground.result import Grounding
from lagebild.extract.ground.size import SizeMention, find_sizes
from lagebild.extract.ground.time import TimeMention, find_times
from lagebild.records import Actor, Document, Place
from lagebild.spans import Span

UNDATED: Final = date(2025, 1, 1)
"""The day on which office holders are looked up where a document has no day of publication."""


class Grounder:
    """Resolves the spans of documents with one opened gazetteer."""

    def __init__(self) -> None:
        self._places = PlaceResolver()
        self._actors = ActorResolver(PassageReader(self._places))

    def ground(
        self, document: Document, sentences: tuple[Span, ...], drafts: Drafts, *, linker: Linker | None = None
    ) -> Grounding:
        """Return what the spans of a document mean, and link times and sizes to the drafts' events.

        `linker` is asked which named country or body a party without one belongs to; without it rules alone decide.
        """
        text, language = document.text, document.language
        published = document.published_at.date() if document.published_at else None
        times = find_times(text, sentences, language, published)
        sizes = find_sizes(text, sentences, language)
        _link(text, sentences, drafts, times, sizes)
        passage = self._actors.reader.read(text, language=language, day=(published or UNDATED).isoformat())
        places = self._ground_places(document, drafts, passage)
        return Grounding(
            actors=self._ground_actors(passage, drafts, linker),
            places=places,
            times={mention.span: mention.interval for mention in times},
            sizes={mention.span: mention.size for mention in sizes},
            focus=focus_place(places.values()),
        )

    def _ground_places(self, document: Document, drafts: Drafts, passage: Passage) -> dict[Span, Place]:
        scanned = spans_of_places(passage, gazetteer=self._places.gazetteer)
        spans = sorted({span for event in drafts.events for span in event.places} | set(scanned))
        found = ground_places(document.text, spans, language=document.language, resolver=self._places)
        return {span: place for span, place in zip(spans, found, strict=True) if place}

    def _ground_actors(self, passage: Passage, drafts: Drafts, linker: Linker | None) -> dict[Span, tuple[Actor, ...]]:
        """Return the parties of events and voices, and those the text names where nothing was found."""
        parties = {span for event in drafts.events for span in (*event.actors, *event.recipients)}
        voices = {span for statement in drafts.statements for span in statement.sources}
        voices |= {span for scenario in drafts.scenarios for span in scenario.speakers}
        scanned = self._actors.ground_parties(passage, spans_of_parties(passage), linker=linker)
        used = self._actors.ground_parties(passage, sorted(parties | voices), linker=linker)
        return {span: actors for span, actors in scanned.items() if actors} | used


def _link(
    text: str,
    sentences: tuple[Span, ...],
    drafts: Drafts,
    times: list[TimeMention],
    sizes: list[SizeMention],
) -> None:
    for event in drafts.events:
        if time := link_time(text, event.anchor, sentences[event.sentence], times):
            event.times = [time.span]
    for size in sizes:
        if counted := link_size(text, size, sentences, drafts.events):
            counted.sizes.append(size.span)
