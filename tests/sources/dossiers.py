"""A dossier written as every kind of file, and what ``Records`` makes of it, as canonical rows."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter

from sdcompliance.records import TABLES, ColumnKind, Records
from sdcompliance.sources import Source

Tables = Mapping[str, list[dict[str, Any]]]

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
STORIES = ("compliant", "demo", "half-the-tables", "application-form")
DOSSIERS = [FIXTURES / story / "records.json" for story in STORIES]


def tables_of(path: Path) -> Tables:
    """The tables of a dossier as JSON has them."""
    content = json.loads(path.read_text(encoding="utf-8"))
    return {name: rows for name, rows in content.items() if rows is not None}


def expected(records: Records, table: str) -> dict[str, dict[str, Any]] | None:
    """The canonical rows by id, from the reference reader."""
    rows = records.table(table)
    return None if rows is None else {key: canonical(table, row) for key, row in rows.items()}


def canonical(table: str, row: Any) -> dict[str, Any]:
    """One row as the canonical relation has it."""
    cells: dict[str, Any] = {}
    for column in TABLES[table].columns.values():
        value = getattr(row, column.name)
        if column.kind is ColumnKind.MOMENT:
            exact = isinstance(value, datetime)
            day = None if value is None else datetime.combine(value, time.min)
            cells[column.name] = value.replace(tzinfo=None) if isinstance(value, datetime) else day
            cells[f"{column.name}_is_day"] = None if value is None else not exact
        elif column.kind is ColumnKind.CODE:
            cells[column.name] = None if value is None else str(value)
        else:
            cells[column.name] = value
    return cells


def found(source: Source, table: str) -> dict[str, dict[str, Any]]:
    """The rows of a relation by id."""
    cursor = source.connection.execute(f'SELECT * FROM "{table}"')
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    by_id = {row["id"]: row for row in rows}
    assert len(by_id) == len(rows)
    return by_id


def columns_of(rows: list[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(key for row in rows for key in row)) or ["id"]


def write_csv(tables: Tables, folder: Path) -> Path:
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            columns = columns_of(rows)
            writer.writerow(columns)
            writer.writerows([_csv_cell(row.get(column)) for column in columns] for row in rows)
    return folder


def _csv_cell(value: Any) -> str:
    if value is None:
        return ""
    return json.dumps(value) if isinstance(value, bool) else str(value)


def write_jsonl(tables: Tables, folder: Path) -> Path:
    for name, rows in tables.items():
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    return folder


def write_dossier(tables: Tables, folder: Path) -> Path:
    path = folder / "dossier.json"
    path.write_text(json.dumps(tables, ensure_ascii=False), encoding="utf-8")
    return path


def write_xlsx(tables: Tables, folder: Path) -> Path:
    """Sheets and titles in Chinese, dates as cells of dates."""
    path = folder / "book.xlsx"
    book = xlsxwriter.Workbook(str(path))
    day_format = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in tables.items():
        sheet = book.add_worksheet(TABLES[name].label)
        for place, column in enumerate(columns_of(rows)):
            known = TABLES[name].columns.get(column)
            sheet.write_string(0, place, known.label if known else column)
            for number, row in enumerate(rows, start=1):
                value = row.get(column)
                dated = known is not None and known.kind is ColumnKind.DAY and isinstance(value, str)
                if dated and len(value) == 10:
                    sheet.write_datetime(number, place, date.fromisoformat(value), day_format)
                elif isinstance(value, str):
                    sheet.write_string(number, place, value)
                elif value is not None:
                    sheet.write(number, place, value)
    book.close()
    return path


def _typed(table: str, column: str, value: Any) -> Any:
    """A value as a typed database would hold it."""
    kind = TABLES[table].columns[column].kind if column in TABLES[table].columns else ColumnKind.TEXT
    if isinstance(value, str) and kind is ColumnKind.DAY:
        return date.fromisoformat(value)
    if isinstance(value, float):
        return Decimal(str(value))
    return value


_TYPES = {
    ColumnKind.BOOLEAN: "BOOLEAN",
    ColumnKind.INTEGER: "INTEGER",
    ColumnKind.DECIMAL: "DECIMAL(12, 2)",
    ColumnKind.DAY: "DATE",
}


def _fill(connection: duckdb.DuckDBPyConnection, tables: Tables) -> None:
    for name, rows in tables.items():
        columns = columns_of(rows)
        known = TABLES[name].columns
        types = [_TYPES.get(known[c].kind, "VARCHAR") if c in known else "VARCHAR" for c in columns]
        listed = ", ".join(f'"{c}" {t}' for c, t in zip(columns, types, strict=True))
        connection.execute(f'CREATE TABLE "{name}" ({listed})')
        for row in rows:
            marks = ", ".join("?" * len(columns))
            cells = [_typed(name, column, row.get(column)) for column in columns]
            connection.execute(f'INSERT INTO "{name}" VALUES ({marks})', cells)


def write_duckdb(tables: Tables, folder: Path) -> Path:
    path = folder / "host.duckdb"
    with duckdb.connect(str(path)) as connection:
        _fill(connection, tables)
    return path


def write_parquet(tables: Tables, folder: Path) -> Path:
    with duckdb.connect() as connection:
        _fill(connection, tables)
        for name in tables:
            connection.execute(f"COPY \"{name}\" TO '{folder / name}.parquet' (FORMAT parquet)")
    return folder


def write_sqlite(tables: Tables, folder: Path) -> Path:
    path = folder / "host.sqlite"
    with closing(sqlite3.connect(path)) as connection, connection:
        for name, rows in tables.items():
            columns = columns_of(rows)
            listed = ", ".join(f'"{column}"' for column in columns)
            connection.execute(f'CREATE TABLE "{name}" ({listed})')
            marks = ", ".join("?" * len(columns))
            connection.executemany(
                f'INSERT INTO "{name}" VALUES ({marks})', [[row.get(c) for c in columns] for row in rows]
            )
    return path


WRITERS: dict[str, Callable[[Tables, Path], Path]] = {
    "csv": write_csv,
    "jsonl": write_jsonl,
    "json": write_dossier,
    "xlsx": write_xlsx,
    "duckdb": write_duckdb,
    "parquet": write_parquet,
    "sqlite": write_sqlite,
}
