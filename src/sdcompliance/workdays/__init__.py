"""Working days, periods and ages: the only package that knows ``holidays``.

::

    published arrangements (library) + given ones (arrangement) ──▶ what each day is (days)
      ──▶ running counts of possible and certain days (counts) ──▶ Calendar (china)
    calendar days, months, years (periods) · the day an age is attained (ages)
"""

from __future__ import annotations

from sdcompliance.workdays.ages import AgeReading, age_attained_on
from sdcompliance.workdays.arrangement import ArrangedYear, Arrangement, load_arrangement
from sdcompliance.workdays.bounds import CountBounds, DayBounds
from sdcompliance.workdays.china import Calendar, CountedDay, calendar
from sdcompliance.workdays.days import DayReason
from sdcompliance.workdays.festivals import Festival
from sdcompliance.workdays.periods import days_after, days_between, months_after, years_after

__all__ = [
    "AgeReading",
    "ArrangedYear",
    "Arrangement",
    "Calendar",
    "CountBounds",
    "CountedDay",
    "DayBounds",
    "DayReason",
    "Festival",
    "age_attained_on",
    "calendar",
    "days_after",
    "days_between",
    "load_arrangement",
    "months_after",
    "years_after",
]
