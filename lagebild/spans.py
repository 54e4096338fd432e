"""Places in a text: half-open ranges of code points, and the way back to the raw input."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The half-open range `[start, stop)` of code points of a text."""

    start: int
    stop: int

    def of(self, text: str) -> str:
        """Return the wording of this span in `text`."""
        return text[self.start : self.stop]

    def overlaps(self, other: Span) -> bool:
        """Return whether the two spans share a character."""
        return self.start < other.stop and other.start < self.stop

    def covers(self, other: Span) -> bool:
        """Return whether `other` lies inside this span."""
        return self.start <= other.start and other.stop <= self.stop


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Maps offsets in a cleaned text to offsets in the raw one.

    `steps` holds pairs (cleaned offset, raw offset) where a stretch that was copied unchanged begins, in
    ascending order and starting at 0.
    """

    steps: tuple[tuple[int, int], ...] = field(default=((0, 0),))

    def to_raw(self, offset: int) -> int:
        """Return the offset in the raw text that the cleaned `offset` comes from."""
        index = bisect_right(self.steps, (offset, 1 << 62)) - 1
        cleaned, raw = self.steps[max(index, 0)]
        return raw + offset - cleaned
