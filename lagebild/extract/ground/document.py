"""All spans of one document, resolved together: parties, places, days, numbers."""

from __future__ import annotations

from lagebild.extract.draft import Drafts
from lagebild.extract.ground.link import link_time
from lagebild.extract.ground.place import PlaceResolver, focus_place, ground_places
from lagebild.extract.ground.result import Grounding
from lagebild.extract.ground.time import TimeMention, find_times
from lagebild.records import Document, Place
from lagebild.spans import Span


class Grounder:
    """Resolves the spans of documents with one opened gazetteer."""

    def __init__(self) -> None:
        self._places = PlaceResolver()

    def ground(self, document: Document, sentences: tuple[Span, ...], drafts: Drafts) -> Grounding:
        """Return what the spans of a document mean, and link times to the drafts' events."""
        published = document.published_at.date() if document.published_at else None
        times = find_times(document.text, sentences, document.language, published)
        _link_times(document.text, sentences, drafts, times)
        places = self._ground_places(document, drafts)
        return Grounding(
            places=places,
            times={mention.span: mention.interval for mention in times},
            focus=focus_place(places.values()),
        )

    def _ground_places(self, document: Document, drafts: Drafts) -> dict[Span, Place]:
        spans = sorted({span for event in drafts.events for span in event.places})
        found = ground_places(document.text, spans, language=document.language, resolver=self._places)
        return {span: place for span, place in zip(spans, found, strict=True) if place}


def _link_times(text: str, sentences: tuple[Span, ...], drafts: Drafts, times: list[TimeMention]) -> None:
    for event in drafts.events:
        if not event.times and (time := link_time(text, event.anchor, sentences[event.sentence], times)):
            event.times = [time.span]
