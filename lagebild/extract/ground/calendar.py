"""Days and stretches of days: weeks Monday to Sunday, meteorological seasons, all bounds inclusive."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Final

Days = tuple[date, date]

SEASON_MONTH: Final = {0: 3, 1: 6, 2: 9, 3: 12}
FIXED_HOLIDAYS: Final = {
    "new_year": (1, 1), "epiphany": (1, 6), "valentine": (2, 14), "women": (3, 8), "labour": (5, 1), "victory": (5, 9),
    "assumption": (8, 15), "halloween": (10, 31), "all_saints": (11, 1), "saint_nicholas": (12, 6),
    "christmas_eve": (12, 24), "christmas_day": (12, 25), "boxing": (12, 26), "bastille": (7, 14), "july_4": (7, 4),
    "unity": (10, 3), "china": (10, 1), "ukraine": (8, 24), "russia": (6, 12), "poland": (11, 11), "turkey": (10, 29),
}  # fmt: skip
MOVING_HOLIDAYS: Final = {
    "good_friday": ("west", -2, -2), "easter": ("west", 0, 1), "easter_sunday": ("west", 0, 0),
    "easter_monday": ("west", 1, 1), "palm_sunday": ("west", -7, -7), "ascension": ("west", 39, 39),
    "pentecost": ("west", 49, 50), "whit_monday": ("west", 50, 50), "corpus_christi": ("west", 60, 60),
    "ash_wednesday": ("west", -46, -46), "maundy": ("west", -3, -3), "holy_saturday": ("west", -1, -1),
    "holy_week": ("west", -7, -1), "orthodox_easter": ("orthodox", 0, 0), "trinity": ("orthodox", 49, 49),
    "rose_monday": ("west", -48, -48),
}  # fmt: skip
UNIT_DAYS: Final = {"day": 1, "week": 7, "fortnight": 14}
UNIT_MONTHS: Final = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}
PART_DAYS: Final = {0: (1, 10), 1: (11, 20), 2: (21, 31)}


def day(value: date) -> Days:
    """Return a single day as a stretch."""
    return value, value


def shift_days(value: date, days: int) -> date:
    """Return the day `days` later."""
    return value + timedelta(days=days)


def shift_months(value: date, months: int) -> date:
    """Return the day `months` later, at the month's last day if it has no such day."""
    index = value.year * 12 + value.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(value.day, calendar.monthrange(year, month + 1)[1]))


def shift(value: date, count: float, unit: str) -> date:
    """Return the day `count` units (hour, day, week, fortnight, month, half of a year, year, decade) later."""
    if unit == "hour":
        return shift_days(value, int(count / 24))
    if unit in UNIT_DAYS:
        return shift_days(value, int(UNIT_DAYS[unit] * count))
    return shift_months(value, int(UNIT_MONTHS[unit] * count))


def month(year: int, number: int) -> Days:
    """Return the days of a month, 1 to 12."""
    return date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1])


def month_of(value: date) -> Days:
    """Return the days of the month that `value` lies in."""
    return month(value.year, value.month)


def month_part(year: int, number: int, part: int) -> Days:
    """Return the first ten, second ten, or remaining days of a month."""
    first, last = PART_DAYS[part]
    return date(year, number, first), date(year, number, min(last, calendar.monthrange(year, number)[1]))


def first_months(year: int, count: int) -> Days:
    """Return the first months of a year, so many of them."""
    return date(year, 1, 1), month(year, count)[1]


def half_of_month(year: int, number: int, part: int) -> Days:
    """Return the first fifteen or the remaining days of a month."""
    first, last = month(year, number)
    middle = first.replace(day=15)
    return (first, middle) if part == 1 else (shift_days(middle, 1), last)


def year_days(year: int) -> Days:
    """Return the days of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def season(year: int, index: int) -> Days:
    """Return the days of a meteorological season: 0 spring to 3 winter, which begins in December of `year`."""
    start = date(year, SEASON_MONTH[index], 1)
    return start, shift_days(shift_months(start, 3), -1)


def week(value: date, weeks: int = 0) -> Days:
    """Return Monday to Sunday of the week of `value`, `weeks` later."""
    monday = value - timedelta(days=value.weekday()) + timedelta(weeks=weeks)
    return monday, monday + timedelta(days=6)


def weekend(value: date, weeks: int = 0) -> Days:
    """Return Saturday and Sunday of the week of `value`, `weeks` later."""
    monday, sunday = week(value, weeks)
    return monday + timedelta(days=5), sunday


def weekday_before(value: date, weekday: int, *, strictly: bool = False) -> date:
    """Return the latest such weekday on or before `value`, or strictly before it."""
    back = (value.weekday() - weekday) % 7
    return value - timedelta(days=back or (7 if strictly else 0))


def weekday_after(value: date, weekday: int) -> date:
    """Return the first such weekday after `value`."""
    return value + timedelta(days=(weekday - value.weekday()) % 7 or 7)


def quarter(year: int, number: int) -> Days:
    """Return the days of a quarter of a year, 1 to 4."""
    return date(year, 3 * number - 2, 1), month(year, 3 * number)[1]


def half(year: int, number: int) -> Days:
    """Return the days of the first or second half of a year."""
    return date(year, 6 * number - 5, 1), month(year, 6 * number)[1]


def iso_week(year: int, number: int) -> Days:
    """Return Monday to Sunday of a week by its number."""
    monday = date.fromisocalendar(year, number, 1)
    return monday, monday + timedelta(days=6)


def easter(year: int) -> date:
    """Return Easter Sunday of the western churches, by the rule of Gauss in the form of Meeus."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    last = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    number, day_ = divmod(h + last - 7 * ((a + 11 * h + 22 * last) // 451) + 114, 31)
    return date(year, number, day_ + 1)


def orthodox_easter(year: int) -> date:
    """Return Easter Sunday of the eastern churches in the calendar of today (1900 to 2099)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    number, day_ = divmod(d + e + 114, 31)
    return shift_days(date(year, number, day_ + 1), 13)


def holiday(name: str, year: int) -> Days:
    """Return the days of a holiday of a year; raises KeyError if it is not known."""
    if name in FIXED_HOLIDAYS:
        return day(date(year, *FIXED_HOLIDAYS[name]))
    base, first, last = MOVING_HOLIDAYS[name]
    sunday = orthodox_easter(year) if base == "orthodox" else easter(year)
    return shift_days(sunday, first), shift_days(sunday, last)
