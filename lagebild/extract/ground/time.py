"""Expressions of time to days: found by patterns of the language, settled against the day of publication.

The conventions are those of the annotation guide: a past weekday is the latest on or before publication, a future
one the first after it; "since X" runs to publication, "until X" from it.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Final

from lagebild.extract.ground.calendar import Days
from lagebild.extract.ground.time_rule import OPERATIONS, Setting
from lagebild.records import Interval
from lagebild.spans import Span

NUMERIC: Final = re.compile(
    r"(?<![\d.,/-])(?:(?P<y1>(?:19|20)\d\d)-(?P<m1>0?[1-9]|1[0-2])-(?P<d1>0?[1-9]|[12]\d|3[01])"
    r"|(?P<d2>0?[1-9]|[12]\d|3[01])(?P<sep>[./])(?P<m2>0?[1-9]|1[0-2])(?P=sep)(?P<y2>(?:19|20)\d\d))(?![\d-])"
)
UNSPACED: Final = frozenset({"zh"})
JOIN_GAP: Final = 25
CLAUSE_REACH: Final = 160
LEAD_REACH: Final = 24
EXTENSION: Final = 60
BEHIND: Final = 12
DASHES: Final = frozenset({"bis", "to", "through", "-", "–", "至", "到", "до", "do", "hasta"})
BEFORE: Final = re.compile(r"(?:noch vor|before|avant|antes|prima|przed)(?!\w)", re.IGNORECASE)
UNBOUNDED: Final = frozenset({"for", "for_2", "within", "next_n", "ago", "ago_1", "ago_2", "in"})
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
class _Edge:
    """Words of a bound: before an expression, at its beginning, after it."""

    before: re.Pattern[str]
    begin: re.Pattern[str]
    after: re.Pattern[str] | None

    def find(self, before: str, wording: str, after: str) -> tuple[int, int] | None:
        """Return by how many characters an expression grows to the left and right, None without such a word."""
        if match := self.before.search(before):
            return len(before) - match.start(), 0
        if self.begin.match(wording):
            return 0, 0
        if self.after is not None and (match := self.after.match(after)):
            return 0, match.end()
        return None


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    stop: int
    operation: str
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Language:
    pattern: re.Pattern[str]
    operations: tuple[str, ...]
    weekdays: re.Pattern[str]
    months: re.Pattern[str]
    seasons: re.Pattern[str]
    units: re.Pattern[str]
    numbers: re.Pattern[str]
    number_values: tuple[int, ...]
    parts: re.Pattern[str]
    future: re.Pattern[str]
    past: re.Pattern[str]
    is_verb_last: bool
    ahead: re.Pattern[str] | None
    since: _Edge
    until: _Edge
    join: re.Pattern[str]
    between: re.Pattern[str]
    between_begin: re.Pattern[str]


def find_times(text: str, sentences: tuple[Span, ...], language: str, published: date | None) -> list[TimeMention]:
    """Return the expressions of time in `text`, in order; nothing without a day of publication or patterns."""
    rules = _load(language)
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
    rules = _load(language)
    return rules.months if rules is not None else None


def _in_sentence(
    text: str, sentence: Span, rules: _Language, published: date, reference: TimeMention | None
) -> list[TimeMention]:
    found: list[TimeMention] = []
    wording = sentence.of(text)
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


def _range(wording: str, pair: list[_Found], rules: _Language, published: date, reference: date) -> TimeMention | None:
    """Return two expressions joined by "to" or "between … and" as one, None if they are not."""
    if len(pair) < 2 or pair[1].start - pair[0].stop > JOIN_GAP:
        return None
    first, second = pair
    lead = rules.between.search(wording[max(0, first.start - LEAD_REACH) : first.start])
    gap = wording[first.stop : second.start].strip()
    is_led = lead is not None or rules.between_begin.match(wording[first.start : first.stop]) is not None
    if not rules.join.fullmatch(gap) or not (is_led or gap in DASHES):
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


def _mention(wording: str, item: _Found, rules: _Language, published: date, reference: date) -> TimeMention | None:
    before = wording[max(0, item.start - LEAD_REACH) : item.start]
    own, after = wording[item.start : item.stop], wording[item.stop : item.stop + LEAD_REACH]
    is_bounded = item.operation not in UNBOUNDED
    since = rules.since.find(before, own, after) if is_bounded else None
    until = rules.until.find(before, own, after) if is_bounded and since is None else None
    is_ahead = rules.ahead is not None and rules.ahead.search(before) is not None
    is_before = until is not None and BEFORE.match(wording[item.start - until[0] :]) is not None
    is_future = since is None and (
        (until is not None and not is_before) or is_ahead or _is_future(wording, item, rules)
    )
    days = _settle(item.operation, Setting(published, reference, is_future, item.values))
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


def _settle(operation: str, setting: Setting) -> Days | None:
    try:
        days = OPERATIONS[operation](setting)
    except (ValueError, OverflowError, LookupError, StopIteration):
        return None
    return days if days[0] <= days[1] else None


def _matches(wording: str, rules: _Language) -> list[_Found]:
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


def _longer(match: re.Match[str], wording: str, rules: _Language) -> re.Match[str]:
    """Return the match that begins inside another and goes on behind it ("im Herbst" in "im Herbst 2014")."""
    while (other := rules.pattern.search(wording, match.start() + 1, match.end() + EXTENSION)) is not None:
        if other.start() >= match.end() or other.end() <= match.end():
            break
        match = other
    return match


def _values(wording: str, rules: _Language, index: int) -> dict[str, Any]:
    values: dict[str, Any] = {"wording": wording}
    weekdays = [int((m.lastgroup or "")[1:]) for m in rules.weekdays.finditer(wording)]
    if weekdays:
        values["wd"], values["wd2"] = weekdays[0], weekdays[-1]
    for name, pattern in (("mon", rules.months), ("season", rules.seasons), ("part", rules.parts)):
        if match := pattern.search(wording):
            values[name] = int((match.lastgroup or "")[1:]) + (name == "mon")
    if match := rules.units.search(wording):
        values["unit"] = match.lastgroup
    year = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", wording)
    if year:
        values["year"] = int(year.group())
    rest = wording.replace(year.group(), " ") if year else wording
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


def _is_future(wording: str, item: _Found, rules: _Language) -> bool:
    """Return whether the word of tense nearest to an expression, in its clause, speaks of what is to come."""
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
    return bool(distances) and min(distances, key=lambda pair: (pair[0], not pair[1]))[1]


def _distance(start: int, stop: int, item: _Found, rules: _Language) -> int:
    if rules.is_verb_last:
        return -start
    return item.start - stop if stop <= item.start else start - item.stop + BEHIND


@cache
def _load(language: str) -> _Language | None:
    data = tomllib.loads(files("lagebild.extract").joinpath("data/time.toml").read_text(encoding="utf-8"))
    return _compile(data[language], language) if language in data else None


def _compile(table: dict[str, Any], language: str) -> _Language:
    edge = ("", "") if language in UNSPACED else (r"(?<!\w)", r"(?!\w)")
    holes = _holes(table)
    rows = sorted(enumerate(table["rows"]), key=lambda row: (-_weight(row[1][1]), row[0]))
    branches = [f"(?P<r{i}>{_fill(pattern, holes)})" for i, (_, pattern) in rows]
    flags = re.IGNORECASE

    def listed(names: list[str], letter: str) -> re.Pattern[str]:
        parts = sorted(((i, name) for i, name in enumerate(names)), key=lambda item: -len(item[1]))
        return re.compile(
            inner + "(?:" + "|".join(f"(?P<{letter}{i}>{name})" for i, name in parts) + ")" + edge[1], flags
        )

    numbers = table["numbers"]
    inner = edge[0] if language != "ar" else r"(?<!\w)(?:و?ال|و|ب|ل)?"
    units = "|".join(f"(?P<{name}>{pattern})" for name, pattern in table["units"].items())
    loose = edge[0] if language != "ar" else r"(?<!\w)(?:و|ب|ل|ال)?"
    return _Language(
        pattern=re.compile(loose + "(?:" + "|".join(branches) + ")" + edge[1], flags),
        operations=tuple(operation for operation, _ in table["rows"]),
        weekdays=listed(table["weekdays"], "w") if language != "de" else _loose(table["weekdays"], "w"),
        months=listed(table["months"], "m")
        if language not in ("en", "fr", "it", "tr")
        else _loose(table["months"], "m"),
        seasons=listed(table["seasons"], "s") if language != "tr" else _loose(table["seasons"], "s"),
        units=re.compile(inner + f"(?:{units})" + edge[1], flags),
        numbers=listed(list(numbers.values()), "n"),
        number_values=tuple(int(key) for key in numbers),
        parts=_loose(table["parts"], "p"),
        future=re.compile(edge[0] + f"(?:{table['future']})" + edge[1], flags),
        past=re.compile(edge[0] + f"(?:{table['past']})" + edge[1], flags),
        is_verb_last=table.get("verb_last", False),
        ahead=re.compile(edge[0] + f"(?:{table['ahead']})\\s*$", flags) if "ahead" in table else None,
        since=_edge("since", table, edge),
        until=_edge("until", table, edge),
        join=re.compile(table["and"], flags),
        between=re.compile(edge[0] + f"(?:{table['between']})\\s*$", flags),
        between_begin=re.compile(f"(?:{table['between']})" + edge[1], flags),
    )


def _edge(name: str, table: dict[str, Any], edge: tuple[str, str]) -> _Edge:
    words, behind = table[name], table.get(f"{name}_after")
    return _Edge(
        before=re.compile(f"{edge[0]}(?:{words})\\s*$", re.IGNORECASE),
        begin=re.compile(f"(?:{words})(?!['’]){edge[1]}", re.IGNORECASE),
        after=re.compile(f"\\s?(?:{behind}){edge[1]}", re.IGNORECASE) if behind else None,
    )


def _loose(names: list[str], letter: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{letter}{i}>{name})" for i, name in enumerate(names)), re.IGNORECASE)


def _holes(table: dict[str, Any]) -> dict[str, str]:
    def any_of(names: list[str]) -> str:
        return "(?:" + "|".join(names) + ")"

    return {
        "{wd}": any_of(table["weekdays"]),
        "{wd2}": any_of(table["weekdays"]),
        "{wd_any}": r"\w+",
        "{mon}": any_of(table["months"]),
        "{season}": any_of(table["seasons"]),
        "{part}": any_of(table["parts"]),
        "{unit}": any_of(list(table["units"].values())),
        "{n}": any_of([r"\d{1,3}", *table["numbers"].values()]),
        "{year}": r"(?:(?:19|20)\d\d)(?!\d)",
        "{d}": r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])",
        "{d2}": r"(?:0?[1-9]|[12]\d|3[01])",
    }


def _fill(pattern: str, holes: dict[str, str]) -> str:
    for hole, wording in holes.items():
        pattern = pattern.replace(hole, wording)
    return pattern.replace(" ", r"\s")


def _weight(pattern: str) -> int:
    """Return how much a row pins down: rows with more placeholders and more wording are tried first."""
    return 100 * pattern.count("{") + len(re.sub(r"\{\w+\}|\W", "", pattern.split("|")[0]))
