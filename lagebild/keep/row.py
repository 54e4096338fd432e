"""Records as rows: what each table of the project file gets from one document and its reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from lagebild.keep.entry import Read
from lagebild.keep.word import split_words
from lagebild.records import (
    Actor,
    Alternative,
    AnchorSpan,
    Decision,
    Document,
    Event,
    Interval,
    Mention,
    Place,
    Reading,
    Scenario,
    Size,
    Skipped,
    Statement,
)

Row = dict[str, Any]
Rows = dict[str, list[Row]]

TITLE_SENTENCE: Final = -1


class MentionNumbers:
    """The mentions of one document, numbered; those that only fill a role are added behind the listed ones."""

    def __init__(self, listed: Sequence[Mention]) -> None:
        self.all = list(listed)
        self.listed = len(self.all)
        self._numbers: dict[Mention, int] = {}
        for number, mention in enumerate(self.all):
            self._numbers.setdefault(mention, number)

    def of(self, mention: Mention) -> int:
        """Return the number of a mention, adding it if it is new."""
        if mention not in self._numbers:
            self._numbers[mention] = len(self.all)
            self.all.append(mention)
        return self._numbers[mention]


def reading_rows(entry: Read) -> Rows:
    """Return the rows of one document and its reading, by table."""
    document, reading = entry.document, entry.reading
    mentions = MentionNumbers(reading.mentions)
    words = list(_word_rows(document, reading))
    rows: Rows = {
        "documents": [_document_row(entry, sum(row["count"] for row in words if row["origin"] == "text"))],
        "sentences": [
            {"number": number, "start": span.start, "stop": span.stop} for number, span in enumerate(reading.sentences)
        ],
        "events": [_event_row(number, event) for number, event in enumerate(reading.events)],
        "event_parties": [
            {"event": number, "role": role, "position": position, "mention": mentions.of(mention)}
            for number, event in enumerate(reading.events)
            for role, position, mention in _roles(event)
        ],
        "statements": [_statement_row(number, statement) for number, statement in enumerate(reading.statements)],
        "statement_sources": _source_rows("statement", reading.statements, mentions),
        "scenarios": [_scenario_row(number, scenario) for number, scenario in enumerate(reading.scenarios)],
        "scenario_outcomes": [
            {"scenario": number, "position": position, **_span(outcome.span, ""), "valence": outcome.valence}
            for number, scenario in enumerate(reading.scenarios)
            for position, outcome in enumerate(scenario.outcomes)
        ],
        "scenario_sources": _source_rows("scenario", reading.scenarios, mentions),
        "decisions": [*_decision_rows(reading)],
        "words": words,
    }
    rows["mentions"] = [
        _mention_row(number, mention, listed=number < mentions.listed) for number, mention in enumerate(mentions.all)
    ]
    for table, found in rows.items():
        if table != "documents":
            for row in found:
                row["document_id"] = document.id
    rows["sightings"] = [sighting_row(document)]
    return rows


def sighting_row(document: Document) -> Row:
    """Return where and when a document was seen."""
    return {
        "document_id": document.id,
        "name": writable(document.name),
        "external_id": document.external_id,
        "publisher": document.publisher,
        "url": document.url,
        "published_at": utc_text(document.published_at),
        "seen_at": utc_text(document.seen_at),
    }


def skipped_row(skipped: Skipped) -> Row:
    """Return the row of an input that was not used."""
    return {
        "name": writable(skipped.name),
        "reason": writable(skipped.reason),
        "remedy": writable(skipped.remedy),
        "seen_at": utc_text(skipped.seen_at),
    }


def utc_text(moment: datetime | None) -> str | None:
    """Return a time as ISO text in UTC without zone; a time without zone is taken as UTC."""
    if moment is None:
        return None
    return (moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment).isoformat()


def writable(text: str) -> str:
    """Return text as UTF-8 can hold it: bytes of a file name that are no text are written as escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _document_row(entry: Read, word_count: int) -> Row:
    document, reading = entry.document, entry.reading
    return {
        "id": document.id,
        **{key: value for key, value in sighting_row(document).items() if key != "document_id"},
        "title": document.title,
        "text": document.text,
        "language": document.language,
        "published_precision": document.published_precision,
        "author": document.author,
        "dateline": document.dateline,
        "agencies": document.agencies,
        "copy_of": document.copy_of,
        "repairs": document.repairs,
        "incomplete": document.incomplete,
        "offsets": document.offsets.steps,
        "focus": _place(reading.focus),
        "model": reading.model,
        "signature": None if entry.signature is None else "".join(f"\\x{byte:02X}" for byte in entry.signature),
        "word_count": word_count,
    }


def _span(part: AnchorSpan | None, name: str) -> Row:
    prefix, wording = (f"{name}_", name) if name else ("", "text")
    if part is None:
        return {f"{prefix}start": None, f"{prefix}stop": None, wording: None}
    return {f"{prefix}start": part.span.start, f"{prefix}stop": part.span.stop, wording: part.text}


def _event_row(number: int, event: Event) -> Row:
    return {
        "number": number,
        "id": event.id,
        "root": event.root,
        "mode": event.mode,
        "quad": event.quad,
        **_span(event.anchor, "anchor"),
        "occurred": _interval(event.occurred),
        "status": event.status,
        "certainty": event.certainty,
        "intensity": event.intensity,
        "contexts": event.contexts,
        "statement": event.statement,
        "same_as": event.same_as,
        "confidence": event.confidence,
        "sentence": event.sentence,
    }


