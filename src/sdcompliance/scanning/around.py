"""What one rule reads of one row, taken out of a source of any size: the row and what it leads to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sdcompliance.conditions import tree as t
from sdcompliance.engines.relational import Database
from sdcompliance.engines.relational.dialect import Dialect
from sdcompliance.errors import UnknownNameError, did_you_mean
from sdcompliance.records import TABLES, ColumnKind, Records
from sdcompliance.rulebook import Rule
from sdcompliance.scanning.databases import database_of
from sdcompliance.sources import Source

_NEAR = 1_000  # ids among which the nearest to one that is not there is sought


@dataclass(frozen=True, slots=True)
class Around:
    """The records, and the tables among theirs in which something could not be read."""

    records: Records
    unreadable: tuple[str, ...]


def records_around(source: Source, rule: Rule, subject_id: str) -> Around:
    """The rows that the rule may read to judge one row; a table that it does not read is unknown.

    A rule that reads the findings of others gets everything. Raises UnknownNameError where the source has no
    such row.
    """
    database = database_of(source)
    _check_there(database, source.tables, rule.subject, subject_id)
    reach = _Reach(database.dialect, source.tables, subject_id)
    for tree in _trees(rule):
        reach.value(tree, {})
    wanted = dict.fromkeys(source.tables, "TRUE") if rule.reads else reach.wanted(rule.subject)
    tables = {table: list(_rows(database, table, condition)) for table, condition in wanted.items()}
    unreadable = {table for table, _ in source.faulted} & tables.keys()
    return Around(Records.parse(tables), tuple(sorted(unreadable)))


def _check_there(database: Database, tables: frozenset[str], table: str, id_: str) -> None:
    if table not in tables:
        raise UnknownNameError(f"the rule judges {table}, and the source has no such table")
    if not list(database.rows(f"SELECT 1 FROM {table} WHERE id = {database.dialect.quoted(id_)}")):
        known = [str(one) for (one,) in database.rows(f"SELECT id FROM {table} ORDER BY id LIMIT {_NEAR}")]
        raise UnknownNameError(f"no {table} {id_!r}{did_you_mean(id_, known)}")


def _trees(rule: Rule) -> Iterator[t.Value]:
    for variant in rule.variants:
        yield from variant.conditions
        if variant.arises is not None:
            yield variant.arises
    yield from (part for part in (*rule.message.zh, *rule.message.en) if not isinstance(part, str))


class _Reach:
    """Goes through conditions and notes which rows they may look at, each set of rows as a query for ids."""

    def __init__(self, dialect: Dialect, tables: frozenset[str], subject_id: str) -> None:
        self._tables = tables
        self._subject_id = dialect.quoted(subject_id)
        self._found: dict[str, dict[str, None]] = {}

    def wanted(self, subject: str) -> dict[str, str]:
        """Table → the condition on the rows to be taken out of it."""
        self._rows(t.Subject(subject), {})
        return {
            table: " OR ".join(f"({condition})" for condition in conditions)
            for table, conditions in self._found.items()
        }

    def value(self, node: t.Value, around: Mapping[t.Variable, str]) -> None:
        """One value with everything inside it; ``around`` has the rows of the quantifiers outside."""
        match node:
            case t.Field(row=row):
                self._rows(row, around)
            case t.Exists() | t.ForAll() | t.Count() | t.CountDistinct() | t.Extreme():
                inside = {**around, node.variable: self._members(node.source, around)}
                for part in t.asked_of_each(node):
                    self.value(part, inside)
            case _:
                for part in t.parts(node):
                    self.value(part, around)

    def _rows(self, row: t.Row, around: Mapping[t.Variable, str]) -> str:
        """A query for the ids of the rows that stand in a place of the conditions."""
        match row:
            case t.Subject(table=table):
                return self._noted(table, f"id = {self._subject_id}")
            case t.Variable():
                return around[row]
            case t.Referred(row=inner, reference=reference, table=table):
                holders = self._rows(inner, around)
                named = self._select(inner.table, f"{reference}_id", f"id IN ({holders})")
                return self._noted(table, f"id IN ({named})")

    def _members(self, source: t.Source, around: Mapping[t.Variable, str]) -> str:
        if isinstance(source, t.Children):
            parents = self._rows(source.row, around)
            return self._noted(source.table, f"{source.column} IN ({parents})")
        if source.key is None:
            return self._noted(source.table, f"{source.column} IS NULL")
        self.value(source.key, around)
        key = source.key
        while isinstance(key, t.Named):
            key = key.value
        if not isinstance(key, t.Field):
            return self._noted(source.table, "TRUE")
        holders = self._rows(key.row, around)
        among = f"{source.column} IN ({self._select(key.row.table, key.column, f'id IN ({holders})')})"
        return self._noted(source.table, f"{among} OR {source.column} IS NULL" if source.nulls else among)

    def _noted(self, table: str, condition: str) -> str:
        if table in self._tables:
            self._found.setdefault(table, {})[condition] = None
        return self._select(table, "id", condition)

    def _select(self, table: str, column: str, condition: str) -> str:
        if table not in self._tables:
            return "SELECT NULL"  # what an absent table leads to is not there either
        return f"SELECT {column} FROM {table} WHERE {condition}"


def _rows(database: Database, table: str, condition: str) -> Iterator[dict[str, Any]]:
    """The rows as ``Records.parse`` takes them."""
    columns = TABLES[table].columns.values()
    moments = [column.name for column in columns if column.kind is ColumnKind.MOMENT]
    names = [*(column.name for column in columns), *(f"{name}_is_day" for name in moments)]
    sql = f"SELECT {', '.join(f'rows_of.{name}' for name in names)} FROM {table} AS rows_of WHERE {condition}"
    for cells in database.rows(sql):
        row = dict(zip(names, cells, strict=True))
        for name in moments:
            if row.pop(f"{name}_is_day"):
                row[name] = row[name].date()
        yield row
