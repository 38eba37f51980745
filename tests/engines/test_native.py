"""The native engine: generated code agrees with the table of verdicts, whatever is missing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from tests.engines.decision_table import verdict_by_table
from tests.engines.dossiers import COMPLIANT, DAYS, changed_dossiers

from sdcompliance.engines import Show, evaluate
from sdcompliance.engines.native import Interpreter, functions_for
from sdcompliance.engines.registry import native_engine
from sdcompliance.errors import DateError
from sdcompliance.findings import NonCompliantError, Verdict
from sdcompliance.records import TABLES, Records
from sdcompliance.rulebook import default_rulebook
from sdcompliance.workdays import calendar


@pytest.fixture(scope="module")
def compliant() -> Records:
    return Records.parse(COMPLIANT)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(records=changed_dossiers(), today=DAYS)
def test_generated_code_agrees_with_the_table_of_verdicts(records: Records, today: date) -> None:
    report = evaluate(records, today, show=Show.ALL)
    rulebook, days = default_rulebook(), calendar()
    for finding in report.findings:
        rule = rulebook[finding.rule]
        row = (records.table(finding.subject) or {})[finding.subject_id]
        source = native_engine(rulebook).source_for(rule, row, records, today, days)
        interpreter = Interpreter(source, row, today, functions_for(days))
        default, *others = (verdict_by_table(rule, v, interpreter, today) for v in rule.variants)
        assert finding.verdict is default, finding.rule
        assert list(finding.readings.values()) == others, finding.rule
        assert finding.sensitive is any(other is not default for other in others)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(records=changed_dossiers(), today=DAYS)
def test_an_undetermined_finding_says_why(records: Records, today: date) -> None:
    for finding in evaluate(records, today).findings:
        if finding.verdict is Verdict.UNDETERMINED:
            assert finding.reason is not None, finding.rule
        else:
            assert finding.reason is None


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(records=changed_dossiers(), today=DAYS)
def test_the_report_shows_what_is_noteworthy_in_order(records: Records, today: date) -> None:
    everything = evaluate(records, today, show=Show.ALL).findings
    shown = evaluate(records, today).findings
    assert [f for f in everything if f.sensitive or not f.verdict.settled] == list(shown)
    assert list(everything) == sorted(everything, key=lambda f: (f.rule, f.subject_id))


def test_the_compliant_dossier_breaks_nothing(compliant: Records) -> None:
    report = evaluate(compliant, "2025-06-01")
    assert {finding.verdict for finding in report.findings} <= {Verdict.PENDING}
    assert not any(finding.sensitive for finding in report.findings)
    report.raise_for_violations()


def test_every_table_absent_gives_nothing_to_judge() -> None:
    report = evaluate(Records(), "2025-06-01")
    assert report.findings == ()
    assert set(report.summary.subjects.values()) == {None}


@pytest.mark.parametrize("table", list(TABLES))
def test_an_absent_table_accuses_nobody_and_clears_nobody(table: str, compliant: Records) -> None:
    """What cannot be read makes verdicts undetermined; it never makes or removes a violation."""
    without = Records.parse({name: rows for name, rows in COMPLIANT.items() if name != table})
    before = {
        (f.rule, f.subject_id): f.verdict for f in evaluate(compliant, "2025-06-01", show=Show.ALL).findings
    }
    for finding in evaluate(without, "2025-06-01", show=Show.ALL).findings:
        verdict = before[finding.rule, finding.subject_id]
        assert finding.verdict in (verdict, Verdict.UNDETERMINED), (finding.rule, finding.subject_id)


def test_eight_threads_get_the_same_bytes() -> None:
    records = Records.parse(COMPLIANT)  # fresh: its look-ups are built under contention
    with ThreadPoolExecutor(8) as pool:
        texts = list(
            pool.map(lambda _: evaluate(records, "2026-11-23", show=Show.ALL).to_json_text(), range(32))
        )
    assert len(set(texts)) == 1


def test_the_order_of_rows_does_not_matter() -> None:
    backwards = {table: rows[::-1] for table, rows in reversed(COMPLIANT.items())}
    assert (
        evaluate(Records.parse(backwards), "2027-01-15", show=Show.ALL).to_json_text()
        == evaluate(Records.parse(COMPLIANT), "2027-01-15", show=Show.ALL).to_json_text()
    )


def test_a_report_with_violations_raises_on_request(compliant: Records) -> None:
    late = {**COMPLIANT, "reports": []}
    report = evaluate(Records.parse(late), "2025-06-01")
    with pytest.raises(NonCompliantError, match="RPT001"):
        report.raise_for_violations()


@pytest.mark.parametrize("as_of", ["2026-02-29", "26-01-01", "2026-1-1", "today", 20260101])
def test_an_as_of_date_that_is_none_says_so(as_of: str, compliant: Records) -> None:
    with pytest.raises(DateError, match="2026-11-23"):
        evaluate(compliant, as_of)
