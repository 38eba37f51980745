"""The hand-written rules give the verdicts and readings of the library: else comparing is worthless."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engines.dossiers import COMPLIANT, DAYS, MOMENTS, changed_dossiers

from benchmarks.by_hand import COLUMNS
from benchmarks.judges import by_hand_judge, columns, generated_judge, tables_read
from sdcompliance.records import TABLES, Column, ColumnKind, Records
from sdcompliance.rulebook import default_rulebook
from sdcompliance.testing.examples import records_of

FIXTURES = Path(__file__).parents[1] / "fixtures"
DOSSIERS = sorted(FIXTURES.glob("*/records.json"))

# What the dossier has too little of for rules that compare a row with its neighbours.
MORE: dict[str, list[dict[str, Any]]] = {
    "site_terms": [
        {"id": "T3", "site_id": "ST1", "decided_on": "2025-03-03", "announced_on": "2025-03-04"},
        {
            "id": "T4",
            "site_id": "ST1",
            "decided_on": "2025-03-04",
            "announced_on": "2025-03-05",
            "revoked_on": "2025-03-05",
        },
    ],
    "tariffs": [
        {"id": "TF2", "project_id": "P1", "amount": 120, "effective_on": "2025-02-20"},
        {"id": "TF3", "project_id": None, "amount": 160, "effective_on": "2024-01-01"},
    ],
}
RECORDED = sorted(
    {
        date.fromisoformat(row[name][:10])
        for table, rows in COMPLIANT.items()
        for row in rows
        for name, column in TABLES[table].columns.items()
        if column.kind in (ColumnKind.DAY, ColumnKind.MOMENT) and row.get(name)
    }
)
NEAR_THE_RECORDED = st.builds(
    lambda day, more: day + timedelta(more), st.sampled_from(RECORDED), st.integers(-1, 1)
)
NEAR_THE_SITTINGS = st.dates(date(2025, 2, 20), date(2025, 4, 20))
NEAR = st.one_of(NEAR_THE_SITTINGS, NEAR_THE_RECORDED, DAYS)
TEXTS = [" ", "37010219880712002X", "370102198807129023"]


def _value(table: str, column: Column) -> st.SearchStrategy[Any]:
    recorded = sorted({row[column.name] for row in COMPLIANT[table]} - {None}, key=str)
    match column.kind:
        case ColumnKind.DAY:
            return NEAR
        case ColumnKind.MOMENT:
            return st.one_of(NEAR, MOMENTS, st.sampled_from(recorded))
        case ColumnKind.CODE:
            return st.sampled_from(column.codes)
        case ColumnKind.BOOLEAN:
            return st.booleans()
        case ColumnKind.INTEGER:
            return st.sampled_from([-1, 0, 1, 2, 3, 40, 2025, 2026, 9999, 10_000])
        case ColumnKind.DECIMAL:
            return st.sampled_from(["0", "149.99", "150", "150.01", "-1"])
        case ColumnKind.REFERENCE:
            return st.sampled_from([*(row["id"] for row in COMPLIANT[column.refers_to or ""]), "NOBODY"])
        case ColumnKind.CITY:
            return st.sampled_from(["370100", "370200", "320300"])
    return st.sampled_from([*recorded, *TEXTS])


@st.composite
def changed_around(draw: st.DrawFn, subject: str) -> Records:
    """The compliant dossier with changes to what the rules about a table read, and sometimes more rows."""
    read, tables = tables_read(subject), deepcopy(COMPLIANT)
    for table in read:
        extra = [*MORE.get(table, ()), *({**row, "id": f"{row['id']}+"} for row in COMPLIANT[table])]
        tables[table] += deepcopy(
            draw(st.lists(st.sampled_from(extra), max_size=2, unique_by=lambda row: row["id"]))
        )
    cells = [
        (table, place, column)
        for table in read
        for place, row in enumerate(tables[table])
        for column in row
        if column != "id"
    ]
    # A change to the judged rows themselves counts most.
    chosen = st.one_of(
        st.sampled_from([cell for cell in cells if cell[0] == subject]), st.sampled_from(cells)
    )
    for table, place, column in draw(st.lists(chosen, max_size=12)):
        kind = TABLES[table].columns[column]
        tables[table][place][column] = draw(st.one_of(st.none(), _value(table, kind)))
    for table in draw(st.lists(st.sampled_from(read), max_size=1)):
        del tables[table]
    return Records.parse(tables)


def test_by_hand_judges_every_table_that_rules_are_about() -> None:
    assert set(COLUMNS) == set(default_rulebook().direct)


@pytest.mark.parametrize("subject", COLUMNS)
def test_by_hand_judges_by_the_same_rules_and_readings(subject: str) -> None:
    assert COLUMNS[subject] == columns(subject)


@pytest.mark.parametrize("dossier", DOSSIERS, ids=lambda path: path.parent.name)
@pytest.mark.parametrize("today", ["2019-01-01", "2025-03-04", "2025-03-10", "2025-06-01", "2026-11-23"])
def test_by_hand_agrees_on_the_dossiers(dossier: Path, today: str) -> None:
    records = Records.load(dossier)
    for subject in COLUMNS:
        _agree(subject, records, date.fromisoformat(today))


def test_by_hand_agrees_on_every_day_around_a_last_day_that_is_not_known() -> None:
    records = Records.load(FIXTURES / "unpublished-2027" / "records.json")
    for days in range(120):
        _agree("sessions", records, date(2027, 1, 1) + timedelta(days))


@pytest.mark.parametrize("rule_id", default_rulebook().strata[0])
def test_by_hand_agrees_on_the_examples_of_a_rule(rule_id: str) -> None:
    rule = default_rulebook()[rule_id]
    for example in rule.examples:
        _agree(rule.subject, records_of(example), example.as_of)


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(records=changed_dossiers(), today=DAYS)
def test_by_hand_agrees_on_changed_dossiers(records: Records, today: date) -> None:
    for subject in COLUMNS:
        _agree(subject, records, today)


@pytest.mark.parametrize("subject", COLUMNS)
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), today=NEAR)
def test_by_hand_agrees_on_what_a_table_s_rules_read(subject: str, data: st.DataObject, today: date) -> None:
    _agree(subject, data.draw(changed_around(subject)), today)


def _agree(subject: str, records: Records, today: date) -> None:
    library, hand = generated_judge(subject, records, today), by_hand_judge(subject, records, today)
    for row in (records.table(subject) or {}).values():
        both = zip(COLUMNS[subject], library(row), hand(row), strict=True)
        differing = {name: (a, b) for name, a, b in both if a != b}
        assert not differing, f"{subject} {row.id} as of {today}: (library, by hand) of {differing}"
