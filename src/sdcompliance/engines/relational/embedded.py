"""The database in this process: DuckDB."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sdcompliance.engines.relational.dialect import DIALECTS, Dialect
from sdcompliance.engines.relational.loading import load_calendar
from sdcompliance.errors import ExtraMissingError
from sdcompliance.workdays import Calendar

if TYPE_CHECKING:
    import duckdb


_UNITS = {"bytes": 1, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30, "TiB": 2**40}
#: What judging a session takes, with its assignments, reports and archives; rows of other tables take less.
_BYTES_A_ROW = 1_400


class Embedded:
    """A DuckDB connection as the engine speaks to it."""

    dialect: Dialect = DIALECTS["duckdb"]

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    @property
    def at_once(self) -> int | None:
        """As many rows as what is counted for them fits into the memory that DuckDB may hold."""
        ((limit,),) = self.rows("SELECT current_setting('memory_limit')")
        number, unit = str(limit).split()
        return int(float(number) * _UNITS[unit] / _BYTES_A_ROW)

    def run(self, sql: str) -> None:
        """Runs a statement. Raises MemoryError where DuckDB may not hold as much as that takes."""
        import duckdb

        try:
            self.connection.execute(sql)
        except duckdb.OutOfMemoryException as error:
            raise MemoryError(str(error)) from error

    def load_calendar(self, calendar: Calendar) -> None:
        """Makes the tables of working days."""
        load_calendar(self.connection, calendar)

    def declare(self, table: str, columns: str) -> None:
        """Makes an empty temporary table."""
        self.run(f"CREATE OR REPLACE TEMP TABLE {table} ({columns})")

    def create(self, table: str, query: str) -> None:
        """Makes a temporary table of what a query answers with."""
        self.run(f"CREATE OR REPLACE TEMP TABLE {table} AS\n{query}")

    def append(self, table: str, query: str) -> None:
        """Adds what a query answers with to a table declared so."""
        self.run(f"INSERT INTO {table} {query}")

    def close(self) -> None:
        """Temporary tables end with the connection, which is its owner's to close."""

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows that a query answers with."""
        return self.connection.execute(sql).fetchall()


def connect() -> duckdb.DuckDBPyConnection:
    """A new DuckDB in memory. Raises ExtraMissingError where the package is not installed."""
    try:
        import duckdb
    except ImportError:
        raise ExtraMissingError("scan", "judging by SQL") from None
    return duckdb.connect(":memory:", config={"autoinstall_known_extensions": "false"})
