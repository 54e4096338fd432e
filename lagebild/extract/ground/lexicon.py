"""Named organisations, office holders and words for kinds of parties, as phrases of each language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from lagebild.errors import AssetError
from lagebild.extract.ground.fold import Token
from lagebild.extract.ground.phrase import Found, Phrase, Phrases, parse_phrase
from lagebild.extract.ground.state import bare_phrase

PATH: Final = Path(__file__).parents[1] / "data" / "actors.json"
SCRIPTS: Final = {"ru": "cyrillic", "uk": "cyrillic", "ar": "ar", "zh": "zh"}
CLASSES: Final = frozenset(
    [
        *("FORMER", "DIPLO", "ARMED", "BODY", "LAND", "BOTH", "UNKNOWN", "OTHER"),
        *("HE", "SHE", "IT", "THEY", "WE", "ONE", "HIS"),
    ]
)  # the classes of actors_words.toml that are no sectors
LEAST_HEAD: Final = 4
ELIDED: Final = re.compile(r"\b(?:[ld]|dell|nell|sull|all|dall)['’](?=\w)")
"""Articles that French and Italian write before a vowel; the words of a text are read without them."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """A named party: its code, the state it is at home in, and the days between which it bears that code."""

    code: str
    home: str | None
    name: str
    start: str
    stop: str


@dataclass(frozen=True, slots=True)
class Person:
    """An office holder and the offices held: (sector, first day, last day)."""

    country: str
    name: str
    terms: tuple[tuple[str, str, str], ...]

    def sector_on(self, day: str) -> str | None:
        """Return the sector of the office held on a day, ELI after the last office, None before the first."""
        for sector, start, stop in self.terms:
            if start <= day < stop or (day == stop and stop == self.terms[-1][2]):
                return sector
        return "ELI" if any(stop <= day for _, _, stop in self.terms) else None


class Lexicon:
    """The hand-kept lists of actors, opened once and turned into phrases language by language."""

    def __init__(self, path: Path = PATH) -> None:
        try:
            self._table: dict[str, Any] = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise AssetError(
                f"The list of actors {path} cannot be read ({error}); install the package again."
            ) from error
        self.organisations = [
            Organisation(row["code"], row["home"], row["name"], row["from"], row["to"])
            for row in self._table["organisations"]
        ]
        self.persons = [
            Person(row["country"], row["name"], tuple(tuple(term) for term in row["terms"]))
            for row in self._table["persons"]
        ]
        self._names = lru_cache(maxsize=None)(self._build_names)
        self._words = lru_cache(maxsize=None)(self._build_words)

    def _build_names(self, language: str) -> Phrases:
        phrases = [
            *self._aliases("organisations", "O", language),
            *self._aliases("persons", "P", language),
        ]
        return Phrases(phrases)

    def _aliases(self, table: str, letter: str, language: str) -> Iterator[Phrase]:
        script = SCRIPTS.get(language, "latin")
        for number, row in enumerate(self._table[table]):
            for pattern, wanted, only, since in row["names"]:
                if wanted in ("latin", script) and only in ("", language):
                    if language == "it" and pattern.startswith("^^") and (len(pattern) > 4 or pattern == "^^UE"):
                        pattern = pattern[1:]
                    if language in ("fr", "it"):
                        pattern = ELIDED.sub("", pattern)
                    phrase = parse_phrase(pattern, f"{letter}{number} {since} {only}")
                    yield bare_phrase(phrase) if language == "ar" else phrase

    def _build_words(self, language: str) -> Phrases:
        table = self._table["words"].get(language, self._table["words"]["en"])
        phrases = [parse_phrase(word, name) for name, words in table.items() for word in words]
        return Phrases([bare_phrase(phrase) for phrase in phrases] if language == "ar" else phrases)

    def names_in(self, tokens: Sequence[Token], *, language: str) -> list[Found]:
        """Return the organisations (`O12 `) and persons (`P3 `) named in the tokens."""
        return self._names(language).scan(tokens)

    def words_in(self, tokens: Sequence[Token], *, language: str) -> list[Found]:
        """Return the words for kinds of parties in the tokens; a German compound counts by its head."""
        phrases = self._words(language)
        found, index = [], 0
        while index < len(tokens):
            hit = phrases.near(tokens, index)
            if language == "de" and (hit is None or _is_first_part(hit, tokens[index])):
                hit = self._head(tokens, index, phrases) or hit
            if hit:
                found.append(hit)
            index = hit.last if hit else index + 1
        return found

    def _head(self, tokens: Sequence[Token], index: int, phrases: Phrases) -> Found | None:
        token = tokens[index]
        if not token.capital or len(token.folded) < 2 * LEAST_HEAD:
            return None
        for start in range(2, len(token.folded) - LEAST_HEAD + 1):
            head = Token(token.start, token.stop, token.text, token.folded[start:])
            hit = phrases.at([head], 0)
            if hit and not _is_first_part(hit, head) and _is_head(hit.phrase):
                return Found(index, index + 1, hit.phrase)
        return None


def _is_first_part(hit: Found, token: Token) -> bool:
    """Return whether only the first part of a German compound was recognised."""
    return hit.last - hit.first == 1 and len(token.folded) - len(hit.phrase.words[0]) >= LEAST_HEAD


def _is_head(phrase: Phrase) -> bool:
    """Return whether a word can be the second part of a German compound."""
    return phrase.value not in CLASSES - {"ARMED", "DIPLO"} and len(phrase.words[0]) >= LEAST_HEAD
