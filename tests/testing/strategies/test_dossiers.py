"""What the strategies promise: compliant by construction, violating where asked, small when shrunk."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
import yaml
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from sdcompliance.engines import evaluate
from sdcompliance.errors import UnknownNameError
from sdcompliance.findings import Verdict
from sdcompliance.records import TABLES, Records
from sdcompliance.rulebook import default_rulebook
from sdcompliance.testing import strategies
from sdcompliance.testing.strategies import COMMONLY_ABSENT, Dossier
from sdcompliance.workdays import Calendar
from sdcompliance.workdays import calendar as default_calendar

AT_EASE = {Verdict.COMPLIANT, Verdict.NOT_APPLICABLE, Verdict.PENDING}
#: Their text sets no limit: they never accuse, and what they object to stays open for the rule's own reason.
NEVER_ACCUSE = {"ARC001", "CER007", "REV006", "RPT004", "SUB002"}
QUICK = settings(max_examples=40, deadline=None)


@settings(max_examples=150, deadline=None)
@given(strategies.compliant_dossiers())
def test_nothing_is_found_in_a_compliant_dossier(dossier: Dossier) -> None:
    report = evaluate(dossier, dossier.as_of)
    assert [found for found in report.findings if found.verdict not in AT_EASE] == []
    assert report.problems == ()
    assert all(dossier.table(name) is not None for name in TABLES)


@QUICK
@given(strategies.dossiers())
def test_any_dossier_keeps_within_what_every_database_holds(dossier: Dossier) -> None:
    assert frozenset(name for name in TABLES if dossier.table(name) is None) in COMMONLY_ABSENT
    for name in TABLES:
        for row in (dossier.table(name) or {}).values():
            for _, value in row:
                if isinstance(value, Decimal):
                    assert abs(value) < 10**14
                    assert -value.as_tuple().exponent <= 4  # type: ignore[operator]
                elif isinstance(value, int):
                    assert abs(value) <= 10**9
                elif isinstance(value, str):
                    assert "\x00" not in value


def seen(what: str) -> bool:
    """Whether something turns up within a few hundred dossiers; find raises where it does not."""

    def is_there(dossier: Dossier) -> bool:
        values = [
            value
            for name in TABLES
            for row in (dossier.table(name) or {}).values()
            for _, value in row
            if value is not None
        ]
        days = [value for value in values if isinstance(value, date)]
        return {
            "29 February": any((day.month, day.day) == (2, 29) for day in days),
            "midnight": any(isinstance(day, datetime) and day.hour == day.minute == 0 for day in days),
            "absent table": any(dossier.table(name) is None for name in TABLES),
            "dangling reference": "NOBODY" in values,
            "blank text": " " in values,
            "bare day as a moment": any(
                type(row.ended_at) is date for row in (dossier.sessions or {}).values()
            ),
        }[what]

    generated = settings(max_examples=1000, deadline=None, database=None, phases=[Phase.generate])
    return is_there(find(strategies.dossiers(), is_there, settings=generated))


@pytest.mark.parametrize(
    "what",
    ["29 February", "midnight", "absent table", "dangling reference", "blank text", "bare day as a moment"],
)
def test_what_is_awkward_turns_up(what: str) -> None:
    assert seen(what)


@pytest.mark.parametrize("rule", default_rulebook())
def test_a_violating_dossier_breaks_the_rule(rule: str) -> None:
    broken = {Verdict.UNDETERMINED} if rule in NEVER_ACCUSE else {Verdict.VIOLATION, Verdict.ADVISORY}
    if default_rulebook()[rule].undecided_reason is not None:
        broken |= {Verdict.UNDETERMINED}

    @settings(max_examples=3, deadline=None, database=None)
    @given(strategies.dossiers(violating=rule))
    def breaks(dossier: Dossier) -> None:
        report = evaluate(dossier, dossier.as_of)
        assert [found for found in report.findings if found.rule == rule and found.verdict in broken]

    breaks()


def test_a_rule_that_is_not_there_is_named() -> None:
    with pytest.raises(UnknownNameError, match="RPT001"):
        strategies.dossiers(violating="RTP001")


def test_a_violating_dossier_shrinks_to_the_tables_that_the_rule_reads() -> None:
    quick = settings(max_examples=20, deadline=None, database=None)
    smallest = find(strategies.dossiers(violating="RPT001"), lambda _: True, settings=quick)
    filled = {name for name in TABLES if smallest.table(name)}
    assert filled == {"sessions", "reports"}


@QUICK
@given(strategies.dossiers())
def test_a_dossier_prints_itself_as_the_files_of_a_story(dossier: Dossier) -> None:
    records, expected = repr(dossier).removeprefix("# records.json\n").split("\n# expected.yaml\n")
    again = Records.parse(json.loads(records))
    assert [again.table(name) for name in TABLES] == [dossier.table(name) for name in TABLES]
    assert yaml.safe_load(expected) == {"as_of": dossier.as_of, "findings": []}


@QUICK
@given(strategies.working_calendars(), st.dates(date(2021, 1, 1), date(2028, 12, 31)), st.integers(1, 30))
def test_an_invented_calendar_counts_as_it_says_of_each_day(calendar: Calendar, day: date, n: int) -> None:
    bounds = calendar.workday_after(day, n)
    assert bounds is not None
    days = [day + timedelta(step) for step in range(1, (bounds.latest - day).days + 1)]
    # The n-th working day is at the earliest the n-th that may work, at the latest the n-th that must.
    assert [one for one in days if calendar.is_workday(one) is not False][n - 1] == bounds.earliest
    assert [one for one in days if calendar.is_workday(one)][n - 1] == bounds.latest


def test_an_invented_calendar_may_be_unlike_any_published() -> None:
    published = default_calendar()
    found = find(
        strategies.working_calendars(),
        lambda calendar: calendar.is_workday(date(2025, 3, 4)) != published.is_workday(date(2025, 3, 4)),
        settings=settings(max_examples=5000, deadline=None, database=None, phases=[Phase.generate]),
    )
    assert found != published


def test_boundary_dates_hold_the_days_on_which_a_rule_turns() -> None:
    # RPT001: due 2025-03-10 and 03-11 the day after; in force from 2020-08-25, not on the 24th.
    for day in (date(2025, 3, 10), date(2025, 3, 11), date(2020, 8, 24), date(2020, 8, 25)):
        assert find(strategies.boundary_dates("RPT001"), lambda found, day=day: found == day) == day


@pytest.mark.parametrize("table", TABLES)
def test_rows_of_every_table_can_be_drawn(table: str) -> None:
    row = find(strategies.rows(table), lambda _: True)
    assert row.table_name == table


def test_without_hypothesis_the_extra_is_named() -> None:
    script = "import sys; sys.modules['hypothesis'] = None; import sdcompliance.testing.strategies"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "ExtraMissingError" in result.stderr
    assert "sdcompliance[testing]" in result.stderr
