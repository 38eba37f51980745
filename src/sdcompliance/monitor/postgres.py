"""A journal in PostgreSQL, in the first schema of the search path, written by one process alone."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from sdcompliance.errors import ExtraMissingError
from sdcompliance.monitor.errors import JournalBusyError, JournalError
from sdcompliance.monitor.sql import SqlJournal

#: How long to wait for the lock: a server notices a moment later that the process holding it was killed.
_PATIENCE = 3.0
_LOCK = "SELECT pg_try_advisory_lock(hashtextextended(current_schema() || '.sdcompliance_journal', 0))"


def is_postgres(journal: object) -> bool:
    """Whether a journal is named by the address of a PostgreSQL database."""
    return isinstance(journal, str) and journal.startswith(("postgresql://", "postgres://"))


def open_postgres(address: str) -> SqlJournal:
    """The journal in a database, whose tables are made where there are none.

    Raises JournalBusyError where another monitor writes it, JournalError where it is damaged or the
    server cannot be reached, ExtraMissingError where psycopg is not installed.
    """
    database = _Postgres(address)
    try:
        database.lock()
        exists = database.run("SELECT to_regclass('sdcompliance_journal') IS NOT NULL")[0][0]
        return SqlJournal(database, exists=exists)
    except BaseException:
        database.abandon()
        raise


class _Postgres:
    """One connection, with psycopg's errors told as the journal's."""

    bytes_type = "BYTEA"
    by_key = ""

    def __init__(self, address: str) -> None:
        try:
            import psycopg
            from psycopg.conninfo import conninfo_to_dict
        except ImportError as error:
            raise ExtraMissingError("postgres", "a journal in PostgreSQL") from error
        self._error = psycopg.Error
        self.place = "postgresql"
        with self._told():
            named = conninfo_to_dict(address)
            self.place = f"postgresql://{named.get('host', '')}/{named.get('dbname', '')}"
            self._connection = psycopg.connect(address, autocommit=True)
            # A server that answers before the disk has it would lose acknowledged events.
            self._connection.execute("SET synchronous_commit = on")

    def lock(self) -> None:
        """Makes this the one writer. Raises JournalBusyError."""
        end = time.monotonic() + _PATIENCE
        while not self.run(_LOCK)[0][0]:
            if time.monotonic() > end:
                raise JournalBusyError(f"{self.place}: another monitor writes this journal; end it first")
            time.sleep(0.05)

    def run(self, sql: str, *values: Any) -> list[Sequence[Any]]:
        """Runs one statement."""
        with self._told():
            cursor = self._connection.execute(_own(sql), values)
            return list(cursor.fetchall()) if cursor.description else []

    def each(self, sql: str) -> Iterator[Sequence[Any]]:
        """The rows of a query, fetched as they are asked for."""
        with self._told(), self._connection.transaction(), self._connection.cursor("rows") as cursor:
            cursor.itersize = 10_000
            yield from cursor.execute(_own(sql))

    def run_many(self, sql: str, values: Iterable[Sequence[Any]]) -> None:
        """Runs one statement for each set of values."""
        with self._told(), self._connection.cursor() as cursor:
            cursor.executemany(_own(sql), list(values))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing."""
        with self._told(), self._connection.transaction():
            yield

    def acknowledged(self, number: int) -> None:
        """The server's own log is the only witness there is."""

    def close(self) -> None:
        """Ends the connection, and with it the lock."""
        self.abandon()

    def abandon(self) -> None:
        """Ends the connection, and with it the lock."""
        with suppress(self._error):
            self._connection.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except self._error as error:
            raise JournalError(f"{self.place}: the journal cannot be used: {error}") from error


def _own(sql: str) -> str:
    return sql.replace("?", "%s")
