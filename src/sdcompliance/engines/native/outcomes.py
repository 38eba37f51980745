"""What evaluating part of a condition leads to: a value, a row, the rows of a quantifier; or why to none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sdcompliance.conditions import tree as t
from sdcompliance.findings import Doubt, distinct
from sdcompliance.records import Row


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a value turned out to be: exact (least is greatest), within bounds, or unknown (both None).

    ``doubts`` says why it is not known exactly.
    """

    least: Any
    greatest: Any
    doubts: tuple[Doubt, ...] = ()

    @property
    def known(self) -> bool:
        """Whether there is a value at all, be it only within bounds."""
        return self.least is not None

    @property
    def truth(self) -> bool | None:
        """True, False, or None for unknown."""
        return self.least if self.least == self.greatest else None


TRUE, FALSE = Outcome(True, True), Outcome(False, False)


def exact(value: Any) -> Outcome:
    """A value that is known exactly."""
    return Outcome(value, value)


def unknown(*doubts: Doubt) -> Outcome:
    """A value of which nothing is known, and why."""
    return Outcome(None, None, doubts)


def truth_of(value: bool | None, doubts: tuple[Doubt, ...] = ()) -> Outcome:
    """A truth, or unknown with the doubts that make it so."""
    if value is None:
        return Outcome(None, None, distinct(doubts))
    return TRUE if value else FALSE


@dataclass(frozen=True, slots=True)
class Place:
    """A row and the path by which the rule reached it; no row, and why it cannot be read."""

    row: Row | None
    path: str
    doubts: tuple[Doubt, ...] = ()

    def column(self, name: str) -> str:
        """The path of one of its columns."""
        return f"{self.path}.{name}" if self.path else name


@dataclass(frozen=True, slots=True)
class Member:
    """One row that a quantifier looks at, with what its filter and its body say."""

    variable: t.Variable
    place: Place


@dataclass(frozen=True, slots=True)
class Members:
    """The rows that a quantifier looks at, in order of id; or none, and why they cannot be read."""

    rows: tuple[Member, ...]
    doubts: tuple[Doubt, ...] = ()

    @property
    def read(self) -> bool:
        """Whether these are the rows: there may still be none."""
        return not self.doubts
