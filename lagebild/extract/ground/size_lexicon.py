"""Words of numbers and of what they count, from `data/size.toml`, and the words of a sentence tagged by them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

COUNTED: Final = ("killed", "injured", "arrested", "displaced", "other", "troops", "people", "thing")
GRAMMAR: Final = ("skip", "label", "cut", "including", "conjunction", "stop", "classifier", "released")
NUMERALS: Final = ("cardinals", "scales", "vague", "groups", "inner")
UNSPACED: Final = frozenset({"zh"})
LONGEST_WORD: Final = 40
CHINESE_DIGITS: Final = "〇零一二两兩三四五六七八九十百千万萬亿億"
DIGITS: Final = r"\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,٫٬'’]\d+)*"
CUES: Final = ("killed", "injured", "arrested", "displaced", "other")
ARABIC_PREFIXES: Final = ("وال", "بال", "لل", "ال", "و", "ف", "ب", "ل")
ELIDED: Final = {"fr": -1, "it": -1, "en": 0, "tr": 0}
TURKISH_CASE: Final = re.compile(
    r"(?P<stem>iki|üç|dört|beş|yedi|sekiz|dokuz|yirmi|otuz|kırk|elli|altmış|yetmiş|seksen|doksan|bin|milyon|milyar)"
    r"(?:[sy]?[aeıiuü]|[sy]?[ıiuü]n[ıiuüae]|[dt][ae]n?|[sn]?[ıiuü]n|[sy]?[ıiuü]nden|[sy]?[ıiuü]ndan)"
)
APOSTROPHES: Final = str.maketrans("’ʼ", "''")


@dataclass(frozen=True, slots=True)
class Tag:
    """What the lexicon knows of a word: the tags it bears, its number by kind of numeral, its unit by tag."""

    names: frozenset[str] = frozenset()
    numbers: tuple[tuple[str, float], ...] = ()
    units: tuple[tuple[str, str], ...] = ()

    def number(self, kind: str) -> float | None:
        """Return the value as that kind of numeral, if it is one."""
        return next((value for name, value in self.numbers if name == kind), None)

    def unit(self, name: str) -> str | None:
        """Return the unit under that tag, if it has one."""
        return next((unit for tag, unit in self.units if tag == name), None)


@dataclass(frozen=True, slots=True)
class Word:
    """A word, number or mark of a sentence, with its place and its tag."""

    start: int
    stop: int
    text: str
    tag: Tag
    is_digits: bool = False

    @property
    def is_mark(self) -> bool:
        """Whether it is neither a word nor digits."""
        return not self.is_digits and not self.text[0].isalnum()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The compiled words of one language."""

    language: str
    decimal: str
    glued: bool
    words: re.Pattern[str]
    tag: Callable[[str], Tag]
    numeral: Callable[[str], Tag]
    before: tuple[tuple[str, re.Pattern[str]], ...]
    after: tuple[tuple[str, re.Pattern[str]], ...]
    percent: re.Pattern[str]
    percent_before: re.Pattern[str] | None
    between: re.Pattern[str] | None
    change: re.Pattern[str] | None
    rise: re.Pattern[str] | None
    refine: Callable[[str], Tag]
    marks: frozenset[str]
    phrases: tuple[tuple[str, re.Pattern[str]], ...] = ()
    wordings: tuple[tuple[Tag, re.Pattern[str]], ...] = ()
    them: re.Pattern[str] | None = None
    no_bound: re.Pattern[str] | None = None


def read_words(sentence: str, lexicon: Lexicon) -> list[Word]:
    """Return the words, numbers and marks of a sentence, tagged."""
    found = []
    for match in lexicon.words.finditer(sentence):
        text = match.group()
        is_digits = text[0].isdecimal()
        found.append(Word(match.start(), match.end(), text, Tag() if is_digits else lexicon.tag(text), is_digits))
    for tag, pattern in lexicon.wordings:
        for match in pattern.finditer(sentence):
            _merge(found, match, tag)
    for name, pattern in lexicon.phrases:
        for match in pattern.finditer(sentence):
            _retag(found, match.start(), match.end(), name)
    return found


