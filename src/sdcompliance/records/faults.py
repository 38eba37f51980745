"""What is wrong with records handed in, and the error that carries it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sdcompliance.errors import InputError

FAULTS_KEPT = 100
"""How many faults a RecordsError carries; it counts the rest."""

_SHOWN = 60  # characters of a value that an error repeats
_SHOWN_BITS = 200  # of an integer: about as many digits


class FaultCode(StrEnum):
    """What kind of fault it is. Stable; the words of ``Fault.expected`` are not."""

    BAD_VALUE = "bad-value"
    ID_MISSING = "id-missing"
    ID_DUPLICATE = "id-duplicate"
    UNKNOWN_NAME = "unknown-name"
    NOT_A_ROW = "not-a-row"
    NOT_A_TABLE = "not-a-table"
    GIVEN_TWICE = "given-twice"
    NOT_JSON = "not-json"
    NOT_UTF8 = "not-utf-8"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong, with its place.

    ``row`` is the row's id, or ``#3`` (counted from 1) where it has none; ``table``, ``row`` and
    ``column`` are None as far as the fault is not inside one. ``value`` is a shortened ``repr``, without
    the content of personal data; None where there is no value to show.
    """

    table: str | None
    row: str | None
    column: str | None
    value: str | None
    expected: str
    code: FaultCode

    @property
    def place(self) -> str:
        """``sessions S1, started_at``."""
        within = " ".join(shorten_text(part) for part in (self.table, self.row) if part is not None)
        return ", ".join(part for part in (within, shorten_text(self.column or "")) if part)

    def __str__(self) -> str:
        found = f"{self.value}, " if self.value is not None else ""
        place = f"{self.place}: " if self.place else ""
        return f"{place}{found}expected {self.expected} [{self.code}]"


class RecordsError(InputError):
    """The records handed in cannot be read. Nothing of them is used.

    ``faults`` holds the first of them (``FAULTS_KEPT`` at most), ``total`` is how many there are.
    """

    code = "SDC101"

    def __init__(self, faults: Iterable[Fault], total: int | None = None) -> None:
        every = tuple(faults)
        self.faults: tuple[Fault, ...] = every[:FAULTS_KEPT]
        self.total: int = len(every) if total is None else total
        super().__init__(self.faults, self.total)

    def __str__(self) -> str:
        more = self.total - len(self.faults)
        lines = [str(fault) for fault in self.faults]
        return "\n".join([*lines, f"… and {more} more"] if more else lines)


class FaultList:
    """Gathers faults while reading goes on, so that one error tells all of them."""

    __slots__ = ("kept", "total")

    def __init__(self) -> None:
        self.kept: list[Fault] = []
        self.total = 0

    def add(self, fault: Fault) -> None:
        """Count ``fault``, and keep it while there is room."""
        self.total += 1
        if len(self.kept) < FAULTS_KEPT:
            self.kept.append(fault)

    def raise_if_any(self) -> None:
        """Raise the one RecordsError, if anything was wrong."""
        if self.total:
            raise RecordsError(self.kept, self.total)


def shorten_text(text: str) -> str:
    """``text`` fit for one line: cut, with anything unprintable escaped."""
    cut = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
    return cut if cut.isprintable() else repr(cut)[1:-1]


def shorten(value: Any, width: int = _SHOWN) -> str:
    """A short ``repr`` of any value; never the whole of a long one, and no content of a nested one."""
    if isinstance(value, str):
        return repr(str(value[:width])) + ("…" if len(value) > width else "")
    if isinstance(value, int) and value.bit_length() > _SHOWN_BITS:
        return "a very long integer"
    if value is None or isinstance(value, bool | int | float):
        return repr(value)
    if isinstance(value, Decimal):
        return f"Decimal({shorten(str(value))})"
    if isinstance(value, date):
        return value.isoformat()
    return f"a value of type {type(value).__name__}"


def masked(value: Any) -> str:
    """What may be said of a value of personal data: its type, and its length if it is text."""
    if isinstance(value, str):
        return f"text of {len(value)} characters (personal data, not shown)"
    return f"a value of type {type(value).__name__} (personal data, not shown)"
