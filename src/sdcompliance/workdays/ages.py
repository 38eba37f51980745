"""The day on which a person attains an age.

The notice asks for the legal working age (notice/3.1) and does not say how to count it. Two readings can
be defended:

- the day after the birthday: the first day of a period is not counted and a period of years ends on the
  corresponding day (Civil Code 201 and 202, by analogy), and the one text that says it outright, the
  Supreme People's Court on criminal cases, counts 从周岁生日的第二天起算 (法释〔2006〕1号, article 2);
- the birthday itself, as everyday speech has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Final

from sdcompliance.errors import DateError
from sdcompliance.workdays.periods import days_after, years_after


class AgeReading(Enum):
    """When an age is attained."""

    DAY_AFTER_BIRTHDAY = "day_after_birthday"
    ON_BIRTHDAY = "on_birthday"


_DAYS_AFTER_BIRTHDAY: Final[Mapping[AgeReading, int]] = {
    AgeReading.DAY_AFTER_BIRTHDAY: 1,
    AgeReading.ON_BIRTHDAY: 0,
}


def age_attained_on(
    birth_on: date, years: int, reading: AgeReading = AgeReading.DAY_AFTER_BIRTHDAY
) -> date | None:
    """The first day on which somebody born on ``birth_on`` is ``years`` years old.

    Born on 29 February: in a common year the birthday is 28 February (Civil Code 202), so the age is
    attained on 1 March, or under ON_BIRTHDAY on 28 February. None after the year 9999. Raises DateError on
    a date with a time or a negative number of years.
    """
    if years < 0:
        raise DateError(f"{years} years of age; a number from 0 on was expected")
    birthday = years_after(birth_on, years)
    return None if birthday is None else days_after(birthday, _DAYS_AFTER_BIRTHDAY[reading])
