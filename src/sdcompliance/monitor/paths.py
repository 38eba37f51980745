"""From a changed row back to the rows whose verdicts read it: the paths of the conditions, reversed.

A condition reaches a row from its subject by references, children and look-ups. Each of these steps
can be walked backwards on an index. What a change can affect is found by walking from the old row
before the change and from the new row after it: of everything a subject reads, the first row that
differs is reached through rows that do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from sdcompliance.conditions import tree as t
from sdcompliance.monitor.store import Store
from sdcompliance.records import Row


@dataclass(frozen=True, slots=True)
class Referring:
    """To the rows of ``table`` whose ``column`` names this row."""

    table: str
    column: str

    def back(self, rows: Mapping[str, Row], store: Store) -> dict[str, Row]:
        """Where one step backwards leads."""
        holders = store.holders(self.table, self.column)
        return _rows(store, self.table, (id_ for row in rows for id_ in holders.get(row, ())))


@dataclass(frozen=True, slots=True)
class Parent:
    """To the row of ``table`` that this row's ``column`` names."""

    table: str
    column: str

    def back(self, rows: Mapping[str, Row], store: Store) -> dict[str, Row]:
        """Where one step backwards leads."""
        return _rows(store, self.table, (getattr(row, self.column) for row in rows.values()))


@dataclass(frozen=True, slots=True)
class Matching:
    """To the rows of ``table`` whose ``key`` equals this row's ``column``; all of them, where that is not
    recorded and such rows are looked at as well.
    """

    table: str
    key: str
    column: str
    nulls: bool

    def back(self, rows: Mapping[str, Row], store: Store) -> dict[str, Row]:
        """Where one step backwards leads."""
        values = {getattr(row, self.column) for row in rows.values()}
        if None in values and self.nulls:
            return dict(store.table(self.table) or {})
        holders = store.holders(self.table, self.key)
        return _rows(store, self.table, (id_ for value in values for id_ in holders.get(value, ())))


@dataclass(frozen=True, slots=True)
class All:
    """To every row of ``table``: which of them look the row up cannot be told from it alone.

    ``unless`` names a column that only rows without a value there are looked up by.
    """

    table: str
    unless: str | None = None

    def back(self, rows: Mapping[str, Row], store: Store) -> dict[str, Row]:
        """Where one step backwards leads."""
        if self.unless is not None and all(getattr(row, self.unless) is not None for row in rows.values()):
            return {}
        return dict(store.table(self.table) or {})


Step: TypeAlias = Referring | Parent | Matching | All


def _rows(store: Store, table: str, ids: Iterable[str | None]) -> dict[str, Row]:
    known = store.table(table) or {}
    return {id_: known[id_] for id_ in ids if id_ is not None and id_ in known}


@dataclass(frozen=True, slots=True)
class Path:
    """How the rules of a unit reach rows of ``table``: the way back, and the columns they read there."""

    unit: str
    table: str
    steps: tuple[Step, ...]
    columns: frozenset[str]

    def subjects(self, row: Row, store: Store) -> Iterable[str]:
        """Ids of the subjects that read the row by this path, as the store is now."""
        rows = {row.id: row}
        for step in self.steps:
            rows = step.back(rows, store)
        return rows


class Paths:
    """Every path by which the rules of some units read rows. Computed once for a rulebook.

    ``units`` has the values that the rules of each unit read, by its key and the table it judges.
    """

    def __init__(self, units: Iterable[tuple[str, str, Iterable[t.Value]]]) -> None:
        self._by_table: dict[str, list[Path]] = {}
        for key, subject, values in units:
            walk = _Walk(subject)
            for value in values:
                walk.value(value, {})
            for (table, steps), columns in walk.found.items():
                path = Path(key, table, steps, frozenset(columns))
                self._by_table.setdefault(table, []).append(path)

    def reading(self, table: str, columns: frozenset[str] | None = None) -> Iterator[Path]:
        """The paths that read rows of a table; with ``columns``, those that read one of them."""
        for path in self._by_table.get(table, ()):
            if columns is None or not columns.isdisjoint(path.columns):
                yield path

    def readers(self, table: str) -> frozenset[str]:
        """The keys of the units that read a table."""
        return frozenset(path.unit for path in self._by_table.get(table, ()))


#: What each variable around a place goes through.
Around: TypeAlias = Mapping[t.Variable, t.Source]


class _Walk:
    """Goes through the conditions about one table and notes what they read, and how to get back."""

    def __init__(self, subject: str) -> None:
        self._subject = subject
        self.found: dict[tuple[str, tuple[Step, ...]], set[str]] = {}
        self._reads(t.Subject(subject), None, {})

    def value(self, node: t.Value, around: Around) -> None:
        """One value with everything inside it."""
        match node:
            case t.Field(row=row, column=column):
                self._reads(row, column, around)
            case t.Exists() | t.ForAll() | t.Count() | t.CountDistinct() | t.Extreme():
                self._quantified(node, around)
            case _:
                for part in t.parts(node):
                    self.value(part, around)

    def _quantified(self, node: t.Quantified, around: Around) -> None:
        source = node.source
        if isinstance(source, t.Children):
            self._reads(source.row, None, around)
        elif source.key is not None:
            self.value(source.key, around)
        inside = {**around, node.variable: source}
        self._reads(node.variable, source.column, inside)
        for part in t.asked_of_each(node):
            self.value(part, inside)

    def _reads(self, row: t.Row, column: str | None, around: Around) -> None:
        columns = self.found.setdefault((row.table, self._back(row, around)), set())
        if column is not None:
            columns.add(column)
        if isinstance(row, t.Referred):
            self._reads(row.row, f"{row.reference}_id", around)

    def _back(self, row: t.Row, around: Around) -> tuple[Step, ...]:
        match row:
            case t.Subject():
                return ()
            case t.Referred(row=inner, reference=reference):
                return (Referring(inner.table, f"{reference}_id"), *self._back(inner, around))
            case t.Variable():
                return self._back_from(around[row], around)

    def _back_from(self, source: t.Source, around: Around) -> tuple[Step, ...]:
        match source:
            case t.Children(row=row, column=column):
                return (Parent(row.table, column), *self._back(row, around))
            case t.Lookup(key=None, column=column):
                return (All(self._subject, unless=column),)
            case t.Lookup(key=key, column=column, nulls=nulls):
                while isinstance(key, t.Named):
                    key = key.value
                if isinstance(key, t.Field):
                    back = self._back(key.row, around)
                    return (Matching(key.row.table, key.column, column, nulls), *back)
                return (All(self._subject),)
