"""Numbers of what: troops, killed, injured, arrested, displaced, weapons, money and other, with their bounds.

The conventions are those of the annotation guide: "at least" leaves the high end open, "up to" the low one, "about"
changes nothing; dozens, hundreds and thousands are lower bounds.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import Final

from lagebild.extract.ground import size_not
from lagebild.extract.ground.number import Number, read_numbers
from lagebild.extract.ground.size_kind import CASUALTIES, HEADS, NOTHING, Count, Head, find_head, settle
from lagebild.extract.ground.size_lexicon import UNSPACED, Lexicon, Word, load, read_words
from lagebild.records import Size
from lagebild.spans import Span

QUALIFIER_REACH: Final = 32
DOLLARS: Final = {
    "r": "BRL", "c": "CAD", "ca": "CAD", "can": "CAD", "a": "AUD", "au": "AUD", "nz": "NZD", "hk": "HKD", "s": "SGD",
    "nt": "TWD", "mx": "MXN",
}  # fmt: skip
ELISION: Final = re.compile(r"[dl]['’]", re.IGNORECASE)
ELIDED_BEFORE: Final = frozenset({"fr", "it"})
SAME_NAME: Final = {
    "USD": frozenset({"CAD", "AUD", "NZD", "HKD", "TWD", "SGD"}),
    "GBP": frozenset({"EGP", "LBP", "SYP", "SDG", "GBP"}),
    "CHF": frozenset({"XOF", "CHF"}),
    "CZK": frozenset({"NOK", "SEK", "DKK", "CZK"}),
    "MXN": frozenset({"ARS", "COP", "CLP", "PHP"}),
    "INR": frozenset({"PKR", "IDR"}),
    "RSD": frozenset({"KWD", "IQD", "JOD", "DZD", "TND", "LYD"}),
    "KWD": frozenset({"IQD", "JOD", "DZD", "TND", "LYD", "KWD", "RSD"}),
    "TRY": frozenset({"SYP", "LBP", "TRY"}),
    "IRR": frozenset({"SAR", "QAR", "YER", "IRR"}),
    "SAR": frozenset({"QAR", "YER", "IRR"}),
    "KES": frozenset({"TZS", "UGX", "SOS"}),
    "RUB": frozenset({"BYN"}),
}
FROM_FAR: Final = frozenset({"CZK", "MXN", "RSD", "KWD"})
PARTITIVES: Final = frozenset(
    ["von", "der", "of", "de", "des", "sur", "su", "dei", "dos", "das", "di", "из", "із", "з", "z", "spośród", "من"]
)
GAP_OF_PART: Final = 2
LONGEST_SENTENCE: Final = 6000


@dataclass(frozen=True, slots=True)
class SizeMention:
    """A number with its qualifier and what it counts, and the size it stands for."""

    span: Span
    size: Size


def find_sizes(text: str, sentences: tuple[Span, ...], language: str) -> list[SizeMention]:
    """Return the sizes in `text`, in order; nothing for a language without words."""
    lexicon = load(language)
    if lexicon is None:
        return []
    found: list[SizeMention] = []
    for sentence in sentences:
        for start in range(sentence.start, sentence.stop, LONGEST_SENTENCE):
            piece = text[start : min(start + LONGEST_SENTENCE, sentence.stop)]
            found.extend(_in_sentence(piece, start, lexicon))
    return found


def _in_sentence(sentence: str, offset: int, lexicon: Lexicon) -> list[SizeMention]:
    words = read_words(sentence, lexicon)
    numbers = read_numbers(words, lexicon)
    if not numbers:
        return []
    kept = [number for number in numbers if not size_not.is_excluded(words, number, sentence, lexicon)]
    counts = [_bounded(count, words, sentence, lexicon) for count in _ranges(kept, words, sentence, lexicon)]
    for index, count in enumerate(counts):
        limit = counts[index + 1].first if index + 1 < len(counts) else len(words)
        _attach(count, words, limit, sentence, lexicon)
    _share_heads(counts, words)
    counts = [count for count in counts if size_not.is_counted(words, count, sentence, lexicon)]
    settle(counts, words, lexicon)
    counts = [count for count in counts if _is_kept(count)]
    return [_mention(count, words, offset, sentence) for count in counts]


def _share_heads(counts: list[Count], words: list[Word]) -> None:
    """Give a part what the whole behind it counts ("29 von 120 Sitzen", "three of the 12 sailors")."""
    for part, whole in itertools.pairwise(counts):
        gap = [word.text.casefold() for word in words[part.number.last + 1 : whole.first]]
        if part.head is None and whole.head is not None and gap and gap[0] in PARTITIVES and len(gap) <= GAP_OF_PART:
            part.head, part.last = Head(part.number.last, whole.head.name, whole.head.unit), part.number.last


def _is_kept(count: Count) -> bool:
    """Return whether a count is kept: "one" and bare numbers only as a number of killed, injured and so on."""
    is_bare = (
        count.head is None
        and not count.number.is_vague
        and count.first == count.number.first
        and count.last == count.number.last
    )
    if count.number.is_article:
        return count.of in CASUALTIES
    return not is_bare or count.evidence != NOTHING


def _ranges(numbers: list[Number], words: list[Word], sentence: str, lexicon: Lexicon) -> list[Count]:
    counts: list[Count] = []
    for number in numbers:
        previous = counts[-1] if counts else None
        if previous is not None and _is_range(previous, number, words, sentence, lexicon):
            low = previous.number.value * _shared_scale(previous.number, number, words)
            previous.low, previous.high, previous.last = low, number.value, number.last
            continue
        low, high = number.value, None if number.is_vague else number.value
        counts.append(Count(number, number.first, number.last, low, high))
    return counts


def _shared_scale(low: Number, high: Number, words: list[Word]) -> float:
    """Return the scale that the second number of a range has and the first one lacks ("two to three million")."""
    if low.value >= high.value or words[low.last].tag.number("scales") is not None:
        return 1.0
    scale, index = 1.0, high.last
    while index > high.first and (value := words[index].tag.number("scales")) is not None:
        scale, index = scale * value, index - 1
    return scale if scale >= 100 and low.value < 1000 and low.value * scale <= high.value else 1.0


def _is_range(previous: Count, number: Number, words: list[Word], sentence: str, lexicon: Lexicon) -> bool:
    gap = words[previous.number.last + 1 : number.first]
    if not gap or previous.last != previous.number.last or number.value <= previous.number.value:
        return False
    if previous.number.is_vague or number.is_vague or previous.number.is_article or number.is_article:
        return False
    if gap[0].tag.unit("money") or gap[-1].tag.unit("money") or "%" in (gap[0].text, gap[-1].text):
        gap = [word for word in gap if word.tag.unit("money") is None and word.text != "%"]
    if len(gap) != 1:
        return False
    mark = gap[0]
    lead = sentence[max(0, words[previous.first].start - QUALIFIER_REACH) : words[previous.first].start]
    if lexicon.change is not None and lexicon.change.search(lead):
        return False
    is_between = lexicon.between is not None and lexicon.between.search(lead) is not None
    if mark.text in "-–—~～":
        return previous.number.is_digits and number.is_digits
    if "conjunction" in mark.tag.names and "to" not in mark.tag.names:
        return is_between
    is_or = mark.text.casefold() in ("or", "oder", "ou", "o", "или", "або", "lub", "veya", "أو", "或")
    if is_or:
        return number.value - previous.number.value == 1
    return "to" in mark.tag.names or (is_between and "and" in mark.tag.names)


def _bounded(count: Count, words: list[Word], sentence: str, lexicon: Lexicon) -> Count:
    """Apply the qualifiers before and after a number."""
    start = words[count.first].start
    while count.first and count.number.is_digits and words[count.first - 1].text.lower() in lexicon.marks:
        count.first -= 1
        start = words[count.first].start
    elided = ELISION.match(words[count.first].text) if lexicon.language in ELIDED_BEFORE else None
    start += elided.end() if elided else 0
    before = sentence[max(0, start - QUALIFIER_REACH) : start]
    if lexicon.between is not None and count.low != count.high and (match := lexicon.between.search(before)):
        count.first = _word_at(words, start - len(before) + match.start(), count.first)
        return count
    matches = [(match.start(), bound) for bound, pattern in lexicon.before if (match := pattern.search(before))]
    if lexicon.rise is not None:
        matches = [pair for pair in matches if not lexicon.rise.search(before[: pair[0]])]
    if lexicon.no_bound is not None and lexicon.no_bound.search(before):
        matches = []
    _bind_behind(count, words, sentence, lexicon)
    if matches:
        place, bound = min(matches)
        _bind(count, bound)
        count.first = _word_at(words, start - len(before) + place, count.first)
    return count


def _bind_behind(count: Count, words: list[Word], sentence: str, lexicon: Lexicon) -> None:
    """Apply a qualifier behind a number or what it counts ("15 or more", "15 people at most")."""
    for bound, pattern in lexicon.after:
        if (after := pattern.match(sentence, words[count.last].stop)) is not None:
            _bind(count, bound)
            count.last = _word_at(words, after.end() - 1, count.last)
            return


def _bind(count: Count, bound: str) -> None:
    if bound == "low":
        count.high = None
    elif bound == "high":
        count.low, count.high = None, count.high if count.high is not None else count.low


def _word_at(words: list[Word], place: int, index: int) -> int:
    """Return the index of the word at or after a place, looked for from `index` on."""
    step = -1 if words[index].start > place else 1
    while 0 <= index + step < len(words) and not words[index].start <= place < words[index].stop:
        index += step
        if words[index].start <= place if step < 0 else words[index].stop > place:
            break
    return index


def _attach(count: Count, words: list[Word], limit: int, sentence: str, lexicon: Lexicon) -> None:
    """Find what is counted: a sign before the number, per cent, or a noun behind it."""
    before = sentence[max(0, words[count.first].start - QUALIFIER_REACH) : words[count.first].start]
    percent = lexicon.percent.match(sentence, words[count.last].stop)
    if percent is not None or (lexicon.percent_before is not None and lexicon.percent_before.search(before)):
        last = count.last if percent is None else _word_at(words, percent.end() - 1, count.last)
        count.head, count.last = Head(last, "thing", "%"), last
        return
    sign = words[count.number.first - 1] if count.number.first > count.first or count.number.first else None
    if sign is not None and sign.text.lower() in lexicon.marks and count.number.is_digits:
        lead = words[count.number.first - 2].text.casefold() if count.number.first > 1 else ""
        unit = DOLLARS.get(lead, "USD") if sign.text == "$" else sign.tag.unit("money")
        count.head = Head(count.number.first - 1, "money", unit)
        return
    if lexicon.them is not None and lexicon.them.match(sentence, words[count.last].stop) is not None:
        count.head = Head(count.last, "people")
        return
    count.head = _own_head(words[count.last]) or find_head(words, count.last, limit, lexicon)
    if count.head is not None:
        if count.head.name == "money":
            count.head = _refined(count.head, words, lexicon)
        if count.head.index > count.last:
            count.last = count.head.index
            _bind_behind(count, words, sentence, lexicon)
    elif lexicon.language not in UNSPACED and count.last + 1 < limit and not words[count.last + 1].is_mark:
        word = words[count.last + 1]
        count.last += not word.is_digits and not word.tag.names & {"stop", "cut", "conjunction", "including"}
        _bind_behind(count, words, sentence, lexicon)


def _own_head(word: Word) -> Head | None:
    """Return the head that is in the number itself, as in the dual of Arabic ("جنديين")."""
    name = next((name for name in HEADS if name in word.tag.names), None)
    return Head(0, name, word.tag.unit(name)) if name is not None and word.tag.number("cardinals") == 2 else None


def _refined(head: Head, words: list[Word], lexicon: Lexicon) -> Head:
    """Return the currency told apart by a word beside it ("Canadian dollars", "francs CFA")."""
    others = SAME_NAME.get(head.unit or "", frozenset())
    for index in (head.index - 1, head.index + 1):
        if 0 <= index < len(words) and (unit := lexicon.refine(words[index].text).unit("money")) in others:
            return Head(max(head.index, index), head.name, unit)
    if head.unit not in FROM_FAR:
        return head
    named = (lexicon.refine(word.text).unit("money") for word in words)
    return Head(head.index, head.name, next((unit for unit in named if unit in others), head.unit))


def _mention(count: Count, words: list[Word], offset: int, sentence: str) -> SizeMention:
    span = Span(offset + words[count.first].start, offset + words[count.last].stop)
    unit = (
        count.head.unit
        if count.head is not None and (count.of in ("money", "weapons") or count.head.unit == "%")
        else None
    )
    evidence = f"{sentence[words[count.first].start : words[count.last].stop]}: {count.evidence}"
    return SizeMention(span, Size(count.of or "other", count.low, count.high, unit, evidence))
