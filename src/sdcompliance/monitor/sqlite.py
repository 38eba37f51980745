"""A journal in a SQLite file: write-ahead log, synchronous, written by one process alone."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sdcompliance.monitor.errors import JournalBusyError, JournalError
from sdcompliance.monitor.forks import Connection
from sdcompliance.monitor.sql import SqlJournal
from sdcompliance.monitor.witness import Witness

_LEAST = 512  # bytes of the smallest database
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def open_sqlite(path: str | os.PathLike[str]) -> SqlJournal:
    """The journal in a file, which is made where there is none.

    Raises JournalBusyError where another monitor has it open, JournalError where it is damaged.
    """
    database = _Sqlite(Path(path).absolute())  # the process may go to another folder meanwhile
    try:
        exists = database.check()
        journal = SqlJournal(database, exists=exists)
        last = journal.last()
        database.hold_against_witness(0 if last is None else last.number)
    except BaseException:
        database.abandon()
        raise
    return journal


class _Sqlite:
    """One connection, with SQLite's errors told as the journal's."""

    bytes_type = "BLOB"
    by_key = " WITHOUT ROWID"

    def __init__(self, path: Path) -> None:
        self.place = str(path)
        self._witness = Witness(path.with_name(f"{path.name}-acknowledged"))
        if path.is_file() and 0 < path.stat().st_size < _LEAST:  # SQLite takes so short a file for a new one
            raise JournalError(f"{path}: the journal is damaged: it is cut short; restore it from a copy")
        with self._told():
            self._connection = sqlite3.connect(
                path, timeout=0, isolation_level=None, check_same_thread=False, factory=Connection
            )
        try:
            with self._told():
                # The lock is taken by the first write, and kept until the connection or the process ends.
                self._connection.execute("PRAGMA locking_mode = EXCLUSIVE")
                self._connection.execute("PRAGMA journal_mode = WAL")
                self._connection.execute("PRAGMA synchronous = FULL")
                self._connection.execute("BEGIN EXCLUSIVE")
                self._connection.execute("COMMIT")
        except BaseException:
            self._connection.close()
            raise

    def check(self) -> bool:
        """Whether there is a journal in the file. Raises JournalError where SQLite finds it damaged."""
        for (found,) in self.run("PRAGMA quick_check(1)"):
            if found != "ok":
                raise JournalError(f"{self.place}: the journal is damaged: {found}; restore it from a copy")
        tables = {name for (name,) in self.run("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if tables and "sdcompliance_journal" not in tables:
            raise JournalError(f"{self.place}: a database, but no journal of a monitor; name another file")
        return bool(tables)

    def hold_against_witness(self, last: int) -> None:
        """Raises JournalError where events are missing that had been acknowledged."""
        seen = self._witness.read()
        if seen > last:
            raise JournalError(
                f"{self.place}: the journal is damaged: it ends with event {last}, but event {seen} had been "
                f"acknowledged; {self.place}-wal, which held the last events, is missing or damaged. "
                f"To go on without them, as from an older copy, delete {self.place}-acknowledged"
            )

    def run(self, sql: str, *values: Any) -> list[Sequence[Any]]:
        """Runs one statement."""
        with self._told():
            return self._connection.execute(sql, values).fetchall()

    def each(self, sql: str) -> Iterator[Sequence[Any]]:
        """The rows of a query."""
        with self._told():
            yield from self._connection.execute(sql)

    def run_many(self, sql: str, values: Iterable[Sequence[Any]]) -> None:
        """Runs one statement for each set of values."""
        with self._told():
            self._connection.executemany(sql, values)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing."""
        with self._told():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def acknowledged(self, number: int) -> None:
        """Has the event witnessed."""
        try:
            self._witness.write(number)
        except OSError as error:
            raise JournalError(f"{self.place}-acknowledged: {error.strerror}") from error

    def close(self) -> None:
        """Brings everything into the one file."""
        with self._told():
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._connection.close()
        self._witness.withdraw()

    def abandon(self) -> None:
        """Closes without touching the journal or its witness."""
        self._connection.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            # The extended code's low byte is the primary one.
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in _BUSY:
                raise JournalBusyError(
                    f"{self.place}: another monitor writes this journal; end it, or name another file"
                ) from error
            raise JournalError(f"{self.place}: the journal cannot be used: {error}") from error
