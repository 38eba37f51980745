"""Dossiers made by changing the compliant one at random: nulls, other days, absent rows and tables."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date, datetime
from typing import Any

from hypothesis import strategies as st

from sdcompliance.records import SHANGHAI, TABLES, Column, ColumnKind, Records
from sdcompliance.rulebook import compliant_dossier

COMPLIANT: dict[str, list[dict[str, Any]]] = json.loads(compliant_dossier().read_text(encoding="utf-8"))
_CELLS = [
    (table, place, column)
    for table, rows in COMPLIANT.items()
    for place, row in enumerate(rows)
    for column in row
    if column != "id"
]

# Near the festivals, the ends of months and years, a leap day, and years nobody has published yet.
DAYS = st.one_of(
    st.sampled_from(
        [
            date(2020, 8, 24), date(2020, 8, 25), date(2024, 2, 29), date(2024, 12, 31), date(2025, 1, 31),
            date(2025, 2, 1), date(2025, 3, 31), date(2025, 3, 10), date(2025, 3, 11), date(2026, 9, 30),
            date(2027, 2, 5), date(2027, 5, 1), date(9999, 12, 31), date(1, 1, 1), date(2100, 2, 28),
        ]
    ),
    st.dates(date(2024, 12, 1), date(2025, 6, 30)),
    st.dates(date(2020, 1, 1), date(2028, 12, 31)),
)  # fmt: skip
MOMENTS = st.one_of(
    DAYS.map(lambda day: day.isoformat()),
    st.datetimes(
        datetime(2025, 2, 1),  # noqa: DTZ001 - hypothesis adds the zone
        datetime(2025, 5, 1),  # noqa: DTZ001
        timezones=st.just(SHANGHAI),
    ),
)


def _values(table: str, column: Column) -> st.SearchStrategy[Any]:
    match column.kind:
        case ColumnKind.REFERENCE:
            known = [row["id"] for row in COMPLIANT[column.refers_to or ""]]
            return st.sampled_from([*known, "NOBODY"])
        case ColumnKind.CODE:
            return st.sampled_from(column.codes)
        case ColumnKind.CITY:
            return st.sampled_from(["370100", "370200", "320300"])
        case ColumnKind.BOOLEAN:
            return st.booleans()
        case ColumnKind.INTEGER:
            return st.sampled_from([-1, 0, 1, 2, 3, 40, 2025, 2026])
        case ColumnKind.DECIMAL:
            return st.sampled_from(["0", "149.99", "150", "150.01", "-1"])
        case ColumnKind.DAY:
            return DAYS
        case ColumnKind.MOMENT:
            return MOMENTS
        case _:
            others = [row[column.name] for row in COMPLIANT[table] if row.get(column.name)]
            return st.sampled_from([*others, " ", "37010219880712002X"])


@st.composite
def changed_dossiers(draw: st.DrawFn) -> Records:
    """The compliant dossier with up to eight changes."""
    tables = deepcopy(COMPLIANT)
    for table, place, column in draw(st.lists(st.sampled_from(_CELLS), max_size=8)):
        kind = TABLES[table].columns[column]
        tables[table][place][column] = draw(st.one_of(st.none(), _values(table, kind)))
    for table in draw(st.lists(st.sampled_from(list(TABLES)), max_size=2, unique=True)):
        if draw(st.booleans()):
            del tables[table]
        else:
            tables[table].pop(draw(st.integers(0, len(tables[table]) - 1)))
    return Records.parse(tables)
