"""Days and stretches of days: weeks Monday to Sunday, meteorological seasons, all bounds inclusive."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Final

Days = tuple[date, date]

SEASON_MONTH: Final = {0: 3, 1: 6, 2: 9, 3: 12}
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


def shift(value: date, count: int, unit: str) -> date:
    """Return the day `count` units (hour, day, week, month, year) later."""
    if unit == "hour":
        return shift_days(value, int(count / 24))
    if unit == "day":
        return shift_days(value, count)
    if unit == "week":
        return shift_days(value, 7 * count)
    return shift_months(value, count * (12 if unit == "year" else 1))


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
