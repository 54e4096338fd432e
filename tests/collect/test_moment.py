"""Times of publication in the forms in which pages, feeds and tables give them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.collect.moment import NEVER, read_moment

HOUR = datetime(2024, 8, 14, 8, 22, tzinfo=UTC)
DAY = datetime(2024, 8, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2024-08-14T10:22:00+02:00", (HOUR, "hour")),
        ("2024-08-14T10:22:00+0200", (HOUR, "hour")),
        ("2024-08-14T08:22:00Z", (HOUR, "hour")),
        ("2024-08-14 08:22:00", (HOUR, "hour")),
        ("2024-08-14 08:22:00 UTC", (HOUR, "hour")),
        ("20240814T082200Z", (HOUR, "hour")),
        ("Wed, 14 Aug 2024 10:22:00 +0200", (HOUR, "hour")),
        ("14.08.2024, 08:22", (HOUR, "hour")),
        (1723623720, (HOUR, "hour")),
        (1723623720000, (HOUR, "hour")),
        ("2024-08-14", (DAY, "day")),
        ("2024/8/14", (DAY, "day")),
        ("20240814", (DAY, "day")),
        ("14. 8. 2024", (DAY, "day")),
        ("2024-13-45", NEVER), ("0000-00-00", NEVER), ("0001-01-01", NEVER), ("9999-12-31T23:59:59-12:00", NEVER),
        ("gestern", NEVER), ("", NEVER), (None, NEVER), (True, NEVER), (-5, NEVER), (float("nan"), NEVER),
        (1e300, NEVER), ({}, NEVER), ([1], NEVER), ("32.13.2024", NEVER), ("Thu, 99 Foo 2024", NEVER),
    ],
)  # fmt: skip
def test_times(value: object, moment: tuple[datetime | None, str | None]) -> None:
    assert read_moment(value) == moment


@given(st.one_of(st.text(max_size=60), st.floats(), st.integers(), st.none(), st.datetimes().map(str)))
def test_anything_gives_a_time_in_utc_or_none(value: object) -> None:
    found, precision = read_moment(value)
    assert (found is None) == (precision is None)
    assert found is None or (found.tzinfo is UTC and 1900 <= found.year <= 2200)
