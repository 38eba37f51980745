"""What an event does to the records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sdcompliance.records import TABLES, Row


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row as it is from now on; None: it is there no longer.

    ``columns`` are those that hold something else than before, None where the row is new or gone.
    """

    table: str
    id: str
    row: Row | None
    columns: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that one event changes: tables that appear or disappear, and rows.

    The rows of a table that disappears are among ``rows`` as removed, those of one that appears as new.
    """

    appearing: frozenset[str] = frozenset()
    disappearing: frozenset[str] = frozenset()
    rows: tuple[RowChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.appearing or self.disappearing or self.rows)


def row_change(table: str, id_: str, old: Row | None, new: Row | None) -> RowChange | None:
    """What turns one state of a row into another, None where they are the same."""
    if old is None or new is None:
        return None if old is new else RowChange(table, id_, new, None)
    columns = frozenset(name for name in TABLES[table].columns if getattr(old, name) != getattr(new, name))
    return RowChange(table, id_, new, columns) if columns else None


def difference(before: Mapping[str, Mapping[str, Row]], after: Mapping[str, Mapping[str, Row]]) -> Changes:
    """What turns one set of tables (name → id → row) into another."""
    return Changes(
        frozenset(after.keys() - before.keys()),
        frozenset(before.keys() - after.keys()),
        tuple(
            change
            for table in TABLES
            for change in _of_table(table, before.get(table, {}), after.get(table, {}))
        ),
    )


def _of_table(table: str, before: Mapping[str, Row], after: Mapping[str, Row]) -> Iterator[RowChange]:
    for id_ in (*(id_ for id_ in before if id_ not in after), *after):
        if (change := row_change(table, id_, before.get(id_), after.get(id_))) is not None:
            yield change
