"""Between a monitor and its journal: numbers, checksums, stamps, and what has been delivered."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from sdcompliance.monitor.alerts import Alert
from sdcompliance.monitor.changes import Changes
from sdcompliance.monitor.errors import EventError, JournalError
from sdcompliance.monitor.events import (
    EventKind,
    Journal,
    KeptRow,
    alerts_text,
    sealed,
    state_after,
)
from sdcompliance.monitor.memory import InMemory
from sdcompliance.monitor.rowtext import row_of, text_of
from sdcompliance.monitor.store import Store
from sdcompliance.records import Row

_BASIS = ("", "basis")


@dataclass(frozen=True, slots=True)
class Kept:
    """What an event changes in the journal's rows, and their sum after it."""

    changed: tuple[KeptRow, ...]
    gone: tuple[tuple[str, str], ...]
    state: int
    stamp: tuple[str, str, str] | None = None  # table, id, when the event about the row occurred


class Keeper:
    """Writes events and remembers what the journal needs of them. Guarded by the monitor's lock."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._event = journal.last()
        self._stamps: dict[tuple[str, str], str] = {}
        self.basis: str | None = None
        self._delivered = journal.delivered()
        self._owes_until = self.last_alert  # what came before this process

    @classmethod
    def open(cls, journal: str | os.PathLike[str] | None) -> Self:
        """The keeper of a journal. Raises JournalError, JournalBusyError, ExtraMissingError."""
        return cls(_opened(journal))

    # ── where it stands ─────────────────────────────────────────────────────────────────

    @property
    def day(self) -> date | None:
        """The day after the last event, None in a new journal."""
        return None if self._event is None else self._event.day

    @property
    def number(self) -> int:
        """The number of the last event, 0 in a new journal."""
        return 0 if self._event is None else self._event.number

    @property
    def last_alert(self) -> int:
        """The number of the last alert, 0 where there was none."""
        return 0 if self._event is None else self._event.last_alert

    def restored(self) -> dict[str, dict[str, Row]]:
        """The tables as the last event left them; stamps and basis are taken over. Raises JournalError."""
        tables: dict[str, dict[str, Row]] = defaultdict(dict)
        for kept in self._journal.rows():
            table, id_, content, stamp = kept
            if stamp is not None:
                self._stamps[table, id_] = stamp
            if not table:
                self.basis = content
            elif not id_:
                tables.setdefault(table, {})
            elif content is not None:
                tables[table][id_] = _row(kept)
        return dict(tables)

    def is_late(self, table: str, id_: str, stamp: str | None) -> bool:
        """Whether a later event about the row has arrived before this one."""
        known = self._stamps.get((table, id_))
        return stamp is not None and known is not None and stamp < known

    def is_repeated(self, event_id: str, kind: EventKind, content: str) -> bool:
        """Whether the event is in the journal. Raises EventError where its id is that of another one."""
        known = self._journal.find(event_id)
        if known is not None and known != (kind.value, content):
            raise EventError(
                f"event id {event_id!r} is in the journal already, of another event ({known[0]}); "
                "give every event an id of its own"
            )
        return known is not None

    # ── what an event changes ───────────────────────────────────────────────────────────

    def changed(self, changes: Changes, store: Store, stamp: tuple[str, str, str] | None) -> Kept:
        """What changes of the records mean for the journal; the store is still as it was before."""
        new: dict[tuple[str, str], str | None] = {(table, ""): "" for table in changes.appearing}
        new |= {(table, ""): None for table in changes.disappearing}
        for change in changes.rows:
            new[change.table, change.id] = None if change.row is None else text_of(change.row)
        if stamp is not None and stamp[:2] not in new:  # nothing changes but when that was last said
            row = store.row(*stamp[:2])
            new[stamp[:2]] = None if row is None else text_of(row)
        old = [
            kept
            for table, id_ in new
            if (kept := self._kept(table, id_, _text(store, table, id_))) is not None
        ]
        said = {} if stamp is None else {stamp[:2]: stamp[2]}
        rows = [
            kept
            for key, text in new.items()
            if (kept := _kept(*key, text, said.get(key) or self._stamps.get(key))) is not None
        ]
        present = {(kept.table, kept.id) for kept in rows}
        gone = tuple(key for key in new if key not in present)
        return Kept(tuple(rows), gone, self._state(rows, old), stamp)

    def basis_change(self, basis: str) -> Kept:
        """What other rules, or another calendar, mean for the journal."""
        old = () if self.basis is None else (KeptRow(*_BASIS, self.basis, None),)
        new = (KeptRow(*_BASIS, basis, None),)
        self.basis = basis
        return Kept(new, (), self._state(new, old))

    def nothing(self) -> Kept:
        """No row changes."""
        return Kept((), (), self._state((), ()))

    def digest(self, tables: Mapping[str, Mapping[str, Row]]) -> str:
        """What tells one set of records from another."""
        rows = (
            KeptRow(table, id_, text_of(row), None).checksum
            for table, found in tables.items()
            for id_, row in found.items()
        )
        return f"{state_after(0, rows, ()):032x}"

    def _kept(self, table: str, id_: str, text: str | None) -> KeptRow | None:
        return _kept(table, id_, text, self._stamps.get((table, id_)))

    def _state(self, new: Iterable[KeptRow], old: Iterable[KeptRow]) -> int:
        before = 0 if self._event is None else self._event.state
        return state_after(before, (kept.checksum for kept in new), (kept.checksum for kept in old))

    def keep(  # noqa: PLR0917
        self,
        kind: EventKind,
        event_id: str | None,
        content: str,
        day: date,
        alerts: tuple[Alert, ...],
        kept: Kept,
    ) -> None:
        """Keeps an event. When this returns, it survives anything."""
        event = sealed(
            self._event,
            number=self.number + 1,
            id=event_id,
            kind=kind,
            content=content,
            day=day,
            alerts=alerts_text(alerts),
            last_alert=self.last_alert + len(alerts),
            delivered=self._delivered,
            state=kept.state,
        )
        self._journal.append(event, kept.changed, kept.gone)
        self._event = event
        if kept.stamp is not None:
            self._stamps[kept.stamp[:2]] = kept.stamp[2]
        if kind is EventKind.RULES:  # no call returns its alerts
            self._owes_until = event.last_alert

    # ── alerts ──────────────────────────────────────────────────────────────────────────

    def alerts(self, after: int) -> Iterator[Alert]:
        """The alerts with a greater number."""
        return self._journal.alerts(after)

    def owed(self) -> tuple[Alert, ...]:
        """The alerts that nobody may have got; they count as delivered from now on."""
        if self._delivered >= self._owes_until:
            return ()
        found = tuple(alert for alert in self.alerts(self._delivered) if alert.number <= self._owes_until)
        self._delivered = self.last_alert
        return found

    def returned(self) -> None:
        """Every call up to now has returned its alerts."""
        if self._delivered >= self._owes_until:
            self._delivered = self.last_alert

    def close(self) -> None:
        """Ends writing."""
        self._journal.close(self._delivered)

    def abandon(self) -> None:
        """Ends without writing anything more."""
        self._journal.abandon()


def _opened(journal: str | os.PathLike[str] | None) -> Journal:
    if journal is None:
        return InMemory()
    from sdcompliance.monitor.postgres import is_postgres, open_postgres

    if is_postgres(journal):
        return open_postgres(str(journal))
    from sdcompliance.monitor.sqlite import open_sqlite

    return open_sqlite(journal)


def _kept(table: str, id_: str, text: str | None, stamp: str | None) -> KeptRow | None:
    """How the journal keeps a row; None where there is nothing to keep."""
    return None if text is None and stamp is None else KeptRow(table, id_, text, stamp)


def _text(store: Store, table: str, id_: str) -> str | None:
    if not id_:
        return None if store.table(table) is None else ""
    row = store.row(table, id_)
    return None if row is None else text_of(row)


def _row(kept: KeptRow) -> Row:
    try:
        return row_of(kept.table, kept.content or "")
    except (KeyError, ValueError, TypeError, ArithmeticError) as error:
        raise JournalError(
            f"row {kept.id!r} of {kept.table}: the journal was written by another version of sdcompliance, "
            f"whose tables differ ({error})"
        ) from error
