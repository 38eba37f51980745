"""The days of a data set as whole numbers, so that a million sessions are dated without date arithmetic."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from itertools import accumulate
from typing import Final

from sdcompliance.workdays import calendar

AS_OF: Final = date(2026, 11, 23)
"""The day as of which a data set is to be judged; everything in it happened before."""

_ORIGIN: Final = date(2018, 1, 1)
_DAYS: Final = tuple(_ORIGIN + timedelta(n) for n in range((date(2026, 12, 31) - _ORIGIN).days + 1))

ISO: Final = tuple(day.isoformat() for day in _DAYS)
"""Every day of 2018 to 2026 by its number."""


def number(day: date) -> int:
    """The number of a day of 2018 to 2026."""
    return (day - _ORIGIN).days


def new_year(year: int) -> int:
    """The number of 1 January."""
    return number(date(year, 1, 1))


FORCE: Final = number(date(2020, 8, 25))
TODAY: Final = number(AS_OF)
_FIRST_SITTING: Final = number(date(2020, 9, 1))
_LAST_SITTING: Final = number(date(2026, 10, 16))  # leaves time to report, certify and archive before AS_OF

#: How many sessions a month has beside another: few around Spring Festival, most before the year ends.
_SEASONS: Final = (0.5, 0.2, 0.9, 1.1, 1.2, 1.1, 0.9, 0.8, 1.1, 1.2, 1.4, 1.0)
#: And a year: the notice was new in 2020.
_GROWTH: Final = {2020: 0.6, 2021: 0.8, 2022: 0.8, 2023: 1.0, 2024: 1.1, 2025: 1.2, 2026: 1.2}


class Workdays:
    """China's working days of 2018 to 2026, counted once."""

    def __init__(self) -> None:
        works = [calendar().is_workday(day) is True for day in _DAYS]
        self._days = [n for n, work in enumerate(works) if work]
        self._counts = list(accumulate(works))
        self._sittings = [n for n in self._days if _FIRST_SITTING <= n <= _LAST_SITTING]
        weights = [_SEASONS[_DAYS[n].month - 1] * _GROWTH[_DAYS[n].year] for n in self._sittings]
        self._weights = list(accumulate(weights))

    def after(self, day: int, steps: int) -> int:
        """The ``steps``-th working day after a day; at least one step."""
        return self._days[self._counts[day] - 1 + steps]

    def before(self, day: int, steps: int) -> int:
        """The ``steps``-th working day before a day; at least one step."""
        return self._days[self._counts[day - 1] - steps]

    def works(self, day: int) -> bool:
        """Whether a day is a working day."""
        return self._counts[day] > self._counts[day - 1]

    def sitting(self, part: float) -> int:
        """The sitting day before which the given part (0 to 1) of all sessions begin."""
        place = bisect_right(self._weights, part * self._weights[-1])
        return self._sittings[min(place, len(self._sittings) - 1)]
