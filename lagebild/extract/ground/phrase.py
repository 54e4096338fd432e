"""Phrases found in a row of tokens: whole words, or stems marked with `*`, the longest phrase first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from lagebild.extract.ground.fold import HAN, TOKEN, Token, fold

LEAST_STEM: Final = 2
WHOLE: Final = 0
ANY: Final = 99


@dataclass(frozen=True, slots=True)
class Phrase:
    """A pattern of words; `stems` says how many letters may follow each, `capitals` whether 1 or all must be capital."""

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

    `+` at the end of a word lets up to three letters follow, `*` any number.
    """
    capitals = len(pattern) - len(pattern.lstrip("^"))
    words: list[str] = []
    stems: list[int] = []
    for part in pattern.lstrip("^").replace("-", " ").replace("_", " ").split():
        for match in TOKEN.finditer(part.rstrip("*+")):
            words.append(fold(match.group()))
            stems.append(WHOLE)
        if stems and part[-1] in "*+":
            stems[-1] = ANY if part[-1] == "*" else 3
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
                best = Found(best.first, best.last, best.phrase, (*best.others, phrase)) if best else Found(first, last, phrase)
        return best

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


def _matches(word: str, stem: int, token: Token) -> bool:
    if stem == WHOLE:
        return token.folded == word
    return token.folded.startswith(word) and len(token.folded) - len(word) <= stem


def _written(phrase: Phrase, token: Token) -> bool:
    if phrase.capitals == 2:
        return token.text.upper() == token.text
    return phrase.capitals == 0 or token.capital


def is_han(text: str) -> bool:
    """Return whether `text` holds Han characters, which are read one by one."""
    return HAN.search(text) is not None
