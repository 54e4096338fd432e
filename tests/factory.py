"""Short factories for records, so that a test names only what it is about.

`document` and `reading` build a reading by naming its parts by their wording, so that every span is right.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from lagebild.ontology.plover import QUAD, intensity_of
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
from lagebild.spans import Span

REPORT = (
    "Soldaten der Republik Norwaal haben am Montag die Stadt Kirun beschossen. "
    "Dabei starben mindestens zwölf Menschen. "
    "„Wir werden antworten“, sagte Präsidentin Ada Lund nach Angaben ihres Büros. "
    "Bleibt die Grenze offen, dürfte sich die Lage beruhigen."
)


def document(text: str = REPORT, **changes: Any) -> Document:
    """Return a German document whose id is a hash of its text."""
    base = Document(
        id=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16],
        text=text,
        language="de",
        name="report.de.txt",
        title="Beschuss von Kirun",
        published_at=datetime(2024, 11, 5, 8, 30, tzinfo=UTC),
        published_precision="hour",
        seen_at=datetime(2024, 11, 5, 9, 0, tzinfo=UTC),
        publisher="Nordblatt",
    )
    return replace(base, **changes)


def span(text: str, wording: str, start: int = 0) -> Span:
    """Return the place of the next occurrence of a wording."""
    at = text.index(wording, start)
    return Span(at, at + len(wording))


def part(text: str, wording: str) -> AnchorSpan:
    return AnchorSpan(span(text, wording), wording)


def actor(code: str = "RUS/MIL", name: str = "Russian army", **changes: Any) -> Actor:
    country, _, sector = code.partition("/")
    return replace(Actor(code=code, country=country, sector=sector or None, name=name), **changes)


def place(name: str = "Kharkiv", country: str | None = "UKR", **changes: Any) -> Place:
    base = Place(name=name, country=country, latitude=49.99, longitude=36.23, precision_km=5.0, geonameid=706483)
    return replace(base, **changes)


def interval(start: str = "2024-11-04", stop: str | None = None, **changes: Any) -> Interval:
    return replace(Interval(date.fromisoformat(start), date.fromisoformat(stop or start)), **changes)


def mention(text: str, wording: str, kind: str = "actor", **entity: Any) -> Mention:
    return Mention(span=span(text, wording), text=wording, kind=kind, **entity)  # type: ignore[arg-type]


def sentences(text: str) -> tuple[Span, ...]:
    """Return one span for each stretch up to a full stop."""
    return tuple(Span(m.start(), m.end()) for m in re.finditer(r"\S[^.!?]*[.!?]*", text))


def event(text: str, wording: str, root: str = "ASSAULT", **changes: Any) -> Event:
    anchor = part(text, wording)
    base = Event(
        id=f"E-{hashlib.sha256(f'{text}{anchor.span}{root}'.encode()).hexdigest()[:8]}",
        root=root,
        mode=None,
        quad=QUAD[root],
        anchor=anchor,
        actors=(),
        recipients=(),
        places=(),
        occurred=None,
        status="occurred",
        sizes=(),
        intensity=intensity_of(root, None),
        confidence=0.9,
        sentence=next((n for n, s in enumerate(sentences(text)) if s.covers(anchor.span)), 0),
    )
    return replace(base, **changes)


def statement(text: str, content: str, **changes: Any) -> Statement:
    found = part(text, content)
    base = Statement(
        id=f"S-{hashlib.sha256(f'{text}{found.span}'.encode()).hexdigest()[:8]}",
        cue=None,
        sources=(),
        content=found,
        kind="report",
        direct=False,
        certainty=None,
        voice="source",
        confidence=0.8,
        sentence=next((n for n, s in enumerate(sentences(text)) if s.covers(found.span)), 0),
    )
    return replace(base, **changes)


def scenario(text: str, outcome: str, **changes: Any) -> Scenario:
    found = part(text, outcome)
    base = Scenario(
        id=f"Z-{hashlib.sha256(f'{text}{found.span}'.encode()).hexdigest()[:8]}",
        subject=None,
        condition=None,
        outcomes=(Outcome(found, "other"),),
        rank=None,
        sources=(),
        confidence=0.7,
        sentence=next((n for n, s in enumerate(sentences(text)) if s.covers(found.span)), 0),
    )
    return replace(base, **changes)


def reading(of: Document, **changes: Any) -> Reading:
    """Return an empty reading of a document."""
    base = Reading(
        document_id=of.id,
        sentences=sentences(of.text),
        mentions=(),
        events=(),
        statements=(),
        scenarios=(),
        focus=None,
        model="hand",
    )
    return replace(base, **changes)


def full_reading(of: Document) -> Reading:
    """Return a reading of REPORT that uses every kind of record and every optional field."""
    text = of.text
    soldiers = mention(
        text,
        "Soldaten der Republik Norwaal",
        actor=actor("NOR/MIL", "Norwaal army", alternatives=(Alternative("Norwaal", "NOR", 0.2, 7),), evidence="title"),
    )
    town = mention(
        text, "Kirun", "place", place=place("Kirun", "KIR", alternatives=(Alternative("Kiruna", "SWE", 0.1),))
    )
    monday = mention(text, "am Montag", "time", time=interval("2024-11-04", evidence="am Montag"))
    dead = mention(text, "mindestens zwölf Menschen", "size", size=Size("killed", 12, None, evidence="zwölf"))
    lund = mention(text, "Präsidentin Ada Lund", actor=actor("KIR/GOV", "Ada Lund"))
    office = mention(text, "ihres Büros")
    attack = event(
        text,
        "beschossen",
        mode="heavy-weapons",
        actors=(soldiers,),
        recipients=(town,),
        places=(town,),
        occurred=interval("2024-11-04"),
        sizes=(dead,),
        time=monday,
        contexts=("military",),
        certainty="very_likely",
        statement=0,
        trace=(
            Decision("root", "ASSAULT", "model hand", 0.93, "beschossen", (("MOBILIZE", 0.04),)),
            Decision("when", "2024-11-04", "rule weekday", None, "am Montag"),
        ),
    )
    return reading(
        of,
        mentions=(soldiers, town, monday, dead, lund),
        events=(attack, event(text, "antworten", "THREATEN", status="planned", actors=(lund,), same_as=0)),
        statements=(
            statement(
                text,
                "Wir werden antworten",
                cue=part(text, "sagte"),
                sources=(office, lund),
                kind="promise",
                direct=True,
                certainty="likely",
                trace=(Decision("kind", "promise", "model hand", 0.8),),
            ),
        ),
        scenarios=(
            scenario(
                text,
                "dürfte sich die Lage beruhigen",
                subject=part(text, "Grenze"),
                condition=part(text, "Bleibt die Grenze offen"),
                outcomes=(Outcome(part(text, "dürfte sich die Lage beruhigen"), "de-escalates"),),
                rank="likely",
                sources=(lund,),
                trace=(Decision("rank", "likely", "rule dürfte"),),
            ),
        ),
        focus=place("Kirun", "KIR"),
    )


def articles(count: int) -> list[tuple[Document, Reading]]:
    """Return different documents with full readings."""
    documents = [
        document(f"{REPORT} Meldung {number}.", name=f"news.jsonl:{number}", external_id=f"a{number}")
        for number in range(count)
    ]
    return [(each, full_reading(each)) for each in documents]
