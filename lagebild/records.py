"""The records that cross a border between two steps: frozen, typed, without behaviour."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from lagebild.spans import OffsetMap, Span

MentionKind = Literal["actor", "place", "time", "size"]
Status = Literal["occurred", "ongoing", "planned", "possible", "hypothetical", "denied"]
StatementKind = Literal["report", "assessment", "concern", "demand", "promise", "denial", "accusation"]
Rank = Literal["most_likely", "likely", "possible", "unlikely", "least_likely"]
Valence = Literal["escalates", "de-escalates", "other"]


@dataclass(frozen=True, slots=True)
class Document:
    """One article as it is read: cleaned text and what is known of its origin.

    `id` is a hash of the canonical text, so reading the same article twice gives the same id. `name` says which
    input it came from (path, URL, line), `external_id` is the id the input gave it, if any. `agencies` are the wire
    agencies it is credited to, `copy_of` the id of the document whose text it repeats, `repairs` what was mended in
    the input, `offsets` the way from `text` back to the decoded raw input, `incomplete` why the text is not whole.
    """

    id: str
    text: str
    language: str
    name: str = ""
    external_id: str | None = None
    title: str | None = None
    published_at: datetime | None = None
    published_precision: Literal["hour", "day"] | None = None
    seen_at: datetime | None = None
    publisher: str | None = None
    url: str | None = None
    author: str | None = None
    dateline: str | None = None
    agencies: tuple[str, ...] = ()
    copy_of: str | None = None
    repairs: tuple[str, ...] = ()
    incomplete: str | None = None
    offsets: OffsetMap = field(default_factory=OffsetMap)


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that was not used: which, why, and what the user can do; `external_id` is the id the input gave it."""

    name: str
    reason: str
    remedy: str
    seen_at: datetime | None = None
    external_id: str | None = None


@dataclass(frozen=True, slots=True)
class Alternative:
    """A reading that was weighed and not taken, with its score in 0–1."""

    name: str
    country: str | None
    score: float
    geonameid: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place on earth; `precision_km` is the radius within which the happening may lie, countries have no point."""

    name: str
    country: str | None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision_km: float | None = None
    geonameid: int | None = None
    feature: Literal["country", "admin1", "city", "site", "region"] = "city"
    alternatives: tuple[Alternative, ...] = ()
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A party: `code` as in `RUS/MIL` or `IGO:NATO`, ISO 3166 alpha-3 country, PLOVER sector, and its name."""

    code: str
    country: str | None
    sector: str | None
    name: str
    alternatives: tuple[Alternative, ...] = ()
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Interval:
    """Days in UTC, both ends inclusive."""

    start: date
    stop: date
    granularity: Literal["hour", "day", "week", "month", "season", "year", "interval"] = "day"
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Size:
    """A number with its bounds; None is an open end. `of` says what is counted, `unit` in which unit."""

    of: Literal["troops", "killed", "injured", "arrested", "displaced", "weapons", "money", "other"]
    low: float | None
    high: float | None
    unit: str | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that names a party, a place, a time or a size, and what it was resolved to, if it was."""

    span: Span
    text: str
    kind: MentionKind
    actor: Actor | None = None
    place: Place | None = None
    time: Interval | None = None
    size: Size | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided one field: the rule or model, its confidence in 0–1, the evidence, and what else was weighed."""

    field: str
    value: str
    decided_by: str
    confidence: float | None = None
    evidence: str = ""
    alternatives: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One report of one act. `statement` and `same_as` are indexes into the reading's statements and events."""

    id: str
    root: str
    mode: str | None
    quad: int
    anchor: AnchorSpan
    actors: tuple[Mention, ...]
    recipients: tuple[Mention, ...]
    places: tuple[Mention, ...]
    occurred: Interval | None
    status: Status
    sizes: tuple[Mention, ...]
    intensity: float
    confidence: float
    sentence: int
    time: Mention | None = None
    certainty: str | None = None
    contexts: tuple[str, ...] = ()
    statement: int | None = None
    same_as: int | None = None
    trace: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class AnchorSpan:
    """A stretch of text that plays a part but names no entity: an anchor, a cue, a content."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A content somebody is made responsible for; `sources` run from the outermost voice to the innermost."""

    id: str
    cue: AnchorSpan | None
    sources: tuple[Mention, ...]
    content: AnchorSpan
    kind: StatementKind
    direct: bool
    certainty: str | None
    voice: Literal["source", "author"]
    confidence: float
    sentence: int
    trace: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows, or is judged to follow, in one branch."""

    span: AnchorSpan
    valence: Valence


@dataclass(frozen=True, slots=True)
class Scenario:
    """One branch of what may come: the open development, the condition taken, what follows, how it is ranked."""

    id: str
    subject: AnchorSpan | None
    condition: AnchorSpan | None
    outcomes: tuple[Outcome, ...]
    rank: Rank | None
    sources: tuple[Mention, ...]
    confidence: float
    sentence: int
    trace: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was taken out of one document. `model` is the id of the model pack that read it."""

    document_id: str
    sentences: tuple[Span, ...]
    mentions: tuple[Mention, ...]
    events: tuple[Event, ...]
    statements: tuple[Statement, ...]
    scenarios: tuple[Scenario, ...]
    focus: Place | None
    model: str
