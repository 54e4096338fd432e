"""Pack a document's sentences into chunks that the network reads in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lagebild.extract.piece import PieceModel, Pieces
from lagebild.spans import Span

CHUNK_PIECES = 250
PIECE_LIMIT = 510


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some sentences in a row: where they begin in the document, their pieces, each unit's sentence number."""

    begin: int
    pieces: Pieces
    sentences: NDArray[np.int64]


def make_chunks(text: str, sentences: Sequence[Span], model: PieceModel) -> list[Chunk]:
    """Return the sentences of `text` in chunks of about equal length, at most CHUNK_PIECES unless one is longer."""
    if not sentences:
        return []
    lengths = [len(model.cut(span.of(text)).ids) for span in sentences]
    count = -(-sum(lengths) // CHUNK_PIECES)
    target = sum(lengths) / count
    chunks: list[Chunk] = []
    first, filled = 0, 0
    for index, length in enumerate(lengths):
        if index > first and (filled + length > CHUNK_PIECES or filled + length / 2 > target):
            chunks.append(_chunk(text, sentences, first, index, model))
            first, filled = index, 0
        filled += length
    chunks.append(_chunk(text, sentences, first, len(sentences), model))
    return chunks


def _chunk(text: str, sentences: Sequence[Span], first: int, stop: int, model: PieceModel) -> Chunk:
    begin = sentences[first].start
    pieces = _limit(model.cut(text[begin : sentences[stop - 1].stop]))
    starts = np.array([span.start - begin for span in sentences[first:stop]])
    numbers = np.searchsorted(starts, np.array(pieces.unit_starts, dtype=np.int64), side="right") - 1 + first
    return Chunk(begin, pieces, numbers.astype(np.int64))


def _limit(pieces: Pieces) -> Pieces:
    if len(pieces.ids) <= PIECE_LIMIT:
        return pieces
    units = sum(1 for piece in pieces.unit_pieces if piece < PIECE_LIMIT)
    return Pieces(
        pieces.ids[:PIECE_LIMIT],
        pieces.starts[:PIECE_LIMIT],
        pieces.stops[:PIECE_LIMIT],
        pieces.unit_pieces[:units],
        pieces.unit_starts[:units],
        pieces.unit_stops[:units],
    )
