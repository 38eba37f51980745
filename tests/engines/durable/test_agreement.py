"""The durable engine says what the native one says, field for field."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from tests.engines.dossiers import DAYS, changed_dossiers

from sdcompliance.engines import EngineName, Show, evaluate
from sdcompliance.engines.durable import DurableEngine
from sdcompliance.engines.registry import native_engine
from sdcompliance.errors import UnknownNameError
from sdcompliance.findings import Report
from sdcompliance.records import Records
from sdcompliance.rulebook import Rule, Rulebook, default_rulebook
from sdcompliance.testing import Story, records_of, stories
from sdcompliance.testing.examples import calendar_of
from sdcompliance.workdays import Calendar, calendar

pytest.importorskip("durable", reason="durable-rules is not installed; it needs a C compiler")

DURABLE = DurableEngine(default_rulebook())
FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"


def both(
    records: Records,
    today: date,
    days: Calendar | None = None,
    book: Rulebook | None = None,
) -> tuple[Report, Report]:
    native, durable = (
        evaluate(records, today, calendar=days, rulebook=book, show=Show.ALL, engine=engine)
        for engine in (EngineName.NATIVE, EngineName.DURABLE)
    )
    return native, durable


def assert_agreement(records: Records, today: date, days: Calendar | None = None) -> None:
    native, durable = both(records, today, days)
    for one, other in zip(native.findings, durable.findings, strict=True):
        assert one == other, (one.rule, one.subject_id, one.verdict, other.verdict)
    assert native == durable
    assert native.to_json_text() == durable.to_json_text()


@pytest.mark.parametrize("rule", default_rulebook().values(), ids=lambda rule: rule.id)
def test_every_example(rule: Rule) -> None:
    book = default_rulebook()
    for example in rule.examples:
        records = records_of(example)
        rows = list((records.table(rule.subject) or {}).values())
        judged = {rule.subject: [row for row in rows if example.subject_id in (None, row.id)]}
        given = (records, example.as_of, calendar_of(example), judged, lambda _: True)
        assert native_engine(book).judge_some(*given) == DURABLE.judge_some(*given), example.name


@pytest.mark.parametrize("story", stories(FIXTURES), ids=lambda story: story.name)
def test_every_story(story: Story) -> None:
    assert_agreement(story.records, story.expected.as_of, story.calendar)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(records=changed_dossiers(), today=DAYS)
def test_changed_dossiers(records: Records, today: date) -> None:
    assert_agreement(records, today)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(records=changed_dossiers(), today=DAYS)
def test_changed_dossiers_without_later_arrangements(records: Records, today: date) -> None:
    assert_agreement(records, today, calendar().known_to(2024))


def test_an_engine_that_does_not_exist_names_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match=r"no engine 'durabel' \(nearest: 'durable'\)"):
        evaluate(Records(), "2025-06-01", engine="durabel")
