"""What is judged: the records, the day, the calendar; and how rows are found in the records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from sdcompliance.records import Records
from sdcompliance.workdays import Calendar

#: From an id to its row; None where it names none, or where the table is absent.
RowOf: TypeAlias = Callable[[str | None], Any]
#: From a value to the rows that have it in a column; None where the table is absent.
RowsOf: TypeAlias = Callable[[Any, tuple[()]], Any]


@dataclass(frozen=True)
class Case:
    """Some records, judged as of a day."""

    records: Records
    today: date
    calendar: Calendar

    def rows(self, table: str) -> RowOf:
        """Finds a row of a table by its id."""
        rows = self.records.table(table)
        known: dict[Any, Any] = {} if rows is None else dict(rows)
        return known.get

    def with_value(self, table: str, column: str) -> RowsOf:
        """Finds the rows of a table by what they have in a column."""
        index = self.records.lookup(table, column)
        return _nothing if index is None else dict(index).get


def _nothing(*_: object) -> None:
    """The table is absent: its rows are unknown."""
