"""Phrases found in a row of tokens: whole words, or stems marked with `*`, the longest phrase first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from lagebild.extract.ground.fold import HAN, TOKEN, Token, fold

LEAST_STEM: Final = 2


@dataclass(frozen=True, slots=True)
class Phrase:
    """A pattern of words; those in `stems` match every word that begins with them."""

    words: tuple[str, ...]
    stems: tuple[bool, ...]
    value: str
    capital: bool = False

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

    @property
    def value(self) -> str:
        """What the phrase stands for."""
        return self.phrase.value


def parse_phrase(pattern: str, value: str) -> Phrase:
    """Return the phrase written as `islamisch* staat`; a leading `^` asks for a capital letter in the text."""
    capital = pattern.startswith("^")
    words, stems = [], []
    for part in pattern.removeprefix("^").replace("-", " ").replace("_", " ").split():
        stem = part.endswith("*")
        for match in TOKEN.finditer(part.rstrip("*")):
            words.append(fold(match.group()))
            stems.append(False)
        if stem and stems:
            stems[-1] = True
    return Phrase(tuple(words), tuple(stems), value, capital)


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
        for phrase in self._starting(tokens[first].folded):
            last = first + len(phrase.words)
            if last > len(tokens) or (phrase.capital and not tokens[first].capital):
                continue
            if all(map(_matches, phrase.words[1:], phrase.stems[1:], tokens[first + 1 : last])):
                return Found(first, last, phrase)
        return None

    def scan(self, tokens: Sequence[Token], first: int = 0, last: int | None = None) -> list[Found]:
        """Return the phrases from left to right, none overlapping another."""
        found, index, stop = [], first, len(tokens) if last is None else last
        while index < stop:
            hit = self.at(tokens, index)
            if hit and hit.last <= stop:
                found.append(hit)
                index = hit.last
            else:
                index += 1
        return found


def _matches(word: str, stem: bool, token: Token) -> bool:
    return token.folded.startswith(word) if stem else token.folded == word


def is_han(text: str) -> bool:
    """Return whether `text` holds Han characters, which are read one by one."""
    return HAN.search(text) is not None
