"""Words of a text as the full-text index knows them: folded, stemmed by language, CJK runs in pairs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, Protocol

import snowballstemmer  # type: ignore[import-untyped]

_STEMMERS: Final = {
    "ar": "arabic", "de": "german", "en": "english", "es": "spanish", "fr": "french", "it": "italian",
    "nl": "dutch", "pl": "polish", "pt": "portuguese", "ru": "russian", "tr": "turkish",
}  # fmt: skip
_WORD: Final = re.compile(r"[^\W_]+")
_CJK: Final = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+")
_LONGEST_WORD: Final = 64


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - the library's name


def split_words(text: str, language: str) -> Iterator[str]:
    """Return the index words of a text: "Angriffe" in German gives "angriff", "军队行动" gives its pairs."""
    for match in _WORD.finditer(unicodedata.normalize("NFKC", text)):
        word = match.group()
        if _CJK.search(word):
            yield from _pairs(word)
        else:
            yield stem(word, language)


def _pairs(run: str) -> Iterator[str]:
    if len(run) == 1:
        yield run
    yield from (run[i : i + 2] for i in range(len(run) - 1))


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """Return the stem of one word; languages without a stemmer keep the folded word."""
    folded = word.casefold()[:_LONGEST_WORD]
    stemmer = _stemmer(language)
    return stemmer.stemWord(folded) if stemmer else folded


@lru_cache(maxsize=len(_STEMMERS) + 20)
def _stemmer(language: str) -> _Stemmer | None:
    name = _STEMMERS.get(language)
    found: _Stemmer | None = snowballstemmer.stemmer(name) if name in snowballstemmer.algorithms() else None
    return found
