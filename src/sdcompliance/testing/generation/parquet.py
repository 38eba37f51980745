"""CSV → Parquet by DuckDB, every column with the type of its kind."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sdcompliance.errors import ExtraMissingError
from sdcompliance.records import TABLES, ColumnKind, Table

#: Text is what stays: a moment may be a bare day, which no type of Parquet can say beside a time.
_TYPES: Final = {
    ColumnKind.BOOLEAN: "BOOLEAN",
    ColumnKind.INTEGER: "BIGINT",
    ColumnKind.DECIMAL: "DECIMAL(18,4)",
    ColumnKind.DAY: "DATE",
}


def check_parquet() -> None:
    """Raises ExtraMissingError where DuckDB is not installed."""
    try:
        import duckdb  # noqa: F401
    except ImportError:
        raise ExtraMissingError(extra="scan", needed_for="writing Parquet") from None


def to_parquet(folder: Path) -> None:
    """Replaces the CSV of every table in a folder by Parquet, in the same order of rows."""
    import duckdb

    with duckdb.connect() as connection:
        connection.execute("SET threads TO 1")  # one order of rows and one layout, so the same bytes
        for table in TABLES.values():
            source, target = folder / f"{table.name}.csv", folder / f"{table.name}.parquet"
            query = f"COPY ({_reading(table)}) TO $target (FORMAT parquet)"
            connection.execute(query, {"source": str(source), "target": str(target)})
            source.unlink()


def _reading(table: Table) -> str:
    columns = ", ".join(
        f"'{column.name}': '{_TYPES.get(column.kind, 'VARCHAR')}'" for column in table.columns.values()
    )
    return (
        f"SELECT * FROM read_csv($source, header = true, auto_detect = false, quote = '', delim = ',', "
        f"columns = {{{columns}}})"
    )
