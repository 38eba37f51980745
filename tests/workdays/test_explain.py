"""A count day by day, each day with its reason."""

from __future__ import annotations

from datetime import date

import pytest

from sdcompliance.errors import DateError
from sdcompliance.workdays import Calendar, DayReason, calendar

WORK, WEEKEND, OFF, MAKE_UP, OPEN = (
    DayReason.WORKDAY,
    DayReason.WEEKEND,
    DayReason.DAY_OFF,
    DayReason.MAKE_UP,
    DayReason.UNCERTAIN,
)


def test_spring_festival_2025() -> None:
    counted = calendar().explain(date(2025, 1, 24), date(2025, 2, 8))
    assert [(c.day.day, c.works, c.reason, c.running.least) for c in counted] == [
        (25, False, WEEKEND, 0),
        (26, True, MAKE_UP, 1),
        (27, True, WORK, 2),
        (28, False, OFF, 2),
        (29, False, OFF, 2),
        (30, False, OFF, 2),
        (31, False, OFF, 2),
        (1, False, WEEKEND, 2),
        (2, False, WEEKEND, 2),
        (3, False, OFF, 2),
        (4, False, OFF, 2),
        (5, True, WORK, 3),
        (6, True, WORK, 4),
        (7, True, WORK, 5),
        (8, True, MAKE_UP, 6),
    ]
    assert all(c.running.certain for c in counted)
    named = {c.day.day: c.festival for c in counted if c.festival}
    assert sorted(named) == [3, 4, 8, 26, 28, 29, 30, 31]
    assert set(named.values()) == {("春节", "Spring Festival")}


@pytest.mark.parametrize(
    ("day", "zh", "en"),
    [
        # worked five days before Mid-Autumn (25 September), yet for the National Day break
        (date(2026, 9, 20), "国庆节", "National Day"),
        (date(2026, 9, 25), "中秋节", "Mid-Autumn Festival"),
        # one break for two festivals: 1 to 8 October 2025, Mid-Autumn on the 6th
        (date(2025, 10, 8), "国庆节、中秋节", "National Day and Mid-Autumn Festival"),
        # off in 2018, by the arrangement of 2019
        (date(2018, 12, 31), "元旦", "New Year"),
        (date(2018, 12, 29), "元旦", "New Year"),
    ],
)
def test_a_day_names_the_festival_it_was_moved_for(day: date, zh: str, en: str) -> None:
    [counted] = calendar().explain(date.fromordinal(day.toordinal() - 1), day)
    assert counted.festival == (zh, en)


def test_days_near_a_festival_of_an_unpublished_year(known_to_2026: Calendar) -> None:
    counted = known_to_2026.explain(date(2026, 12, 19), date(2027, 1, 13))
    by_day = {c.day: c for c in counted}
    assert by_day[date(2026, 12, 20)].reason is WEEKEND
    assert by_day[date(2026, 12, 21)][1:] == (None, (0, 1), OPEN, ("元旦", "New Year"))
    assert by_day[date(2027, 1, 1)][1:4] == (False, (0, 11), OFF)
    assert by_day[date(2027, 1, 12)][1:4] == (None, (0, 22), OPEN)
    assert by_day[date(2027, 1, 13)][1:4] == (True, (1, 23), WORK)


def test_no_days_where_the_end_is_not_later() -> None:
    assert calendar().explain(date(2025, 3, 5), date(2025, 3, 5)) == ()
    assert calendar().explain(date(2025, 3, 5), date(2025, 3, 1)) == ()


def test_a_span_too_long_to_read_is_refused() -> None:
    with pytest.raises(DateError, match=r"at most 3660 can be listed.*workdays_between"):
        calendar().explain(date.min, date.max)


def test_reasons_have_words_in_both_languages() -> None:
    assert OPEN.zh == "放假安排尚未公布"
    assert OPEN.en == "calendar not published"
    assert all(reason.zh and reason.en for reason in DayReason)
