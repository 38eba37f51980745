"""Judging inside a PostgreSQL server: statements go in, findings come out, the host's rows stay."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sdcompliance.engines.relational import calendars
from sdcompliance.engines.relational.dialect import DIALECTS, Dialect
from sdcompliance.engines.relational.values import NTH_WORKDAY, WORKDAYS
from sdcompliance.workdays import Calendar

if TYPE_CHECKING:
    import psycopg


class PostgreSqlServer:
    """A psycopg connection as the engine speaks to it. Writes temporary tables only."""

    dialect: Dialect = DIALECTS["postgres"]
    at_once: int | None = None

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self.connection = connection

    def run(self, sql: str) -> None:
        """Runs a statement."""
        self.connection.execute(sql.encode(), prepare=False)  # long, and each of them runs once

    def declare(self, table: str, columns: str) -> None:
        """Makes an empty temporary table."""
        self._drop(table)
        self.run(f"CREATE TEMP TABLE {table} ({columns})")

    def create(self, table: str, query: str) -> None:
        """Makes a temporary table of what a query answers with."""
        self._drop(table)
        self.run(f"CREATE TEMP TABLE {table} AS\n{query}")

    def append(self, table: str, query: str) -> None:
        """Adds what a query answers with to a table declared so."""
        self.run(f"INSERT INTO {table} {query}")

    def close(self) -> None:
        """Temporary tables end with the connection, which is its owner's to close."""

    def rows(self, sql: str) -> Iterable[tuple[Any, ...]]:
        """The rows that a query answers with."""
        return self.connection.execute(sql.encode(), prepare=False).fetchall()

    def load_calendar(self, calendar: Calendar) -> None:
        """Makes the tables of working days."""
        self._load(WORKDAYS, calendars.WORKDAYS_COLUMNS, calendars.workdays(calendar))
        self._load(NTH_WORKDAY, calendars.NTH_WORKDAY_COLUMNS, calendars.nth_workdays(calendar))

    def _drop(self, table: str) -> None:
        """Forgets what an earlier run in this session made; a table of the host with that name stays."""
        self.run(f"DROP TABLE IF EXISTS pg_temp.{table}")

    def _load(self, table: str, columns: Iterable[tuple[str, str]], rows: Iterable[tuple[Any, ...]]) -> None:
        declared = ", ".join(f"{name} {kind}" for name, kind in columns)
        self.declare(table, declared)
        copy = f"COPY {table} FROM STDIN".encode()
        with self.connection.cursor() as cursor, cursor.copy(copy) as target:
            for row in rows:
                target.write_row(row)
        self.run(f"ANALYZE {table}")
