"""What ``sdcompliance sql`` prints can be taken elsewhere and run: the verdicts are the native engine's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from sdcompliance.cli.sql import sql
from sdcompliance.engines import Show, evaluate
from sdcompliance.engines.relational import connect
from sdcompliance.engines.relational.loading import cells_of, columns_of, load_calendar, load_rows
from sdcompliance.engines.relational.printing import rule_sql
from sdcompliance.findings import VERDICTS
from sdcompliance.records import TABLES, Records
from sdcompliance.rulebook import Words, default_rulebook
from sdcompliance.workdays import calendar

DEMO = Path(__file__).parents[3] / "fixtures" / "demo" / "records.json"
AS_OF = date(2026, 11, 23)


@pytest.mark.parametrize("rule_id", ["RPT001", "SIT002", "STF001", "ARC003", "CER004"])
def test_the_printed_statement_judges(rule_id: str) -> None:
    records = Records.load(DEMO)
    report = evaluate(records, AS_OF, show=Show.ALL)
    expected = {f.subject_id: f.verdict for f in report.findings if f.rule == rule_id}
    assert expected
    answer = CliRunner().invoke(sql, [rule_id, "--as-of", AS_OF.isoformat()])
    assert answer.exit_code == 0, answer.output
    with connect() as connection:
        for table, declared in TABLES.items():
            columns = list(declared.columns.values())
            rows = records.table(table)
            assert rows is not None  # the story has every table
            load_rows(connection, table, columns_of(table), (cells_of(row, columns) for row in rows.values()))
        load_calendar(connection, calendar())
        answered = connection.execute(answer.output)
        names = [column[0] for column in answered.description]
        verdict = names.index(rule_id.lower())
        assert {row[0]: VERDICTS[row[verdict]] for row in answered.fetchall()} == expected


@pytest.mark.parametrize("dialect", ["duckdb", "postgres", "spark"])
def test_the_head_says_what_it_is(dialect: str) -> None:
    text = CliRunner().invoke(sql, ["RPT001", "--dialect", dialect, "--as-of", "2026-11-23"]).output
    head = [line for line in text.splitlines() if line.startswith("--")]
    told = "\n".join(head)
    for expected in (
        "RPT001",
        "考核成绩逾期上报",
        "annex1/4.4",
        "first-sitting",
        "sdc_workdays",
        "5 violation",
    ):
        assert expected in told
    assert text.rstrip().endswith(";")


def test_a_title_cannot_leave_the_comment() -> None:
    book = default_rulebook()
    rule = replace(book.rule("RPT001"), title=Words("一行\nDROP TABLE sessions;", "two\u2028lines"))
    text = rule_sql(rule, book, "duckdb", AS_OF)
    assert [line for line in text.splitlines() if "DROP" in line or "lines" in line] == [text.splitlines()[0]]
    assert text.startswith("-- ")


def test_a_rule_that_is_not_there() -> None:
    answer = CliRunner().invoke(sql, ["RPT0001"])
    assert answer.exit_code != 0
    assert "RPT001" in str(answer.exception)
