"""States: their names, adjectives and people in every language, their capitals and neighbours."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from lagebild.errors import AssetError
from lagebild.extract.ground.fold import Token
from lagebild.extract.ground.phrase import Found, Phrase, Phrases, parse_phrase

PATH: Final = Path(__file__).parents[1] / "data" / "gazetteer_states.json"
NO_STATE: Final = "NIL"
ARTICLES: Final = ("وبال", "بال", "وال", "فال", "كال", "ولل", "لل", "ال")


@dataclass(frozen=True, slots=True)
class State:
    """A country by its ISO 3166 alpha-3 code."""

    iso3: str
    name: str
    capital: str
    geonameid: int | None
    neighbours: frozenset[str]


class States:
    """The states of the world; `scan` finds them in tokens of a language."""

    def __init__(self, path: Path = PATH) -> None:
        try:
            table = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise AssetError(
                f"The table of states {path} cannot be read ({error}); install the package again."
            ) from error
        self.by_code: Mapping[str, State] = {
            code: State(code, row["name"], row["capital"], row["geonameid"], frozenset(row["neighbours"]))
            for code, row in table["states"].items()
        }
        self._patterns: dict[str, dict[str, list[str]]] = table["patterns"]
        self._names: dict[str, dict[str, list[str]]] = table["names"]
        self._phrases = lru_cache(maxsize=None)(self._build)

    def _build(self, language: str) -> Phrases:
        patterns = self._patterns.get(language, self._patterns["en"])
        phrases = [parse_phrase(p, code) for code, row in patterns.items() for p in row]
        return Phrases([bare_phrase(p) for p in phrases] if language == "ar" else phrases)

    def scan(self, tokens: Sequence[Token], *, language: str) -> list[Found]:
        """Return the states named in the tokens, as noun or adjective; the value found is the alpha-3 code."""
        return [hit for hit in self._phrases(language).scan(tokens) if hit.value != NO_STATE]

    def is_name(self, key: str, iso3: str, *, language: str) -> bool:
        """Return whether a key is the very name of a state in a language, not just something that begins like it."""
        return key in self._names.get(language, {}).get(iso3, ())

    def named(self, code: str | None) -> str | None:
        """Return the English name of a state."""
        state = self.by_code.get(code or "")
        return state.name if state else None


def bare_phrase(phrase: Phrase) -> Phrase:
    """Return an Arabic phrase without articles."""
    tokens = bare_arabic([Token(0, 0, "", word) for word in phrase.words])
    return replace(phrase, words=tuple(token.folded for token in tokens))


def bare_arabic(tokens: Sequence[Token]) -> list[Token]:
    """Return Arabic tokens without article and attached particles, so that stems match."""
    return [Token(t.start, t.stop, t.text, _strip_arabic(t.folded)) for t in tokens]


@lru_cache(maxsize=50_000)
def _strip_arabic(word: str) -> str:
    return next((word[len(a) :] for a in ARTICLES if word.startswith(a) and len(word) - len(a) >= 3), word)
