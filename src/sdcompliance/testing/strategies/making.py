"""A dossier in the making: tables that are filled row by row, and days drawn in their order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from math import prod
from typing import Any, Final, TypeVar

from hypothesis import strategies as st

from sdcompliance.records import TABLES
from sdcompliance.testing.strategies.days import EDGE_DAYS
from sdcompliance.testing.strategies.dossier import Columns, Tables

T = TypeVar("T")

FIRST_SITTING: Final = date(2020, 9, 1)
LAST_SITTING: Final = date(2026, 12, 1)
"""Sittings end by then, so that the working days after them are published."""

GAPS: Final = (0, 0, 0, 1, 1, 2, 3, 7, 8, 30, 31, 59, 90, 180, 365, 366, 500)
"""Days between one step and the next: often none, as the same day passes."""
_SITTING_DAYS: Final = st.one_of(
    st.sampled_from([day for day in EDGE_DAYS if FIRST_SITTING <= day <= LAST_SITTING]),
    st.dates(FIRST_SITTING, LAST_SITTING),
)


class Making:
    """What the chapters of a dossier add to; ``first`` is the day of its first sitting."""

    def __init__(self, draw: st.DrawFn, city: str) -> None:
        self.draw = draw
        self.city = city
        self.tables: Tables = {name: [] for name in TABLES}
        self.first: date = draw(_SITTING_DAYS)

    def add(self, table: str, id_: str, **columns: Any) -> Columns:
        """Appends a row and returns it."""
        row = {"id": id_, **columns}
        self.tables[table].append(row)
        return row

    def gaps(self, count: int) -> tuple[timedelta, ...]:
        """So many times between one step and the next."""
        return tuple(timedelta(days) for days in self.several(*[GAPS] * count))

    def one_of(self, values: Sequence[T]) -> T:
        """One of the values; the first when shrunk."""
        return values[self.draw(st.integers(0, len(values) - 1))]

    def several(self, *of: Sequence[T]) -> tuple[T, ...]:
        """One value of each sequence, for the price of one draw; the first of each when shrunk."""
        number = self.draw(st.integers(0, prod(map(len, of)) - 1))
        found = []
        for values in of:
            number, place = divmod(number, len(values))
            found.append(values[place])
        return tuple(found)

    def count(self, least: int, most: int) -> int:
        """A number from ``least`` to ``most``; the least when shrunk."""
        return self.draw(st.integers(least, most))

    def up_to(self, day: date) -> date:
        """The day itself or one before it."""
        return day - timedelta(self.one_of(GAPS))

    def from_(self, day: date) -> date:
        """The day itself or one after it."""
        return day + timedelta(self.one_of(GAPS))
