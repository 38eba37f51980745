"""Years without a published arrangement: bounds that hold whatever is arranged.

Cases computed by hand are of 2027, on a calendar that ends with 2026; the properties take the first year
that the installed package does not know.
"""

from __future__ import annotations

import copy
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdcompliance.workdays import Arrangement, Calendar, DayReason, calendar

DAY = timedelta(days=1)
YEAR = max(calendar().published_years) + 1
FIRST, LAST = date(YEAR - 1, 12, 21), date(YEAR, 12, 20)  # the days that the arrangement of YEAR governs
GOVERNED = calendar().explain(FIRST - DAY, LAST)
NEAR = [c.day for c in GOVERNED if c.reason is DayReason.UNCERTAIN]


@pytest.mark.parametrize(
    ("day", "n", "earliest", "latest"),
    [
        # Thu 17 December 2026: Friday is certain, the 21st and on wait for New Year 2027.
        (date(2026, 12, 17), 1, date(2026, 12, 18), date(2026, 12, 18)),
        # Earliest: each of 21, 22, 23 December might work. Latest: none until 12 January might,
        # then Wed 13, Thu 14 and Fri 15 January do.
        (date(2026, 12, 18), 1, date(2026, 12, 21), date(2027, 1, 13)),
        (date(2026, 12, 18), 3, date(2026, 12, 23), date(2027, 1, 15)),
        # 1 January is off by law and cannot be the earliest.
        (date(2026, 12, 31), 1, date(2027, 1, 2), date(2027, 1, 13)),
        # Between the reach of Spring Festival (6-8 February and its eve; to 19 February) and of Qingming
        # (5 April; from 25 March) the weekday rule is certain: Wed 10 March + Thu, Fri, Mon.
        (date(2027, 3, 10), 3, date(2027, 3, 15), date(2027, 3, 15)),
        # Tue 23 and Wed 24 March are certain; the 25th may work. After Qingming's reach (16 April), 17 April
        # is a Saturday and 20 April within the reach of 1 May: Monday 19 April is the only certain one left.
        (date(2027, 3, 22), 3, date(2027, 3, 25), date(2027, 4, 19)),
        # The reach of Labour Day ends on 13 May, that of Dragon Boat (9 June) begins on 29 May.
        (date(2027, 4, 19), 1, date(2027, 4, 20), date(2027, 5, 14)),
    ],
)
def test_due_days_of_2027(known_to_2026: Calendar, day: date, n: int, earliest: date, latest: date) -> None:
    assert known_to_2026.workday_after(day, n) == (earliest, latest)


@pytest.mark.parametrize(
    ("after", "until", "least", "most"),
    [
        (date(2026, 12, 31), date(2027, 1, 12), 0, 11),  # 1 January is off, 2 to 12 January uncertain
        (date(2027, 1, 12), date(2026, 12, 31), -11, 0),
        (date(2027, 2, 4), date(2027, 2, 8), 0, 0),  # the lunar year's eve and three days: off by law
        (date(2027, 3, 10), date(2027, 3, 15), 3, 3),
        (date(2027, 4, 30), date(2027, 5, 2), 0, 0),  # both by law since 2025
    ],
)
def test_counts_of_2027(known_to_2026: Calendar, after: date, until: date, least: int, most: int) -> None:
    assert known_to_2026.workdays_between(after, until) == (least, most)


def test_spring_festival_at_its_earliest_and_latest() -> None:
    # Lunar new year: 21 January 2061 (eve on the 20th), 19 February 2034 (third day on the 21st).
    china = calendar()
    assert china.is_workday(date(2061, 1, 20)) is False
    assert china.is_workday(date(2061, 1, 13)) is None  # Thursday, 7 days before the eve; New Year is 12 away
    assert china.is_workday(date(2034, 2, 21)) is False
    assert china.is_workday(date(2034, 3, 3)) is None  # Friday, 10 days after the third day
    assert china.is_workday(date(2034, 3, 6)) is True  # Monday, 13 days after


def invented(moved: set[date]) -> Arrangement:
    """The arrangement of YEAR that moves exactly these days: weekdays off, weekend days worked."""
    return Arrangement.of(
        YEAR,
        days_off=sorted(day for day in moved if day.weekday() < 5),
        workdays=sorted(day for day in moved if day.weekday() >= 5),
    )


moves = st.sets(st.sampled_from(NEAR)).map(invented)
governed = st.dates(FIRST - 60 * DAY, LAST)
known = st.dates(date(2018, 1, 1), FIRST - DAY)
anywhere = st.dates(date(2018, 1, 1), date(YEAR + 3, 12, 31))


