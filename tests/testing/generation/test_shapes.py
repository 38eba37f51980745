"""A data set looks like what it is made up to be."""

from __future__ import annotations

from collections import Counter
from datetime import date

import chinese_calendar
from stdnum.cn import ric
from tests.testing.generation.data_sets import rows

from sdcompliance.records import CITIES
from sdcompliance.testing.generation import DataSet, read_key


def day(text: str) -> date:
    return date.fromisoformat(text[:10])


def test_sessions_are_in_all_cities_and_years(data: DataSet) -> None:
    sessions = rows(data, "sessions")
    assert len(sessions) == 300
    assert {row["city"] for row in sessions} == set(CITIES)
    days = [day(row["started_at"]) for row in sessions]
    assert days == sorted(days)
    assert {each.year for each in days} == set(range(2020, 2027))
    assert min(days) >= date(2020, 9, 1)


def test_sessions_have_their_season(data: DataSet) -> None:
    months = Counter(day(row["started_at"]).month for row in rows(data, "sessions"))
    assert months[2] < months[5]
    assert months[2] < months[11]


def test_no_session_is_held_on_a_holiday(data: DataSet) -> None:
    for row in rows(data, "sessions"):
        for moment in (row["started_at"], row["ended_at"]):
            assert chinese_calendar.is_workday(day(moment)), row["id"]


def test_sessions_have_the_usual_company(data: DataSet) -> None:
    sent = Counter(row["session_id"] for row in rows(data, "assignments"))
    assert 2.7 < sum(sent.values()) / 300 < 3.3
    assert data.rows["reports"] == 300
    assert 290 * 3 <= data.rows["archives"] <= 900
    registered = Counter(row["session_id"] for row in rows(data, "registrations"))
    assert len(registered) == 300
    assert 20 <= min(registered.values()) <= max(registered.values()) <= 60
    results, certificates = data.rows["results"], data.rows["certificates"]
    assert certificates < results < data.rows["registrations"]
    assert 0.8 < certificates / results < 0.95


def test_identity_numbers_are_valid_but_for_those_of_the_key(data: DataSet) -> None:
    faulty = {each.subject_id for each in read_key(data.key) if each.rule == "REG005"}
    sound = [row for row in rows(data, "candidates") if row["id"] not in faulty]
    assert len(sound) > 9_000
    for row in sound:
        assert ric.is_valid(row["id_number"]), row
        assert ric.get_birth_date(row["id_number"]) == day(row["birth_on"])


def test_some_candidates_come_again(data: DataSet) -> None:
    assert data.rows["candidates"] < data.rows["registrations"]


def test_nothing_is_dated_after_the_day_it_is_judged(data: DataSet) -> None:
    for table in ("results", "certificates", "archives", "subsidies", "reports"):
        for row in rows(data, table):
            dates = [value for column, value in row.items() if column.endswith(("_on", "_at")) and value]
            assert max(dates)[:10] <= "2026-11-23", row


def test_no_value_needs_quoting(data: DataSet) -> None:
    for path in data.records.iterdir():
        assert '"' not in path.read_text(encoding="utf-8"), path.name


def test_announcements_of_every_city_and_year_but_one_left_out(data: DataSet) -> None:
    found = {(row["city"], row["year"]) for row in rows(data, "announcements")}
    silent = {each.subject_id[-6:] for each in read_key(data.key) if each.rule == "ANN001"}
    every = {(city, str(year)) for city in CITIES for year in range(2021, 2027)}
    assert every - found == {(city, "2026") for city in silent}
