"""A mention of a place to the names it may stand under: without generic words, articles and endings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from lagebild.extract.ground.cue import cue_words
from lagebild.extract.ground.fold import Token, fold, tokenize
from lagebild.extract.ground.place_spelling import english_keys

SITE_SIGNS: Final = frozenset("省州市县区镇村港岛山河湖湾东南西北中部心附近的机场基地难民营郊城外边境地带口岸上下内")
"""Signs that may stand beside a Chinese name of two signs without being part of a longer name."""
Cue = Literal["admin1", "city", "site", "none"]
DIVISION: Final = re.compile(
    r"(?:region|regio|regione|regiao|oblast|oblasti|provinz|provinzen|province|provincia|provincie|prowincj|governorate|gouvernement|"
    r"gouvernorat|gobernacion|governatorato|bundesstaat|bundesland|teilstaat|gliedstaat|teilrepublik|state|gebiet|distrikt|district|distrito|"
    r"distretto|departement|departamento|dipartimento|estado|etat|stato|wilaya|obwod|obwodzie|wojewodztw|eyalet|bolge|vilayet|"
    r"областьи?|област|обл|кра[ияею]|провинци|провінці|штат|округ|регион|регіон|мухафаз|департамент|вилаят|республик|республік|"
    r"محافظه|ولايه|اقليم|省|州|oblastı|ili|ilinde|prefecture|prafektur|rayon|raion|county|grafschaft|canton|kanton|woiwodschaft|krai|land)\w{0,4}"
)
TOWN: Final = re.compile(
    r"(?:stadt|grossstadt|hafenstadt|hauptstadt|kleinstadt|grenzstadt|kustenstadt|millionenstadt|provinzhauptstadt|ort|ortschaft|dorf|dorfs|siedlung|"
    r"gemeinde|city|town|village|port|hamlet|capital|ville|village|port|commune|ciudad|pueblo|aldea|puerto|localidad|municipio|"
    r"citta|villaggio|porto|comune|cidade|vila|vilarejo|miast|miasteczk|wsi|wies|port|город|город[ауе]|сел|деревн|посел|порт|"
    r"міст|місто|селищ|сел|порт|sehir|sehri|kent|kenti|ilcesi|koyu|kasaba|limani|مدينه|بلده|قريه|ميناء|市|县|镇|村|港)\w{0,3}"
)
_SLAVIC_ENDINGS: Final = (
    "ського", "ского", "скому", "ською", "ськоі", "ськіи", "ском", "скои", "скую", "ских", "ским", "ську", "ьому",
    "ами", "ями", "ого", "его", "ому", "ему", "ыми", "ими", "ові", "еві", "ием", "иею", "оі", "ою", "ею", "ои",
    "еи", "ом", "ем", "єм", "ам", "ям", "ах", "ях", "ых", "их", "ым", "им", "ую", "юю", "іи", "ев", "ов", "и", "а",
    "я", "у", "ю", "е", "ы", "і", "о", "ь", "є",
)  # fmt: skip
_SLAVIC_BASES: Final = ("", "а", "я", "о", "е", "ь", "ы", "и", "і", "ыи", "ии", "ая", "и", "ое", "є", "ка", "ськ")
_POLISH_ENDINGS: Final = (
    "iego",
    "iemu",
    "iu",
    "ego",
    "emu",
    "ami",
    "iem",
    "owi",
    "ach",
    "om",
    "iej",
    "ej",
    "ie",
    "em",
    "im",
    "ym",
    "a",
    "e",
    "i",
    "u",
    "y",
    "o",
)
_POLISH_BASES: Final = ("", "a", "o", "e", "y", "i", "ia", "ow", "ie", "ko", "ka")


@dataclass(frozen=True, slots=True)
class Name:
    """A stretch of tokens that may name a place, the keys to look it up by, and how far the spelling was changed."""

    first: int
    last: int
    key: str
    changed: bool
    left: int = 0


def cue_of(tokens: Sequence[Token]) -> Cue:
    """Return which kind of place the generic words of a mention announce."""
    for token in tokens:
        if DIVISION.fullmatch(token.folded):
            return "admin1"
        if TOWN.fullmatch(token.folded):
            return "city"
    return "none"


def is_generic(token: Token) -> bool:
    """Return whether a word says what kind of place is meant, or is an article or preposition."""
    word = token.folded
    return (
        word in cue_words("small")
        or word in cue_words("generic_site")
        or bool(DIVISION.fullmatch(word) or TOWN.fullmatch(word))
    )


def is_division_or_town(token: Token) -> bool:
    """Return whether a word is the generic word of a division or a town: `Provinz`, `city`."""
    return bool(DIVISION.fullmatch(token.folded) or TOWN.fullmatch(token.folded))


def names_in(text: str, *, language: str) -> Iterator[Name]:
    """Yield the names a mention may stand for: the whole of it first, then its parts without generic words."""
    tokens = tokenize(text, language=language)
    size = len(tokens)
    for length in range(min(size, 9), 0, -1):
        for first in range(size - length + 1):
            part = tokens[first : first + length]
            if length < size and (is_generic(part[0]) or is_generic(part[-1])):
                continue
            written = part[0].capital and (part[-1].capital or length == size)
            if not written and language not in ("ar", "zh"):
                continue
            if length == 1 and part[0].folded in cue_words("common_nouns"):
                continue
            rest = [*tokens[:first], *tokens[first + length :]]
            if language == "zh" and length < 3 and size > 3 and not SITE_SIGNS.issuperset(t.text for t in rest):
                continue
            left = (
                sum(t.capital and not is_generic(t) and len(t.folded) > 2 for t in rest)
                if language not in ("ar", "zh", "de")
                else 0
            )
            for number, key in enumerate(keys_of(tuple(token.folded for token in part), language)):
                yield Name(first, first + length, key, number > 0, left)


@lru_cache(maxsize=20_000)
def keys_of(words: tuple[str, ...], language: str) -> tuple[str, ...]:
    """Return the key of the words as they stand, then of forms they may be inflected from."""
    joined = " ".join(words)
    keys = [joined]
    if language == "zh":
        keys += [joined.rstrip(suffix) for suffix in "市省州县镇村港区" if joined.endswith(suffix) and len(joined) > 2]
        keys = ["".join(key.split()) if len(key) > 1 else key for key in keys] + [joined]
        keys = [" ".join(key.replace(" ", "")) for key in keys]
    elif language in ("ru", "uk"):
        keys += _inflected(words, _SLAVIC_ENDINGS, _SLAVIC_BASES)
    elif language == "pl":
        keys += _inflected(words, _POLISH_ENDINGS, _POLISH_BASES)
    elif language == "de":
        keys += _german(words)
    elif language == "ar":
        keys += _arabic(words)
    keys += english_keys(joined, language)
    return tuple(dict.fromkeys(key for key in keys if len(key) > 1))


def _inflected(words: tuple[str, ...], endings: tuple[str, ...], bases: tuple[str, ...]) -> list[str]:
    if len(words) > 3:
        return []
    forms = [_base_forms(word, endings, bases) for word in words]
    if len(words) == 1:
        return forms[0]
    if len(words) == 2:
        return [f"{a} {b}" for a in forms[0][:24] for b in forms[1][:24]]
    return [" ".join((a, b, c)) for a in forms[0][:8] for b in forms[1][:8] for c in forms[2][:8]]


def _base_forms(word: str, endings: tuple[str, ...], bases: tuple[str, ...]) -> list[str]:
    found = [word]
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            stem = word[: -len(ending)]
            found += [stem + base for base in bases]
            if stem.endswith(("ов", "ев", "єв")) and len(stem) > 3:
                found.append(stem[:-2] + "ів")
                found.append(stem[:-2] + "ив")
                found.append(stem[:-2] + "иів")
            if stem.endswith("ц"):
                found += [stem[:-1] + "ец", stem.rstrip("ц").rstrip("ь") + "ець"]
            if stem.endswith(("ськ", "цьк")):
                found.append(stem)
            if stem.endswith(("ц", "з", "с")) and word.endswith(("і", "е")):
                found.append(stem[:-1] + {"ц": "ка", "з": "га", "с": "ха"}[stem[-1]])
    return list(dict.fromkeys(found))


def _german(words: tuple[str, ...]) -> list[str]:
    head, last = words[:-1], words[-1]
    forms = []
    if last.endswith("s") and len(last) > 4:
        forms.append(last[:-1])
    for ending in ("er", "ern", "isch", "ische", "ischen", "ischer"):
        if last.endswith(ending) and len(last) - len(ending) >= 3:
            stem = last[: -len(ending)]
            forms += [stem, stem + "en", stem + "e", stem + "o", stem + "a"]
    if last.endswith("aner"):
        forms.append(last[:-4] + "a")
    return [" ".join((*head, form)) for form in forms]


def _arabic(words: tuple[str, ...]) -> list[str]:
    head, rest = words[0], words[1:]
    forms = []
    for prefix in ("و", "ب", "ل", "ف", "ك", "وب", "ول"):
        if head.startswith(prefix) and len(head) - len(prefix) >= 2:
            forms.append(head[len(prefix) :])
    if head.startswith("لل"):
        forms.append("ال" + head[2:])
    forms += [form[2:] for form in [head, *forms] if form.startswith("ال") and len(form) > 4]
    forms += ["ال" + head]
    return [" ".join((form, *rest)) for form in forms]


def folded_words(text: str) -> list[str]:
    """Return the folded words of a text, split at white space and hyphens."""
    return [fold(part) for part in re.split(r"[\s-]+", text) if part]
