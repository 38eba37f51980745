"""What was measured, beside the goal it is held against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import east_asian_width


@dataclass(frozen=True)
class AtMost:
    """A goal that a figure meets by not exceeding it."""

    limit: float

    def met_by(self, value: float) -> bool:
        """Whether the value meets the goal."""
        return value <= self.limit

    def __str__(self) -> str:
        return f"≤ {self.limit:g}"


@dataclass(frozen=True)
class AtLeast:
    """A goal that a figure meets by reaching it."""

    limit: float

    def met_by(self, value: float) -> bool:
        """Whether the value meets the goal."""
        return value >= self.limit

    def __str__(self) -> str:
        return f"≥ {self.limit:g}"


@dataclass(frozen=True)
class Figure:
    """One measured value. ``spread``: the least and the greatest single measurement."""

    what: str
    value: float
    unit: str
    spread: tuple[float, float] | None = None
    goal: AtMost | AtLeast | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """The row of the table."""
        spread = "" if self.spread is None else f"{_number(self.spread[0])} … {_number(self.spread[1])}"
        goal = "" if self.goal is None else f"{self.goal} {self.unit}"
        outcome = "" if self.goal is None else "met" if self.goal.met_by(self.value) else "not met"
        return self.what, f"{_number(self.value)} {self.unit}", spread, goal, outcome


def table(figures: Iterable[Figure]) -> list[str]:
    """The lines of the table."""
    rows = [("what", "median", "min … max", "goal", ""), *(figure.cells for figure in figures)]
    widths = [max(_width(cell) for cell in column) for column in zip(*rows, strict=True)]
    return [
        "  ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
