"""What is odd about records that can be read all the same."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sdcompliance.errors import nearest
from sdcompliance.records.faults import shorten, shorten_text
from sdcompliance.records.kinds import Table
from sdcompliance.records.schema import TABLES

_LONGEST_NAME = 64  # characters of an unknown name that are compared with the known ones


class ProblemCode(StrEnum):
    """What kind of problem it is. Stable."""

    UNKNOWN_TABLE = "unknown-table"
    UNKNOWN_COLUMN = "unknown-column"
    DANGLING_REFERENCE = "dangling-reference"


@dataclass(frozen=True, slots=True)
class Problem:
    """One listed problem.

    A dangling reference names its ``row``, ``column``, the ``value`` that names no row, and the table
    ``refers_to``; what is read through it is unknown. An unknown table or column was kept out: ``rows``
    counts the rows that had it, ``nearest`` is the known name most like it, if any is.
    """

    code: ProblemCode
    table: str
    column: str | None = None
    row: str | None = None
    value: str | None = None
    refers_to: str | None = None
    rows: int = 1
    nearest: str | None = None

    def __str__(self) -> str:
        table, column = shorten_text(self.table), shorten_text(self.column or "")
        hint = f" (nearest: {self.nearest!r})" if self.nearest else ""
        rows = "1 row" if self.rows == 1 else f"{self.rows} rows"
        if self.code is ProblemCode.DANGLING_REFERENCE:
            row, value = shorten_text(self.row or ""), shorten(self.value)
            return f"{table} {row}, {column}: {value} names no row of {self.refers_to}; add or correct it"
        if self.code is ProblemCode.UNKNOWN_COLUMN:
            return f"{table}, {column}: no such column, kept out of {rows}{hint}"
        return f"{table}: no such table, kept out with {rows}{hint}"


def unknown_table(name: str, rows: int = 0) -> Problem:
    """A table, file or sheet that is none of the 28; how many rows it has, where that was counted."""
    like = nearest(name[:_LONGEST_NAME], TABLES)
    return Problem(ProblemCode.UNKNOWN_TABLE, name, rows=rows, nearest=like)


def unknown_column(table: Table, title: str, rows: int) -> Problem:
    """A title that is no column of the table, and in how many rows it stood."""
    like = nearest(title[:_LONGEST_NAME], table.columns)
    return Problem(ProblemCode.UNKNOWN_COLUMN, table.name, title, rows=rows, nearest=like)
