"""User-visible messages in German and English; the English wording is the key of `messages.de.toml`.

A key may hold values: `{name}` where the caller gives them by name, `{}` where errors arrive with values filled in.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Literal, get_args

from lagebild.errors import UsageError

Language = Literal["en", "de"]
_PLACE: Final = re.compile(r"\{(\w*)\}")
_PLACE_ANY: Final = re.compile(r"\{\w*\}")
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)


@dataclass(frozen=True, slots=True)
class Say:
    """Turns an English message into the user's language and fills in its values."""

    language: Language
    translations: Mapping[str, str]

    def __call__(self, message: str, /, **values: object) -> str:
        """Return the message in the user's language; one that has no translation stays English."""
        wording = self.translations.get(message, message)
        return wording.format(**values) if values else wording

    def translate(self, message: str) -> str:
        """Return a message whose values are filled in already in the user's language."""
        if message in self.translations:
            return self.translations[message]
        for key, wording in self.translations.items():
            if "{" in key and (match := _pattern(key).fullmatch(message)):
                names = _PLACE.findall(key)
                values = [self.translate(value) for value in match.groups()]
                return wording.format(*values, **{name: v for name, v in zip(names, values, strict=True) if name})
        return message


def open_messages(language: Language) -> Say:
    """Return the messages of a language."""
    if language == "en":
        return Say("en", {})
    return Say(language, tomllib.loads((files("lagebild") / f"messages.{language}.toml").read_text("utf-8")))


def choose_language(asked: str | None, environment: Mapping[str, str] = os.environ) -> Language:
    """Return the language asked for, else that of LC_ALL, LC_MESSAGES or LANG, else English."""
    if asked not in (None, "auto"):
        for language in LANGUAGES:
            if asked == language:
                return language
        raise UsageError(f"the language {asked!r} is not available; use one of: {', '.join(LANGUAGES)}")
    locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environment.get(name))), "")
    return "de" if locale.lower().startswith("de") else "en"


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile("(.*?)".join(re.escape(part) for part in _PLACE_ANY.split(key)), re.DOTALL)
