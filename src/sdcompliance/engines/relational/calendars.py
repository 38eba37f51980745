"""The calendar as tables: how many days up to each may work or certainly do, and the n-th of either.

A count of working days is then a join: the n-th after a day is the one whose number is n greater.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from importlib.metadata import version

from sdcompliance import prepared
from sdcompliance.rulebook.content import package_folder
from sdcompliance.workdays import Calendar
from sdcompliance.workdays import calendar as published_calendar

#: (day, days up to it that may work, days up to it that certainly do)
WORKDAYS_COLUMNS = (("day", "DATE"), ("possible", "BIGINT"), ("certain", "BIGINT"))
#: (n, the n-th day if all days work that may, the n-th day that certainly does)
NTH_WORKDAY_COLUMNS = (("n", "BIGINT"), ("if_possible", "DATE"), ("if_certain", "DATE"))


def key_of(calendar: Calendar) -> str | None:
    """What the tables of the published calendar follow from; None for a calendar that a user has changed."""
    return _key() if calendar is published_calendar() else None


@cache
def _key() -> str:
    return prepared.key_of((package_folder(),), f"holidays {version('holidays')}")


def workdays(calendar: Calendar) -> Iterator[tuple[date, int, int]]:
    """Every day that the calendar covers."""
    first, possible, certain, _, _ = calendar.running_counts()
    for distance, counts in enumerate(zip(possible, certain, strict=True)):
        yield (date.fromordinal(first) + timedelta(days=distance), *counts)


def nth_workdays(calendar: Calendar) -> Iterator[tuple[int, date, date | None]]:
    """Every working day by its number."""
    _, _, _, possible, certain = calendar.running_counts()
    for n in range(1, len(possible)):
        yield n, possible[n], certain[n] if n < len(certain) else None
