"""The day an age is attained: ground rule 7 and leap days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcompliance.errors import DateError
from sdcompliance.workdays import AgeReading, age_attained_on, years_after


@pytest.mark.parametrize(
    ("birth_on", "years", "day_after", "on_birthday"),
    [
        (date(2010, 3, 15), 16, date(2026, 3, 16), date(2026, 3, 15)),
        # 29 February: the corresponding day of a common year is 28 February (Civil Code 202).
        (date(2008, 2, 29), 17, date(2025, 3, 1), date(2025, 2, 28)),
        (date(2008, 2, 29), 16, date(2024, 3, 1), date(2024, 2, 29)),
        (date(2010, 2, 28), 16, date(2026, 3, 1), date(2026, 2, 28)),
        (date(2009, 12, 31), 16, date(2026, 1, 1), date(2025, 12, 31)),
        (date(2010, 3, 15), 0, date(2010, 3, 16), date(2010, 3, 15)),
        (date(9990, 1, 1), 16, None, None),
        (date(9983, 12, 31), 16, None, date(9999, 12, 31)),
    ],
)
def test_age(birth_on: date, years: int, day_after: date | None, on_birthday: date | None) -> None:
    assert age_attained_on(birth_on, years) == day_after
    assert age_attained_on(birth_on, years, AgeReading.DAY_AFTER_BIRTHDAY) == day_after
    assert age_attained_on(birth_on, years, AgeReading.ON_BIRTHDAY) == on_birthday


@given(st.dates(date(1940, 1, 1), date(2030, 12, 31)), st.dates(date(1950, 1, 1), date(2060, 1, 1)))
def test_the_default_reading_is_the_condition_of_ground_rule_7(birth_on: date, registered_on: date) -> None:
    birthday, attained = years_after(birth_on, 16), age_attained_on(birth_on, 16)
    assert birthday is not None
    assert attained is not None
    assert (birthday < registered_on) == (attained <= registered_on)


def test_a_negative_age_is_refused() -> None:
    with pytest.raises(DateError, match="-1 years of age"):
        age_attained_on(date(2010, 3, 15), -1)
