"""No journal: what is known is known until the process ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sdcompliance.monitor.alerts import Alert
from sdcompliance.monitor.events import Event, KeptRow, alerts_from


class InMemory:
    """Event ids and alerts of one process."""

    def __init__(self) -> None:
        self._last: Event | None = None
        self._ids: dict[str, tuple[str, str]] = {}
        self._alerts: list[Alert] = []

    def last(self) -> Event | None:
        """The last event."""
        return self._last

    def rows(self) -> Iterator[KeptRow]:
        """None: the monitor has them."""
        return iter(())

    def append(self, event: Event, changed: Iterable[KeptRow], gone: Iterable[tuple[str, str]]) -> None:  # noqa: ARG002
        """Remembers the event's id and alerts."""
        self._last = event
        if event.id is not None:
            self._ids[event.id] = (event.kind.value, event.content)
        self._alerts += alerts_from(event.alerts)

    def find(self, event_id: str) -> tuple[str, str] | None:
        """Kind and content of the event of that id."""
        return self._ids.get(event_id)

    def alerts(self, after: int) -> Iterator[Alert]:
        """The alerts with a greater number."""
        return iter(self._alerts[max(after, 0) :])

    def delivered(self) -> int:
        """Nothing was before this process."""
        return 0

    def close(self, delivered: int) -> None:
        """Nothing to write."""

    def abandon(self) -> None:
        """Nothing to end."""
