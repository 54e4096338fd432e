"""Phrases found in a row of tokens: whole words, or stems marked with `*`, the longest phrase first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from lagebild.extract.ground.cue import cue_words
from lagebild.extract.ground.fold import HAN, TOKEN, Token, fold

LEAST_STEM: Final = 2
WHOLE: Final = 0
ENDED: Final = 1
ANY: Final = 99
PARTICLES: Final = "وبلفك"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A pattern of words; `stems` says what may follow each, `capitals` whether one letter or all must be capital."""

    words: tuple[str, ...]
    stems: tuple[int, ...]
    value: str
    capitals: int = 0

    @property
    def weight(self) -> int:
        """The number of letters the pattern asks for, by which longer patterns win."""
        return sum(map(len, self.words)) + 2 * len(self.words) + sum(not stem for stem in self.stems)


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase found at the tokens `[first, last)`."""

    first: int
    last: int
    phrase: Phrase
    others: tuple[Phrase, ...] = ()

    @property
    def value(self) -> str:
        """What the phrase stands for."""
        return self.phrase.value

    @property
    def values(self) -> tuple[str, ...]:
        """Everything that stands under the same words."""
        return (self.phrase.value, *(other.value for other in self.others))


def parse_phrase(pattern: str, value: str) -> Phrase:
    """Return the phrase written as `islamisch* staat`; `^` before it asks for a capital letter, `^^` for capitals only.

    `+` at the end of a word lets the ending of a case follow, `*` any letters.
    """
    capitals = len(pattern) - len(pattern.lstrip("^"))
    words: list[str] = []
    stems: list[int] = []
    for part in pattern.lstrip("^").replace("-", " ").replace("_", " ").split():
        for match in TOKEN.finditer(part.rstrip("*+")):
            words.append(fold(match.group()))
            stems.append(WHOLE)
        if stems and part[-1] in "*+":
            stems[-1] = ANY if part[-1] == "*" else ENDED
    return Phrase(tuple(words), tuple(stems), value, capitals)


class Phrases:
    """A set of phrases, looked up by the first word."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._whole: dict[str, list[Phrase]] = {}
        self._stem: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            if phrase.words:
                table = self._stem if phrase.stems[0] else self._whole
                table.setdefault(phrase.words[0], []).append(phrase)
        self._starting = lru_cache(maxsize=50_000)(self._lookup)

    def _lookup(self, word: str) -> tuple[Phrase, ...]:
        found = list(self._whole.get(word, ()))
        for size in range(LEAST_STEM, len(word) + 1):
            found += self._stem.get(word[:size], ())
        return tuple(sorted(found, key=lambda phrase: -phrase.weight))

    def at(self, tokens: Sequence[Token], first: int) -> Found | None:
        """Return the longest phrase that begins at `first`."""
        best: Found | None = None
        for phrase in self._starting(tokens[first].folded):
            if best and phrase.weight < best.phrase.weight:
                break
            last = first + len(phrase.words)
            if last > len(tokens) or not _written(phrase, tokens[first]):
                continue
            if all(map(_matches, phrase.words, phrase.stems, tokens[first:last])):
                best = (
                    Found(best.first, best.last, best.phrase, (*best.others, phrase))
                    if best
                    else Found(first, last, phrase)
                )
        return best

    def near(self, tokens: Sequence[Token], first: int) -> Found | None:
        """Return the longest phrase at `first`, for Arabic words also without an attached particle."""
        hit = self.at(tokens, first)
        word = tokens[first].folded
        if hit is None and word[0] in PARTICLES and len(word) > 3:
            bare = replace(tokens[first], folded=word[1:])
            hit = self.at([*tokens[:first], bare, *tokens[first + 1 : first + 6]], first)
        return hit

    def scan(self, tokens: Sequence[Token]) -> list[Found]:
        """Return the phrases from left to right, none overlapping another."""
        found, index = [], 0
        while index < len(tokens):
            hit = self.near(tokens, index)
            if hit:
                found.append(hit)
            index = hit.last if hit else index + 1
        return found


def _matches(word: str, stem: int, token: Token) -> bool:
    if stem == WHOLE:
        return token.folded == word
    if not token.folded.startswith(word):
        return False
    return stem == ANY or token.folded == word or token.folded[len(word) :] in cue_words("endings")


def _written(phrase: Phrase, token: Token) -> bool:
    if phrase.capitals == 2:
        return token.text.upper() == token.text
    return phrase.capitals == 0 or token.capital


def is_han(text: str) -> bool:
    """Return whether `text` holds Han characters, which are read one by one."""
    return HAN.search(text) is not None
