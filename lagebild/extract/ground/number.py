"""Numbers in the words of a sentence: digits with the separators of the language, number words, scales, vague ones."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from lagebild.extract.ground.size_lexicon import CHINESE_DIGITS, Lexicon, Tag, Word

LONGEST_NUMBER: Final = 24
LONGEST_SPELLED: Final = 16
LONGEST_SCALED: Final = 4
SPACES: Final = re.compile(r"[ \u00a0\u202f\u2009'’٬]")
CHINESE_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
CHINESE_SCALES: Final = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
CHINESE_VALUES: Final = dict(zip("〇零一二两兩三四五六七八九", (0, 0, 1, 2, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
THOUSANDS: Final = frozenset({"es", "pt"})
MILLION: Final = 10**6
TWO_DOZEN: Final = 24
DUALS: Final = frozenset({2e3, 2e6, 2e9})


@dataclass(frozen=True, slots=True)
class Number:
    """A number over words `first` to `last` (inclusive); a vague one is only a lower bound."""

    first: int
    last: int
    value: float
    is_vague: bool = False
    is_article: bool = False
    is_digits: bool = False


def read_numbers(words: list[Word], lexicon: Lexicon) -> list[Number]:
    """Return the numbers in order, without overlap."""
    found: list[Number] = []
    index = 0
    while index < len(words):
        number = _number_at(words, index, lexicon)
        if number is not None:
            number = _with_half(words, number)
            found.append(number)
            index = number.last
        index += 1
    return found


def _with_half(words: list[Word], number: Number) -> Number:
    """Add a half behind a number: "two and a half million", "un million et demi"."""
    at = number.last + 1
    if at >= len(words) or words[at].tag.number("half") is None or number.is_vague:
        return number
    own = words[number.last].tag.number("scales")
    scale = words[at + 1].tag.number("scales") if at + 1 < len(words) else None
    if scale is not None and scale >= 100 and own is None:
        return replace(number, last=at + 1, value=(number.value + 0.5) * scale, is_article=False)
    if own is not None and own >= 100:
        return replace(number, last=at, value=number.value + own / 2)
    half = number.value / 4 if number.value in DUALS else 0.5
    return replace(number, last=at, value=number.value + half, is_article=False)


def parse_digits(text: str, lexicon: Lexicon) -> float | None:
    """Return the value of digits with separators; None if they are no number (dates, addresses)."""
    if len(text) > LONGEST_NUMBER:
        return None
    text = SPACES.sub("", text).replace("٫", ".") if lexicon.decimal == "." else SPACES.sub("", text)
    marks = [mark for mark in text if mark in ".,"]
    if not marks:
        return float(text)
    if len(set(marks)) == 2:
        whole, part = text.replace(marks[0], "").split(marks[-1], 1)
        return float(f"{whole}.{part}") if marks.count(marks[-1]) == 1 else None
    parts = text.split(marks[0])
    grouped = all(len(part) == 3 for part in parts[1:]) and 0 < len(parts[0]) <= 3 and parts[0] != "0"
    if grouped and (len(marks) > 1 or marks[0] != lexicon.decimal or lexicon.language in THOUSANDS):
        return float("".join(parts))
    return float(".".join(parts)) if len(marks) == 1 else None


def _number_at(words: list[Word], index: int, lexicon: Lexicon) -> Number | None:
    word = words[index]
    if word.is_digits:
        return _from_digits(words, index, lexicon)
    if lexicon.language == "zh" and word.text[0] in CHINESE_DIGITS:
        value = parse_chinese(word.text)
        return Number(index, index, value) if value is not None else None
    for reader in (_vague, _group, _spelled):
        if (number := reader(words, index, lexicon)) is not None:
            return number
    if "one" in word.tag.names or "none" in word.tag.names:
        return Number(index, index, 1.0 if "one" in word.tag.names else 0.0, is_article=True)
    return None


def _from_digits(words: list[Word], index: int, lexicon: Lexicon, *, is_part: bool = False) -> Number | None:
    value = parse_digits(words[index].text, lexicon)
    if value is None:
        return None
    last = index
    if lexicon.language == "zh":
        if last + 1 < len(words) and words[last + 1].text[0] in "十百千万萬亿億":
            factor = parse_chinese("一" + words[last + 1].text)
            value, last = value * (factor or 1), last + 1
        return Number(index, last, value, is_digits=True)
    while last + 1 < len(words) and last - index < LONGEST_SCALED:
        step = 2 if words[last + 1].text == "-" and last + 2 < len(words) else 1
        scale = _scale(words, last + step, lexicon)
        if scale is None or (step == 2 and scale < 100):
            break
        value, last = round(value * scale, 6), last + step
        if words[last].text[-1:] != "." and last + 1 < len(words) and _is_dot(words, last + 1):
            last += 1
    if (
        lexicon.language == "tr"
        and not is_part
        and last > index
        and last + 1 < len(words)
        and words[last + 1].is_digits
    ):
        rest = _from_digits(words, last + 1, lexicon, is_part=True)
        if rest is not None and rest.value < value:
            value, last = value + rest.value, rest.last
    return Number(index, last, value, is_digits=True)


def _is_dot(words: list[Word], index: int) -> bool:
    """Return whether a full stop belongs to an abbreviated scale ("Mio.", "тыс.", "mld.")."""
    previous = words[index - 1]
    following = words[index + 1].text[:1] if index + 1 < len(words) else ""
    short = len(previous.text) <= 3 and words[index].text == "." and words[index].start == previous.stop
    return short and following.isalnum()


def _scale(words: list[Word], index: int, lexicon: Lexicon) -> float | None:
    value = words[index].tag.number("scales")
    if value is None and words[index].text.lower() in ("m", "k", "b") and index >= 2:
        is_money = words[index - 2].text.lower() in lexicon.marks and words[index].start == words[index - 1].stop
        return {"m": 1e6, "k": 1e3, "b": 1e9}[words[index].text.lower()] if is_money else None
    return value


def _vague(words: list[Word], index: int, lexicon: Lexicon) -> Number | None:
    """Read dozens, hundreds, "several hundred", "hundreds of thousands", "dozens of people"."""
    tag = words[index].tag
    following = words[index + 1] if index + 1 < len(words) else None
    if "several" in tag.names and following is not None and _scaled(following) is not None:
        value = _scaled(following) or 0
        return Number(index, index + 1, {12: 24, 10: 24, 20: 40}.get(int(value), max(2 * value, 24)), is_vague=True)
    own = tag.number("vague")
    factor = 10 if "tens" in tag.names else 100 if "hundreds" in tag.names else None
    if factor is not None:
        at = index + 1
        while at < len(words) and at <= index + 2 and "and" in words[at].tag.names:
            at += 1
        scale = _scaled(words[at]) if at < len(words) else None
        if scale is not None and scale >= 1000:
            return Number(index, at, 2 * factor * scale, is_vague=True)
    if own is None or (index and "one" in words[index - 1].tag.names):
        return None
    if index + 1 < len(words) and own == 3 and _scaled(words[index + 1]) is not None:
        return Number(index, index + 1, 2 * (_scaled(words[index + 1]) or 0), is_vague=True)
    return Number(index, index, own, is_vague=True)


def _scaled(word: Word) -> float | None:
    """Return the value of a word that can stand behind "several": a scale, a group or a vague number."""
    for kind in ("scales", "groups"):
        if (value := word.tag.number(kind)) is not None:
            return value
    value = word.tag.number("vague")
    return value / 2 if value is not None and value > 3 else None


def _group(words: list[Word], index: int, lexicon: Lexicon) -> Number | None:
    """Read exact groups: "une trentaine", "zwei Dutzend", "half a million" and "a hundred"."""
    first = index
    if "one" in words[index].tag.names and index + 1 < len(words):
        index += 1
        if words[index].tag.number("scales") is not None:
            total, last = _compose(words, index, lexicon, 1.0)
            return Number(first, last, total)
    value = words[index].tag.number("groups")
    if value is None and first != index:
        return None
    return Number(first, index, value) if value is not None else None


def _spelled(words: list[Word], index: int, lexicon: Lexicon) -> Number | None:
    tag = _numeral(words[index], lexicon)
    if tag.number("cardinals") is None and tag.number("scales") is None:
        return None
    value, last = _compose(words, index, lexicon, None)
    group = _counted_group(words[last + 1]) if last + 1 < len(words) else None
    if group is not None:
        return Number(index, last + 1, value * group)
    return Number(index, last, value)


def _counted_group(word: Word) -> float | None:
    """Return the number a group stands for behind a number ("zwei Dutzend", "три сотни", "dos docenas")."""
    vague = word.tag.number("vague")
    if (group := word.tag.number("groups")) is not None or vague is None or word.tag.number("scales") is not None:
        return group
    if vague == TWO_DOZEN:
        return 12 if word.text[:1].lower() == "d" and word.text[2:3].lower() in "cztz" else 10
    return {200: 100, 2000: 1000}.get(int(vague))


def _numeral(word: Word, lexicon: Lexicon) -> Tag:
    """Return the numeral a word is, also one written together ("dreihundertzwanzig")."""
    if word.tag.numbers or not lexicon.glued or len(word.text) > 40 or word.tag.names:
        return word.tag
    value = _unglue(word.text.lower(), lexicon)
    return Tag(numbers=(("cardinals", value),)) if value is not None else word.tag


def _unglue(text: str, lexicon: Lexicon) -> float | None:
    parts: list[Tag] = []
    place = 0
    while place < len(text):
        for stop in range(len(text), place + 1, -1):
            tag = lexicon.numeral(text[place:stop])
            if tag.numbers or text[place:stop] == "und":
                parts.append(tag)
                place = stop
                break
        else:
            return None
    return _sum(parts) if len(parts) > 1 and parts[-1].numbers and parts[0].numbers else None


def _sum(parts: list[Tag]) -> float:
    total, current = 0.0, 0.0
    for part in parts:
        value = part.number("inner") or part.number("scales") or part.number("cardinals")
        if value is None:
            continue
        total, current = _add(total, current, value, is_scale=value in (100, 1000))
    return total + current


def _add(total: float, current: float, value: float, *, is_scale: bool) -> tuple[float, float]:
    if not is_scale:
        return total, current + value
    if value == 100:
        return total, (current or 1) * 100
    if total and value > total:
        return (total + current) * value, 0.0
    return total + (current or 1) * value, 0.0


def _compose(words: list[Word], index: int, lexicon: Lexicon, start: float | None) -> tuple[float, int]:
    """Add up number words from `index` on and return the value and the index of the last."""
    total, current, last = 0.0, start or 0.0, index
    is_open = True
    at = index
    while at < len(words) and at <= last + 2 and at - index < LONGEST_SPELLED:
        tag = _numeral(words[at], lexicon)
        scale, cardinal = tag.number("scales"), tag.number("cardinals")
        if scale is not None and (last == index or at == last + 1 or scale < MILLION):
            total, current = _add(total, current, scale, is_scale=True)
            last, is_open = at, True
        elif cardinal is not None and (at == index or _fits(current, cardinal, lexicon, is_open)):
            open_from = 10 if lexicon.language in ("fr", "tr") else 20
            current, last, is_open = _join(current, cardinal), at, cardinal >= open_from
        elif _is_one_more(words[at], current, at - index, lexicon):
            return total + current + 1, at
        elif at == last + 1 and at > index and (words[at].text == "-" or "and" in tag.names):
            at += 1
            continue
        else:
            break
        at += 1
    return total + current, last


def _is_one_more(word: Word, current: float, distance: int, lexicon: Lexicon) -> bool:
    """Return whether "one" ends a number ("sixty-one", "soixante et un"); an English article does not."""
    is_one = "one" in word.tag.names and word.text.casefold() not in ("a", "an")
    return (
        is_one
        and distance > 0
        and (current % 100 >= (10 if lexicon.language == "tr" else 20) or (distance > 1 and current >= 100))
        and current % 10 == 0
    )


def _join(current: float, cardinal: float) -> float:
    return current * 20 if current == 4 and cardinal == 20 else current + cardinal


def _fits(current: float, cardinal: float, lexicon: Lexicon, is_open: bool) -> bool:
    if lexicon.language == "fr" and current == 4 and cardinal == 20:
        return True
    if lexicon.language == "fr" and current % 100 in (60, 80) and cardinal < 20:
        return True
    if lexicon.language == "ar" and 0 < current % 100 < 10:
        return 10 <= cardinal < 100
    if not current:
        return True
    place = 10 if current % 100 else 100
    return is_open and current % place == 0 and cardinal < place


def parse_chinese(text: str) -> float | None:
    """Return the value of a Chinese numeral."""
    if len(text) > LONGEST_NUMBER:
        return None
    total, section, digit = 0.0, 0.0, 0.0
    if len(text) > 1 and all(mark in CHINESE_VALUES for mark in text):
        return float("".join(str(CHINESE_VALUES[mark]) for mark in text))
    for mark in text:
        if mark in CHINESE_VALUES:
            digit = CHINESE_VALUES[mark]
        elif mark in CHINESE_UNITS:
            section, digit = section + (digit or 1) * CHINESE_UNITS[mark], 0.0
        else:
            total, section, digit = (total + section + digit or 1) * CHINESE_SCALES[mark], 0.0, 0.0
    return total + section + digit
