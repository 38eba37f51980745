"""The hand-written rules give the verdicts and readings of the library: else comparing is worthless."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engines.dossiers import COMPLIANT, DAYS, MOMENTS, changed_dossiers

from benchmarks import by_hand
from benchmarks.sitting import generated, judged_by
from sdcompliance.records import TABLES, ColumnKind, Records
from sdcompliance.rulebook import DEFAULT
from sdcompliance.workdays import calendar

FIXTURES = Path(__file__).parents[1] / "fixtures"
COLUMNS = {
    "sessions": by_hand.SESSION_COLUMNS,
    "assignments": by_hand.ASSIGNMENT_COLUMNS,
    "reports": by_hand.REPORT_COLUMNS,
}

# What the rules about sittings read: changed there, every change counts.
READ = (
    "bodies", "projects", "specifications", "sites", "site_terms", "site_term_projects", "papers", "sessions",
    "personnel", "personnel_projects", "assignments", "reports", "archives", "registrations",
)  # fmt: skip
CELLS = [
    (table, place, column)
    for table in READ
    for place, row in enumerate(COMPLIANT[table])
    for column in row
    if column not in ("id", "name")
]
NEAR_THE_SITTINGS = st.dates(date(2025, 2, 20), date(2025, 4, 20))
MORE_TERMS = [
    {"id": "T3", "site_id": "ST1", "decided_on": "2025-03-03", "announced_on": "2025-03-04"},
    {
        "id": "T4",
        "site_id": "ST1",
        "decided_on": "2025-03-04",
        "announced_on": "2025-03-05",
        "revoked_on": "2025-03-05",
    },
]


def _value(table: str, column: str) -> st.SearchStrategy[Any]:
    recorded = sorted({row[column] for row in COMPLIANT[table]} - {None}, key=str)
    match TABLES[table].columns[column]:
        case kind if kind.kind is ColumnKind.DAY:
            return st.one_of(NEAR_THE_SITTINGS, DAYS)
        case kind if kind.kind is ColumnKind.MOMENT:
            return st.one_of(NEAR_THE_SITTINGS, MOMENTS, st.sampled_from(recorded))
        case kind if kind.kind is ColumnKind.CODE:
            return st.sampled_from(kind.codes)
        case kind if kind.kind is ColumnKind.BOOLEAN:
            return st.booleans()
        case kind if kind.kind is ColumnKind.INTEGER:
            return st.integers(0, 2)
    return st.sampled_from([*recorded, "320300"])


@st.composite
def changed_sittings(draw: st.DrawFn) -> Records:
    """The compliant dossier with changes to what the rules about sittings read, and sometimes more terms."""
    tables = deepcopy(COMPLIANT)
    tables["site_terms"] += draw(st.lists(st.sampled_from(MORE_TERMS), unique_by=lambda term: term["id"]))
    for table, place, column in draw(st.lists(st.sampled_from(CELLS), max_size=16)):
        tables[table][place][column] = draw(st.one_of(st.none(), _value(table, column)))
    for table in draw(st.lists(st.sampled_from(READ), max_size=1)):
        del tables[table]
    return Records.parse(tables)


@pytest.mark.parametrize("subject", COLUMNS)
def test_by_hand_judges_by_the_same_rules_and_readings(subject: str) -> None:
    columns = [
        rule.id if variant.name == DEFAULT else f"{rule.id}.{variant.name}"
        for rule, variant in judged_by(subject)
    ]
    assert columns == list(COLUMNS[subject])


@pytest.mark.parametrize("fixture", ["compliant", "demo"])
@pytest.mark.parametrize("today", ["2019-01-01", "2025-03-04", "2025-03-10", "2025-06-01", "2026-11-23"])
def test_by_hand_agrees_on_the_dossiers(fixture: str, today: str) -> None:
    _agree(Records.load(FIXTURES / fixture / "records.json"), date.fromisoformat(today))


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(records=changed_dossiers(), today=DAYS)
def test_by_hand_agrees_on_changed_dossiers(records: Records, today: date) -> None:
    _agree(records, today)


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(records=changed_sittings(), today=st.one_of(NEAR_THE_SITTINGS, DAYS))
def test_by_hand_agrees_on_changed_sittings(records: Records, today: date) -> None:
    _agree(records, today)


def _agree(records: Records, today: date) -> None:
    library, hand = generated(records, today), by_hand.link(records, today, calendar())
    for subject, columns in COLUMNS.items():
        for row in (records.table(subject) or {}).values():
            expected, found = library[subject](row), getattr(hand, subject)(row)
            differing = {name: (a, b) for name, a, b in zip(columns, expected, found, strict=True) if a != b}
            assert not differing, f"{subject} {row.id} as of {today}: (library, by hand) of {differing}"
