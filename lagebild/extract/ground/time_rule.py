"""What each kind of time expression stands for: one small function per operation of `data/time.toml`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from lagebild.extract.ground import calendar as cal
from lagebild.extract.ground.calendar import Days

WEEK_PARTS: Final = {0: (0, 1), 1: (2, 3), 2: (3, 6)}
DUAL_UNITS: Final = {"يوم": "day", "أسب": "week", "اسب": "week", "شهر": "month", "عام": "year"}


@dataclass(frozen=True, slots=True)
class Setting:
    """What an operation may look at: publication, the day spoken of last, tense, and the values in the wording."""

    published: date
    reference: date
    is_future: bool
    values: dict[str, Any]

    def number(self, name: str) -> int:
        """Return a value of the wording; raises ValueError if it is not there."""
        value = self.values.get(name)
        if not isinstance(value, int):
            raise ValueError(f"no {name} in {self.values.get('wording')!r}")
        return value

    @property
    def count(self) -> float:
        """How many units the wording speaks of; one if it does not say."""
        value = self.values.get("n", 1)
        return value if isinstance(value, int | float) else 1

    def year_of(self, month: int, day: int = 1) -> int:
        """Return the year in the wording, else that of the latest past or next future such day, by tense."""
        if "year" in self.values:
            return self.number("year")
        year = self.published.year
        key, today = (month, day), (self.published.month, self.published.day)
        if self.is_future:
            return year if key >= today else year + 1
        return year if key <= today else year - 1


Operation = Callable[[Setting], Days]


def _month_date(s: Setting) -> Days:
    month, day = s.number("mon"), s.number("d")
    return cal.day(date(s.year_of(month, day), month, day))


def _day_range(s: Setting) -> Days:
    month, first, last = s.number("mon"), s.number("d"), s.number("d2")
    year = s.year_of(month, first)
    return date(year, month, first), date(year, month, last)


def _day_of_month(s: Setting) -> Days:
    day = s.number("d")
    value = s.published.replace(day=day)
    if value > s.published and not s.is_future:
        value = cal.shift_months(s.published.replace(day=1), -1).replace(day=day)
    return cal.day(value)


def _month(s: Setting) -> Days:
    month = s.number("mon")
    return cal.month(s.year_of(month, 31 if s.is_future else 1), month)


def _month_last(s: Setting) -> Days:
    month = s.number("mon")
    return cal.month(s.published.year - (month >= s.published.month), month)


def _month_next(s: Setting) -> Days:
    month = s.number("mon")
    return cal.month(s.published.year + (month <= s.published.month), month)


def _month_part(s: Setting) -> Days:
    month, part = s.number("mon"), s.number("part")
    return cal.month_part(s.year_of(month, 10 * part + (10 if s.is_future else 1)), month, part)


def _year_part(s: Setting) -> Days:
    year, part = s.number("year"), s.number("part")
    return date(year, 4 * part + 1, 1), cal.month(year, 4 * part + 4)[1]


def _season(s: Setting) -> Days:
    index = s.number("season")
    if "year" in s.values:
        return cal.season(s.number("year"), index)
    years = (s.published.year - 1, s.published.year, s.published.year + 1)
    if s.is_future:
        return next(days for year in years if (days := cal.season(year, index))[1] >= s.published)
    return next(days for year in reversed(years) if (days := cal.season(year, index))[0] <= s.published)


def _season_end(s: Setting) -> Days:
    return cal.month_of(_season(s)[1])


def _season_last(s: Setting) -> Days:
    years = (s.published.year, s.published.year - 1, s.published.year - 2)
    return next(days for year in years if (days := cal.season(year, s.number("season")))[1] < s.published)


def _season_next(s: Setting) -> Days:
    years = (s.published.year - 1, s.published.year, s.published.year + 1)
    return next(days for year in years if (days := cal.season(year, s.number("season")))[0] > s.published)


def _christmas(s: Setting) -> Days:
    year = s.year_of(12, 25)
    return date(year, 12, 25), date(year, 12, 26)


def _weekday(s: Setting) -> Days:
    if s.is_future:
        return cal.day(cal.weekday_after(s.published, s.number("wd")))
    return cal.day(cal.weekday_before(s.published, s.number("wd")))


def _night_between(s: Setting) -> Days:
    last = cal.weekday_before(s.published, s.number("wd2"))
    return cal.weekday_before(last, s.number("wd")), last


def _ago(s: Setting) -> Days:
    return cal.day(cal.shift(s.published, -s.count, s.values["unit"]))


def _ago_one(s: Setting) -> Days:
    return cal.day(cal.shift(s.published, -1, s.values["unit"]))


def _dual(s: Setting) -> str:
    wording = s.values["wording"]
    return next(unit for stem, unit in DUAL_UNITS.items() if stem in wording)


def _in(s: Setting) -> Days:
    return cal.day(cal.shift(s.published, s.count, s.values["unit"]))


def _past_stretch(s: Setting) -> Days:
    return cal.shift(s.published, -s.count, s.values["unit"]), s.published


def _coming_stretch(s: Setting) -> Days:
    return s.published, cal.shift(s.published, s.count, s.values["unit"])


def _weekend(s: Setting) -> Days:
    days = cal.weekend(s.published)
    return days if s.is_future or days[0] <= s.published else cal.weekend(s.published, -1)


def _turn(s: Setting) -> Days:
    is_today = (s.published.month, s.published.day) == (12, 31)
    year = s.published.year - (not s.is_future and not is_today)
    return date(year, 12, 31), date(year + 1, 1, 1)


def _stretch_of_year(s: Setting, stretch: Callable[[int], Days]) -> Days:
    """Return a stretch that comes every year: of the year in the wording, else the latest begun or next to end."""
    if "year" in s.values:
        return stretch(s.number("year"))
    years = (s.published.year - 1, s.published.year, s.published.year + 1)
    coming = next(days for year in years if (days := stretch(year))[1] >= s.published)
    past = next(days for year in reversed(years) if (days := stretch(year))[0] <= s.published)
    if s.values.get("is_open"):
        return min(past, coming, key=lambda days: abs((days[0] - s.published).days))
    return coming if s.is_future else past


def _quarter(s: Setting) -> Days:
    return _stretch_of_year(s, lambda year: cal.quarter(year, s.number("ord")))


def _half(s: Setting) -> Days:
    return _stretch_of_year(s, lambda year: cal.half(year, s.number("ord")))


def _iso_week(s: Setting) -> Days:
    return _stretch_of_year(s, lambda year: cal.iso_week(year, s.number("n")))


def _quarter_around(quarters: int) -> Callable[[Setting], Days]:
    def operation(s: Setting) -> Days:
        day = cal.shift_months(s.published.replace(day=1), 3 * quarters)
        return cal.quarter(day.year, (day.month + 2) // 3)

    return operation


def _decade(s: Setting) -> Days:
    first = s.number("year") // 10 * 10 if "year" in s.values else s.number("decade")
    return date(first, 1, 1), date(first + 9, 12, 31)


def _months_between(s: Setting) -> Days:
    first, last = s.number("mon"), s.number("mon2")
    if "year" in s.values:
        year = s.number("year")
        return cal.month(year - (first > last), first)[0], cal.month(year, last)[1]
    year = s.year_of(first)
    return cal.month(year, first)[0], cal.month(year + (first > last), last)[1]


def _years_between(s: Setting) -> Days:
    return cal.year_days(s.number("year"))[0], cal.year_days(s.number("year2"))[1]


def _holiday(s: Setting) -> Days:
    name = s.values["holiday"]
    return _stretch_of_year(s, lambda year: cal.holiday(name, year))


def _weekday_around(weeks: int) -> Callable[[Setting], Days]:
    def operation(s: Setting) -> Days:
        return cal.day(cal.shift_days(cal.week(s.published, weeks)[0], s.number("wd")))

    return operation


def _month_part_around(months: int) -> Callable[[Setting], Days]:
    def operation(s: Setting) -> Days:
        day = cal.shift_months(s.published.replace(day=1), months)
        return cal.month_part(day.year, day.month, s.number("part"))

    return operation


def _year_part_around(years: int) -> Callable[[Setting], Days]:
    def operation(s: Setting) -> Days:
        year, part = s.published.year + years, s.number("part")
        return date(year, 4 * part + 1, 1), cal.month(year, 4 * part + 4)[1]

    return operation


def _week_part_around(weeks: int) -> Callable[[Setting], Days]:
    def operation(s: Setting) -> Days:
        first, last = WEEK_PARTS[s.number("part")]
        monday = cal.week(s.published, weeks)[0]
        return cal.shift_days(monday, first), cal.shift_days(monday, last)

    return operation


def _towards(operation: Operation, *, is_future: bool) -> Operation:
    """Return an operation that looks into the past or future, whatever the tense."""

    def told(s: Setting) -> Days:
        return operation(replace(s, is_future=is_future))

    return told


def _nth_weekday(s: Setting) -> Days:
    first = cal.month(s.year_of(s.number("mon")), s.number("mon"))[0]
    weekday = first if first.weekday() == s.number("wd") else cal.weekday_after(first, s.number("wd"))
    return cal.day(cal.shift_days(weekday, 7 * (s.number("ord") - 1)))


def _week_of_month(s: Setting) -> Days:
    month, first = s.number("mon"), 7 * s.number("ord") - 6
    return date(s.year_of(month), month, first), date(s.year_of(month), month, first + 6)


def _half_of_month(s: Setting) -> Days:
    return cal.half_of_month(s.year_of(s.number("mon")), s.number("mon"), s.number("ord"))


def _of_year(operation: Operation, years: int) -> Operation:
    """Return an operation whose year is that of publication and so many more."""

    def shifted(s: Setting) -> Days:
        return operation(replace(s, values={**s.values, "year": s.published.year + years}))

    return shifted


def _month_around(months: int) -> Callable[[Setting], Days]:
    def operation(s: Setting) -> Days:
        return cal.month_of(cal.shift_months(s.published.replace(day=1), months))

    return operation


AROUND: Final = {"last": -1, "this": 0, "next": 1}
OPERATIONS: Final[dict[str, Operation]] = {
    "dmy": _month_date,
    "dm": _month_date,
    "dm_range": _day_range,
    "d": _day_of_month,
    "my": _month,
    "m": _month,
    "m_last": _month_last,
    "m_next": _month_next,
    "part_m": _month_part,
    "part_y": _year_part,
    "year": lambda s: cal.year_days(s.number("year")),
    "year_bare": lambda s: cal.year_days(s.number("year")),
    "season": _season,
    "season_y": _season,
    "season_end": _season_end,
    "season_last": _season_last,
    "season_next": _season_next,
    "wd": _weekday,
    "wd_last": lambda s: cal.day(cal.weekday_before(s.published, s.number("wd"), strictly=True)),
    "wd_next": lambda s: cal.day(cal.weekday_after(s.published, s.number("wd"))),
    "night_wd": _weekday,
    "night_wd2": _night_between,
    "night": lambda s: cal.day(s.published),
    "night_today": lambda s: cal.day(s.published),
    "today": lambda s: cal.day(s.published),
    "yesterday": lambda s: cal.day(cal.shift_days(s.published, -1)),
    "tomorrow": lambda s: cal.day(cal.shift_days(s.published, 1)),
    "day_before_yesterday": lambda s: cal.day(cal.shift_days(s.published, -2)),
    "day_after_tomorrow": lambda s: cal.day(cal.shift_days(s.published, 2)),
    "eve": lambda s: cal.day(cal.shift_days(s.reference, -1)),
    "day_after": lambda s: cal.day(cal.shift_days(s.reference, 1)),
    "same_day": lambda s: cal.day(s.reference),
    "ago": _ago,
    "ago_1": _ago_one,
    "ago_2": lambda s: cal.day(cal.shift(s.published, -2, _dual(s))),
    "in": _in,
    "within": _coming_stretch,
    "for": _past_stretch,
    "for_2": lambda s: (cal.shift(s.published, -2, _dual(s)), s.published),
    "next_n": _coming_stretch,
    "ago_ref": lambda s: cal.day(cal.shift(s.reference, -s.count, s.values["unit"])),
    "after_ref": lambda s: cal.day(cal.shift(s.reference, s.count, s.values["unit"])),
    "week_full": lambda s: cal.week(s.published),
    "week_begin": lambda s: (cal.week(s.published)[0], cal.shift_days(cal.week(s.published)[0], 1)),
    "week_end": lambda s: (cal.shift_days(cal.week(s.published)[1], -3), cal.week(s.published)[1]),
    "week_last": lambda s: cal.week(s.published, -1),
    "week_before_last": lambda s: cal.week(s.published, -2),
    "month_before_last": _month_around(-2),
    "year_before_last": lambda s: cal.year_days(s.published.year - 2),
    "year_after_next": lambda s: cal.year_days(s.published.year + 2),
    "season_begin": lambda s: cal.month_of(_season(s)[0]),
    "week_next": lambda s: cal.week(s.published, 1),
    "week_this": lambda s: cal.week(s.published) if s.is_future else (cal.week(s.published)[0], s.published),
    "weekend": _weekend,
    "weekend_last": lambda s: cal.weekend(s.published, -1 if s.published.weekday() < 6 else 0),
    "weekend_next": lambda s: cal.weekend(s.published, 0 if s.published.weekday() < 5 else 1),
    "earlier_month": lambda s: (s.published.replace(day=1), s.published),
    "later_month": lambda s: (s.published, cal.month_of(s.published)[1]),
    "later_year": lambda s: (s.published, date(s.published.year, 12, 31)),
    "for_1": lambda s: (cal.shift(s.published, -1, s.values["unit"]), s.published),
    "earlier_year": lambda s: (date(s.published.year, 1, 1), s.published),
    "month_last": _month_around(-1),
    "month_next": _month_around(1),
    "month_this": _month_around(0),
    "year_last": lambda s: cal.year_days(s.published.year - 1),
    "year_next": lambda s: cal.year_days(s.published.year + 1),
    "year_this": lambda s: cal.year_days(s.published.year),
    "year_end": lambda s: (date(s.published.year, 12, 21), date(s.published.year, 12, 31)),
    "year_begin": lambda s: (date(s.published.year, 1, 1), date(s.published.year, 1, 10)),
    "christmas": _christmas,
    "turn": _turn,
    "quarter": _quarter,
    "half": _half,
    "iso_week": _iso_week,
    "decade": _decade,
    "dm_last": _towards(_month_date, is_future=False),
    "dm_next": _towards(_month_date, is_future=True),
    "week_of_m": _week_of_month,
    "first_months": lambda s: cal.first_months(s.values.get("year", s.published.year), int(s.count)),
    "half_of_m": _half_of_month,
    "weekend_dm": lambda s: cal.weekend(_month_date(s)[0]),
    "night_second": lambda s: cal.day(cal.weekday_before(s.published, s.number("wd2"))),
    "nth_wd": _nth_weekday,
    "in_2": lambda s: cal.day(cal.shift(s.published, 2, _dual(s))),
    "within_2": lambda s: (s.published, cal.shift(s.published, 2, _dual(s))),
    "m_range": _months_between,
    "y_range": _years_between,
    "holiday": _holiday,
    **{f"dm_year_{name}": _of_year(_month_date, step) for name, step in AROUND.items()},
    **{f"m_year_{name}": _of_year(_month, step) for name, step in AROUND.items()},
    **{f"part_m_year_{name}": _of_year(_month_part, step) for name, step in AROUND.items()},
    **{f"season_year_{name}": _of_year(_season, step) for name, step in AROUND.items()},
    **{f"wd_week_{name}": _weekday_around(step) for name, step in AROUND.items()},
    **{f"quarter_{name}": _quarter_around(step) for name, step in AROUND.items()},
    **{f"part_month_{name}": _month_part_around(step) for name, step in AROUND.items()},
    **{f"part_year_{name}": _year_part_around(step) for name, step in AROUND.items()},
    **{f"part_week_{name}": _week_part_around(step) for name, step in AROUND.items()},
}
