"""What each day of a year is under the arrangements known: works, is off, or uncertain, and why.

Three things decide, the first that speaks: a day that a given arrangement lists; a festival whose
arrangement is not published; the published arrangement. Where none of them speaks, the weekday does.

How far an arrangement may reach is a finding, not a law: from 2007 to 2026 no adjusted day lay more than
11 days from the days off by law of its festival (the widest: 20 September 2026 for 1 October), so 11 days
are what an arrangement still to come is allowed. A day off given once by a separate notice, as
3 September 2015 was, cannot be foreseen from any festival and is outside this model.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import Enum
from typing import Final, NamedTuple

from sdcompliance.workdays.arrangement import ArrangedYear
from sdcompliance.workdays.festivals import NEW_YEAR, Festival, joined
from sdcompliance.workdays.library import LAST_YEAR, library_year

REACH: Final = 11
"""Days from a festival's days off by law within which an arrangement may move working days."""

_REACH: Final = timedelta(days=REACH)
_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5


class DayReason(Enum):
    """Why a day counts as a working day, does not, or cannot be told."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    DAY_OFF = "day_off"
    MAKE_UP = "make_up"
    UNCERTAIN = "uncertain"
    NO_CALENDAR = "no_calendar"

    @property
    def zh(self) -> str:
        """The reason in Chinese."""
        return _WORDS[self][0]

    @property
    def en(self) -> str:
        """The reason in English."""
        return _WORDS[self][1]


_WORDS: Final[Mapping[DayReason, tuple[str, str]]] = {
    DayReason.WORKDAY: ("工作日", "working day"),
    DayReason.WEEKEND: ("周末休息", "weekend"),
    DayReason.DAY_OFF: ("放假", "day off"),
    DayReason.MAKE_UP: ("调休上班", "weekend day worked in exchange"),
    DayReason.UNCERTAIN: ("放假安排尚未公布", "calendar not published"),
    DayReason.NO_CALENDAR: ("没有该日的工作日历", "no calendar covers this day"),
}


class DayFact(NamedTuple):
    """One day: ``works`` is None where an arrangement still to come may decide either way."""

    works: bool | None
    reason: DayReason
    festival: Festival | None = None


WORKDAY: Final = DayFact(True, DayReason.WORKDAY)
WEEKEND: Final = DayFact(False, DayReason.WEEKEND)
NO_CALENDAR: Final = DayFact(None, DayReason.NO_CALENDAR)

Facts = dict[date, DayFact]
Arranged = Mapping[int, ArrangedYear]


def by_weekday(day: date) -> DayFact:
    """The day by its weekday alone."""
    return WEEKEND if day.weekday() >= _SATURDAY else WORKDAY


def year_of_arrangement(day: date) -> int:
    """The year whose arrangement governs ``day``: the last days of December belong to the New Year."""
    return (day + _REACH).year


def exceptions(year: int, arranged: Arranged, published: frozenset[int]) -> Facts:
    """The days of ``year`` that do not simply follow their weekday. ``year``: FIRST_YEAR to LAST_YEAR.

    ``arranged``: the arrangements given by the user, by year; each takes the place of the published one.
    ``published``: the years whose arrangement the library has.
    """
    from_library = published - arranged.keys()
    return (
        _published(year, from_library)
        | _by_law(year, from_library)
        | _uncertain(year, published | arranged.keys())
        | _given(year, arranged)
    )


def _published(year: int, from_library: frozenset[int]) -> Facts:
    this = library_year(year)
    neighbours = (library_year(year - 1), this, library_year(year + 1))
    make_up = {day: off for one in neighbours for day, off in one.make_up.items() if day.year == year}
    off = {day: DayFact(False, DayReason.DAY_OFF, _break_festivals(day)) for day in this.off}
    worked = {day: DayFact(True, DayReason.MAKE_UP, _break_festivals(to)) for day, to in make_up.items()}
    return {day: fact for day, fact in (off | worked).items() if year_of_arrangement(day) in from_library}


def _by_law(year: int, from_library: frozenset[int]) -> Facts:
    return {
        day: DayFact(False, DayReason.DAY_OFF, joined(named))
        for day, named in library_year(year).statutory.items()
        if year_of_arrangement(day) not in from_library
    }


def _uncertain(year: int, settled: frozenset[int]) -> Facts:
    by_law = library_year(year).statutory
    open_days = [(day, named) for day, named in _days_by_law(year) if day.year not in settled]
    return {
        day: DayFact(None, DayReason.UNCERTAIN, joined(near))
        for day, near in _near(open_days, year).items()
        if day not in by_law
    }


def _given(year: int, arranged: Arranged) -> Facts:
    if not arranged:
        return {}
    by_law = library_year(year).statutory
    near = _near(_days_by_law(year), year)

    def festival(day: date) -> Festival | None:
        return joined(by_law.get(day) or near.get(day) or ())

    facts: Facts = {}
    for one in arranged.values():
        facts |= {d: DayFact(False, DayReason.DAY_OFF, festival(d)) for d in one.days_off if d.year == year}
        facts |= {d: DayFact(True, DayReason.MAKE_UP, festival(d)) for d in one.workdays if d.year == year}
    return facts


def _days_by_law(year: int) -> list[tuple[date, tuple[Festival, ...]]]:
    """The days off by law that an arrangement touching ``year`` can move days around."""
    return [*library_year(year).statutory.items(), (date(year + 1, 1, 1), (NEW_YEAR,))]


def _near(days: Iterable[tuple[date, tuple[Festival, ...]]], year: int) -> dict[date, list[Festival]]:
    """Each day of ``year`` within reach of ``days``, with the festivals that it is near."""
    near: dict[date, list[Festival]] = {}
    for day, named in days:
        for distance in range(-REACH, REACH + 1):
            reached = day + timedelta(days=distance)
            if reached.year == year:
                near.setdefault(reached, []).extend(named)
    return near


def _break_festivals(day: date) -> Festival | None:
    """The festivals of the unbroken run of days off around ``day``."""
    run = [*reversed(list(_off_days(day, -_DAY))), day, *_off_days(day, _DAY)]
    return joined(festival for one in run for festival in library_year(one.year).statutory.get(one, ()))


def _off_days(day: date, step: timedelta) -> Iterator[date]:
    day += step
    while _is_off(day):
        yield day
        day += step


def _is_off(day: date) -> bool:
    this, following = library_year(day.year), library_year(min(day.year, LAST_YEAR) + 1)
    if day.weekday() < _SATURDAY:
        return day in this.off
    return day not in this.make_up and day not in following.make_up
