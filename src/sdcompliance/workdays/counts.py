"""Running counts of working days over a stretch of years, so that a difference costs an index.

Two counts run side by side: the days that may work and the days that certainly do. The true count of any
stretch lies between theirs, whatever the arrangements still to come say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, TypeAlias

from sdcompliance.workdays.days import DayFact

#: Counts from 1 January of a year on: its ordinal; for each day the number of days up to it that may
#: work, and that certainly do; the days that may work, and those that certainly do, in order (index 0
#: is a placeholder). A plain tuple, which unpacks faster than a named one in every single count.
RunningCounts: TypeAlias = tuple[int, list[int], list[int], list[date], list[date]]

NOTHING: Final[RunningCounts] = (0, [], [], [date.min], [date.min])


def running_counts(
    first_year: int, last_year: int, exceptions: Callable[[int], Mapping[date, DayFact]]
) -> RunningCounts:
    """The counts from 1 January of ``first_year`` to 31 December of ``last_year``."""
    counts: RunningCounts = (date(first_year, 1, 1).toordinal(), [], [], [date.min], [date.min])
    for year in range(first_year, last_year + 1):
        _append(counts, year, exceptions(year))
    return counts


def _append(counts: RunningCounts, year: int, exceptions: Mapping[date, DayFact]) -> None:
    _, possible, certain, possible_days, certain_days = counts
    for ordinal in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1):
        day = date.fromordinal(ordinal)
        fact = exceptions.get(day)
        # Ordinal 1 is a Monday, so the remainders 6 and 0 are the weekend.
        works = 0 < ordinal % 7 < 6 if fact is None else fact.works
        if works is not False:
            possible_days.append(day)
        if works:
            certain_days.append(day)
        possible.append(len(possible_days) - 1)
        certain.append(len(certain_days) - 1)
