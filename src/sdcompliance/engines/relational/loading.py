"""Rows → tables of an in-process DuckDB: the days of the calendar, findings, and the records of tests."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sdcompliance import prepared
from sdcompliance.engines.relational import calendars
from sdcompliance.engines.relational.values import NTH_WORKDAY, WORKDAYS
from sdcompliance.records import TABLES, Column, ColumnKind, Row
from sdcompliance.workdays import Calendar

if TYPE_CHECKING:
    import duckdb

_KEPT_AS = "calendar-tables"  # the name under which the tables of working days are kept prepared

#: SQL types of the columns of the tables that rules are judged on, by kind.
COLUMN_TYPES = {
    ColumnKind.BOOLEAN: "BOOLEAN",
    ColumnKind.INTEGER: "BIGINT",
    ColumnKind.DECIMAL: "DECIMAL(18,4)",
    ColumnKind.DAY: "DATE",
    ColumnKind.MOMENT: "TIMESTAMP",
}


def columns_of(table: str) -> Iterator[tuple[str, str]]:
    """The columns of a table, with their SQL types; of a clock time also whether it is a bare day."""
    for column in TABLES[table].columns.values():
        yield column.name, COLUMN_TYPES.get(column.kind, "VARCHAR")
        if column.kind is ColumnKind.MOMENT:
            yield f"{column.name}_is_day", "BOOLEAN"


def load_calendar(connection: duckdb.DuckDBPyConnection, calendar: Calendar) -> None:
    """Makes the tables of working days."""
    days, nth = _calendar_lines(calendar)
    _load_lines(connection, WORKDAYS, calendars.WORKDAYS_COLUMNS, (days,))
    _load_lines(connection, NTH_WORKDAY, calendars.NTH_WORKDAY_COLUMNS, (nth,))


def _calendar_lines(calendar: Calendar) -> tuple[str, str]:
    """Both tables as CSV. Those of the published calendar are kept prepared: a century of days takes long."""
    key = calendars.key_of(calendar)
    kept: tuple[str, str] | None = prepared.load(_KEPT_AS, key) if key else None
    if kept is None:
        days, nth = calendars.workdays(calendar), calendars.nth_workdays(calendar)
        kept = "".join(map(_line, days)), "".join(map(_line, nth))
        if key:
            prepared.keep(_KEPT_AS, key, kept)
    return kept


def load_rows(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: Iterable[tuple[str, str]],
    rows: Iterable[Iterable[object]],
) -> None:
    """Makes a table of rows, by way of a file: far quicker than row by row."""
    _load_lines(connection, table, columns, map(_line, rows))


def _load_lines(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: Iterable[tuple[str, str]],
    lines: Iterable[str],
) -> None:
    types = dict(columns)
    declared = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
    with tempfile.TemporaryDirectory(prefix="sdcompliance-") as folder:
        file = Path(folder, "rows.csv")
        with file.open("w", encoding="utf-8", newline="") as target:
            target.writelines(lines)
        connection.execute(
            f"CREATE OR REPLACE TABLE {table} AS SELECT * FROM read_csv(?, header = false, delim = ',',"
            f" quote = '\"', escape = '\"', nullstr = '', allow_quoted_nulls = false, auto_detect = false,"
            f" new_line = '\\n', columns = {{{declared}}})",
            [str(file)],
        )


def cells_of(row: Row, columns: Iterable[Column]) -> Iterator[object]:
    """A row's values, as ``columns_of`` its table has them."""
    for column in columns:
        value = getattr(row, column.name)
        if column.kind is not ColumnKind.MOMENT:
            yield value
        else:
            yield value.replace(tzinfo=None) if isinstance(value, datetime) else value
            yield None if value is None else not isinstance(value, datetime)


def _line(row: Iterable[object]) -> str:
    return ",".join(map(_cell, row)) + "\n"


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return str(value)
