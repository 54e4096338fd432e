"""Publication times as pages, feeds and tables write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from lagebild.collect.draft import Precision

Moment = tuple[datetime | None, Precision | None]

NEVER: Final[Moment] = (None, None)
_COMPACT: Final = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(?:Z|UTC)?)?")
_DAY: Final = re.compile(r"\d{4}-\d\d?-\d\d?|\d{4}/\d\d?/\d\d?")
_GERMAN: Final = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?:,?\s+(\d{1,2})[:.](\d\d))?")
_EARLIEST: Final = 1900
_LATEST: Final = 2200


def read_moment(value: object) -> Moment:
    """Return the time in UTC and whether it is exact to the hour or the day; what is no date gives (None, None).

    A time without a zone is taken as UTC.
    """
    if isinstance(value, bool) or value is None:
        return NEVER
    if isinstance(value, (int, float)):
        return _read_stamp(float(value))
    text = str(value).strip()[:60]
    for read in (_read_compact, _read_iso, _read_german, _read_mail):
        try:
            moment = read(text)
        except (ValueError, OverflowError, TypeError, IndexError):
            continue
        if moment[0] is not None:
            return moment if _EARLIEST <= moment[0].year <= _LATEST else NEVER
    return NEVER


def _read_stamp(seconds: float) -> Moment:
    try:
        found = datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return NEVER
    return (found, "hour") if _EARLIEST <= found.year <= _LATEST and seconds > 0 else NEVER


def _read_iso(text: str) -> Moment:
    if _DAY.fullmatch(text):
        year, month, day = map(int, re.split("[-/]", text))
        return datetime(year, month, day, tzinfo=UTC), "day"
    found = datetime.fromisoformat(text.removesuffix(" UTC").removesuffix(" GMT").replace("/", "-"))
    return _in_utc(found), "hour"


def _read_compact(text: str) -> Moment:
    match = _COMPACT.fullmatch(text)
    if not match:
        return NEVER
    parts = [int(part) for part in match.groups() if part]
    hour, minute, second = [*parts[3:], 0, 0, 0][:3]
    found = datetime(parts[0], parts[1], parts[2], hour, minute, second, tzinfo=UTC)
    return found, "hour" if len(parts) > 3 else "day"


def _read_german(text: str) -> Moment:
    match = _GERMAN.search(text)
    if not match:
        return NEVER
    day, month, year, hour, minute = (int(part) if part else None for part in match.groups())
    if day is None or month is None or year is None:
        return NEVER
    return datetime(year, month, day, hour or 0, minute or 0, tzinfo=UTC), "day" if hour is None else "hour"


def _read_mail(text: str) -> Moment:
    return _in_utc(parsedate_to_datetime(text)), "hour"


def _in_utc(found: datetime) -> datetime:
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
