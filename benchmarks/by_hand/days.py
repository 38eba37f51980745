"""Days, and clock times that may be known to the day only."""

from __future__ import annotations

from datetime import date, datetime, time

from benchmarks.by_hand.truths import Truth
from sdcompliance.records import SHANGHAI

IN_FORCE_FROM = date(2020, 8, 25)
PROVINCE = frozenset({
    "370100", "370200", "370300", "370400", "370500", "370600", "370700", "370800",
    "370900", "371000", "371100", "371300", "371400", "371500", "371600", "371700",
})  # fmt: skip


def by(day: date | None, last: date | None) -> Truth:
    """Whether a day is not later than another."""
    return None if day is None or last is None else day <= last


def day_of(moment: date | None) -> date | None:
    """The day of a clock time; a bare date is itself."""
    return moment.date() if moment.__class__ is datetime else moment


def earliest(moment: date) -> datetime:
    """The first instant a recorded moment may mean."""
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time.min, SHANGHAI)


def latest(moment: date) -> datetime:
    """The last instant a recorded moment may mean."""
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time.max, SHANGHAI)


def not_later(first: date | None, second: date | None) -> Truth:
    """Whether something recorded at one moment came no later than something recorded at another."""
    if first is None or second is None:
        return None
    if first.__class__ is datetime and second.__class__ is datetime:
        return first <= second
    if latest(first) <= earliest(second):
        return True
    return None if earliest(first) <= latest(second) else False


def first_of(*days: date | None) -> date | None:
    """The first day that is recorded."""
    for day in days:
        if day is not None:
            return day
    return None


def in_force(day: date | None) -> Truth:
    """Whether the notice was in force on a day."""
    return None if day is None else day >= IN_FORCE_FROM


def in_province(city: str | None) -> Truth:
    """Whether the notice is addressed to a city."""
    return None if city is None else city in PROVINCE


def in_force_there(day: date | None, city: str | None) -> Truth:
    """Whether the notice covers what was done on a day in a city."""
    if day is not None and city is not None:
        return day >= IN_FORCE_FROM and city in PROVINCE
    elsewhere = city is not None and city not in PROVINCE
    return False if elsewhere or (day is not None and day < IN_FORCE_FROM) else None
