"""What SQL does not read plainly is read by the records' own readers, each different value once.

``translate`` takes the staged text of one cell and gives what stands in the canonical relation, or what
was expected instead.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from sdcompliance.records import TABLES, Column, ColumnKind, RecordsError
from sdcompliance.records.faults import masked, shorten_text
from sdcompliance.sources.cells import NUMBER, TYPED

_WHOLE = 10**9
_DECIMAL_PLACES, _DECIMAL_WHOLE = 4, 10**14

_A_WHOLE = f"an integer from -{_WHOLE} to {_WHOLE}"
_A_DECIMAL = f"a decimal number of at most {_DECIMAL_PLACES} places, below 10^14"


@dataclass(frozen=True, slots=True)
class Oddity:
    """One different value of one column: ``value`` is its canonical text, to be cast by the engine.

    Where ``bad``, it could not be read: ``shown`` is what an output may show of it, ``expected`` what the
    column can hold. ``value`` is None where nothing is recorded, and where it could not be read.
    """

    column: str
    raw: str
    value: str | None
    is_day: bool
    bad: bool
    shown: str | None
    expected: str | None

    @property
    def cells(self) -> tuple[str | bool | None, ...]:
        """Its values, as a row of the relation that keeps oddities (``conversion.oddity_columns``)."""
        return (self.column, self.raw, self.value, self.is_day, self.bad, self.shown, self.expected)


def translate(table: str, column: Column, raw: str) -> Oddity:
    """The reading of one staged text by ``sdcompliance.records``."""
    given = _python_value(raw)
    try:
        value = _read(table, column.name, given)
        text = None if value is None else _canonical(column, value)
    except _UnfitError as error:
        return _bad(column, raw, given, error.expected)
    except RecordsError as error:
        return _bad(column, raw, given, error.faults[0].expected)
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    return Oddity(column.name, raw, text, is_day, False, None, None)


class _UnfitError(ValueError):
    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What no cell of a record holds (an array, bytes, a time of day): no reader takes it."""

    text: str


def _read(table: str, name: str, given: object) -> Any:
    row_type = TABLES[table].row_type
    if name == "id":
        return row_type(id=given).id
    return getattr(row_type(id="-", **{name: given}), name)


def _python_value(raw: str) -> Any:
    """What the cell held, from its staged text."""
    if raw.startswith(NUMBER):
        try:
            return Decimal(raw[1:])
        except InvalidOperation:
            return raw[1:]
    if not raw.startswith(TYPED):
        return raw
    try:
        return json.loads(raw[1:], parse_int=_integer)
    except ValueError:
        return Unreadable(raw[1:])


def _integer(digits: str) -> int | Decimal:
    return int(digits) if len(digits) <= 38 else Decimal(digits)


def _canonical(column: Column, value: Any) -> str:
    match column.kind:
        case ColumnKind.INTEGER:
            if abs(value) > _WHOLE:
                raise _UnfitError(_A_WHOLE)
            return str(value)
        case ColumnKind.DECIMAL:
            return _decimal(value)
        case ColumnKind.BOOLEAN:
            return "true" if value else "false"
        case ColumnKind.DAY:
            return str(value.isoformat())
        case ColumnKind.MOMENT:
            return _moment(value)
        case _:
            return str(value)


def _decimal(value: Decimal) -> str:
    if abs(value) >= _DECIMAL_WHOLE or value != round(value, _DECIMAL_PLACES):
        raise _UnfitError(_A_DECIMAL)
    return f"{value:.{_DECIMAL_PLACES}f}"


def _moment(value: date) -> str:
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(sep=" ")
    return f"{value.isoformat()} 00:00:00"


def _bad(column: Column, raw: str, given: object, expected: str) -> Oddity:
    if column.personal:
        shown = masked(given)
    elif isinstance(given, str):
        shown = shorten_text(given)
    else:
        shown = shorten_text(raw[1:])
    return Oddity(column.name, raw, None, False, True, shown, expected)
