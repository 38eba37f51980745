"""The durable engine says what the native one says of dossiers changed at random, field for field.

Examples, stories and generated dossiers are in tests/agreement.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from tests.engines.dossiers import DAYS, changed_dossiers

from sdcompliance.engines import EngineName, Show, evaluate
from sdcompliance.errors import UnknownNameError
from sdcompliance.records import Records
from sdcompliance.workdays import Calendar, calendar

pytest.importorskip("durable", reason="durable-rules is not installed; it needs a C compiler")


def assert_agreement(records: Records, today: date, days: Calendar | None = None) -> None:
    native, durable = (
        evaluate(records, today, calendar=days, show=Show.ALL, engine=engine)
        for engine in (EngineName.NATIVE, EngineName.DURABLE)
    )
    for one, other in zip(native.findings, durable.findings, strict=True):
        assert one == other, (one.rule, one.subject_id, one.verdict, other.verdict)
    assert native == durable
    assert native.to_json_text() == durable.to_json_text()


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
