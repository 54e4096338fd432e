"""Spellings of foreign names: what a newsroom of one language writes, as the English map writes it."""

from __future__ import annotations

from functools import lru_cache
from itertools import product
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
    rules = _RULES.get(language)
    if rules is None or len(key) < LEAST:
        return ()
    ends = [key] + [key[: -len(a)] + b for a, b in _ENDS.get(language, ()) if key.endswith(a)]
    found = [form for end in ends for form in _spell(end, rules)]
    return tuple(dict.fromkeys(form for form in found if form != key))


def _spell(key: str, rules: tuple[tuple[str, tuple[str, ...]], ...]) -> list[str]:
    """Return the spellings in which every letter group is replaced in the same way throughout."""
    used = [(old, new) for old, new in rules if old in key]
    forms = []
    for choice in list(product(*(new for _, new in used)))[:MOST]:
        forms.append(_replace(key, [(old, new) for (old, _), new in zip(used, choice, strict=True)]))
    return forms


def _replace(key: str, pairs: list[tuple[str, str]]) -> str:
    letters, index = [], 0
    while index < len(key):
        old, new = next(((o, n) for o, n in pairs if key.startswith(o, index)), (key[index], key[index]))
        letters.append(new)
        index += len(old)
    return "".join(letters)
