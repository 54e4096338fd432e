"""Spellings of foreign names: what a newsroom of one language writes, as the English map writes it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import islice, product
from typing import Final

LEAST: Final = 5
MOST: Final = 12
_RULES: Final[dict[str, tuple[tuple[str, tuple[str, ...]], ...]]] = {
    "de": (
        ("dsch", ("j",)), ("tsch", ("ch",)), ("sch", ("sh", "zh")), ("ch", ("kh", "h")), ("j", ("y",)),
        ("w", ("v", "w")), ("z", ("ts", "z")), ("ss", ("s",)),
    ),
    "fr": (
        ("dj", ("j",)), ("tch", ("ch",)), ("ch", ("sh", "ch")), ("ou", ("u", "w", "o")), ("gu", ("g",)),
        ("ss", ("s",)), ("qu", ("q", "k")),
    ),
    "es": (("y", ("j", "y")), ("j", ("kh", "h")), ("u", ("u", "w")), ("c", ("k", "c")), ("qu", ("k",))),
    "pt": (("x", ("sh", "kh")), ("j", ("j",)), ("qu", ("k",)), ("c", ("k", "c"))),
    "it": (("gi", ("j", "ji")), ("sci", ("sh", "shi")), ("ch", ("k",)), ("c", ("k", "c"))),
    "pl": (
        ("szcz", ("shch",)), ("sz", ("sh",)), ("cz", ("ch",)), ("dz", ("j", "dz")), ("ch", ("kh", "h")),
        ("w", ("v", "w")), ("j", ("y",)), ("c", ("ts", "c")), ("rz", ("r",)),
    ),
    "tr": (("e", ("a", "i")), ("c", ("j", "ch")), ("k", ("q", "k")), ("v", ("w", "v")), ("s", ("s", "sh"))),
    "uk": (("і", ("и",)), ("и", ("и", "ы")), ("є", ("е",))),
}  # fmt: skip
_ENDS: Final = {"uk": (("е", "о"), ("ого", "о"), ("ому", "о"))}


@lru_cache(maxsize=20_000)
def english_keys(key: str, language: str) -> tuple[str, ...]:
    """Return the keys under which a foreign spelling may stand: `menbic` of Turkish gives `manbij`."""
    if language not in _RULES or len(key) < LEAST:
        return ()
    ends = [key] + [key[: -len(a)] + b for a, b in _ENDS.get(language, ()) if key.endswith(a)]
    found = [form for end in ends for form in _spell(end, language)]
    return tuple(dict.fromkeys(form for form in found if form != key))


def _spell(key: str, language: str) -> list[str]:
    """Return the spellings in which every letter group is replaced in the same way throughout."""
    pattern, found = _pattern(language), set(_pattern(language).findall(key))
    rules = [(old, new) for old, new in _RULES[language] if old in found]
    forms = []
    for choice in islice(product(*(new for _, new in rules)), MOST):
        spelled = {old: new for (old, _), new in zip(rules, choice, strict=True)}
        forms.append(pattern.sub(lambda match, spelled=spelled: spelled[match[0]], key))  # type: ignore[misc]
    return forms


@cache
def _pattern(language: str) -> re.Pattern[str]:
    return re.compile("|".join(old for old, _ in _RULES[language]))
