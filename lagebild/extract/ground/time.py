"""Expressions of time to days: found by patterns of the language, settled against the day of publication.

The conventions are those of the annotation guide: a past weekday is the latest on or before publication, a future
one the first after it; "since X" runs to publication, "until X" from it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from lagebild.extract.ground.calendar import Days
from lagebild.extract.ground.time_pattern import TimeLexicon, load
from lagebild.extract.ground.time_rule import OPERATIONS, Setting
from lagebild.records import Interval
from lagebild.spans import Span

NUMERIC: Final = re.compile(
    r"(?<![\d.,/-])(?:(?P<y1>(?:19|20)\d\d)-(?P<m1>0?[1-9]|1[0-2])-(?P<d1>0?[1-9]|[12]\d|3[01])"
    r"|(?P<d2>0?[1-9]|[12]\d|3[01])(?P<sep>[./])(?P<m2>0?[1-9]|1[0-2])(?P=sep)(?P<y2>(?:19|20)\d\d))(?![\d-])"
)
YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
JOIN_GAP: Final = 25
CLAUSE_REACH: Final = 160
LEAD_REACH: Final = 24
EXTENSION: Final = 60
BEHIND: Final = 12
DASHES: Final = frozenset({"bis", "to", "through", "-", "–", "至", "到", "до", "do", "hasta"})
BEFORE: Final = re.compile(r"(?:noch vor|before|avant|antes|prima|przed)(?!\w)", re.IGNORECASE)
UNBOUNDED: Final = frozenset(
    {
        "for",
        "for_2",
        "within",
        "next_n",
        "ago",
        "ago_1",
        "ago_2",
        "in",
        "m_range",
        "y_range",
        "for_1",
        "ago_ref",
        "after_ref",
        "in_2",
        "within_2",
    }
)
ENDS: Final = frozenset({"year_end", "season_end", "week_end"})
NEAR_DAYS: Final = 60
FAR_DAYS: Final = 200
SOON_DAYS: Final = 90
LAST_PART: Final = 2
MARKS: Final = (",", ";", "–", "،", "，", "。")
BACKGROUND_DAYS: Final = 365
GRANULARITY: Final = {
    "week": (
        "week_begin", "week_end", "week_last", "week_next", "week_this", "weekend", "weekend_last", "weekend_next",
    ),
    "month": ("my", "m", "m_last", "m_next", "month_last", "month_next", "month_this", "earlier_month"),
    "season": ("season", "season_y", "season_last", "season_next"),
    "year": ("year", "year_bare", "year_last", "year_next", "year_this", "earlier_year"),
    "interval": (
        "quarter", "half", "decade", "m_range", "y_range", "quarter_last", "quarter_this", "quarter_next",
        "part_month_last", "part_month_this", "part_month_next", "part_year_last", "part_year_this", "part_year_next",
        "part_week_last", "part_week_this", "part_week_next",
        "for", "for_2", "next_n", "within", "night_wd2", "dm_range", "part_m", "part_y", "turn", "year_end",
        "year_begin", "christmas",
    ),
}  # fmt: skip
BY_OPERATION: Final = {operation: name for name, operations in GRANULARITY.items() for operation in operations}


@dataclass(frozen=True, slots=True)
class TimeMention:
    """An expression of time with its place in the text and what it was settled to."""

    span: Span
    interval: Interval


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    stop: int
    operation: str
    values: dict[str, Any]


def find_times(text: str, sentences: tuple[Span, ...], language: str, published: date | None) -> list[TimeMention]:
    """Return the expressions of time in `text`, in order; nothing without a day of publication or patterns."""
    rules = load(language)
    if published is None or rules is None:
        return []
    found: list[TimeMention] = []
    for sentence in sentences:
        found.extend(_in_sentence(text, sentence, rules, published, found[-1] if found else None))
    return found


def resolve_time(
    text: str, span: Span, sentences: tuple[Span, ...], language: str, published: date | None
) -> Interval | None:
    """Return what the expression of time in `span` stands for, None if there is none or it cannot be settled."""
    mentions = [m for m in find_times(text, sentences, language, published) if m.span.overlaps(span)]
    if not mentions:
        return None
    return max(mentions, key=lambda m: min(m.span.stop, span.stop) - max(m.span.start, span.start)).interval


def month_pattern(language: str) -> re.Pattern[str] | None:
    """Return the pattern of the names of months, None for a language without patterns."""
    rules = load(language)
    return rules.months if rules is not None else None


def _in_sentence(
    text: str, sentence: Span, rules: TimeLexicon, published: date, reference: TimeMention | None
) -> list[TimeMention]:
    found: list[TimeMention] = []
    wording = sentence.of(text).replace("İ", "i")
    items = _matches(wording, rules)
    index = 0
    while index < len(items):
        last = found[-1] if found else reference
        anchor = last.interval.start if last else published
        mention = _range(wording, items[index : index + 2], rules, published, anchor)
        index += 2 if mention is not None else 1
        if mention is None:
            mention = _mention(wording, items[index - 1], rules, published, anchor)
        if mention is not None:
            span = Span(sentence.start + mention.span.start, sentence.start + mention.span.stop)
            found.append(TimeMention(span, mention.interval))
    return found


def _range(
    wording: str, pair: list[_Found], rules: TimeLexicon, published: date, reference: date
) -> TimeMention | None:
    """Return two expressions joined by "to" or "between … and" as one, None if they are not."""
    if len(pair) < 2 or pair[1].start - pair[0].stop > JOIN_GAP:
        return None
    first, second = pair
    lead = rules.between.search(wording[max(0, first.start - LEAD_REACH) : first.start])
    gap = wording[first.stop : second.start].strip()
    is_led = lead is not None or rules.between_begin.match(wording[first.start : first.stop]) is not None
    is_joined = rules.join.fullmatch(gap) or (not gap and rules.join.match(wording[second.start : second.stop]))
    if not is_joined or not (is_led or gap in DASHES):
        return None
    is_future = _is_future(wording, first, rules)
    start = _settle(first.operation, Setting(published, reference, is_future, first.values))
    stop = _settle(second.operation, Setting(published, reference, is_future, second.values))
    if start is not None and stop is not None and stop[1] < start[0]:
        stop = _settle(second.operation, Setting(start[0], reference, True, second.values))
    if start is None or stop is None or stop[1] < start[0]:
        return None
    note = f"{first.operation} to {second.operation}, published {published}"
    begin = (
        first.start - (LEAD_REACH if first.start > LEAD_REACH else first.start) + lead.start() if lead else first.start
    )
    return TimeMention(Span(begin, second.stop), Interval(start[0], stop[1], "interval", note))


def _mention(wording: str, item: _Found, rules: TimeLexicon, published: date, reference: date) -> TimeMention | None:
    before = wording[max(0, item.start - LEAD_REACH) : item.start]
    own, after = wording[item.start : item.stop], wording[item.stop : item.stop + LEAD_REACH]
    is_bounded = item.operation not in UNBOUNDED
    since = rules.since.find(before, own, after) if is_bounded else None
    if since is not None and item.operation == "dm" and _is_future(wording, item, rules):
        since = None if _is_soon(item, published) else since
    until = rules.until.find(before, own, after) if is_bounded and since is None else None
    is_ahead = rules.ahead is not None and rules.ahead.search(before) is not None
    is_end = item.operation in ENDS or item.values.get("part") == LAST_PART
    is_before = until is not None and not is_end and BEFORE.match(wording[item.start - until[0] :]) is not None
    is_future = since is None and (
        (until is not None and not is_before) or is_ahead or _is_future(wording, item, rules)
    )
    is_open = not is_future and since is None and _tense(wording, item, rules) is None
    if is_open and item.operation in ("dm", "m"):
        is_future = _is_near(item, published)
    values = {**item.values, "is_open": is_open}
    days = _settle(item.operation, Setting(published, reference, is_future, values))
    if days is None:
        return None
    span, note = Span(item.start, item.stop), item.operation
    if since is not None and days[0] <= published:
        days, span, note = (days[0], published), Span(item.start - since[0], item.stop + since[1]), note + " since"
    elif until is not None and days[1] >= published and (is_future or not is_before):
        stop = days[0] - timedelta(days=1) if is_before and days[0] > published else days[1]
        days, span, note = (published, stop), Span(item.start - until[0], item.stop + until[1]), note + " until"
    granularity = BY_OPERATION.get(item.operation, "day") if note == item.operation else "interval"
    if granularity in ("year", "season") and (published - days[1]).days > BACKGROUND_DAYS:
        note += ", historical background"
    return TimeMention(span, Interval(*days, granularity, f"{note}, published {published}"))  # type: ignore[arg-type]


def _is_near(item: _Found, published: date) -> bool:
    """Return whether a day or month without year or tense is much nearer in the future than in the past."""
    coming = _settle(item.operation, Setting(published, published, True, item.values))
    past = _settle(item.operation, Setting(published, published, False, item.values))
    if coming is None or past is None:
        return False
    return (coming[0] - published).days <= NEAR_DAYS < FAR_DAYS < (published - past[1]).days


def _is_soon(item: _Found, published: date) -> bool:
    """Return whether a day without a year lies in the weeks to come ("from 5 August troops will take part")."""
    days = _settle(item.operation, Setting(published, published, True, item.values))
    return days is not None and "year" not in item.values and (days[0] - published).days < SOON_DAYS


def _settle(operation: str, setting: Setting) -> Days | None:
    try:
        days = OPERATIONS[operation](setting)
    except (ValueError, OverflowError, LookupError, StopIteration):
        return None
    return days if days[0] <= days[1] else None


def _matches(wording: str, rules: TimeLexicon) -> list[_Found]:
    found = []
    for match in NUMERIC.finditer(wording):
        numbers = [int(match[name]) for name in (("y1", "m1", "d1") if match["y1"] else ("y2", "m2", "d2"))]
        values = dict(zip(("year", "mon", "d"), numbers, strict=True))
        found.append(_Found(match.start(), match.end(), "dmy", values))
    taken = {place for item in found for place in range(item.start, item.stop)}
    place = 0
    while (match_ := rules.pattern.search(wording, place)) is not None:
        start, match_ = match_.start(), _longer(match_, wording, rules)
        place = max(match_.end(), start + 1)
        if not taken.intersection(range(start, match_.end())):
            index = int((match_.lastgroup or "r0")[1:])
            found.append(_Found(start, match_.end(), rules.operations[index], _values(match_.group(), rules, index)))
    return sorted(found, key=lambda item: item.start)


def _longer(match: re.Match[str], wording: str, rules: TimeLexicon) -> re.Match[str]:
    """Return the match that begins inside another and goes on behind it ("im Herbst" in "im Herbst 2014")."""
    while (other := rules.pattern.search(wording, match.start() + 1, match.end() + EXTENSION)) is not None:
        if other.start() >= match.end() or other.end() <= match.end():
            break
        match = other
    return match


def _values(wording: str, rules: TimeLexicon, index: int) -> dict[str, Any]:
    values: dict[str, Any] = {"wording": wording}
    weekdays = [int((m.lastgroup or "")[1:]) for m in rules.weekdays.finditer(wording)]
    if weekdays:
        values["wd"], values["wd2"] = weekdays[0], weekdays[-1]
    for name, pattern in (("mon", rules.months), ("season", rules.seasons), ("part", rules.parts)):
        if match := pattern.search(wording):
            values[name] = int((match.lastgroup or "")[1:]) + (name == "mon")
    if match := rules.units.search(wording):
        values["unit"] = match.lastgroup
    values |= _named_values(wording, rules)
    years = YEAR.findall(wording)
    if years:
        values["year"], values["year2"] = int(years[0]), int(years[-1])
    rest = YEAR.sub(" ", wording)
    if rules.months.search(rest) and wording[:1].isdigit() and re.match(r"\d+月", wording):
        rest = rest[rest.index("月") + 1 :]
    if re.search(r"\d月", rest):
        rest = rest[rest.index("月") + 1 :]
    digits = [int(d) for d in re.findall(r"(?<!\d)\d{1,3}(?!\d)", rest)]
    if digits:
        values["d"], values["d2"], values["n"] = digits[0], digits[-1], digits[0]
    elif match := rules.numbers.search(wording):
        values["n"] = rules.number_values[int((match.lastgroup or "")[1:])]
    return values


def _named_values(wording: str, rules: TimeLexicon) -> dict[str, Any]:
    """Return what ordinals, names of decades and holidays and a second month stand for."""
    values: dict[str, Any] = {}
    months = [int((m.lastgroup or "")[1:]) + 1 for m in rules.months.finditer(wording)]
    if len(months) > 1:
        values["mon2"] = months[-1]
    if rules.ordinals and (match := rules.ordinals.search(wording)):
        values["ord"] = int((match.lastgroup or "")[1:]) + 1
    if rules.decades and (match := rules.decades.search(wording)):
        values["decade"] = rules.decade_values[int((match.lastgroup or "")[1:])]
    if rules.holidays and (match := rules.holidays.search(wording)):
        values["holiday"] = match.lastgroup
    return values


def _is_future(wording: str, item: _Found, rules: TimeLexicon) -> bool:
    """Return whether the word of tense nearest to an expression, in its clause, speaks of what is to come."""
    return _tense(wording, item, rules) is True


def _tense(wording: str, item: _Found, rules: TimeLexicon) -> bool | None:
    """Return whether the clause of an expression speaks of what is to come, None if no word tells."""
    low = max(0, item.start - CLAUSE_REACH)
    begin = max(max(wording.rfind(mark, low, item.start) for mark in MARKS) + 1, low)
    high = min(len(wording), item.stop + CLAUSE_REACH)
    end = min((place for mark in MARKS if (place := wording.find(mark, item.stop, high)) >= 0), default=high)
    distances: list[tuple[int, bool]] = []
    for pattern, is_future in ((rules.future, True), (rules.past, False)):
        for start, stop in ((begin, item.start), (item.stop, end)):
            for match in pattern.finditer(wording[start:stop]):
                if is_future or not rules.future.fullmatch(match.group()):
                    distances.append((_distance(start + match.start(), start + match.end(), item, rules), is_future))
    return min(distances, key=lambda pair: (pair[0], not pair[1]))[1] if distances else None


def _distance(start: int, stop: int, item: _Found, rules: TimeLexicon) -> int:
    if rules.is_verb_last:
        return -start
    return item.start - stop if stop <= item.start else start - item.stop + BEHIND
