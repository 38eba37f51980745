"""Answers about working days say how they were counted, and how sure they are."""

from __future__ import annotations

from datetime import date

import pytest

from sdcompliance import Calendar, DateError, calendar
from sdcompliance.reports import Voice, nth_workday, whether_workday, workday_text, workdays_between
from sdcompliance.rulebook import Language

DAYS = calendar()


def test_third_working_day_after_national_day() -> None:
    # 10-01 to 10-07 off; Thursday 10-08 (1), Friday 10-09 (2), Saturday 10-10 made up (3).
    answer = nth_workday(date(2026, 9, 30), 3, DAYS)
    first, blank, second, *_ = workday_text(answer).splitlines()
    assert first == "2026年9月30日（周三）之后的第3个工作日：2026年10月10日（周六）"
    assert (blank, second) == ("", "  2026-10-01  周四  放假（国庆节）")
    data = answer.to_json()
    assert (data["earliest"], data["latest"], data["certain"]) == ("2026-10-10", "2026-10-10", True)
    assert len(data["days"]) == 10


def test_between() -> None:
    # 10-08, 10-09, 10-10 and Monday 10-12.
    answer = workdays_between(date(2026, 9, 30), date(2026, 10, 12), DAYS)
    assert "Working days after 2026-09-30 (Wed) up to and including 2026-10-12 (Mon): 4" in workday_text(
        answer, Voice(Language.EN)
    )
    assert (answer.to_json()["least"], answer.to_json()["most"]) == (4, 4)


def test_backwards_is_negative() -> None:
    answer = workdays_between(date(2026, 10, 12), date(2026, 9, 30), DAYS)
    assert (answer.to_json()["least"], answer.days) == (-4, ())


def test_whether() -> None:
    assert workday_text(whether_workday(date(2026, 10, 10), DAYS)) == (
        "2026年10月10日（周六）是工作日：调休上班（国庆节）\n"
    )
    assert "不是工作日：周末休息" in workday_text(whether_workday(date(2026, 10, 11), DAYS))


def test_uncertain_answers_say_both_bounds(known_to_2026: Calendar) -> None:
    # Spring Festival 2027 is 02-06; its days off by law end on 02-08; later days may be off or not.
    answer = nth_workday(date(2027, 2, 4), 3, known_to_2026)
    text = workday_text(answer)
    assert "最早2027年2月11日（周四），最晚" in text
    assert "放假安排尚未公布" in text
    assert answer.to_json()["certain"] is False
    assert "尚不能确定" in workday_text(whether_workday(date(2027, 2, 9), known_to_2026))
    assert "至少" in workday_text(workdays_between(date(2027, 2, 4), date(2027, 2, 19), known_to_2026))


def test_long_spans_are_not_listed() -> None:
    answer = nth_workday(date(2026, 1, 5), 200, DAYS)
    assert answer.days is None
    assert "不逐日列出" in workday_text(answer)


@pytest.mark.parametrize("day", [date.min, date(2000, 12, 31), date.max])
def test_days_that_no_calendar_covers(day: date) -> None:
    with pytest.raises(DateError, match="2001 to 2099"):
        whether_workday(day, DAYS)
    with pytest.raises(DateError, match="2001 to 2099"):
        nth_workday(day, 1, DAYS)
    with pytest.raises(DateError, match="2001 to 2099"):
        workdays_between(day, day, DAYS)
