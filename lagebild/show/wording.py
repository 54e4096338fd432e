"""Findings in words: how parties, places, days and sizes are written for people."""

from __future__ import annotations

from collections.abc import Iterable

from lagebild.messages import Say
from lagebild.ontology.certainty import BANDS
from lagebild.records import Document, Event, Interval, Mention, Place, Scenario, Statement


def party_text(mention: Mention) -> str:
    """Return a party as `RUS/MIL russische Truppen`; `---` is a party that could not be resolved."""
    return f"{mention.actor.code if mention.actor else '---'} {one_line(mention.text)}"


def place_text(mention: Mention) -> str:
    """Return a place as `Kharkiv, UKR (49.99, 36.23 ±5 km)`, or its wording if it could not be resolved."""
    if mention.place is None:
        return one_line(mention.text)
    return named_place_text(mention.place)


def named_place_text(place: Place) -> str:
    """Return a resolved place with its country and, where known, its point and precision."""
    named = ", ".join(part for part in (place.name, place.country) if part)
    if place.latitude is None or place.longitude is None:
        return named
    radius = f" ±{place.precision_km:g} km" if place.precision_km is not None else ""
    return f"{named} ({place.latitude:.2f}, {place.longitude:.2f}{radius})"


def interval_text(interval: Interval | None) -> str:
    """Return the days as `2024-11-04` or `2024-11-04/2024-11-06`, empty if unknown."""
    if interval is None:
        return ""
    start, stop = interval.start.isoformat(), interval.stop.isoformat()
    return start if start == stop else f"{start}/{stop}"


def size_text(mention: Mention, say: Say) -> str:
    """Return a number with what it counts: `killed ≥ 12`."""
    if mention.size is None:
        return one_line(mention.text)
    low, high = mention.size.low, mention.size.high
    if low is not None and high is not None:
        bounds = f"{low:g}" if low == high else f"{low:g}–{high:g}"
    else:
        bounds = f"≥ {low:g}" if low is not None else f"≤ {high:g}" if high is not None else "?"
    unit = f" {mention.size.unit}" if mention.size.unit else ""
    return f"{say(mention.size.of)} {bounds}{unit}"


def chain_text(record: Statement | Scenario, say: Say) -> str:
    """Return the chain of sources, outermost voice first."""
    if record.sources:
        return " › ".join(party_text(m) for m in record.sources)
    return say("the author") if isinstance(record, Statement) and record.voice == "author" else say("nobody named")


def certainty_text(band: str | None, say: Say) -> str:
    """Return a certainty band with its limits in per cent: `very likely (80–95 %)`."""
    found = next((each for each in BANDS if each.name == band), None)
    if found is None:
        return ""
    words = found.german if say.language == "de" else found.english
    return f"{words} ({found.low * 100:.0f}–{found.high * 100:.0f} %)"


def type_text(event: Event) -> str:
    """Return root and mode: `CONSULT phone`."""
    return f"{event.root} {event.mode}" if event.mode else event.root


def head_text(document: Document) -> str:
    """Return one line on where a document comes from."""
    day = document.published_at.date().isoformat() if document.published_at else None
    return one_line(
        " · ".join(filter(None, (document.name, document.language, day, document.publisher, document.title)))
    )


def joined(parts: Iterable[str]) -> str:
    """Return parts in one line, an em dash if there are none."""
    return "; ".join(parts) or "—"


def one_line(text: str) -> str:
    """Return text on one line without control characters: what an article says must not steer the terminal."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
