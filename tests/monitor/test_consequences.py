"""Rules that follow from findings, event by event: what ``evaluate`` says, and what their examples expect."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from tests.engines.dossiers import COMPLIANT

from sdcompliance.engines import Show, evaluate
from sdcompliance.findings import Finding, Verdict
from sdcompliance.monitor import AlertKind, Monitor
from sdcompliance.records import TABLES, Records
from sdcompliance.rulebook import ExamplePart, Rule, default_rulebook
from sdcompliance.testing.examples import calendar_of, records_of
from sdcompliance.workdays import Calendar

CONSEQUENCES = [rule for rule in default_rulebook().values() if rule.reads]
BASE = Records.parse(COMPLIANT)


def test_they_are_the_three_of_the_catalogue() -> None:
    assert {rule.id for rule in CONSEQUENCES} == {"CER008", "REV005", "RPT005"}


@pytest.mark.parametrize("rule", CONSEQUENCES, ids=lambda rule: rule.id)
def test_every_example_reached_row_by_row_and_left_again(rule: Rule) -> None:
    for example in rule.examples:
        days = calendar_of(example)
        with Monitor(as_of=example.as_of, calendar=days) as monitor:
            monitor.load(BASE)
            reached = records_of(example)
            for target in (reached, BASE):
                for _ in moved(monitor, target):
                    own = of(monitor.findings(Show.ALL), rule)
                    assert own == of(_evaluated(monitor, days), rule), example.name
                if target is reached:
                    assert verdict_of(monitor, rule, example) == example.expect, example.name
            assert all(monitor.records.table(table) == BASE.table(table) for table in TABLES)


@pytest.mark.parametrize("rule", CONSEQUENCES, ids=lambda rule: rule.id)
def test_an_advisory_is_told_when_it_follows_and_cured_when_it_does_not(rule: Rule) -> None:
    examples = [example for example in rule.examples if example.expect == Verdict.ADVISORY]
    assert examples
    for example in examples:
        with Monitor(as_of=example.as_of, calendar=calendar_of(example)) as monitor:
            monitor.load(BASE)
            before = verdict_of(monitor, rule, example)
            after = len(monitor.alerts())
            for target in (records_of(example), BASE):
                for _ in moved(monitor, target):
                    pass
            told = [alert.kind for alert in monitor.alerts(after) if alert.rule == rule.id]
            assert AlertKind.ADVISORY in told, example.name
            assert told[-1] is not AlertKind.ADVISORY or before == Verdict.ADVISORY, example.name


def moved(monitor: Monitor, target: Records) -> Iterator[None]:
    """Brings a monitor to these records, one event after the other."""
    if any((target.table(table) is None) != (monitor.records.table(table) is None) for table in TABLES):
        monitor.load(target)  # a table that goes or comes back with no row
        yield
        return
    for table in TABLES:
        old, new = monitor.records.table(table) or {}, target.table(table) or {}
        for id_ in [id_ for id_ in old if id_ not in new]:
            monitor.remove(table, id_)
            yield
        for id_, row in new.items():
            if old.get(id_) != row:
                monitor.record(table, row)
                yield


def of(findings: tuple[Finding, ...], rule: Rule) -> list[Finding]:
    """Those of one rule."""
    return [finding for finding in findings if finding.rule == rule.id]


def verdict_of(monitor: Monitor, rule: Rule, example: ExamplePart) -> Verdict:
    """What the rule says of the row that an example is about."""
    id_ = example.subject_id or next(iter(records_of(example).table(rule.subject) or ()))
    (found,) = (one for one in of(monitor.findings(Show.ALL), rule) if one.subject_id == id_)
    return found.verdict


def _evaluated(monitor: Monitor, days: Calendar) -> tuple[Finding, ...]:
    today: date = monitor.today
    return evaluate(monitor.records, today, calendar=days, show=Show.ALL).findings
