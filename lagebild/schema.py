"""The JSON of a reading: versioned, every span as `{"text", "start", "end"}`, a superset of the passage format."""

from __future__ import annotations

from typing import Any, Final

from lagebild.records import (
    Actor,
    AnchorSpan,
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

VERSION: Final = 1

Json = dict[str, Any]


def passage_json(document: Document, reading: Reading) -> Json:
    """Return document and reading as one JSON object; its `id` is the one the input gave, else the document's."""
    return {
        "schema": VERSION,
        "id": document.external_id or document.id,
        "document": document.id,
        "name": document.name,
        "lang": document.language,
        "date": document.published_at.date().isoformat() if document.published_at else None,
        "title": document.title,
        "publisher": document.publisher,
        "url": document.url,
        "model": reading.model,
        "text": document.text,
        "sentences": [[span.start, span.stop] for span in reading.sentences],
        "focus": place_json(reading.focus) if reading.focus else None,
        "mentions": [mention_json(mention) for mention in reading.mentions],
        "events": [event_json(event) for event in reading.events],
        "statements": [statement_json(statement) for statement in reading.statements],
        "scenarios": [scenario_json(scenario) for scenario in reading.scenarios],
    }


def skipped_json(skipped: Skipped) -> Json:
    """Return an input that was not used as an object without findings, so that order and count of a file hold."""
    return {
        "schema": VERSION,
        "id": skipped.external_id or skipped.name,
        "document": None,
        "name": skipped.name,
        "skipped": {"reason": skipped.reason, "remedy": skipped.remedy},
        "text": "",
        "events": [],
        "statements": [],
        "scenarios": [],
    }


def span_json(part: AnchorSpan | Mention) -> Json:
    """Return the wording with its offsets in code points, half-open."""
    return {"text": part.text, "start": part.span.start, "end": part.span.stop}


def mention_json(mention: Mention) -> Json:
    """Return a mention with what it was resolved to, null where it could not be resolved."""
    entity: Json | None = None
    if mention.kind == "place" and mention.place:
        entity = place_json(mention.place)
    elif mention.kind == "actor" and mention.actor:
        entity = actor_json(mention.actor)
    elif mention.kind == "time" and mention.time:
        entity = interval_json(mention.time)
    elif mention.kind == "size" and mention.size:
        entity = size_json(mention.size)
    return {"kind": mention.kind, **span_json(mention), mention.kind: entity}


def place_json(place: Place) -> Json:
    """Return a place; country is ISO 3166 alpha-3, coordinates WGS 84."""
    return {
        "name": place.name,
        "country": place.country,
        "admin1": place.admin1,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "precision_km": place.precision_km,
        "geonameid": place.geonameid,
        "feature": place.feature,
        "alternatives": [_alternative_json(a) for a in place.alternatives],
        "evidence": place.evidence,
    }


def actor_json(actor: Actor) -> Json:
    """Return a party with its code, country, PLOVER sector and name."""
    return {
        "code": actor.code,
        "country": actor.country,
        "sector": actor.sector,
        "name": actor.name,
        "alternatives": [_alternative_json(a) for a in actor.alternatives],
        "evidence": actor.evidence,
    }


def _alternative_json(alternative: Any) -> Json:
    return {"name": alternative.name, "country": alternative.country, "score": round(alternative.score, 3)}


def interval_json(interval: Interval) -> Json:
    """Return the days of an interval, both inclusive."""
    return {
        "start": interval.start.isoformat(),
        "stop": interval.stop.isoformat(),
        "granularity": interval.granularity,
        "evidence": interval.evidence,
    }


def size_json(size: Size) -> Json:
    """Return a number's bounds; null is an open end."""
    return {"of": size.of, "low": size.low, "high": size.high, "unit": size.unit}


def _when(interval: Interval | None) -> str | None:
    if interval is None:
        return None
    start, stop = interval.start.isoformat(), interval.stop.isoformat()
    return start if start == stop else f"{start}/{stop}"


def event_json(event: Event) -> Json:
    """Return an event in the passage format, with confidence and the trace of its decisions."""
    return {
        "uid": event.id,
        "type": event.root,
        "mode": event.mode,
        "quad": event.quad,
        "anchor": span_json(event.anchor),
        "actor": [span_json(m) for m in event.actors],
        "actor_code": [m.actor.code if m.actor else "---" for m in event.actors],
        "recipient": [span_json(m) for m in event.recipients],
        "recipient_code": [m.actor.code if m.actor else "---" for m in event.recipients],
        "place": [span_json(m) for m in event.places],
        "when": _when(event.occurred),
        "status": event.status,
        "certainty": event.certainty,
        "size": [{**size_json(m.size), "span": span_json(m)} for m in event.sizes if m.size],
        "intensity": event.intensity,
        "confidence": round(event.confidence, 3),
        "sentence": event.sentence,
        "statement": event.statement,
        "same_as": event.same_as,
        "trace": [_decision_json(d) for d in event.trace],
    }


def _decision_json(decision: Any) -> Json:
    return {
        "field": decision.field,
        "value": decision.value,
        "decided_by": decision.decided_by,
        "confidence": decision.confidence,
        "evidence": decision.evidence,
        "alternatives": [[name, round(score, 3)] for name, score in decision.alternatives],
    }


def statement_json(statement: Statement) -> Json:
    """Return a statement in the passage format, sources outermost first."""
    return {
        "uid": statement.id,
        "cue": span_json(statement.cue) if statement.cue else None,
        "sources": [span_json(m) for m in statement.sources],
        "source_code": [m.actor.code if m.actor else "---" for m in statement.sources],
        "content": span_json(statement.content),
        "kind": statement.kind,
        "direct": statement.direct,
        "certainty": statement.certainty,
        "voice": statement.voice,
        "confidence": round(statement.confidence, 3),
        "sentence": statement.sentence,
        "trace": [_decision_json(d) for d in statement.trace],
    }


def scenario_json(scenario: Scenario) -> Json:
    """Return a scenario in the passage format."""
    return {
        "uid": scenario.id,
        "subject": span_json(scenario.subject) if scenario.subject else None,
        "condition": span_json(scenario.condition) if scenario.condition else None,
        "outcome": [span_json(o.span) for o in scenario.outcomes],
        "valence": [o.valence for o in scenario.outcomes],
        "rank": scenario.rank,
        "sources": [span_json(m) for m in scenario.sources],
        "confidence": round(scenario.confidence, 3),
        "sentence": scenario.sentence,
        "trace": [_decision_json(d) for d in scenario.trace],
    }
