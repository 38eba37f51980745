"""Changes at random to the tables of a dossier: cells, rows repeated, and how many rows of each remain."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from hypothesis import strategies as st

from sdcompliance.records import TABLES, Column
from sdcompliance.testing.strategies.cells import NOBODY, cells
from sdcompliance.testing.strategies.dossier import Columns, Tables

_TABLES: Final = tuple(TABLES)
_KINDS: Final = 12  # of changes: six parts cells, four parts days, one repeats a row, one removes it
_STEPS: Final = st.sampled_from((1, -1, 2, -2, 3, 7, -7, 30, 365))
_PLACE: Final = st.integers(0, 63)  # of a row: wraps around
#: A byte a table: how many rows of it remain, at four a row; none when shrunk, most often all.
_REMAIN: Final = st.binary(min_size=len(TABLES), max_size=len(TABLES))
_BYTES_PER_ROW: Final = 4
#: Four bytes a change: what is done, to which table, at which row and column. Lists of lists shrink well,
#: as whole parts go at once, and are longer on average than one list.
_PLANS: Final = st.lists(st.lists(st.binary(min_size=4, max_size=4), max_size=10), max_size=10)
_COLUMNS: Final[Mapping[str, tuple[Column, ...]]] = {
    name: tuple(column for column in table.columns.values() if column.name != "id")
    for name, table in TABLES.items()
}


def change(draw: st.DrawFn, tables: Tables) -> None:
    """Changes the tables in place, a little or a lot."""
    for remain, rows in zip(draw(_REMAIN), tables.values(), strict=False):
        del rows[remain // _BYTES_PER_ROW :]
    for part in draw(_PLANS):
        for kind, table, row, column in part:
            name = _TABLES[table % len(_TABLES)]
            if tables.get(name):
                _apply(draw, tables, name, (kind % _KINDS, row, column))


def _apply(draw: st.DrawFn, tables: Tables, name: str, how: tuple[int, int, int]) -> None:
    kind, place, column = how
    rows = tables[name]
    row = rows[place % len(rows)]
    match kind:
        case 0 | 1 | 2 | 3 | 4 | 5:
            _set_cell(draw, tables, row, name, column)
        case 6 | 7 | 8 | 9:
            _move_day(draw, row, column)
        case 10:
            repeated = {**row, "id": _free_id(name, rows)}
            rows.append(repeated)
            _set_cell(draw, tables, repeated, name, column)
        case _:
            rows.remove(row)


def _set_cell(draw: st.DrawFn, tables: Tables, row: Columns, table: str, place: int) -> None:
    column = _COLUMNS[table][place % len(_COLUMNS[table])]
    if column.refers_to is None:
        row[column.name] = draw(cells(table, column.name))
        return
    choices: list[Any] = [None, NOBODY, *(each["id"] for each in tables.get(column.refers_to, ()))]
    row[column.name] = choices[draw(_PLACE) % len(choices)]


def _move_day(draw: st.DrawFn, row: Columns, place: int) -> None:
    """One of the row's days or moments, a few days away from where it was."""
    dated = [column for column, value in row.items() if isinstance(value, date)]
    if dated:
        column = dated[place % len(dated)]
        row[column] = shifted(row[column], draw(_STEPS))


def shifted(value: date, days: int) -> date:
    """The day or moment so many days away, or itself where the calendar ends."""
    try:
        return value + timedelta(days)
    except OverflowError:
        return value


def _free_id(table: str, rows: list[Columns]) -> str:
    taken = {row["id"] for row in rows}
    numbers = range(1, len(rows) + 2)
    return next(free for number in numbers if (free := f"{table}-{number}") not in taken)
