"""Which fault is planted where: a plant a fault, a schedule a kind of unit, one key of all.

A *unit* is what the builder makes at once: a session with its assignments, report and archives; one
candidate's registration with all that follows; a project; a site's term. A unit carries one planted fault
at most, so that no two faults meet, and what a fault brings with it can be said beforehand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from random import Random
from typing import Final, Generic, Literal, TypeVar

Unit = TypeVar("Unit")
Accusation = Literal["violation", "advisory", "undetermined"]

ACCUSATIONS: Final[dict[str, Accusation]] = {
    "violation": "violation",
    "advisory": "advisory",
    "undetermined": "undetermined",
}
"""The verdicts that a key lists, by their names."""

#: The first fault of a kind comes among the first quarter of the units, so that the others still find one.
_EARLY: Final = 0.25


@dataclass(frozen=True, slots=True, order=True)
class Planted:
    """One finding that must be made, and that the key lists."""

    rule: str
    subject_id: str
    subject: str
    verdict: Accusation


@dataclass(frozen=True, slots=True)
class Plant(Generic[Unit]):
    """One way to break one rule.

    ``spoil`` changes a unit and gives the ids of the subjects that then fail, or none, the unit untouched,
    where this unit cannot carry the fault. ``weight`` is the number of the rule's subjects that an average
    unit has (that could carry the fault), divided by the number of plants that share them. All ``rules``
    find fault with the same subjects.
    """

    rules: tuple[str, ...]
    subject: str
    spoil: Callable[[Unit, Random], tuple[str, ...]]
    verdict: Accusation = "violation"
    weight: float = 1.0


@dataclass(slots=True)
class Key:
    """Every finding that must be made."""

    planted: list[Planted] = field(default_factory=list)
    _expected: set[str] = field(default_factory=set)

    def add(self, *planted: Planted) -> None:
        """Adds findings."""
        self.planted.extend(planted)

    def expect(self, rules: Iterable[str]) -> None:
        """Names rules of which the key should list a finding."""
        self._expected.update(rules)

    def in_order(self) -> list[Planted]:
        """By rule, then subject."""
        return sorted(self.planted)

    @property
    def missing(self) -> tuple[str, ...]:
        """The expected rules of which there is none: the data set is too small."""
        return tuple(sorted(self._expected - {each.rule for each in self.planted}))


class Schedule(Generic[Unit]):
    """Spoils units as they come, each plant at its rate; where one does not fit, the next unit takes it."""

    def __init__(
        self, plants: Sequence[Plant[Unit]], rate: float, units: float, rng: Random, key: Key
    ) -> None:
        self._plants = plants if rate else ()
        self._rng = rng
        self._key = key
        self._at = 0
        self._waiting: list[Plant[Unit]] = []
        self._intervals = [1 / (rate * plant.weight) for plant in self._plants]
        self._due = [
            (rng.random() * min(interval, units * _EARLY), n) for n, interval in enumerate(self._intervals)
        ]
        heapify(self._due)
        key.expect(rule for plant in self._plants for rule in plant.rules)

    def spoil(self, unit: Unit) -> tuple[Planted, ...]:
        """Plants a fault in the unit where one is due; gives the findings that it makes."""
        while self._due and self._due[0][0] <= self._at:
            due, n = heappop(self._due)
            self._waiting.append(self._plants[n])
            heappush(self._due, (due + self._intervals[n], n))
        self._at += 1
        for place, plant in enumerate(self._waiting):
            if planted := self.plant(plant, unit):
                del self._waiting[place]
                return planted
        return ()

    def plant(self, plant: Plant[Unit], unit: Unit) -> tuple[Planted, ...]:
        """Plants this fault in the unit if it can carry it; gives the findings that it makes."""
        planted = tuple(
            Planted(rule, id_, plant.subject, plant.verdict)
            for id_ in plant.spoil(unit, self._rng)
            for rule in plant.rules
        )
        self._key.add(*planted)
        return planted
