"""Values of which only bounds are known: compared, added, counted. Generated code calls this as well."""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date
from typing import Any

from sdcompliance.conditions import tree as t

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {"<": operator.lt, "<=": operator.le}
_MIRRORED = {">": "<", ">=": "<="}


class Tally:
    """Counts distinct values of which some may not be there, and some may not be known."""

    def __init__(self) -> None:
        self._certain: set[Any] = set()
        self._possible: set[Any] = set()
        self._nameless = 0  # rows whose value is not recorded: each may be one more
        self._someone = False  # a row is certainly there, whatever its value

    def add(self, value: Any, *, certain: bool) -> None:
        """One row with its value (None: not recorded) that is certainly or possibly there."""
        self._someone |= certain
        if value is None:
            self._nameless += 1
            return
        self._possible.add(value)
        if certain:
            self._certain.add(value)

    @property
    def least(self) -> int:
        """The fewest distinct values there can be."""
        return max(len(self._certain), int(self._someone))

    @property
    def greatest(self) -> int:
        """The most distinct values there can be."""
        return len(self._possible) + self._nameless


def value_on(steps: tuple[tuple[date, t.Scalar], ...], day: date | None) -> t.Scalar | None:
    """The value of a dated parameter in force on a day; None before its first date."""
    found = None
    for start, value in steps:
        if day is None or day < start:
            break
        found = value
    return found


def compare_spans(operator_: str, a: Any, b: Any, c: Any, d: Any) -> bool | None:
    """Compares [a, b] with [c, d]: true or false where it holds throughout the bounds, else None."""
    if operator_ in _MIRRORED:
        return compare_spans(_MIRRORED[operator_], c, d, a, b)
    if operator_ in ("<", "<="):
        holds = _COMPARE[operator_]
        return True if holds(b, c) else None if holds(a, d) else False
    apart = b < c or d < a if a != b or c != d else a != c
    same = a == b == c == d
    equal = False if apart else True if same else None
    return equal if operator_ == "==" or equal is None else not equal


def span_of(operator_: str, a: Any, b: Any, c: Any, d: Any) -> tuple[Any, Any]:
    """Adds, subtracts or multiplies [a, b] and [c, d]."""
    if operator_ == "+":
        return a + c, b + d
    if operator_ == "-":
        return a - d, b - c
    products = (a * c, a * d, b * c, b * d)
    return min(products), max(products)