def _merge(words: list[Word], match: re.Match[str], tag: Tag) -> None:
    """Make one word of a number written in several ("a quarter of a million", "and a half")."""
    inside = [index for index, word in enumerate(words) if match.start() <= word.start < match.end()]
    if inside and words[inside[-1]].stop <= match.end():
        first = words[inside[0]].start
        words[inside[0] : inside[-1] + 1] = [Word(first, words[inside[-1]].stop, match.group(), tag)]


def _retag(words: list[Word], start: int, stop: int, name: str) -> None:
    """Make the first word of a phrase bear its tag, and the others none ("lost their lives" is one cue of killing)."""
    inside = [index for index, word in enumerate(words) if start <= word.start < stop and not word.tag.numbers]
    for place, index in enumerate(inside):
        if not words[index].is_digits:
            words[index] = replace(words[index], tag=Tag(frozenset() if place else frozenset({name})))


def fold(word: str, language: str) -> str:
    """Return the form under which a word is listed."""
    if language == "tr":
        word = word.replace("İ", "i").replace("I", "ı")
    return word.translate(APOSTROPHES).casefold() if language != "de" else word.lower()


class _Table:
    """Words by exact form, beginning and end."""

    def __init__(self) -> None:
        self.exact: dict[str, dict[str, Any]] = {}
        self.begin: dict[str, dict[str, Any]] = {}
        self.end: dict[str, dict[str, Any]] = {}

    def add(self, forms: str, name: str, value: Any = None) -> None:
        for form in forms.split():
            table, key = self.exact, form
            if form.endswith("*"):
                table, key = self.begin, form[:-1]
            elif form.startswith("*"):
                table, key = self.end, form[1:]
            table.setdefault(key, {})[name] = value

    def find(self, word: str) -> dict[str, Any]:
        """Return the tags of the exact form, else of the longest beginning, else of the longest end."""
        if word in self.exact:
            return self.exact[word]
        word = word[:LONGEST_WORD]
        for stop in range(len(word), 1, -1):
            if (found := self.begin.get(word[:stop])) is not None:
                return found
        for start in range(1, len(word) - 2):
            if (found := self.end.get(word[start:])) is not None:
                return found
        return {}


def _tagger(table: _Table, language: str) -> Callable[[str], Tag]:
    def tag(word: str) -> Tag:
        folded = fold(word, language)
        found = table.find(folded)
        if not found and "'" in folded and language in ELIDED:
            found = table.find(folded.split("'")[ELIDED[language]])
        if not found and language == "tr":
            found = _turkish(folded, table)
        if not found and language == "ar":
            found = next(
                (f for p in ARABIC_PREFIXES if folded.startswith(p) and (f := table.find(folded[len(p) :]))), {}
            )
        numbers = tuple((name, value) for name, value in found.items() if name in NUMERALS)
        units = tuple((name, value) for name, value in found.items() if name in ("money", "weapons"))
        return Tag(frozenset(found), numbers, units)

    return lru_cache(maxsize=20_000)(tag)


def _turkish(word: str, table: _Table) -> dict[str, Any]:
    """Return the tags of a numeral of Turkish under an ending of case ("elliye", "yirmisini")."""
    match = TURKISH_CASE.fullmatch(word)
    found = table.exact.get(match["stem"], {}) if match else {}
    return found if any(name in NUMERALS for name in found) else {}


@cache
def load(language: str) -> Lexicon | None:
    """Return the lexicon of a language, None if there is none."""
    data = tomllib.loads(files("lagebild.extract").joinpath("data/size.toml").read_text(encoding="utf-8"))
    return _compile(data[language], data["all"], language) if language in data and language != "all" else None


