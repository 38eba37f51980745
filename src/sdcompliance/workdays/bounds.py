"""Answers that may be known only within bounds."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class DayBounds(NamedTuple):
    """A day known to lie from ``earliest`` to ``latest``, both included."""

    earliest: date
    latest: date

    @property
    def certain(self) -> bool:
        """Whether every possible arrangement gives the same day."""
        return self.earliest == self.latest


class CountBounds(NamedTuple):
    """A number of working days known to lie from ``least`` to ``most``, both included."""

    least: int
    most: int

    @property
    def certain(self) -> bool:
        """Whether every possible arrangement gives the same number."""
        return self.least == self.most
