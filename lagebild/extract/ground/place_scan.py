"""Places named in running text: what the reader's own marks are completed with."""

from __future__ import annotations

from typing import Final

from lagebild.extract.ground.cue import cue_words
from lagebild.extract.ground.passage import Passage, PassageReader
from lagebild.extract.ground.place_name import is_generic
from lagebild.spans import Span

BARE: Final = frozenset(
    ["the", "der", "die", "das", "den", "dem", "la", "le", "les", "el", "los", "il", "gli", "lo", "o", "a", "os", "as"]
)


def find_places(text: str, *, language: str, day: str, reader: PassageReader) -> list[Span]:
    """Return the stretches of `text` that name a place: towns and regions, and states written as nouns."""
    return spans_of_places(reader.read(text, language=language, day=day))


def spans_of_places(passage: Passage) -> list[Span]:
    """Return the places of a text that was scanned before, in the order of the text, none overlapping another."""
    tokens = passage.tokens
    ranges = [(town.first, town.last) for town in passage.towns]
    ranges += [
        (state.first, state.last)
        for state in passage.states
        if (tokens[state.first].text[0].isupper() and not _is_attribute(passage, state.first, state.last))
        or passage.language in ("ar", "zh")
    ]
    found: list[Span] = []
    for first, last in sorted(ranges):
        first = _with_generic_word(passage, first)
        span = Span(tokens[first].start, tokens[last - 1].stop)
        if not found or found[-1].stop <= span.start:
            found.append(span)
    return found


def _with_generic_word(passage: Passage, first: int) -> int:
    """Return where `Region Kursk` begins; a lower-case generic word stays outside."""
    if first == 0:
        return first
    before = passage.tokens[first - 1]
    if before.text[0].isupper() and is_generic(before) and before.folded not in cue_words("small") | cue_words("where"):
        return first - 1
    return first


def _is_attribute(passage: Passage, first: int, last: int) -> bool:
    """Return whether a capitalised adjective, as in `Turkish army`, stands for the state and not for its land."""
    word = passage.tokens[last - 1].folded
    return word.endswith(
        ("isch", "ische", "ischen", "ischer", "isches", "ish", "ese", "ian", "ians", "ean", "eans", "aner", "anern")
    )
