"""What is to be looked at again on which day."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from datetime import date
from typing import Generic, TypeVar

T = TypeVar("T")


class Wakes(Generic[T]):
    """Things by the day on which they wake. A thing that wakes for nothing does no harm."""

    def __init__(self) -> None:
        self._by_day: dict[date, set[T]] = {}
        self._days: list[date] = []  # a heap; a day without things may be left in it

    def put(self, day: date, thing: T) -> None:
        """The thing wakes on that day."""
        things = self._by_day.get(day)
        if things is None:
            things = self._by_day[day] = set()
            heapq.heappush(self._days, day)
        things.add(thing)

    def drop(self, day: date, thing: T) -> None:
        """The thing does not wake on that day any more."""
        if (things := self._by_day.get(day)) is not None:
            things.discard(thing)

    def take(self, until: date) -> Iterator[T]:
        """Everything that wakes up to a day, that day included; it sleeps no longer."""
        while self._days and self._days[0] <= until:
            yield from self._by_day.pop(heapq.heappop(self._days))
