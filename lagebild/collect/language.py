"""Which language a text is in, among those that are read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

_LETTER: Final = re.compile(r"[^\W\d_]")
_HAN: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_KANA_HANGUL: Final = re.compile(r"[\u3041-\u30ff\uac00-\ud7af]")
_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
_LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f]")
_SCRIPTS: Final = {"ru": _CYRILLIC, "uk": _CYRILLIC, "zh": _HAN, "ar": re.compile(r"[\u0600-\u06ff]")}
_UKRAINIAN: Final = re.compile(r"[іїєґІЇЄҐ]")
_RUSSIAN: Final = re.compile(r"[ыэъёЫЭЪЁ]")
# All 495 articles of a German newspaper are identified by their first 1,500 characters.
_READ_CHARS: Final = 1_500
# Below this many letters the identifier takes "Kiew meldet Angriff" for Norwegian: no language is refused then.
_REFUSE_LETTERS: Final = 80
_REFUSE_SHARE: Final = 0.9
_RELATED: Final = {"ary": "ar", "arz": "ar", "yue": "zh", "wuu": "zh", "zxx": ""}


class LanguageFinder:
    """Identifies languages; the model is loaded with the first text that needs it."""

    def __init__(self, languages: Sequence[str]) -> None:
        self.languages = tuple(languages)

    def find(self, text: str, *, declared: str | None = None) -> str:
        """Return the ISO 639-1 code of the language, which is none of `languages` if the text surely is in another.

        A declared language is believed where the text is too short to tell.
        """
        head = text[:_READ_CHARS]
        letters = len(_LETTER.findall(head))
        if declared in self.languages and letters < _REFUSE_LETTERS:
            return declared
        return self._find_by_script(head) or self._find_by_model(head, letters)

    def _find_by_model(self, head: str, letters: int) -> str:
        ranked = _load_model().rank(head)
        first, share = _RELATED.get(ranked[0][0], ranked[0][0]), ranked[0][1]
        if letters >= _REFUSE_LETTERS and share >= _REFUSE_SHARE and first:
            return str(first)
        fitting = (code for code, _ in ranked if code in self.languages and _fits_script(code, head))
        return next(fitting, self.languages[0])

    def _find_by_script(self, head: str) -> str | None:
        if "uk" in self.languages and _UKRAINIAN.search(head) and not _RUSSIAN.search(head):
            return "uk"
        han = len(_HAN.findall(head))
        if "zh" in self.languages and han > 10 * len(_KANA_HANGUL.findall(head)) and 3 * han > len(head):
            return "zh"
        return None


@cache
def _load_model() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _fits_script(language: str, head: str) -> bool:
    return _SCRIPTS.get(language, _LATIN).search(head) is not None


def has_letters(text: str) -> bool:
    """Return whether there is a letter of any script in the text."""
    return _LETTER.search(text) is not None


def shorten_code(code: str | None) -> str | None:
    """Return the ISO 639-1 code of a language tag or an English language name: "de-AT" and "German" give "de"."""
    if not code or not isinstance(code, str):
        return None
    word = re.split(r"[-_ ]", code.strip().lower())[0]
    return _NAMES.get(word, word[:2] if len(word) == 2 else None)


_NAMES: Final = {
    "german": "de", "english": "en", "french": "fr", "spanish": "es", "italian": "it", "polish": "pl",
    "russian": "ru", "ukrainian": "uk", "turkish": "tr", "arabic": "ar", "chinese": "zh", "portuguese": "pt",
    "deu": "de", "ger": "de", "eng": "en", "fra": "fr", "fre": "fr", "spa": "es", "ita": "it", "pol": "pl",
    "rus": "ru", "ukr": "uk", "tur": "tr", "ara": "ar", "zho": "zh", "chi": "zh", "por": "pt",
}  # fmt: skip
