"""Text to word pieces and units, each with its place in the text.

A unit is what the reader labels: a run of letters and digits, one punctuation mark, or, in scripts without
spaces, one piece. Pieces are those of a unigram language model (Kudo 2018), found by Viterbi search inside each
stretch without white space; the search is cached per stretch, which is what makes it fast on running text.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

SPACE: Final = "▁"
UNKNOWN_PENALTY: Final = 10.0
STRETCH: Final = re.compile(r"\S+")
UNIT: Final = re.compile(r"[^\W_]+(?:[\u0300-\u036f\u064b-\u065f]+[^\W_]*)*|_+|[^\w\s]")
UNSPACED: Final = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
STRETCH_LIMIT: Final = 200

Cut = tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of a text: `ids[i]` stands for `text[starts[i]:stops[i]]`; units name their first piece."""

    ids: list[int]
    starts: list[int]
    stops: list[int]
    unit_pieces: list[int]
    unit_starts: list[int]
    unit_stops: list[int]


class PieceModel:
    """A unigram vocabulary. `cut(text)` gives pieces and units; ids count from 0 in the order of `scores`."""

    def __init__(self, scores: Iterable[tuple[str, float]], *, unknown: int, first: int) -> None:
        self._ids: dict[str, int] = {}
        self._scores: dict[str, float] = {}
        for index, (piece, score) in enumerate(scores):
            if index >= first:
                self._ids[piece] = index
                self._scores[piece] = score
        self._unknown = unknown
        self._unknown_score = min(self._scores.values()) - UNKNOWN_PENALTY
        self._longest = max(map(len, self._ids))
        self._cut_stretch = lru_cache(maxsize=60_000)(self._search)

    def cut(self, text: str) -> Pieces:
        """Return the pieces and units of `text`; offsets are code points of `text`."""
        pieces = Pieces([], [], [], [], [], [])
        for match in STRETCH.finditer(text):
            for begin in range(match.start(), match.end(), STRETCH_LIMIT):
                stretch = text[begin : min(begin + STRETCH_LIMIT, match.end())]
                self._append(pieces, stretch, begin)
        return pieces

    def _append(self, pieces: Pieces, stretch: str, begin: int) -> None:
        first = len(pieces.ids)
        cut = self._cut_stretch(stretch)
        for piece, start, stop in cut:
            pieces.ids.append(piece)
            pieces.starts.append(begin + start)
            pieces.stops.append(begin + stop)
        for start, stop in _units(stretch, cut):
            index = first
            while index + 1 < len(pieces.ids) and pieces.starts[index + 1] <= begin + start:
                index += 1
            pieces.unit_pieces.append(index)
            pieces.unit_starts.append(begin + start)
            pieces.unit_stops.append(begin + stop)

    def _search(self, stretch: str) -> Cut:
        letters, origin = _normalise(stretch)
        size = len(letters)
        best = [0.0] + [-math.inf] * size
        back: list[tuple[int, int]] = [(0, self._unknown)] * (size + 1)
        for stop in range(1, size + 1):
            for start in range(max(0, stop - self._longest), stop):
                score = self._scores.get(letters[start:stop])
                if score is not None and best[start] + score > best[stop]:
                    best[stop], back[stop] = best[start] + score, (start, self._ids[letters[start:stop]])
            if best[stop - 1] + self._unknown_score > best[stop]:
                best[stop], back[stop] = best[stop - 1] + self._unknown_score, (stop - 1, self._unknown)
        cut: list[tuple[int, int, int]] = []
        stop = size
        while stop > 0:
            start, piece = back[stop]
            cut.append((piece, origin[start], origin[stop]))
            stop = start
        return tuple(reversed(cut))


def _normalise(stretch: str) -> tuple[str, list[int]]:
    letters, origin = [SPACE], [0]
    for index, letter in enumerate(stretch):
        for part in unicodedata.normalize("NFKC", letter).replace(" ", SPACE):
            letters.append(part)
            origin.append(index)
    origin.append(len(stretch))
    return "".join(letters), origin


def _units(stretch: str, cut: Cut) -> list[tuple[int, int]]:
    units: list[tuple[int, int]] = []
    for match in UNIT.finditer(stretch):
        start, stop = match.span()
        if not UNSPACED.search(match.group()):
            units.append((start, stop))
            continue
        edges = sorted({start, stop, *(s for _, s, _ in cut if start < s < stop)})
        units.extend(pairwise(edges))
    return units
