"""A row as text for a journal, and back: exactly, and fast, for a journal may hold a million rows.

The text was written from a valid row and is protected by the journal's checksums, so it is not
validated again as a host's data are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, TypeAlias

from pydantic_core import from_json

from sdcompliance.records import SHANGHAI, TABLES, ColumnKind, Row

#: After a time that occurs twice, where the clock was set back, and the second one is meant.
_AGAIN = "~"


def text_of(row: Row) -> str:
    """The recorded columns of a row as a JSON object, in the order of the table."""
    columns = TABLES[row.table_name].columns
    values = {name: getattr(row, name) for name in columns}
    return json.dumps(
        {name: _plain(value) for name, value in values.items() if value is not None},
        ensure_ascii=False,
        separators=(",", ":"),
    )


def row_of(table: str, text: str) -> Row:
    """The row that ``text_of`` wrote. Raises ValueError, KeyError or TypeError where it did not."""
    row_type, readers, empty, names = _reading(table)
    values = empty | from_json(text, cache_strings="keys")  # twice as fast as json
    if len(values) != len(empty):
        raise KeyError(f"a column that {table} does not have")
    for name, read in readers:
        if (value := values[name]) is not None:
            values[name] = read(value)
    row = object.__new__(row_type)
    # As pickle restores a model. The set of names is shared: nothing ever changes it.
    row.__setstate__(
        {
            "__dict__": values,
            "__pydantic_fields_set__": names,
            "__pydantic_extra__": None,
            "__pydantic_private__": None,
        }
    )
    return row


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat() + (_AGAIN if value.fold else "")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool | int):
        return value
    return str(value)  # a text, a code, an exact decimal


#: The type of a table's rows, how to read the columns that are not plain JSON, a row in which nothing is
#: recorded, the names of all columns.
_Reading: TypeAlias = tuple[type[Row], tuple[tuple[str, Callable[[str], Any]], ...], dict[str, Any], set[str]]


@cache
def _reading(table: str) -> _Reading:
    columns = TABLES[table].columns
    readers = tuple(
        (column.name, reader)
        for column in columns.values()
        if (reader := _reader(table, column.name, column.kind)) is not None
    )
    return TABLES[table].row_type, readers, dict.fromkeys(columns), set(columns)


def _reader(table: str, column: str, kind: ColumnKind) -> Callable[[str], Any] | None:
    match kind:
        case ColumnKind.DAY:
            return _day
        case ColumnKind.MOMENT:
            return _moment
        case ColumnKind.DECIMAL:
            return Decimal
        case ColumnKind.CODE:
            return _codes(table, column).__getitem__
        case _:
            return None


def _codes(table: str, column: str) -> Mapping[str, Any]:
    """The members of a column's enumeration by their codes."""
    row_type = TABLES[table].row_type
    return {
        code: getattr(row_type(id="code", **{column: code}), column)
        for code in TABLES[table].columns[column].codes
    }


@lru_cache(maxsize=100_000)
def _day(text: str) -> date:
    return date.fromisoformat(text)


@lru_cache(maxsize=100_000)
def _moment(text: str) -> date:
    if len(text) == 10:
        return _day(text)
    if text.endswith(_AGAIN):
        return datetime.fromisoformat(text[:-1]).replace(tzinfo=SHANGHAI, fold=1)
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)
