"""Small words around names: prepositions, generic nouns, words too common to be a place."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Final

from lagebild.errors import AssetError

PATH: Final = Path(__file__).parents[1] / "data" / "gazetteer_words.toml"


@lru_cache(maxsize=1)
def _table() -> dict[str, frozenset[str]]:
    try:
        lists = tomllib.loads(PATH.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise AssetError(f"The word lists {PATH} cannot be read ({error}); install the package again.") from error
    return {name: frozenset(words.split()) for name, words in lists.items()}


def cue_words(name: str) -> frozenset[str]:
    """Return one of the word lists of `gazetteer_words.toml`, all languages together."""
    return _table()[name]
