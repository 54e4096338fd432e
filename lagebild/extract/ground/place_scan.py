"""Places named in running text: what the reader's own marks are completed with."""

from __future__ import annotations

from typing import Final

from lagebild.extract.ground.cue import cue_words
from lagebild.extract.ground.gazetteer import Gazetteer
from lagebild.extract.ground.passage import Passage, PassageReader
from lagebild.extract.ground.place_name import is_generic
from lagebild.spans import Span

BARE: Final = frozenset(
    ["the", "der", "die", "das", "den", "dem", "la", "le", "les", "el", "los", "il", "gli", "lo", "o", "a", "os", "as"]
)


def find_places(text: str, *, language: str, day: str, reader: PassageReader) -> list[Span]:
    """Return the stretches of `text` that name a place: towns and regions, and states written as nouns."""
    return spans_of_places(reader.read(text, language=language, day=day), gazetteer=reader.places.gazetteer)


def spans_of_places(passage: Passage, *, gazetteer: Gazetteer) -> list[Span]:
    """Return the places of a text that was scanned before, in the order of the text, none overlapping another."""
    tokens = passage.tokens
    ranges = [(town.first, town.last) for town in passage.towns]
    ranges += [(s.first, s.last) for s in passage.states if _is_land(passage, s.first, s.last)]
    for name in passage.names:
        key = " ".join(token.folded for token in tokens[name.first : name.last])
        if name.organisation and any(place.hand for place in gazetteer.find(key)):
            ranges.append((name.first, name.last))
    found: list[Span] = []
    for first, last in sorted(ranges):
        span = Span(tokens[_with_generic_word(passage, first)].start, tokens[last - 1].stop)
        if not found or found[-1].stop <= span.start:
            found.append(span)
    return found


def _is_land(passage: Passage, first: int, last: int) -> bool:
    if passage.language in ("ar", "zh"):
        return True
    return passage.tokens[first].text[0].isupper() and not _is_attribute(passage, first, last)


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
