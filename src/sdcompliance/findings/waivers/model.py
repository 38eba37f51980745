"""What a waiver is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from sdcompliance.rulebook import Words


@dataclass(frozen=True, slots=True)
class Waiver:
    """One violation, or several of one rule, excused for a time.

    ``subjects`` are row ids of the table that the rule judges. ``from_on`` and ``until_on`` are the first
    and the last day on which it holds (dates in Asia/Shanghai, both included). ``line`` is where it
    stands in its file.
    """

    rule: str
    subjects: tuple[str, ...]
    legal_basis: str
    reason: str
    requester: str
    approver: str
    from_on: date
    until_on: date
    line: int = field(default=0, compare=False)

    def in_force_on(self, day: date) -> bool:
        """Whether it holds on that day."""
        return self.from_on <= day <= self.until_on

    @property
    def words(self) -> Words:
        """By what a violation is waived, as reports say it."""
        return Words(
            f"依据{self.legal_basis}豁免：{self.reason}；{self.requester}申请，{self.approver}批准，"
            f"有效期{self.from_on}至{self.until_on}",
            f"waived on the basis of {self.legal_basis}: {self.reason}; requested by {self.requester}, "
            f"approved by {self.approver}, from {self.from_on} until {self.until_on}",
        )


@dataclass(frozen=True)
class Waivers:
    """The waivers of one file, in its order. Immutable.

    ``sha256`` is that of the file in hexadecimal, None where they were not read from one.
    """

    items: tuple[Waiver, ...]
    file: str
    sha256: str | None = None

    def __iter__(self) -> Iterator[Waiver]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def expired_on(self, day: date) -> tuple[Waiver, ...]:
        """Those whose last day is before that day."""
        return tuple(waiver for waiver in self.items if waiver.until_on < day)

    def waiver_of(self, rule: str, subject_id: str, day: date) -> Waiver | None:
        """The first waiver that excuses this rule's violation by this row on that day."""
        place = self.place_of(rule, subject_id, day)
        return None if place is None else self.items[place]

    def place_of(self, rule: str, subject_id: str, day: date) -> int | None:
        """Where that waiver stands among all, counted from 0: two may say the same."""
        places = self._by_rule.get(rule, {}).get(subject_id, ())
        return next((place for place in places if self.items[place].in_force_on(day)), None)

    def rows_of(self, rule: str, day: date) -> dict[str, int]:
        """The rows of which violations of this rule are excused on that day, with the place of the waiver."""
        places = {row: self.place_of(rule, row, day) for row in self._by_rule.get(rule, ())}
        return {row: place for row, place in places.items() if place is not None}

    @cached_property
    def _by_rule(self) -> Mapping[str, Mapping[str, Sequence[int]]]:
        found: dict[str, dict[str, list[int]]] = {}
        for place, waiver in enumerate(self.items):
            for subject in waiver.subjects:
                found.setdefault(waiver.rule, {}).setdefault(subject, []).append(place)
        return found
