"""The published years, day by day against an independent package, and cases computed by hand."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from collections import Counter
from datetime import date, datetime, timedelta
from threading import Barrier, Thread

import chinese_calendar
import pytest

from sdcompliance.errors import DateError
from sdcompliance.workdays import Arrangement, Calendar, DayReason, calendar, festivals, library
from sdcompliance.workdays.days import REACH
from sdcompliance.workdays.library import library_year

DAY = timedelta(days=1)

# chinesecalendar's English names, which are not ours.
FESTIVAL_OF_ORACLE = {
    "New Year's Day": festivals.NEW_YEAR,
    "Spring Festival": festivals.SPRING_FESTIVAL,
    "Tomb-sweeping Day": festivals.QINGMING,
    "Labour Day": festivals.LABOUR_DAY,
    "Dragon Boat Festival": festivals.DRAGON_BOAT,
    "Mid-autumn Festival": festivals.MID_AUTUMN,
    "National Day": festivals.NATIONAL_DAY,
    "Anti-Fascist 70th Day": festivals.VICTORY_DAY_2015,
}


def days(first: date, last: date) -> list[date]:
    return [first + i * DAY for i in range((last - first).days + 1)]


# The last eleven days of 2026 wait for the arrangement of 2027: chinesecalendar does not say so.
@pytest.mark.parametrize("year", range(2007, 2027))
def test_every_day_agrees_with_chinesecalendar(year: int) -> None:
    last = date(2026, 12, 20) if year == 2026 else date(year, 12, 31)
    for day in days(date(year, 1, 1), last):
        assert calendar().is_workday(day) is chinese_calendar.is_workday(day), day


def test_no_adjusted_day_ever_lay_more_than_eleven_days_from_its_festival() -> None:
    farthest: Counter[date] = Counter()
    for day in days(date(2007, 1, 1), date(2026, 12, 31)):
        if chinese_calendar.is_workday(day) == (day.weekday() < 5):
            continue
        named = chinese_calendar.workdays.get(day) or chinese_calendar.holidays[day]
        festival = FESTIVAL_OF_ORACLE[named]
        by_law = [
            statutory
            for year in (day.year, day.year + 1)
            for statutory, names in library_year(year).statutory.items()
            if festival in names
        ]
        farthest[day] = min(abs((day - statutory).days) for statutory in by_law)
    # 20 September 2026 was worked for the National Day break, 11 days before 1 October.
    assert farthest.most_common(1) == [(date(2026, 9, 20), 11)]
    assert REACH == 11


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        # Spring Festival 2025: off 28 Jan (Tue) to 4 Feb (Tue); Sun 26 Jan and Sat 8 Feb worked.
        (date(2025, 1, 24), 1, date(2025, 1, 26)),
        (date(2025, 1, 24), 2, date(2025, 1, 27)),
        (date(2025, 1, 24), 3, date(2025, 2, 5)),
        (date(2025, 1, 24), 6, date(2025, 2, 8)),
        (date(2025, 1, 24), 7, date(2025, 2, 10)),
        # counted from inside the break
        (date(2025, 2, 1), 1, date(2025, 2, 5)),
        # National Day 2025: off 1 to 8 Oct; Sun 28 Sep and Sat 11 Oct worked.
        (date(2025, 9, 26), 1, date(2025, 9, 28)),
        (date(2025, 9, 30), 3, date(2025, 10, 11)),
        # National Day 2026: off 1 to 7 Oct; Thu 8, Fri 9 and Sat 10 Oct worked, and Sun 20 Sep before.
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 9, 18), 1, date(2026, 9, 20)),
        # The arrangement of 2019 gave Mon 31 Dec 2018 off for Sat 29 Dec 2018.
        (date(2018, 12, 28), 1, date(2018, 12, 29)),
        (date(2018, 12, 28), 2, date(2019, 1, 2)),
        # no festival near: Wed 5 March 2025 + Thu, Fri, Mon; Women's Day (Sat 8 March) plays no part
        (date(2025, 3, 5), 3, date(2025, 3, 10)),
        # Children's Day 2021, a Tuesday, does not stop the count
        (date(2021, 5, 31), 1, date(2021, 6, 1)),
        # leap day 2024: Thu 29 February
        (date(2024, 2, 28), 1, date(2024, 2, 29)),
        (date(2024, 2, 28), 2, date(2024, 3, 1)),
        # nothing to count
        (date(2025, 2, 1), 0, date(2025, 2, 1)),
    ],
)
def test_workday_after(day: date, n: int, expected: date) -> None:
    assert calendar().workday_after(day, n) == (expected, expected)


@pytest.mark.parametrize(
    ("after", "until", "expected"),
    [
        (date(2025, 1, 24), date(2025, 2, 8), 6),  # 26 and 27 Jan, 5, 6, 7 and 8 Feb
        (date(2025, 9, 30), date(2025, 10, 8), 0),
        (date(2025, 3, 5), date(2025, 3, 5), 0),
        (date(2025, 3, 10), date(2025, 3, 5), -3),
        # All of 2025: 261 weekdays, less 18 off (1 Jan; 28-31 Jan, 3-4 Feb; 4 Apr; 1, 2, 5 May; 2 Jun;
        # 1-3, 6-8 Oct), and 5 weekend days worked (26 Jan, 8 Feb, 27 Apr, 28 Sep, 11 Oct).
        (date(2024, 12, 31), date(2025, 12, 31), 261 - 18 + 5),
    ],
)
def test_workdays_between(after: date, until: date, expected: int) -> None:
    assert calendar().workdays_between(after, until) == (expected, expected)


def test_years_with_an_arrangement_are_those_of_the_package_and_no_predicted_one() -> None:
    # The package has 2001 to 2026 at least; the year after its last is only predicted.
    published = calendar().published_years
    assert published >= set(range(2001, 2027))
    assert not calendar().is_published(max(published) + 1)
    assert not calendar().is_published(2000)


@pytest.mark.parametrize("year", [*range(2014, 2025), *range(2025, 2100)])
def test_days_off_by_law(year: int) -> None:
    counted = Counter(name.zh for names in library_year(year).statutory.values() for name in names)
    if year == 2015:
        del counted[festivals.VICTORY_DAY_2015.zh]  # once, by a notice of its own
    # 11 days by order 644 of 2013, 13 by order 795 of 2024: New Year's eve of the lunar year and 2 May more.
    more = 1 if year >= 2025 else 0
    assert counted == {
        "元旦": 1,
        "春节": 3 + more,
        "清明节": 1,
        "劳动节": 1 + more,
        "端午节": 1,
        "中秋节": 1,
        "国庆节": 3,
    }


def test_a_package_that_names_a_festival_differently_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {name: one for name, one in library._FESTIVAL_OF_NAME.items() if name != "清明节"}
    monkeypatch.setattr(library, "_FESTIVAL_OF_NAME", known)
    with pytest.raises(RuntimeError, match="lists no Qingming Festival in 2030; install a version"):
        library_year.__wrapped__(2030)


def test_days_outside_what_can_be_known() -> None:
    china = calendar()
    assert china.is_workday(date(2000, 12, 29)) is None
    assert china.is_workday(date(2100, 1, 4)) is None
    assert china.workday_after(date(2000, 12, 31), 1) is None
    assert china.workday_after(date.max, 1) is None
    assert china.workday_after(date.max, 0) == (date.max, date.max)
    assert china.workday_after(date(2025, 3, 5), 10**9) is None
    assert china.workday_after(date(2099, 12, 31), 1) is None
    assert china.workdays_between(date(2000, 12, 31), date(2025, 1, 1)) is None
    assert china.workdays_between(date(2025, 1, 1), date.max) is None
    [last_known, beyond] = china.explain(date(2099, 12, 30), date(2100, 1, 1))
    assert (last_known.reason, beyond.reason) == (DayReason.UNCERTAIN, DayReason.NO_CALENDAR)
    assert beyond.running == (0, 2)


def test_dates_with_a_time_and_counts_that_are_none_are_refused() -> None:
    china = calendar()
    moment = datetime(2025, 3, 5, 9, 0)  # noqa: DTZ001  the point is that it has a time
    with pytest.raises(DateError, match=r"has a time.*Asia/Shanghai.*\.date\(\)"):
        china.workday_after(moment, 1)
    with pytest.raises(DateError, match="has a time"):
        china.workdays_between(date(2025, 3, 5), moment)
    with pytest.raises(DateError, match="has a time"):
        china.is_workday(moment)
    with pytest.raises(DateError, match="'2025-03-05' is a str"):
        china.is_workday("2025-03-05")  # type: ignore[arg-type]
    with pytest.raises(DateError, match="-1 working days"):
        china.workday_after(date(2025, 3, 5), -1)
    with pytest.raises(DateError, match="-1 working days"):
        china.span_after(date(2025, 3, 5), -1)
    with pytest.raises(DateError, match=r"2\.5 working days"):
        china.workday_after(date(2025, 3, 5), 2.5)  # type: ignore[arg-type]


def test_eight_threads_that_build_at_once_agree() -> None:
    questions = [(date(2002 + 3 * i, 12, 25), 40) for i in range(30)]
    expected = [Calendar().workday_after(day, n) for day, n in questions]
    shared, barrier, answers = Calendar(), Barrier(8), {}

    def ask(thread: int) -> None:
        order = questions[thread:] + questions[:thread]
        barrier.wait()
        found = {question: shared.workday_after(*question) for question in order}
        answers[thread] = [found[question] for question in questions]

    threads = [Thread(target=ask, args=(i,)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answers[i] for i in range(8)] == [expected] * 8


def test_the_order_of_questions_does_not_change_the_answers() -> None:
    forwards, backwards = Calendar(), Calendar()
    mondays = days(date(2015, 1, 5), date(2032, 12, 27))[::7]
    ahead = {day: forwards.span_after(day, 5) for day in mondays}
    assert {day: backwards.span_after(day, 5) for day in reversed(mondays)} == ahead


def test_nothing_heavy_is_imported_before_the_first_question() -> None:
    program = (
        "import sys, sdcompliance.workdays as w; w.calendar(); "
        "print([m for m in ('holidays', 'pendulum') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_calendars_compare_by_content_and_travel() -> None:
    assert Calendar() == calendar()
    assert len({Calendar(), calendar(), pickle.loads(pickle.dumps(calendar()))}) == 1
    assert copy.deepcopy(calendar()) == calendar()
    assert len(calendar().digest) == 64
    assert calendar() != 1
    given = calendar().with_arrangement(Arrangement.of(2030, []))
    assert pickle.loads(pickle.dumps(given)) == given != calendar()
    assert repr(given) == "<Calendar of China's working days, given: 2030>"
