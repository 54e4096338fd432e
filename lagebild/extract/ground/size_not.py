"""Numbers that are no sizes: dates, years, clock times, ages, ordinals, distances, results, models, paragraphs."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from lagebild.extract.ground import time as ground_time
from lagebild.extract.ground.number import Number
from lagebild.extract.ground.size_kind import CASUALTIES, Count
from lagebild.extract.ground.size_lexicon import UNSPACED, Lexicon, Word

ARTICLES: Final = frozenset(["the", "le", "la", "les", "el", "los", "las", "il", "gli", "lo", "os", "as", "un", "une"])
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2099
ORDINAL: Final = frozenset({"de", "pl", "tr"})
GLUED_LEADS: Final = frozenset(["us", "و", "ب", "ل", "بـ", "لـ", "وـ"])
JOINTS: Final = frozenset("-–‑/:+#№§")
CLOCK: Final = frozenset({"um", "at", "à", "las", "alle", "às", "saat", "в", "о", "об", "الساعة"})
YEAR_LEAD: Final = re.compile(
    r"(?:^|\W)(?:in|im|seit|jahre?s?|since|year|of|by|until|from|en|depuis|de|del|desde|nel|dal|em|do|w|od|roku|с|в|з|у|від|عام|سنة|منذ|"
    r"anno|année|año|ano|для|после|до|до|bis|vor|nach|before|after|mayo|and|und|et|y|e)\s$",
    re.IGNORECASE,
)


def is_excluded(words: list[Word], number: Number, sentence: str, lexicon: Lexicon) -> bool:
    """Return whether a number cannot be a size, by the marks and words that touch it."""
    before = words[number.first - 1] if number.first else None
    after = words[number.last + 1] if number.last + 1 < len(words) else None
    if number.is_digits and _is_glued(words, number, lexicon):
        return True
    if before is not None and "label" in before.tag.names:
        return True
    if number.is_digits and after is not None and _is_month(after, words, number, lexicon):
        return True
    return number.is_digits and before is not None and _is_dated(before, words, number, sentence, lexicon)


def _is_glued(words: list[Word], number: Number, lexicon: Lexicon) -> bool:
    """Return whether digits are part of a model, a telephone number, an ordinal, a result or an age."""
    first, last = words[number.first], words[number.last]
    before = words[number.first - 1] if number.first else None
    after = words[number.last + 1] if number.last + 1 < len(words) else None
    if first.text.startswith("0") and len(first.text) > 1 and first.text[1].isdecimal():
        return True
    if before is not None and before.stop == first.start and lexicon.language not in UNSPACED:
        if before.text[0].isalpha() and before.text.casefold() not in GLUED_LEADS:
            return "money" not in before.tag.names
        if before.text in JOINTS and number.first > 1 and words[number.first - 2].stop == before.start:
            return not words[number.first - 2].is_digits or before.text in "/:"
        if before.text in "+#№§":
            return True
    if after is None or after.start != last.stop or number.first != number.last:
        return False
    return _is_tailed(words, number.last, lexicon)


def _is_tailed(words: list[Word], index: int, lexicon: Lexicon) -> bool:
    """Return whether what follows digits without a space makes them an ordinal, an age, a result or a model."""
    after = words[index + 1]
    following = words[index + 2] if index + 2 < len(words) else None
    if after.text == "." and lexicon.language in ORDINAL:
        return following is not None and following.start > after.stop and following.text[0].isalpha()
    if after.text in "º°ª":
        return True
    if after.text in "-–‑" and following is not None and following.start == after.stop:
        if following.is_digits:
            return _is_result(words, index)
        return "one" not in following.tag.names and following.text.casefold() not in _SUFFIXES
    if after.text in ":/" and following is not None and following.is_digits and following.start == after.stop:
        return True
    is_scale = after.tag.numbers or after.tag.names & {"money"} or after.text.casefold() in ("m", "k", "b")
    return after.text[0].isalpha() and not is_scale and lexicon.language not in UNSPACED and "'" not in after.text


_SUFFIXES: Final = frozenset({"х", "ти", "ми", "plus", "odd", "ма", "ох", "и", "strong"})


def _is_result(words: list[Word], index: int) -> bool:
    first, second = words[index].text, words[index + 2].text
    longer = index + 4 < len(words) and words[index + 3].text in "-/" and words[index + 4].is_digits
    return longer or (len(first) == len(second) and first >= second) or len(first) > len(second)


def _is_month(after: Word, words: list[Word], number: Number, lexicon: Lexicon) -> bool:
    """Return whether a month follows digits, as in "5 May", "5 de mayo", "5. Mai"."""
    months = _months(lexicon.language)
    if months is None or words[number.last].text.isdecimal() is False or len(words[number.last].text) > 2:
        return False
    if lexicon.language in UNSPACED:
        return after.text in ("月", "日", "号", "年")
    index = number.last + 1
    while index < len(words) and words[index].text.casefold() in (".", "de", "di", "من", "th", "of"):
        index += 1
    return index < len(words) and months.fullmatch(words[index].text) is not None


def _is_dated(before: Word, words: list[Word], number: Number, sentence: str, lexicon: Lexicon) -> bool:
    """Return whether digits are the day behind a month, a year, or a clock time."""
    text = words[number.first].text
    if number.first != number.last or not text.isdecimal():
        return False
    months = _months(lexicon.language)
    after = words[number.last + 1] if number.last + 1 < len(words) else None
    is_named = months is not None and months.fullmatch(before.text) is not None
    if is_named and before.text[0].isupper() | (len(text) == 4):
        return lexicon.language == "en" or len(text) == 4
    if len(text) == 4 and FIRST_YEAR <= number.value <= LAST_YEAR:
        lead = sentence[max(0, words[number.first].start - 12) : words[number.first].start]
        counted = after is not None and after.tag.names & {"troops", "people", "killed", "injured", "thing", "money"}
        return YEAR_LEAD.search(lead) is not None or not (counted or _is_counted_next(words, number))
    is_hour = before.text.casefold() in CLOCK and number.value <= 24
    return is_hour and (after is None or after.is_mark or not after.tag.names)


def _is_counted_next(words: list[Word], number: Number) -> bool:
    names = {"troops", "people", "killed", "injured", "arrested", "thing", "money", "weapons", "displaced"}
    return any(word.tag.names & names for word in words[number.last + 1 : number.last + 4])


def is_counted(words: list[Word], count: Count, sentence: str, lexicon: Lexicon) -> bool:
    """Return whether a number with its head is a size: something is counted, and it is no stretch of time or way."""
    if count.head is not None:
        return count.head.name != "skip" and (not count.number.is_article or _is_article(words, count))
    if count.number.is_article:
        after = words[count.number.last + 1].tag.names if count.number.last + 1 < len(words) else frozenset()
        return count.low == 0 and bool(after & {"stop", "one", *CASUALTIES})
    if count.low != count.high or count.first < count.number.first:
        return True
    before = words[count.first - 1] if count.first else None
    if count.last > count.number.last:
        return not (count.number.is_digits and _is_name(words, count.first - 1, lexicon))
    return lexicon.language not in UNSPACED and before is not None and not before.text[0].isupper()


def _is_name(words: list[Word], index: int, lexicon: Lexicon) -> bool:
    """Return whether digits belong to the name before them ("a Boeing 737"), not so behind "in Goma" or "Goma'da"."""
    if index < 1 or lexicon.language == "de" or not words[index].text[0].isupper() or "'" in words[index].text:
        return False
    lead = words[index - 1].tag.names
    return "stop" not in lead or "one" in lead or words[index - 1].text.casefold() in ARTICLES


def _is_article(words: list[Word], count: Count) -> bool:
    """Return whether "one" or "no" stands directly before, or one word before, what is counted."""
    head = count.head
    if head is None or head.name == "thing":
        return False
    return head.index - count.number.last <= (1 if head.name in CASUALTIES else 2)


@cache
def _months(language: str) -> re.Pattern[str] | None:
    return ground_time.month_pattern(language)
