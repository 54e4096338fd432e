"""Parties named in running text: what the reader's own marks are completed with."""

from __future__ import annotations

from typing import Final

from lagebild.extract.ground.cue import cue_words
from lagebild.extract.ground.lexicon import CLASSES
from lagebild.extract.ground.passage import Passage
from lagebild.extract.ground.phrase import Found
from lagebild.spans import Span

SINGLE: Final = frozenset(["DIPLO", "ARMED", "BOTH"])
LINKS: Final = frozenset(
    ["of", "de", "du", "des", "del", "della", "di", "do", "da", "von", "der", "dos", "delle", "dei", "的"]
)
LONGEST_LINK: Final = 2


def spans_of_parties(passage: Passage) -> list[Span]:
    """Return the stretches of a scanned text that name a party: states, organisations, persons, kinds of people."""
    tokens = passage.tokens
    hits = [(s.first, s.last) for s in passage.states]
    hits += [(n.first, n.last) for n in passage.names]
    hits += [(w.first, w.last) for w in passage.words if _is_party(passage, w)]
    hits += [(t.first, t.last) for t in passage.towns if t.capital]
    merged: list[tuple[int, int]] = []
    for first, last in sorted(hits):
        if merged and first < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        elif merged and _is_one(passage, merged[-1][1], first):
            merged[-1] = (merged[-1][0], last)
        else:
            merged.append((first, last))
    return [Span(tokens[first].start, tokens[last - 1].stop) for first, last in merged]


def _is_party(passage: Passage, word: Found) -> bool:
    """Return whether a word for a kind of party is one here; in German it must be a noun, so have a capital."""
    if word.value in CLASSES and word.value not in SINGLE:
        return False
    return word.value == "BOTH" or passage.language != "de" or passage.tokens[word.first].capital


def _is_one(passage: Passage, stop: int, first: int) -> bool:
    """Return whether two findings belong to one phrase: `ukrainische Truppen`, `soldados de Venezuela`."""
    gap = passage.tokens[stop:first]
    between = passage.text[passage.tokens[stop - 1].stop : passage.tokens[first].start]
    if any(mark in between for mark in ',.;:!?()«»„“"，。、；') or len(gap) > LONGEST_LINK:
        return False
    if any(token.folded in cue_words("conjunctions") for token in gap):
        return False
    return all(token.folded in LINKS for token in gap)
