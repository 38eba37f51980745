"""The records of a monitor: tables that change, with the look-ups that conditions need, kept up to date."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from typing import Any, TypeAlias

from sdcompliance.conditions import FINDINGS
from sdcompliance.monitor.changes import Changes, RowChange
from sdcompliance.records import Row

Groups: TypeAlias = dict[Any, tuple[Row, ...]]
Holders: TypeAlias = dict[Any, set[str]]


class Store:
    """Rows by table and id, those of ``findings`` among them. Judging functions are linked to its look-ups,
    which stay the same objects as long as no table appears or disappears.
    """

    def __init__(self) -> None:
        self._tables: dict[str, dict[str, Row]] = {FINDINGS: {}}
        self._groups: dict[str, dict[str, Groups]] = {}  # by table and column
        self._holders: dict[str, dict[str, Holders]] = {}

    @property
    def recorded(self) -> Mapping[str, Mapping[str, Row]]:
        """The rows of every table of the records that is there."""
        return {name: rows for name, rows in self._tables.items() if name != FINDINGS}

    def row(self, table: str, id_: str) -> Row | None:
        """One row, None where it is not there."""
        return self._tables.get(table, {}).get(id_)

    def table(self, name: str) -> Mapping[str, Row] | None:
        """The rows of a table by id, None where it is not there."""
        return self._tables.get(name)

    def children(self, table: str, column: str) -> Mapping[str, tuple[Row, ...]] | None:
        """Rows of a table by the id that a reference names, each group in the order of their ids."""
        return self.lookup(table, column)

    def lookup(self, table: str, column: str) -> Mapping[Any, tuple[Row, ...]] | None:
        """Rows of a table by their value in a column, each group in the order of their ids."""
        rows = self._tables.get(table)
        if rows is None:
            return None
        found = self._groups.setdefault(table, {})
        if column not in found:
            lists: dict[Any, list[Row]] = {}
            for row in map(rows.__getitem__, sorted(rows)):
                lists.setdefault(getattr(row, column), []).append(row)
            found[column] = {value: tuple(group) for value, group in lists.items()}
        return found[column]

    def holders(self, table: str, column: str) -> Mapping[Any, set[str]]:
        """Ids of the rows of a table by what they have recorded in a column, in no order."""
        found = self._holders.setdefault(table, {})
        if column not in found:
            index: Holders = {}
            for id_, row in self._tables.get(table, {}).items():
                if (value := getattr(row, column)) is not None:
                    index.setdefault(value, set()).add(id_)
            found[column] = index
        return found[column]

    def fill(self, tables: Mapping[str, dict[str, Row]]) -> None:
        """Tables put in place of those that are there; they are the store's from now on."""
        self._tables = {FINDINGS: {}, **tables}
        self._groups.clear()
        self._holders.clear()

    def apply(self, changes: Changes) -> None:
        """The changes made."""
        for table in changes.appearing:
            self._tables[table] = {}
            self._forget(table)
        for change in changes.rows:
            if change.table not in changes.disappearing:
                self._change(change)
        for table in changes.disappearing:
            del self._tables[table]
            self._forget(table)

    def _forget(self, table: str) -> None:
        self._groups.pop(table, None)
        self._holders.pop(table, None)

    def _change(self, change: RowChange) -> None:
        rows = self._tables[change.table]
        old = rows.pop(change.id, None) if change.row is None else rows.get(change.id)
        if change.row is not None:
            rows[change.id] = change.row
        for column, groups in self._groups.get(change.table, {}).items():
            _regroup(groups, column, old, change.row)
        for column, holders in self._holders.get(change.table, {}).items():
            _rehold(holders, column, old, change.row)


def _regroup(groups: Groups, column: str, old: Row | None, new: Row | None) -> None:
    if old is not None:
        value = getattr(old, column)
        group = groups[value]
        place = _place(group, old.id)
        rest = (*group[:place], *group[place + 1 :])
        if rest:
            groups[value] = rest
        else:
            del groups[value]
    if new is not None:
        value = getattr(new, column)
        group = groups.get(value, ())
        place = _place(group, new.id)
        groups[value] = (*group[:place], new, *group[place:])


def _rehold(holders: Holders, column: str, old: Row | None, new: Row | None) -> None:
    before = None if old is None else getattr(old, column)
    after = None if new is None else getattr(new, column)
    if before == after:
        return
    if before is not None and old is not None:
        holders[before].discard(old.id)
        if not holders[before]:
            del holders[before]
    if after is not None and new is not None:
        holders.setdefault(after, set()).add(new.id)


def _place(group: tuple[Row, ...], id_: str) -> int:
    return bisect_left(group, id_, key=lambda row: row.id)
