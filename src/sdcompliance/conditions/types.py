"""The types of the condition language: what may be compared with what."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from sdcompliance.records import Column, ColumnKind


class ValueKind(Enum):
    """What a value is. Only values of one kind are compared with each other."""

    TRUTH = "truth"
    NUMBER = "number"
    TEXT = "text"
    DAY = "day"
    MOMENT = "moment"
    KEY = "key"


#: Of these one value comes before another.
ORDERED = frozenset({ValueKind.NUMBER, ValueKind.DAY, ValueKind.MOMENT})


@dataclass(frozen=True, slots=True)
class ValueType:
    """A kind, narrowed by the codes a text may have or by the table a key belongs to."""

    kind: ValueKind
    codes: tuple[str, ...] = ()
    table: str | None = None

    def __str__(self) -> str:
        return f"key of {self.table}" if self.table else self.kind.value


TRUTH = ValueType(ValueKind.TRUTH)
NUMBER = ValueType(ValueKind.NUMBER)
TEXT = ValueType(ValueKind.TEXT)
DAY = ValueType(ValueKind.DAY)
MOMENT = ValueType(ValueKind.MOMENT)

#: Names of value types as a term's ``takes`` writes them; a table's name there means a row of it.
NAMED_TYPES = {"truth": TRUTH, "number": NUMBER, "text": TEXT, "day": DAY, "moment": MOMENT}

_BY_COLUMN_KIND = {
    ColumnKind.TEXT: TEXT,
    ColumnKind.CITY: TEXT,
    ColumnKind.BOOLEAN: TRUTH,
    ColumnKind.INTEGER: NUMBER,
    ColumnKind.DECIMAL: NUMBER,
    ColumnKind.DAY: DAY,
    ColumnKind.MOMENT: MOMENT,
}


def type_of_column(table: str, column: Column) -> ValueType:
    """The type of a column's values when a condition reads it."""
    if column.kind is ColumnKind.KEY:
        return ValueType(ValueKind.KEY, table=table)
    if column.kind is ColumnKind.REFERENCE:
        return ValueType(ValueKind.KEY, table=column.refers_to)
    if column.kind is ColumnKind.CODE:
        return ValueType(ValueKind.TEXT, codes=column.codes)
    return _BY_COLUMN_KIND[column.kind]