def _statement_row(number: int, statement: Statement) -> Row:
    return {
        "number": number,
        "id": statement.id,
        **_span(statement.cue, "cue"),
        **_span(statement.content, "content"),
        "kind": statement.kind,
        "direct": statement.direct,
        "certainty": statement.certainty,
        "voice": statement.voice,
        "confidence": statement.confidence,
        "sentence": statement.sentence,
    }


def _scenario_row(number: int, scenario: Scenario) -> Row:
    return {
        "number": number,
        "id": scenario.id,
        **_span(scenario.subject, "subject"),
        **_span(scenario.condition, "condition"),
        "rank": scenario.rank,
        "confidence": scenario.confidence,
        "sentence": scenario.sentence,
    }


def _roles(event: Event) -> Iterable[tuple[str, int, Mention]]:
    groups = (("actor", event.actors), ("recipient", event.recipients), ("place", event.places), ("size", event.sizes))
    for role, mentions in (*groups, ("time", (event.time,) if event.time else ())):
        for position, mention in enumerate(mentions):
            yield role, position, mention


def _source_rows(record: str, found: Sequence[Statement | Scenario], mentions: MentionNumbers) -> list[Row]:
    return [
        {record: number, "position": position, "mention": mentions.of(mention)}
        for number, item in enumerate(found)
        for position, mention in enumerate(item.sources)
    ]


def _decision_rows(reading: Reading) -> Iterable[Row]:
    groups: tuple[tuple[str, Sequence[Event | Statement | Scenario]], ...] = (
        ("event", reading.events),
        ("statement", reading.statements),
        ("scenario", reading.scenarios),
    )
    for record, found in groups:
        for number, item in enumerate(found):
            for position, decision in enumerate(item.trace):
                yield {"record": record, "number": number, "position": position, **_decision(decision)}


def _decision(decision: Decision) -> Row:
    return {
        "field": decision.field,
        "value": decision.value,
        "decided_by": decision.decided_by,
        "confidence": decision.confidence,
        "evidence": decision.evidence,
        "alternatives": [{"name": name, "score": score} for name, score in decision.alternatives],
    }


def _mention_row(number: int, mention: Mention, *, listed: bool) -> Row:
    return {
        "number": number,
        "start": mention.span.start,
        "stop": mention.span.stop,
        "text": mention.text,
        "kind": mention.kind,
        "actor": _actor(mention.actor),
        "place": _place(mention.place),
        "time": _interval(mention.time),
        "size": _size(mention.size),
        "listed": listed,
    }


def _alternatives(alternatives: Iterable[Alternative]) -> list[Row]:
    return [
        {"name": other.name, "country": other.country, "score": other.score, "geonameid": other.geonameid}
        for other in alternatives
    ]


def _actor(actor: Actor | None) -> Row | None:
    if actor is None:
        return None
    return {
        "code": actor.code,
        "country": actor.country,
        "sector": actor.sector,
        "name": actor.name,
        "alternatives": _alternatives(actor.alternatives),
        "evidence": actor.evidence,
    }


def _place(place: Place | None) -> Row | None:
    if place is None:
        return None
    return {
        "name": place.name,
        "country": place.country,
        "admin1": place.admin1,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "precision_km": place.precision_km,
        "geonameid": place.geonameid,
        "feature": place.feature,
        "alternatives": _alternatives(place.alternatives),
        "evidence": place.evidence,
    }


def _interval(interval: Interval | None) -> Row | None:
    if interval is None:
        return None
    return {
        "start": interval.start.isoformat(),
        "stop": interval.stop.isoformat(),
        "granularity": interval.granularity,
        "evidence": interval.evidence,
    }


def _size(size: Size | None) -> Row | None:
    if size is None:
        return None
    return {"of": size.of, "low": size.low, "high": size.high, "unit": size.unit, "evidence": size.evidence}


def _word_rows(document: Document, reading: Reading) -> Iterable[Row]:
    language = document.language
    texts = [(TITLE_SENTENCE, document.title or "")]
    texts += [(number, span.of(document.text)) for number, span in enumerate(reading.sentences)]
    for sentence, text in texts:
        yield from _counted(sentence, "text", split_words(text, language))
    for sentence, names in sorted(_finding_names(reading).items()):
        yield from _counted(sentence, "finding", (word for name in names for word in split_words(name, "en")))


def _counted(sentence: int, origin: str, words: Iterable[str]) -> Iterable[Row]:
    for word, count in Counter(words).items():
        yield {"sentence": sentence, "word": word, "origin": origin, "count": count}


def _finding_names(reading: Reading) -> dict[int, list[str]]:
    """Return, by sentence, the names that the findings add to the wording: codes, resolved names, roots."""
    names: dict[int, list[str]] = {}
    for event in reading.events:
        found = names.setdefault(event.sentence, [])
        found += [event.root, *(mention_name for _, _, m in _roles(event) for mention_name in _entity_names(m))]
    sourced: tuple[Statement | Scenario, ...] = (*reading.statements, *reading.scenarios)
    for item in sourced:
        names.setdefault(item.sentence, []).extend(name for m in item.sources for name in _entity_names(m))
    return names


def _entity_names(mention: Mention) -> list[str]:
    names = [mention.actor.name, mention.actor.code] if mention.actor else []
    return [*names, mention.place.name, mention.place.country or ""] if mention.place else names
