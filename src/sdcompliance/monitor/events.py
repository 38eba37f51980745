"""What a journal holds: events with what followed from them, and the rows as the last event left them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from sdcompliance.findings import Privacy
from sdcompliance.monitor.alerts import Alert, alert_of

_SUMS = 2**128


class EventKind(StrEnum):
    """What happened."""

    BEGIN = "begin"  # the journal begins: on which day
    RECORD = "record"
    REMOVE = "remove"
    LOAD = "load"
    ADVANCE = "advance"
    RULES = "rules"  # reopened with other rules, another calendar or another warning time


@dataclass(frozen=True, slots=True)
class Event:
    """One acknowledged event.

    ``content`` is JSON text; ``day`` the monitor's day after it; ``last_alert`` the number of alerts given
    up to and including it; ``delivered`` the last alert that a call had returned when this event was written.
    ``state`` is the sum of the checksums of all rows after it,
    ``checksum`` covers everything here and the event before.
    """

    number: int
    id: str | None
    kind: EventKind
    content: str
    day: date
    alerts: str
    last_alert: int
    delivered: int
    state: int
    checksum: str


class KeptRow(NamedTuple):
    """A row as the journal keeps it.

    ``content`` is None where the row is gone and only its ``stamp`` is kept: when the last event about it
    occurred. The row with the empty id says that its table is there; the one of no table by which rules and
    calendar the journal was written.
    """

    table: str
    id: str
    content: str | None
    stamp: str | None

    @property
    def checksum(self) -> bytes:
        """Sixteen bytes that change with anything in it."""
        return row_checksum(*self)


def row_checksum(table: str, id_: str, content: str | None, stamp: str | None) -> bytes:
    """The checksum of a ``KeptRow`` of these parts. Raises TypeError where one is of another type."""
    if content is None or stamp is not None:
        parts = _joined(table, id_, content, stamp)
    else:  # nearly every row; written out, it takes half the time
        parts = f"{len(table)}:{table}{len(id_)}:{id_}{len(content)}:{content}-".encode()
    return hashlib.blake2b(parts, digest_size=16).digest()


class Journal(Protocol):
    """Where events are kept. Every method raises JournalError where it cannot be relied on."""

    def last(self) -> Event | None:
        """The last event, None in a new journal. What leads to it has been verified."""

    def rows(self) -> Iterator[KeptRow]:
        """Every row as the last event left it, each verified."""

    def append(self, event: Event, changed: Iterable[KeptRow], gone: Iterable[tuple[str, str]]) -> None:
        """Keeps an event with the rows it changed. When this returns, the event survives anything."""

    def find(self, event_id: str) -> tuple[str, str] | None:
        """Kind and content of the event of that id, None where there is none."""

    def alerts(self, after: int) -> Iterator[Alert]:
        """The alerts with a greater number, in order."""

    def delivered(self) -> int:
        """The number of the last alert of which the journal knows that a call returned it."""

    def close(self, delivered: int) -> None:
        """Ends writing; ``delivered`` is the number of the last alert that a call returned."""

    def abandon(self) -> None:
        """Ends without writing anything more."""


def sealed(before: Event | None, **values: Any) -> Event:
    """The event that follows another one, with its checksum."""
    unsealed = Event(**values, checksum="")
    return Event(**values, checksum=seal_of(unsealed, "" if before is None else before.checksum))


def seal_of(event: Event, before: str) -> str:
    """The checksum of an event that follows one with the checksum ``before``."""
    parts = (
        before, str(event.number), event.id, event.kind.value, event.content, event.day.isoformat(),
        event.alerts, str(event.last_alert), str(event.delivered), f"{event.state:032x}",
    )  # fmt: skip
    return hashlib.blake2b(_joined(*parts), digest_size=16).hexdigest()


def state_after(state: int, added: Iterable[bytes], removed: Iterable[bytes]) -> int:
    """The sum of checksums after some were added and others taken out; their order does not matter."""
    total = state + sum(int.from_bytes(one, "big") for one in added)
    return (total - sum(int.from_bytes(one, "big") for one in removed)) % _SUMS


def alerts_text(alerts: Iterable[Alert]) -> str:
    """Alerts as a journal keeps them; nothing where there are none."""
    found = [alert.to_json(Privacy.SHOWN) for alert in alerts]
    return json_text(found) if found else ""


def alerts_from(text: str) -> Iterator[Alert]:
    """The alerts of a text that ``alerts_text`` made."""
    if text:
        yield from map(alert_of, json.loads(text))


def json_text(data: Any) -> str:
    """Plain data as short JSON, the same text for the same data."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _joined(*parts: str | None) -> bytes:
    """The parts as bytes that no other parts give."""
    return "".join("-" if part is None else f"{len(part)}:{part}" for part in parts).encode()
