"""What the spans of a document were resolved to."""

from __future__ import annotations

from dataclasses import dataclass, field

from lagebild.records import Actor, Interval, Place, Size
from lagebild.spans import Span


@dataclass(frozen=True, slots=True)
class Grounding:
    """What the spans of one document were resolved to. A party span may stand for several parties."""

    actors: dict[Span, tuple[Actor, ...]] = field(default_factory=dict)
    places: dict[Span, Place] = field(default_factory=dict)
    times: dict[Span, Interval] = field(default_factory=dict)
    sizes: dict[Span, Size] = field(default_factory=dict)
    focus: Place | None = None
