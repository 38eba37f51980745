"""A journal in a SQL database: the same tables and the same checks, whichever database it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Any, Protocol

from sdcompliance.monitor.alerts import Alert
from sdcompliance.monitor.errors import JournalError
from sdcompliance.monitor.events import (
    Event,
    EventKind,
    KeptRow,
    alerts_from,
    row_checksum,
    seal_of,
    state_after,
)

#: The form of the tables below. Another form is another number.
_FORM = "1"
#: So many of the last events are verified when a journal is opened; older ones whenever they are read.
_VERIFIED = 100_000
_COLUMNS = "number, event_id, kind, content, day, alerts, last_alert, delivered, state, checksum"


class Database(Protocol):
    """What a journal needs of a database.

    ``bytes_type`` is what it calls bytes; ``by_key`` has a table lie in the order of its key.
    """

    place: str
    bytes_type: str
    by_key: str

    def run(self, sql: str, *values: Any) -> list[Sequence[Any]]:
        """Runs one statement; ``?`` are places for values. Raises JournalError."""

    def each(self, sql: str) -> Iterator[Sequence[Any]]:
        """The rows of a query, without holding them all."""

    def run_many(self, sql: str, values: Iterable[Sequence[Any]]) -> None:
        """Runs one statement for each set of values."""

    def transaction(self) -> AbstractContextManager[Any]:
        """All or nothing; when it ends, what was written survives anything."""

    def acknowledged(self, number: int) -> None:
        """Told after every event that is kept."""

    def close(self) -> None:
        """Ends the connection when everything is written."""

    def abandon(self) -> None:
        """Ends the connection as it is."""


def _schema(bytes_type: str, by_key: str) -> tuple[str, ...]:
    return (
        "CREATE TABLE sdcompliance_journal (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
        f"""CREATE TABLE sdcompliance_events (
            number BIGINT PRIMARY KEY, event_id TEXT UNIQUE, kind TEXT NOT NULL, content TEXT NOT NULL,
            day TEXT NOT NULL, alerts TEXT NOT NULL, last_alert BIGINT NOT NULL, delivered BIGINT NOT NULL,
            state {bytes_type} NOT NULL, checksum TEXT NOT NULL)""",
        "CREATE INDEX sdcompliance_alerts ON sdcompliance_events (last_alert)",
        f"""CREATE TABLE sdcompliance_rows (
            tab TEXT NOT NULL, id TEXT NOT NULL, content TEXT, stamp TEXT, checksum {bytes_type} NOT NULL,
            PRIMARY KEY (tab, id)){by_key}""",
    )


class SqlJournal:
    """A journal in a database that the caller has opened for this process alone."""

    def __init__(self, database: Database, *, exists: bool) -> None:
        self._database = database
        if not exists:
            with database.transaction():
                for statement in _schema(database.bytes_type, database.by_key):
                    database.run(statement)
                self._set("form", _FORM)
                self._set("delivered", "0")
        form = self._get("form")
        if form != _FORM:
            raise self._damaged(f"journal form {form!r}; this version of sdcompliance reads form {_FORM}")
        self._last = self._verified_end()

    # ── reading ─────────────────────────────────────────────────────────────────────────

    def last(self) -> Event | None:
        """The last event, None in a new journal."""
        return self._last

    def rows(self) -> Iterator[KeptRow]:
        """Every row as the last event left it. Raises JournalError at the first that is damaged, and at the
        end where rows are missing.
        """
        state = 0
        for table, id_, content, stamp, checksum in self._database.each(
            "SELECT tab, id, content, stamp, checksum FROM sdcompliance_rows"
        ):
            try:
                own = row_checksum(table, id_, content, stamp)
            except TypeError:  # a value of another type than was written
                own = b""
            if own != checksum:
                raise self._damaged(f"row {id_!r} of {table} is not as it was written")
            state += int.from_bytes(own, "big")
            yield KeptRow(table, id_, content, stamp)
        expected = 0 if self._last is None else self._last.state
        if state_after(state, (), ()) != expected:
            raise self._damaged("rows are missing or were added; each one that is there is whole")

    def find(self, event_id: str) -> tuple[str, str] | None:
        """Kind and content of the event of that id."""
        found = self._database.run(
            "SELECT kind, content FROM sdcompliance_events WHERE event_id = ?", event_id
        )
        return (found[0][0], found[0][1]) if found else None

    def alerts(self, after: int) -> Iterator[Alert]:
        """The alerts with a greater number, in order, each event verified that gave them."""
        rows = self._database.run(
            f"SELECT {_COLUMNS} FROM sdcompliance_events"
            " WHERE last_alert > ? AND alerts <> '' ORDER BY number",
            after,
        )
        for values in rows:
            event = self._event(values)
            self._verify(event, self._checksum(event.number - 1))
            yield from (alert for alert in alerts_from(event.alerts) if alert.number > after)

    def delivered(self) -> int:
        """The number of the last alert of which it is known that a call returned it."""
        told = 0 if self._last is None else self._last.delivered
        return max(told, int(self._get("delivered")))

    # ── writing ─────────────────────────────────────────────────────────────────────────

    def append(self, event: Event, changed: Iterable[KeptRow], gone: Iterable[tuple[str, str]]) -> None:
        """Keeps an event with the rows it changed, in one transaction."""
        state = event.state.to_bytes(16, "big")
        values = (
            event.number, event.id, event.kind.value, event.content, event.day.isoformat(), event.alerts,
            event.last_alert, event.delivered, state, event.checksum,
        )  # fmt: skip
        with self._database.transaction():
            self._database.run(
                f"INSERT INTO sdcompliance_events ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", *values
            )
            self._database.run_many(
                "INSERT INTO sdcompliance_rows (tab, id, content, stamp, checksum) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (tab, id) DO UPDATE SET content = excluded.content, stamp = excluded.stamp,"
                " checksum = excluded.checksum",
                ((one.table, one.id, one.content, one.stamp, one.checksum) for one in changed),
            )
            self._database.run_many("DELETE FROM sdcompliance_rows WHERE tab = ? AND id = ?", gone)
        self._last = event
        self._database.acknowledged(event.number)

    def close(self, delivered: int) -> None:
        """Notes what was delivered, and ends writing."""
        with self._database.transaction():
            self._database.run(
                "UPDATE sdcompliance_journal SET value = ? WHERE name = 'delivered'", str(delivered)
            )
        self._database.close()

    def abandon(self) -> None:
        """Ends without writing anything more."""
        self._database.abandon()

    # ── inside ──────────────────────────────────────────────────────────────────────────

    def _verified_end(self) -> Event | None:
        """The last event, after the last events have been held against their checksums."""
        rows = self._database.run("SELECT MAX(number), COUNT(*) FROM sdcompliance_events")
        last, count = rows[0][0] or 0, rows[0][1]
        if count != last:
            raise self._damaged(f"{count} events, and the last one is event {last}")
        first = max(1, last - _VERIFIED + 1)
        before = self._checksum(first - 1)
        event: Event | None = None
        for values in self._database.each(
            f"SELECT {_COLUMNS} FROM sdcompliance_events WHERE number >= {first} ORDER BY number"
        ):
            event = self._event(values)
            self._verify(event, before)
            before = event.checksum
        return event

    def _checksum(self, number: int) -> str:
        found = self._database.run("SELECT checksum FROM sdcompliance_events WHERE number = ?", number)
        return found[0][0] if found else ""

    def _verify(self, event: Event, before: str) -> None:
        if seal_of(event, before) != event.checksum:
            raise self._damaged(f"event {event.number} is not as it was written")

    def _event(self, values: Sequence[Any]) -> Event:
        number, id_, kind, content, day, alerts, last_alert, delivered, state, checksum = values
        try:
            return Event(
                number, id_, EventKind(kind), content, date.fromisoformat(day), alerts, last_alert, delivered,
                int.from_bytes(bytes(state), "big"), checksum,
            )  # fmt: skip
        except (ValueError, TypeError) as error:
            raise self._damaged(f"event {number} is not as it was written") from error

    def _get(self, name: str) -> str:
        found = self._database.run("SELECT value FROM sdcompliance_journal WHERE name = ?", name)
        if not found:
            raise self._damaged(f"it does not say its {name!r}")
        value: str = found[0][0]
        return value

    def _set(self, name: str, value: str) -> None:
        self._database.run("INSERT INTO sdcompliance_journal (name, value) VALUES (?, ?)", name, value)

    def _damaged(self, what: str) -> JournalError:
        return JournalError(f"{self._database.place}: the journal is damaged: {what}; restore it from a copy")
