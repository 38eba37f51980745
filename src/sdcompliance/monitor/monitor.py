"""A monitor: records that change, verdicts kept up to date, and alerts when they turn."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Self

from sdcompliance.engines import Show, as_of_day
from sdcompliance.findings import Finding
from sdcompliance.monitor.alerts import Alert, Cause
from sdcompliance.monitor.basis import basis_of
from sdcompliance.monitor.changes import Changes, difference, row_change
from sdcompliance.monitor.collecting import no_collection
from sdcompliance.monitor.errors import EventError, SubscriberError
from sdcompliance.monitor.events import EventKind, json_text
from sdcompliance.monitor.given import event_id_given, id_given, row_given, stamp_of
from sdcompliance.monitor.guard import Guard
from sdcompliance.monitor.judging import Judging, Turn
from sdcompliance.monitor.keeping import Keeper, Kept
from sdcompliance.monitor.rowtext import text_of
from sdcompliance.monitor.subscribers import Subscriber, Subscribers
from sdcompliance.monitor.telling import alerts_of, alerts_since, told_by
from sdcompliance.records import TABLES, Records, Row
from sdcompliance.records.schema import table_named
from sdcompliance.rulebook import Rulebook, default_rulebook
from sdcompliance.workdays import Calendar
from sdcompliance.workdays import calendar as default_calendar

_HALF_DONE = (
    "an event failed half-way; open the journal again, and send the event once more with its event_id"
)


class Monitor:
    """Follows records as they change, and tells when something is to be told.

    ``journal`` is the path of a SQLite file, or the address of a PostgreSQL database
    (``postgresql://…``); without one nothing outlives the process. An event is in the journal before
    its call returns, and reopening the journal gives the state after the last event that is in it.
    ``as_of`` is the day on which a new journal begins, by default today in Asia/Shanghai; a journal
    that exists goes on from its own day. ``due_soon``: a duty that is not done yet is told this many
    days before its due day. ``rulebook`` and ``calendar`` are as for ``evaluate``.

    A table that nothing was recorded in, and that no ``load`` brought, is unknown and not empty.

    Safe to use from any thread. Raises JournalError where the journal is damaged or cannot be used,
    JournalBusyError where another monitor writes it, EventError and RecordsError for events that
    cannot be; none of these changes anything.
    """

    def __init__(
        self,
        journal: str | os.PathLike[str] | None = None,
        *,
        as_of: date | str | None = None,
        due_soon: int = 3,
        rulebook: Rulebook | None = None,
        calendar: Calendar | None = None,
    ) -> None:
        if due_soon < 0:
            raise EventError(f"due_soon is a number of days, 0 or more, not {due_soon}")
        first, rules, days = as_of_day(as_of), rulebook or default_rulebook(), calendar or default_calendar()
        self._guard = Guard(journal)
        self._subscribers = Subscribers()
        self._keeper = Keeper.open(journal)
        try:
            self._judging = Judging(rules, days, self._keeper.day or first, due_soon)
            self._begin(basis_of(rules, days, due_soon))
        except BaseException:
            self._keeper.abandon()
            raise

    def _begin(self, basis: str) -> None:
        keeper = self._keeper
        if keeper.day is None:
            keeper.keep(EventKind.BEGIN, None, basis, self.today, (), keeper.basis_change(basis))
            return
        with no_collection():
            self._judging.restore(keeper.restored())
        if keeper.basis != basis:
            told = told_by(keeper.alerts(0))
            alerts = alerts_since(told, self._judging, keeper.number + 1, keeper.last_alert)
            keeper.keep(EventKind.RULES, None, basis, self.today, alerts, keeper.basis_change(basis))

    # ── events ──────────────────────────────────────────────────────────────────────────

    def record(
        self,
        table: str,
        row: Row | Mapping[str, Any],
        *,
        event_id: str | None = None,
        occurred_at: datetime | None = None,
    ) -> tuple[Alert, ...]:
        """A row is as given from now on, whether it was there before or not.

        ``event_id``: an event whose id is in the journal already changes nothing and gives no alerts.
        ``occurred_at``: when the source made the change; of two events about one row the later one
        decides, whichever arrives first. The alerts that follow are returned.

        Raises RecordsError where the row cannot be read, UnknownNameError where there is no such table,
        EventError where the id was used for another event, or is no text.
        """
        name = table_named(table).name
        new = row_given(name, row)
        stamp = stamp_of(occurred_at)
        content = json_text({"table": name, "row": text_of(new), "occurred_at": stamp})
        return self._put(EventKind.RECORD, event_id, content, (name, new.id, new), stamp)

    def remove(
        self,
        table: str,
        id: str,
        *,
        event_id: str | None = None,
        occurred_at: datetime | None = None,
    ) -> tuple[Alert, ...]:
        """A row is there no longer; nothing happens where it was not. Otherwise as ``record``.

        Raises RecordsError where ``id`` is no id.
        """
        name = table_named(table).name
        id = id_given(name, id)
        stamp = stamp_of(occurred_at)
        content = json_text({"table": name, "id": id, "occurred_at": stamp})
        return self._put(EventKind.REMOVE, event_id, content, (name, id, None), stamp)

    def load(self, records: Records, *, event_id: str | None = None) -> tuple[Alert, ...]:
        """From now on the records are these: rows and tables that are not among them are gone.

        Only what differs is judged again. All of it is one event.
        """
        tables = {name: rows for name in TABLES if (rows := records.table(name)) is not None}
        content = json_text(
            {
                "tables": {name: len(rows) for name, rows in tables.items()},
                "digest": None if event_id is None else self._keeper.digest(tables),
            }
        )

        def happen() -> tuple[list[Turn], Kept]:
            changes = difference(self._judging.store.recorded, tables)
            kept = self._keeper.changed(changes, self._judging.store, None)
            return self._judging.change(changes), kept

        return self._happen(EventKind.LOAD, event_id, content, happen)

    def advance(self, to: date | str | None = None, *, event_id: str | None = None) -> tuple[Alert, ...]:
        """The clock moves on to a day, by default today in Asia/Shanghai.

        The alerts are those between the day before and that day: of a duty that became due and overdue
        in between, only the latter is told. Raises EventError where the day has passed already.
        """
        day = as_of_day(to)

        def happen() -> tuple[list[Turn], Kept]:
            if day < self._judging.today:
                raise EventError(
                    f"the clock stands at {self._judging.today} and is not set back to {day}; "
                    "corrections with effect in the past are recorded, whatever the day"
                )
            return self._judging.advance(day), self._keeper.nothing()

        content = json_text({"to": day.isoformat()})
        return self._happen(EventKind.ADVANCE, event_id, content, happen, Cause.CLOCK)

    # ── what is known ───────────────────────────────────────────────────────────────────

    @property
    def today(self) -> date:
        """The day on which the monitor stands."""
        return self._judging.today

    @property
    def events(self) -> int:
        """How many events there were, the beginning of the journal among them."""
        return self._keeper.number

    @property
    def records(self) -> Records:
        """The records as they are now, as an object that does not change."""
        with self._guard:
            return Records(**{name: rows.values() for name, rows in self._judging.store.recorded.items()})  # type: ignore[arg-type]

    def findings(self, show: Show = Show.NOTEWORTHY) -> tuple[Finding, ...]:
        """What ``evaluate`` would find in these records as of this day, from the verdicts kept up to date."""
        with self._guard:
            found = [
                self._judging.finding(unit, id_, each)
                for unit, id_, standing in self._judging.standings()
                for each in unit.verdicts(standing.answer)
                if show is Show.ALL or each.noteworthy
            ]
        return tuple(sorted(found, key=lambda finding: (finding.rule, finding.subject_id)))

    # ── alerts ──────────────────────────────────────────────────────────────────────────

    def alerts(self, after: int = 0) -> tuple[Alert, ...]:
        """The alerts with a number greater than ``after``, in order.

        Who remembers the number of the last alert handled, and asks for those after it when the
        journal is reopened, misses none and handles none twice.
        """
        with self._guard:
            return tuple(self._keeper.alerts(after))

    def undelivered(self) -> tuple[Alert, ...]:
        """Alerts from before the journal was reopened of which it is not known that a call returned them,
        and those that follow from other rules, another calendar or another ``due_soon`` than before.

        They may have been returned: a journal learns so with the next event only. Their numbers tell.
        They count as delivered when this returns.
        """
        with self._guard:
            return self._keeper.owed()

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Has every later alert given to a function too, before the call that causes it returns.

        A coroutine function is scheduled in the event loop that runs when it subscribes. What a
        subscriber raises is raised as SubscriberError after the event is recorded and everybody told.
        The function returned ends the subscription.
        """
        with self._guard:
            return self._subscribers.add(subscriber)

    def close(self) -> None:
        """Ends the monitor and leaves the journal to others; nothing happens in a forked process."""
        self._guard.end("the monitor is closed", self._keeper.close)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ── inside ──────────────────────────────────────────────────────────────────────────

    def _put(
        self,
        kind: EventKind,
        event_id: str | None,
        content: str,
        given: tuple[str, str, Row | None],
        stamp: str | None,
    ) -> tuple[Alert, ...]:
        table, id_, new = given

        def happen() -> tuple[list[Turn], Kept]:
            """What the row changes; nothing where a later one of its id was heard already."""
            if self._keeper.is_late(table, id_, stamp):
                return [], self._keeper.nothing()
            store = self._judging.store
            present = store.table(table) is not None
            change = row_change(table, id_, store.row(table, id_), new)
            appearing = frozenset() if present or new is None else frozenset({table})
            changes = Changes(appearing, rows=() if change is None else (change,))
            kept = self._keeper.changed(changes, store, None if stamp is None else (table, id_, stamp))
            return self._judging.change(changes), kept

        return self._happen(kind, event_id, content, happen)

    def _happen(
        self,
        kind: EventKind,
        event_id: str | None,
        content: str,
        happen: Callable[[], tuple[list[Turn], Kept]],
        cause: Cause = Cause.RECORDS,
    ) -> tuple[Alert, ...]:
        known_by = event_id_given(event_id)
        with self._guard:
            if known_by is not None and self._keeper.is_repeated(known_by, kind, content):
                return ()
            try:
                turns, kept = happen()
                number, last = self._keeper.number + 1, self._keeper.last_alert
                alerts = alerts_of(turns, cause, self._judging, number, last)
                self._keeper.keep(kind, known_by, content, self.today, alerts, kept)
            except EventError:
                raise  # nothing was done yet
            except BaseException:
                # Memory may be ahead of the journal. The journal is right: it has to be opened again.
                self._guard.end(_HALF_DONE, self._keeper.abandon)
                raise
            return self._tell(alerts)

    def _tell(self, alerts: tuple[Alert, ...]) -> tuple[Alert, ...]:
        """Gives the alerts to the subscribers; the last thing before a call returns."""
        failures = self._subscribers.give(alerts)
        if not self._subscribers.giving:  # else a subscriber called, and the outer call has not returned
            self._keeper.returned()
        if failures:
            raise SubscriberError(len(failures), alerts) from failures[0]
        return alerts
