"""Days and moments where rules turn: leap days, year ends, festivals, midnight in Shanghai."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Final

from hypothesis import strategies as st

from sdcompliance.records import SHANGHAI

#: Leap days, ends of months and years, the first day of the notice, make-up days and eves of festivals.
EDGE_DAYS: Final = tuple(
    map(
        date.fromisoformat,
        (
            "2025-03-05", "2020-08-24", "2020-08-25", "2024-02-29", "2024-02-28", "2024-03-01", "2020-02-29",
            "2024-12-31", "2025-01-01", "2025-01-31", "2025-02-01", "2025-02-28", "2025-03-31", "2025-04-01",
            "2025-12-31", "2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-09-30", "2025-10-09",
            "2025-10-11", "2026-02-14", "2026-02-15", "2026-09-30", "2026-12-31", "2027-01-01", "2027-02-05",
            "2027-05-01", "2028-02-29",
        ),
    )
)  # fmt: skip
_EXTREME_DAYS: Final = (date(1, 1, 1), date(1900, 2, 28), date(2100, 2, 28), date(9999, 12, 31))

FIRST_CLOCK_YEAR: Final = 2000
LAST_CLOCK_YEAR: Final = 2050

_CLOCK_TIMES: Final = (
    time(8, 30), time(0, 0), time(23, 59, 59), time(12, 0), time(0, 0, 0, 1), time(23, 59, 59, 999_999),
    time(7, 59, 59), time(8, 0), time(16, 40),
)  # fmt: skip


@cache
def days() -> st.SearchStrategy[date]:
    """Any day, 1 to 9999; by far most within 2019-2028, often where something turns."""
    near = st.dates(date(2024, 12, 1), date(2025, 6, 30))
    years = st.dates(date(2019, 1, 1), date(2028, 12, 31))
    rare = st.one_of(st.sampled_from(_EXTREME_DAYS), st.dates(date(1, 1, 1), date(9999, 12, 31)))
    common = (st.sampled_from(EDGE_DAYS), near, years)
    return st.one_of(*common, *common, *common, rare)


@cache
def clock_times() -> st.SearchStrategy[time]:
    """A time of day: mostly the moments around midnight in Shanghai and in Greenwich, else to the minute."""
    return st.one_of(
        st.sampled_from(_CLOCK_TIMES), st.integers(0, 24 * 60 - 1).map(lambda n: time(n // 60, n % 60))
    )


@cache
def moments() -> st.SearchStrategy[date]:
    """What an ``_at`` column may hold: a bare day, or a day with a clock time with or without an offset."""
    clocked = st.builds(moment_on, days().map(_clocked_year), clock_times(), st.sampled_from(_ZONES))
    return st.one_of(days(), clocked, clocked)


_ZONES: Final = (SHANGHAI, None, UTC)


def moment_on(day: date, clock: time, zone: object = SHANGHAI) -> datetime:
    """The moment of a Shanghai clock on a day, written with that zone's offset, or with none."""
    moment = datetime.combine(day, clock, SHANGHAI)
    if zone is None:
        return moment.replace(tzinfo=None)
    return moment.astimezone(UTC) if zone is UTC else moment


def _clocked_year(day: date) -> date:
    """The day itself, or one of a year in which Shanghai kept a single offset."""
    if FIRST_CLOCK_YEAR <= day.year <= LAST_CLOCK_YEAR:
        return day
    return date(2025, 1, 1) + timedelta(day.toordinal() % 365)
