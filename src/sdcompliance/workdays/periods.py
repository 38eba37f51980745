"""Periods in calendar days, months and years, by articles 200-203 of the Civil Code (by analogy).

The first day is not counted (201). A period of months or years ends on the corresponding day of the last
month, and where that month has no such day, on its last day (202). pendulum does the arithmetic; it is
imported when a period of months or years is first asked for.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Final

from sdcompliance.errors import DateError

_MONTHS: Final = 12
_LAST_ORDINAL: Final = date.max.toordinal()


def days_between(after: date, until: date) -> int:
    """The calendar days from ``after``, not counted, to ``until``, counted; negative backwards.

    Raises DateError on a date with a time.
    """
    return plain_date(until).toordinal() - plain_date(after).toordinal()


def days_after(day: date, n: int) -> date | None:
    """The ``n``-th calendar day after ``day`` (before it where ``n`` is negative).

    None outside the years 1 to 9999. Raises DateError on a date with a time.
    """
    ordinal = plain_date(day).toordinal() + n
    return date.fromordinal(ordinal) if 1 <= ordinal <= _LAST_ORDINAL else None


def months_after(day: date, n: int) -> date | None:
    """The last day of a period of ``n`` months that starts on ``day`` (Civil Code 202): 31 August + 6 is
    28 February, or 29 in a leap year. ``n`` may be negative.

    None outside the years 1 to 9999. Raises DateError on a date with a time.
    """
    return _months_after(plain_date(day), n)


# Sittings end on the same few thousand days, and a period costs fifty times a look-up.
@lru_cache(maxsize=20_000)
def _months_after(day: date, n: int) -> date | None:
    from pendulum.helpers import add_duration

    try:
        return add_duration(day, months=n)
    except (ValueError, OverflowError):
        return None


def years_after(day: date, n: int) -> date | None:
    """The last day of a period of ``n`` years that starts on ``day`` (Civil Code 202): 29 February + 1 is
    28 February. ``n`` may be negative.

    None outside the years 1 to 9999. Raises DateError on a date with a time.
    """
    return months_after(day, n * _MONTHS)


def plain_date(value: date) -> date:
    """``value`` itself, if it is a date without a time.

    Raises DateError otherwise: which day a moment belongs to depends on a time zone, and this library
    does not choose one silently.
    """
    if isinstance(value, datetime):
        raise DateError(
            f"{value!r} has a time; a date was expected: convert it to Asia/Shanghai and take its .date()"
        )
    if not isinstance(value, date):
        raise DateError(f"{value!r} is a {type(value).__name__}; a datetime.date was expected")
    return value