@settings(deadline=None)
@given(moves, st.lists(st.tuples(governed, st.integers(0, 60)), min_size=1, max_size=20))
def test_bounds_hold_under_any_arrangement(
    arrangement: Arrangement, questions: list[tuple[date, int]]
) -> None:
    settled = calendar().with_arrangement(arrangement)
    for day, n in questions:
        bounds, answer = calendar().workday_after(day, n), settled.workday_after(day, n)
        assert bounds is not None
        assert answer is not None
        assert bounds.earliest <= answer.earliest <= answer.latest <= bounds.latest
        assert answer.certain or answer.latest > LAST
        counted, count = (one.workdays_between(day, LAST) for one in (calendar(), settled))
        assert counted is not None
        assert count is not None
        assert count.certain
        assert counted.least <= count.least <= counted.most


@settings(deadline=None)
@given(moves)
def test_an_arrangement_settles_its_year_exactly(arrangement: Arrangement) -> None:
    settled = calendar().with_arrangement(arrangement)
    [year] = arrangement.years
    moved = {*year.days_off, *year.workdays}
    for counted in GOVERNED:
        if counted.reason is DayReason.UNCERTAIN:
            expected = (counted.day.weekday() < 5) != (counted.day in moved)
            assert settled.is_workday(counted.day) is expected
        else:
            assert settled.is_workday(counted.day) is counted.works


@given(known, st.integers(0, 100))
def test_adding_then_counting_gives_the_number_back(day: date, n: int) -> None:
    bounds = calendar().workday_after(day, n)
    assert bounds is not None
    if bounds.certain:
        assert calendar().workdays_between(day, bounds.latest) == (n, n)
        assert n == 0 or calendar().is_workday(bounds.latest) is True


@given(anywhere, st.integers(0, 300))
def test_bounds_are_the_tightest(day: date, n: int) -> None:
    # Up to the earliest day n days may work and on it one does; up to the latest n certainly do.
    bounds = calendar().workday_after(day, n + 1)
    assert bounds is not None
    earliest, latest = (calendar().workdays_between(day, end) for end in bounds)
    assert earliest is not None
    assert latest is not None
    assert earliest.most == n + 1
    assert latest.least == n + 1
    assert calendar().is_workday(bounds.earliest) is not False
    assert calendar().is_workday(bounds.latest) is True


@given(anywhere, anywhere, st.integers(0, 60))
def test_monotone(one: date, other: date, n: int) -> None:
    earlier, later = sorted((one, other))
    first, second, more = (
        calendar().workday_after(day, count) for day, count in ((earlier, n), (later, n), (earlier, n + 1))
    )
    assert first is not None
    assert second is not None
    assert more is not None
    assert n == 0 or (first.earliest <= second.earliest and first.latest <= second.latest)
    assert first.earliest < more.earliest
    assert first.latest < more.latest


@given(anywhere, anywhere)
def test_antisymmetric(one: date, other: date) -> None:
    there, back = calendar().workdays_between(one, other), calendar().workdays_between(other, one)
    assert there is not None
    assert back == (-there.most, -there.least)


@given(st.lists(anywhere, min_size=3, max_size=3).map(sorted))
def test_additive(three: list[date]) -> None:
    first, middle, last = three
    parts = calendar().workdays_between(first, middle), calendar().workdays_between(middle, last)
    assert parts[0] is not None
    assert parts[1] is not None
    whole = (parts[0].least + parts[1].least, parts[0].most + parts[1].most)
    assert calendar().workdays_between(first, last) == whole


@given(anywhere, st.integers(0, 40))
def test_the_list_of_days_adds_up_to_the_count(after: date, length: int) -> None:
    until = after + length * DAY
    counted = calendar().explain(after, until)
    assert [c.day for c in counted] == [after + i * DAY for i in range(1, length + 1)]
    total = counted[-1].running if counted else (0, 0)
    assert calendar().workdays_between(after, until) == total


def test_a_fresh_calendar_far_ahead_gives_the_same_as_one_built_on_the_way() -> None:
    day = date(2026, 12, 18)
    assert Calendar().workday_after(day, 2000) == calendar().workday_after(day, 2000)


def test_a_calendar_known_to_a_year_forgets_the_later_ones_and_keeps_what_is_given() -> None:
    known = calendar().known_to(2024)
    assert max(known.published_years) == 2024
    # 26 January 2025 was a Sunday that worked; without the arrangement of 2025 it may or may not.
    assert known.is_workday(date(2025, 1, 26)) is None
    given = known.with_arrangement(Arrangement.of(2025, days_off=[], workdays=[date(2025, 1, 26)]))
    assert given.is_workday(date(2025, 1, 26)) is True
    assert given.known_to(2020).is_workday(date(2025, 1, 26)) is True
    assert known != calendar()
    assert copy.deepcopy(known) == known
