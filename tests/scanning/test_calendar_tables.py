"""The tables of working days are those of the calendar at hand, whether kept prepared or made anew."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

import sdcompliance as sdc
from sdcompliance import prepared
from sdcompliance.engines.relational.loading import load_calendar

_THIRD_AFTER = """
    SELECT nth.if_possible FROM sdc_workdays AS day JOIN sdc_nth_workday AS nth ON nth.n = day.possible + 3
    WHERE day.day = ?
"""


def tables(calendar: sdc.Calendar) -> tuple[list[tuple[object, ...]], ...]:
    with duckdb.connect() as connection:
        load_calendar(connection, calendar)
        return tuple(
            connection.execute(f"FROM {name} ORDER BY 1").fetchall()
            for name in ("sdc_workdays", "sdc_nth_workday")
        )


def third_after(calendar: sdc.Calendar, day: date) -> date:
    with duckdb.connect() as connection:
        load_calendar(connection, calendar)
        (found,) = connection.execute(_THIRD_AFTER, [day]).fetchall()
    return found[0]


def test_kept_tables_are_those_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tables(sdc.calendar())
    monkeypatch.setattr(prepared, "load", lambda *_: None)
    assert tables(sdc.calendar()) == kept
    days, _ = kept
    assert len(days) == 99 * 365 + 24  # 2001 to 2099; every fourth year is a leap year
    assert (days[0][0], days[-1][0]) == (date(2001, 1, 1), date(2099, 12, 31))


def test_a_given_arrangement_has_tables_of_its_own(tmp_path: Path) -> None:
    # 2027-03-01 is a Monday. Three working days after it is Thursday; Friday, where Wednesday is off.
    file = tmp_path / "2027.yaml"
    file.write_text("year: 2027\nsource: x\ndays_off: [2027-03-03]\nworkdays: []\n", encoding="utf-8")
    changed = sdc.calendar().with_arrangement(sdc.load_arrangement(file))
    assert third_after(sdc.calendar(), date(2027, 3, 1)) == date(2027, 3, 4)
    assert third_after(changed, date(2027, 3, 1)) == date(2027, 3, 5)
    assert third_after(sdc.calendar(), date(2027, 3, 1)) == date(2027, 3, 4)
