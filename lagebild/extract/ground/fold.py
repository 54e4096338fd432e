"""Text to comparable keys and tokens: one folding for the gazetteer, the lexicon and the text that is read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Final

HAN: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
TOKEN: Final = re.compile(
    r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|(?:(?![\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])[^\W_]|[\u0300-\u036f\u064b-\u065f\u0640])+"
    r"(?:[’'ʼ‘`ʿʾ](?:(?![\u3400-\u4dbf\u4e00-\u9fff])[^\W_])+)*"
)
_LETTERS: Final = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ə": "e", "ħ": "h",
        "ى": "ي", "ة": "ه", "ی": "ي", "ک": "ك", "ـ": None,
        "’": None, "'": None, "ʼ": None, "‘": None, "`": None, "ʿ": None, "ʾ": None, "´": None, "ʹ": None, "“": None,
    }
)  # fmt: skip
_APOSTROPHES: Final = "’'ʼ‘`"
_ELIDED: Final = frozenset(
    ["l", "d", "dell", "all", "nell", "sull", "dall", "qu", "s", "n", "c", "un", "quell", "lorsqu", "jusqu", "puisqu"]
)
_ELIDING: Final = frozenset(["fr", "it"])


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Return `text` in small letters without accents, apostrophes or vowel signs; `Чёрный` gives `черныи`."""
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in letters if not unicodedata.combining(c)).translate(_LETTERS)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text, or one Han character: its place, its wording and its folded form."""

    start: int
    stop: int
    text: str
    folded: str

    @property
    def capital(self) -> bool:
        """Whether the word begins with a capital letter, or stands in a script that has none."""
        first = self.text[0]
        return first.isupper() or first == first.swapcase()


def tokenize(text: str, *, language: str, start: int = 0, stop: int | None = None) -> list[Token]:
    """Return the words of `text[start:stop]`; `l'Ukraine` gives two, `Ukraine's` and `Rusya'nın` the part before."""
    tokens = []
    for match in TOKEN.finditer(text, start, len(text) if stop is None else stop):
        begin, end = _trim(match.group(), match.start(), match.end(), language)
        word = text[begin:end]
        tokens.append(Token(begin, end, word, fold(word)))
    return tokens


def _trim(word: str, start: int, stop: int, language: str) -> tuple[int, int]:
    cut = next((i for i, letter in enumerate(word) if letter in _APOSTROPHES), -1)
    if cut <= 0:
        return start, stop
    if language in _ELIDING and word[:cut].lower() in _ELIDED and not word.startswith("N"):
        return start + cut + 1, stop
    if language == "tr" or (language in ("en", "de") and word[cut + 1 :].lower() in ("s", "")):
        return start, start + cut
    return start, stop


def key_of(name: str) -> str:
    """Return the key under which `name` stands in the gazetteer: its folded words with single spaces."""
    return " ".join(fold(match.group()) for match in TOKEN.finditer(name))


@lru_cache(maxsize=200_000)
def hash_of(key: str) -> int:
    """Return the 44-bit number that stands for a key in the gazetteer."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big") >> 20