def _compile(own: dict[str, Any], shared: dict[str, Any], language: str) -> Lexicon:
    table, numerals, refine, currencies = _Table(), _Table(), _Table(), _Table()
    for name in NUMERALS:
        for value, forms in own.get(name, {}).items():
            target = numerals if name == "inner" else table
            target.add(forms, name, float(value))
            if name in ("cardinals", "scales"):
                numerals.add(forms, name, float(value))
    for name in (*COUNTED, *GRAMMAR, "one", "none", "several", "tens", "hundreds", "and", "to"):
        table.add(own.get(name, ""), name)
    table.add(shared["skip"], "skip")
    for name in ("weapons", "money"):
        for unit, forms in {**own.get(name, {})}.items():
            table.add(forms, name, unit)
    for unit, forms in shared["money"].items():
        table.add(forms, "money", unit)
        currencies.add(forms, "money", unit)
    for unit, forms in shared["refine"].items():
        refine.add(forms, "money", unit)
    return Lexicon(
        language=language,
        decimal=own["decimal"],
        glued=own.get("glued", False),
        words=_word_pattern(table, language),
        tag=_tagger(table, language),
        numeral=_tagger(numerals, language),
        before=_qualifiers(
            own["before"], language, "(?:{})\\s*$" if language in UNSPACED else r"(?<!\w)(?:{})(?:\s+|(?<=['’]))$"
        ),
        after=_qualifiers(own["after"], language, r"\s*(?:{})" if language in UNSPACED else r"\s?(?:{})(?!\w)"),
        percent=re.compile(rf"\s*(?:{own['percent']}|{shared['percent']})", re.IGNORECASE),
        percent_before=re.compile(f"(?:{own['percent_before']})\\s*$", re.IGNORECASE)
        if "percent_before" in own
        else None,
        between=_listed(own["between"]),
        change=_listed(own.get("change", "")),
        rise=re.compile(rf"(?<!\w)(?:{own['rise']})\w*\s+$", re.IGNORECASE) if "rise" in own else None,
        refine=_tagger(refine, language),
        marks=frozenset(currencies.exact),
        phrases=_phrases(own.get("phrases", {}), language),
        wordings=tuple((_numeral(value), p) for value, p in _phrases(own.get("wordings", {}), language)),
        no_bound=re.compile(rf"(?<!\w)(?:{own['no_bound']})\s+$", re.IGNORECASE) if "no_bound" in own else None,
        them=re.compile(rf"\s(?:{own['them']})(?!\w)", re.IGNORECASE) if "them" in own else None,
    )


def _numeral(value: str) -> Tag:
    """Return the tag of a wording: a number, a lower bound if it ends in "+", a half to add, or none ("inert")."""
    if value == "inert":
        return Tag()
    if value == "half":
        return Tag(numbers=(("half", 0.5),))
    kind = "vague" if value.endswith("+") else "cardinals"
    return Tag(numbers=((kind, float(value.rstrip("+"))),))


def _phrases(table: dict[str, str], language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    frame = "(?:{})" if language in UNSPACED else r"(?<!\w)(?:{})(?!\w)"
    return tuple((name, re.compile(frame.format(wording), re.IGNORECASE)) for name, wording in table.items())


def _listed(words: str) -> re.Pattern[str] | None:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words.split())})(?: \w{{2,3}})?\s+$", re.IGNORECASE) if words else None


def _qualifiers(table: dict[str, str], language: str, frame: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = ((bound, wording) for bound, listed in table.items() for wording in re.split(r"\|(?![^(]*\))", listed))
    ordered = sorted(rows, key=lambda row: -len(row[1]))
    bounds = ("low", "high", "about")
    named = [(b, "|".join(w for bound, w in ordered if bound == b)) for b in bounds]
    return tuple((b, re.compile(frame.format(w), re.IGNORECASE)) for b, w in named if w)


def _word_pattern(table: _Table, language: str) -> re.Pattern[str]:
    if language not in UNSPACED:
        return re.compile(rf"{DIGITS}|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*|[^\w\s]")
    listed = sorted((re.escape(form) for form in table.exact if form), key=lambda form: -len(form))
    return re.compile(rf"{DIGITS}|{'|'.join(listed)}|[{CHINESE_DIGITS}]+|[A-Za-z]+|[^\s]")
