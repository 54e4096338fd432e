"""Expressions of time to days: found by patterns of the language, settled against the day of publication.

The conventions are those of the annotation guide: a past weekday is the latest on or before publication, a future
one the first after it; "since X" runs to publication, "until X" from it.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
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
GRANULARITY: Final = {
    "week": ("week_begin", "week_end", "week_last", "week_next", "week_this", "weekend", "weekend_last", "weekend_next"),
    "month": ("my", "m", "m_last", "m_next", "month_last", "month_next", "month_this", "earlier_month"),
    "season": ("season", "season_y", "season_last", "season_next"),
    "year": ("year", "year_bare", "year_last", "year_next", "year_this", "earlier_year"),
    "interval": ("for", "for_2", "next_n", "within", "night_wd2", "dm_range", "part_m", "part_y", "turn", "year_end", "year_begin"),
}  # fmt: skip
BY_OPERATION: Final = {operation: name for name, operations in GRANULARITY.items() for operation in operations}


@dataclass(frozen=True, slots=True)
class TimeMention:
    """An expression of time with its place in the text and what it was settled to."""

    span: Span
    interval: Interval


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
    since: re.Pattern[str]
    until: re.Pattern[str]
    join: re.Pattern[str]
    between: re.Pattern[str]


def find_times(text: str, sentences: tuple[Span, ...], language: str, published: date | None) -> list[TimeMention]:
    """Return the expressions of time in `text`, in order; nothing without a day of publication or patterns."""
    rules = _load(language)
    if published is None or rules is None:
        return []
    found: list[TimeMention] = []
    for sentence in sentences:
        found.extend(_in_sentence(text, sentence, rules, published, found))
    return found


def month_pattern(language: str) -> re.Pattern[str] | None:
    """Return the pattern of the names of months, None for a language without patterns."""
    rules = _load(language)
    return rules.months if rules is not None else None


def _in_sentence(
    text: str, sentence: Span, rules: _Language, published: date, earlier: list[TimeMention]
) -> list[TimeMention]:
    found: list[TimeMention] = []
    wording = sentence.of(text)
    for start, stop, operation, groups in _matches(wording, rules):
        reference = ([*earlier, *found] or [None])[-1]  # type: ignore[list-item]
        setting = Setting(
            published=published,
            reference=reference.interval.start if reference else published,
            is_future=_is_future(wording, start, stop, rules),
            values=groups,
        )
        days = _settle(operation, setting)
        if days is None:
            continue
        span = Span(sentence.start + start, sentence.start + stop)
        days, span, evidence = _modify(text, sentence, span, days, rules, published, operation)
        granularity = "interval" if evidence else BY_OPERATION.get(operation, "day")
        note = f"{operation}{evidence}, published {published}"
        found.append(TimeMention(span, Interval(*days, granularity, note)))  # type: ignore[arg-type]
    return _join(text, found, rules)


def _settle(operation: str, setting: Setting) -> Days | None:
    try:
        return OPERATIONS[operation](setting)
    except (ValueError, OverflowError):
        return None


def _matches(wording: str, rules: _Language) -> list[tuple[int, int, str, dict[str, Any]]]:
    found = []
    taken = 0
    numeric = list(NUMERIC.finditer(wording))
    for match in rules.pattern.finditer(wording):
        if match.start() < taken or any(m.start() < match.end() and match.start() < m.end() for m in numeric):
            continue
        index = int((match.lastgroup or "r0")[1:])
        found.append((match.start(), match.end(), rules.operations[index], _values(match.group(), rules, index)))
        taken = match.end()
    for match in numeric:
        numbers = [int(match[name]) for name in (("y1", "m1", "d1") if match["y1"] else ("y2", "m2", "d2"))]
        values = dict(zip(("year", "mon", "d"), numbers, strict=True))
        found.append((match.start(), match.end(), "dmy", values))
    return sorted(found, key=lambda item: item[0])


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


def _is_future(wording: str, start: int, stop: int, rules: _Language) -> bool:
    """Return whether the clause around an expression speaks of what is to come."""
    begin = max(wording.rfind(mark, 0, start) for mark in (",", ";", "–", "،", "，"))
    ends = [place for mark in (",", ";", "–", "،", "，") if (place := wording.find(mark, stop)) >= 0]
    clause = wording[begin + 1 : start] + " " + wording[stop : min(ends, default=len(wording))]
    return rules.future.search(clause) is not None


def _modify(
    text: str, sentence: Span, span: Span, days: Days, rules: _Language, published: date, operation: str
) -> tuple[Days, Span, str]:
    before = text[max(sentence.start, span.start - 24) : span.start]
    if operation in ("for", "for_2", "within", "next_n", "ago", "ago_1", "ago_2", "in"):
        return days, span, ""
    wording = span.of(text)
    if match := rules.since.search(before) or rules.since.match(wording):
        if days[0] <= published:
            return (days[0], published), _widen(span, before, match), " since"
    if (match := rules.until.search(before) or rules.until.match(wording)) and days[1] >= published:
        return (published, days[1]), _widen(span, before, match), " until"
    return days, span, ""


def _widen(span: Span, before: str, match: re.Match[str]) -> Span:
    return Span(span.start - (len(before) - match.start()), span.stop) if match.string == before else span


def _join(text: str, found: list[TimeMention], rules: _Language) -> list[TimeMention]:
    joined: list[TimeMention] = []
    for mention in found:
        if joined and mention.span.start - joined[-1].span.stop < JOIN_GAP:
            previous = joined[-1]
            gap = text[previous.span.stop : mention.span.start]
            lead = text[max(0, previous.span.start - 15) : previous.span.start]
            if rules.join.fullmatch(gap.strip()) and rules.between.search(lead) and previous.interval.start <= mention.interval.stop:
                interval = Interval(previous.interval.start, mention.interval.stop, "interval", previous.interval.evidence)
                joined[-1] = TimeMention(Span(previous.span.start, mention.span.stop), interval)
                continue
        joined.append(mention)
    return joined


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
        return re.compile(edge[0] + "(?:" + "|".join(f"(?P<{letter}{i}>{name})" for i, name in parts) + ")" + edge[1], flags)

    numbers = table["numbers"]
    units = "|".join(f"(?P<{name}>{pattern})" for name, pattern in table["units"].items())
    loose = edge[0] if language != "ar" else r"(?<!\w)(?:و|ب|ل|ال)?"
    return _Language(
        pattern=re.compile(loose + "(?:" + "|".join(branches) + ")" + edge[1], flags),
        operations=tuple(operation for operation, _ in table["rows"]),
        weekdays=listed(table["weekdays"], "w") if language != "de" else _loose(table["weekdays"], "w"),
        months=listed(table["months"], "m") if language not in ("en", "fr", "it") else _loose(table["months"], "m"),
        seasons=listed(table["seasons"], "s"),
        units=re.compile(edge[0] + f"(?:{units})" + edge[1], flags),
        numbers=listed(list(numbers.values()), "n"),
        number_values=tuple(int(key) for key in numbers),
        parts=_loose(table["parts"], "p"),
        future=re.compile(edge[0] + f"(?:{table['future']})" + edge[1], flags),
        since=re.compile(edge[0] + f"(?:{table['since']})\\s*$", flags),
        until=re.compile(edge[0] + f"(?:{table['until']})\\s*$", flags),
        join=re.compile(table["and"], flags),
        between=re.compile(edge[0] + f"(?:{table['between']})\\s*$", flags),
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
