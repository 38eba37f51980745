"""What a cell may hold: values of every column, the awkward ones first.

Integers stay within a thousand million, decimals within 14 digits before the point and 4 after it, so
that every engine and every database can hold them.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any, Final

from hypothesis import strategies as st

from sdcompliance.records import TABLES, Column, ColumnKind
from sdcompliance.testing.strategies.days import days, moments

NOBODY: Final = "NOBODY"
"""An id that no row has: a reference to it dangles."""

GREATEST_INTEGER: Final = 10**9
DECIMAL_PLACES: Final = 4
_GREATEST_UNITS: Final = 10 ** (14 + DECIMAL_PLACES) - 1

CITIES: Final = ("370100", "370200", "371700", "370000", "371200", "320300")
_NUMBERS: Final = (0, 1, 2, 3, -1, 15, 16, 40, 2020, 2024, 2025, 2026)
_AMOUNTS: Final = tuple(map(Decimal, ("0", "150", "149.99", "150.01", "0.0001", "-1", "800")))
_TEXTS: Final = (" ", "\u3000", "\t\n", "甲", "Ａ'\"\\;--", "𠮷", "0", "true", "null")
_IDENTITY_NUMBERS: Final = (
    "370102198807129023",
    "370102200611209013",
    "37010219880712902X",
    "370102198802309023",
    "370102880712902",
    "11010119000229001X",
)


def integers() -> st.SearchStrategy[int]:
    """A whole number: mostly one that rules compare with."""
    return st.one_of(st.sampled_from(_NUMBERS), st.integers(-GREATEST_INTEGER, GREATEST_INTEGER))


def amounts() -> st.SearchStrategy[Decimal]:
    """A decimal number: mostly one around a tariff or a fee of nothing."""
    wide = st.integers(-_GREATEST_UNITS, _GREATEST_UNITS).map(lambda n: Decimal(n).scaleb(-DECIMAL_PLACES))
    return st.one_of(st.sampled_from(_AMOUNTS), st.sampled_from(_AMOUNTS), wide)


def texts() -> st.SearchStrategy[str]:
    """A text: blank of several kinds, with quotes, beyond the first plane, or any other short one."""
    characters = st.characters(codec="utf-8", exclude_characters="\x00")
    return st.one_of(st.sampled_from(_TEXTS), st.text(characters, min_size=1, max_size=6))


@cache
def cells(table: str, column: str) -> st.SearchStrategy[Any]:
    """A value of a column that is no reference, or None: not recorded."""
    value = _values(TABLES[table].columns[column])
    return st.one_of(value, value, value, st.none())


def references(ids: tuple[str, ...]) -> st.SearchStrategy[str | None]:
    """The id of one of these rows, one that no row has, or None."""
    return st.sampled_from((*ids, NOBODY, None))


def _values(column: Column) -> st.SearchStrategy[Any]:
    by_kind: Mapping[ColumnKind, Any] = {
        ColumnKind.TEXT: texts,
        ColumnKind.CODE: lambda: st.sampled_from(column.codes),
        ColumnKind.CITY: lambda: st.sampled_from(CITIES),
        ColumnKind.BOOLEAN: st.booleans,
        ColumnKind.INTEGER: integers,
        ColumnKind.DECIMAL: amounts,
        ColumnKind.DAY: days,
        ColumnKind.MOMENT: moments,
    }
    if column.name == "id_number":
        return st.one_of(st.sampled_from(_IDENTITY_NUMBERS), texts())
    found: st.SearchStrategy[Any] = by_kind[column.kind]()
    return found
