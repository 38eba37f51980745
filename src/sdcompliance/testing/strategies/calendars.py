"""Calendars with invented arrangements: days off and make-up days that no State Council ever published."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from hypothesis import strategies as st

from sdcompliance.workdays import Arrangement, Calendar, calendar
from sdcompliance.workdays.library import library_year

FIRST_YEAR: Final = 2021
LAST_YEAR: Final = 2028
_LONGEST_BREAK: Final = 10  # days
_SATURDAY: Final = 5


@st.composite
def working_calendars(draw: st.DrawFn) -> Calendar:
    """The published calendar, with none to three years arranged otherwise, or known only to some year."""
    made = calendar()
    if draw(st.booleans()):
        made = made.known_to(draw(st.integers(FIRST_YEAR, LAST_YEAR)))
    years = draw(st.sets(st.integers(FIRST_YEAR, LAST_YEAR), max_size=3))
    for year in sorted(years):
        made = made.with_arrangement(draw(_arrangements(year)))
    return made


@st.composite
def _arrangements(draw: st.DrawFn, year: int) -> Arrangement:
    breaks = draw(st.lists(st.tuples(st.integers(0, 359), st.integers(1, _LONGEST_BREAK)), max_size=4))
    new_year = date(year, 1, 1)
    last = date(year, 12, 31)
    off = {
        day
        for start, length in breaks
        for n in range(length)
        if (day := new_year + timedelta(start + n)) <= last
    }
    weekends = [
        day
        for n in range((last - new_year).days + 1)
        if (day := new_year + timedelta(n)).weekday() >= _SATURDAY and day not in off
    ]
    by_law = library_year(year).statutory
    free = [day for day in weekends if day not in by_law]
    worked = draw(st.sets(st.sampled_from(free), max_size=6))
    return Arrangement.of(year, sorted(off), sorted(worked))
