"""Periods by Civil Code 201-203."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcompliance.errors import DateError
from sdcompliance.workdays import days_after, days_between, months_after, years_after


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (date(2025, 3, 5), 6, date(2025, 9, 5)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),  # no 31 February: the month's last day
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2025, 10, 31), 1, date(2025, 11, 30)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2025, 1, 15), -1, date(2024, 12, 15)),
        (date(2025, 3, 31), -1, date(2025, 2, 28)),
        (date(2025, 3, 5), 0, date(2025, 3, 5)),
        (date(2025, 11, 30), 1, date(2025, 12, 30)),  # the corresponding day, not the last
        (date(9999, 12, 1), 1, None),
        (date(1, 1, 31), -1, None),
        (date(2025, 1, 1), 10**30, None),
    ],
)
def test_months(day: date, n: int, expected: date | None) -> None:
    assert months_after(day, n) == expected


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (date(2025, 3, 5), 2, date(2027, 3, 5)),
        (date(2024, 2, 29), 2, date(2026, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2024, 2, 29), -1, date(2023, 2, 28)),
        (date(2096, 2, 29), 4, date(2100, 2, 28)),  # 2100 is no leap year
        (date(9998, 1, 1), 2, None),
        (date(1, 1, 1), -1, None),
    ],
)
def test_years(day: date, n: int, expected: date | None) -> None:
    assert years_after(day, n) == expected


def test_days() -> None:
    assert days_after(date(2024, 2, 28), 2) == date(2024, 3, 1)
    assert days_after(date(2025, 3, 1), -1) == date(2025, 2, 28)
    assert days_after(date.max, 1) is None
    assert days_after(date.min, -1) is None
    assert days_after(date(2025, 1, 1), 10**30) is None
    assert days_between(date(2024, 2, 28), date(2024, 3, 1)) == 2
    assert days_between(date(2024, 3, 1), date(2024, 2, 28)) == -2


@given(st.dates(date(1000, 1, 1), date(8000, 12, 31)), st.integers(-400, 400))
def test_a_period_ends_on_the_corresponding_day_or_the_last_of_the_month(day: date, n: int) -> None:
    # Months counted through from year 0; Civil Code 202 says the rest.
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    last = monthrange(year, month + 1)[1]
    assert months_after(day, n) == date(year, month + 1, min(day.day, last))
    assert years_after(day, n) == months_after(day, 12 * n)


@given(st.dates(), st.integers())
def test_no_valid_date_raises(day: date, n: int) -> None:
    for found in (days_after(day, n), months_after(day, n), years_after(day, n)):
        assert found is None or (found > day) == (n > 0) or found == day


@given(st.dates(), st.dates())
def test_days_between_undoes_days_after(one: date, other: date) -> None:
    assert days_after(one, days_between(one, other)) == other


def test_dates_with_a_time_are_refused() -> None:
    moment = datetime(2025, 3, 5, 9, 0)  # noqa: DTZ001  the point is that it has a time
    for ask in (days_after, months_after, years_after):
        with pytest.raises(DateError, match="has a time"):
            ask(moment, 1)
    with pytest.raises(DateError, match="has a time"):
        days_between(date(2025, 3, 5), moment)
