"""The network's word on parties that name no country: which of the countries and bodies named beside them they mean."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

import numpy as np

from lagebild.extract.chunk import Chunk
from lagebild.extract.decode import Floats, FrameScorer, HeadSpan, Range, softmax
from lagebild.extract.labels import SLOTS
from lagebild.spans import Span


class PartyLinker:
    """Links party spans to naming spans of the same chunk; keeps the unit states of a document's chunks."""

    def __init__(self, scorer: FrameScorer) -> None:
        self._scorer = scorer
        self._chunks: list[tuple[Chunk, Floats]] = []

    def add(self, chunk: Chunk, states: Floats) -> None:
        """Keep the states of one chunk that has been read."""
        self._chunks.append((chunk, states))

    def __call__(self, parties: Sequence[Span], namings: Sequence[Span]) -> Mapping[Span, Sequence[float]]:
        """Return for each party how sure it is (0–1) that each naming names its country or organisation."""
        found: dict[Span, list[float]] = {}
        for chunk, states in self._chunks:
            heads = [(span, units) for span in parties if (units := units_of(chunk, span))]
            named = [(index, units) for index, span in enumerate(namings) if (units := units_of(chunk, span))]
            if not heads or not named:
                continue
            slots, _ = self._scorer.score_frames(states, [HeadSpan("party", *units, "", 1.0) for _, units in heads])
            country = slots[:, :, SLOTS.index("country")]
            sure = 1 - softmax(np.concatenate([np.zeros_like(country[..., :1]), country], -1))[..., 0]
            for row, (span, _) in enumerate(heads):
                scores = found.setdefault(span, [0.0] * len(namings))
                for index, (first, last) in named:
                    scores[index] = float(sure[row, first : last + 1].max())
        return found


def units_of(chunk: Chunk, span: Span) -> Range | None:
    """Return the first and the last unit of a chunk that a span of the document touches; None if none."""
    pieces = chunk.pieces
    first = bisect_right(pieces.unit_stops, span.start - chunk.begin)
    last = bisect_left(pieces.unit_starts, span.stop - chunk.begin) - 1
    return (first, last) if first <= last else None
