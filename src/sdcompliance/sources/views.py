"""Canonical relations as temporary views where the data is: what PostgreSQL and Spark have in common."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sdcompliance.records import TABLES, Column, Problem, Table
from sdcompliance.records.problems import unknown_table
from sdcompliance.sources.cells import sql_name
from sdcompliance.sources.columns import assign, no_column, no_table, select_staged
from sdcompliance.sources.conversion import Conversion, Reading, Staged
from sdcompliance.sources.dialects import Dialect
from sdcompliance.sources.errors import SourceConflictError
from sdcompliance.sources.finishing import finish
from sdcompliance.sources.mapping import ColumnMap, TableMap
from sdcompliance.sources.model import Input, Reject, RejectCode
from sdcompliance.sources.oddities import Oddity
from sdcompliance.sources.source import Source
from sdcompliance.sources.titles import table_of_word

_PREFIX = "sdcompliance_"


@dataclass(frozen=True, slots=True)
class HostTable:
    """A table of the host: how it is called, the SQL that names it, its columns with their types."""

    name: str
    relation: str
    types: Mapping[str, str]


class ViewSource(Source):
    """A source whose data stays where it is. Only values that SQL cannot read plainly leave it, each once and
    without its row, to be read by Python; and rejects.
    """

    _dialect: Dialect

    def _build(self, hosts: Sequence[HostTable], mapping: ColumnMap, place: str) -> None:
        """Make the views of all tables found. Raises SourceError."""
        chosen, problems = _chosen(hosts, mapping, place)
        self._reject_queries: list[str] = []
        self._relation_of: dict[str, str] = {}
        self._faulted: set[tuple[str, str]] = set()
        inputs = []
        for table, host, given in chosen:
            rows, told = self._read(table, host, given)
            problems += told
            inputs.append(Input(host.name, None, rows))
        for name in self._relation_of:
            self._faulted |= finish(name, self._relation_of, self._faulted, self._dialect, self)
        self.tables = frozenset(self._relation_of)
        self.faulted = frozenset(self._faulted)
        self.inputs = tuple(inputs)
        self.problems = tuple(problems)

    def rejects(self) -> Iterator[Reject]:
        """See Source."""
        found = [
            Reject(file, line, table, row, column, value, RejectCode(reason), expected)
            for query in self._reject_queries
            for file, line, table, row, column, value, reason, expected in self._rows(query)
        ]
        yield from sorted(
            found, key=lambda r: (r.table, r.row or "", r.column or "", r.reason, r.value or "")
        )

    @abstractmethod
    def _rows(self, query: str) -> Sequence[Sequence[Any]]:
        """The rows of a query."""

    @abstractmethod
    def _view(self, name: str, query: str) -> None:
        """Make a temporary view."""

    @abstractmethod
    def _keep(self, name: str, oddities: Sequence[Oddity]) -> None:
        """Make a temporary relation of the oddities, with the columns of ``oddity_columns``."""

    @abstractmethod
    def _cell(self, column: Column, cell: str, type_: str) -> str:
        """The SQL of the staged text of a cell of the host's type."""

    @abstractmethod
    def _digest(self, columns: Sequence[str]) -> str:
        """The SQL of a text that tells a row (``t``) without an id from the others."""

    def _read(self, table: Table, host: HostTable, given: TableMap | None) -> tuple[int, list[Problem]]:
        assignment = assign(table, host.types, given, host.name)
        if not assignment.title_of:
            raise no_column(host.name, table)
        cell_of = {
            title: self._cell(table.columns[name], f"t.{sql_name(title)}", host.types[title])
            for name, title in assignment.title_of.items()
        }
        cells = assignment.staged(cell_of, self._dialect.text_type)
        staged = Staged(table.name, host.name, f"{_PREFIX}staged_{table.name}", tuple(cells))
        self._view(
            staged.relation,
            select_staged(
                cells, "CAST(NULL AS BIGINT)", self._digest(tuple(host.types)), f"{host.relation} AS t"
            ),
        )
        conversion = Conversion(staged, self._dialect)
        probed, oddities = conversion.looked_through(self._rows)
        odd = f"{_PREFIX}odd_{table.name}"
        if oddities:
            self._keep(odd, oddities)
        reading = Reading.of(odd, oddities, probed)
        relation = f"{_PREFIX}read_{table.name}"
        self._view(relation, conversion.canonical(reading))
        self._relation_of[table.name] = relation
        self._reject_queries += conversion.rejects(reading)
        self._faulted |= {(table.name, name) for name in reading.faulted}
        return probed.rows, assignment.problems(probed.rows)

    def one(self, query: str) -> Sequence[Any]:
        """See finishing.Backend."""
        (row,) = self._rows(query)
        return row

    def reject(self, query: str) -> None:
        """See finishing.Backend; the query is run when the rejects are asked for."""
        self._reject_queries.append(query)

    def keep_twice(self, table: str, query: str) -> str:
        """See finishing.Backend."""
        name = f"{_PREFIX}twice_{table}"
        self._view(name, query)
        return name

    def make(self, table: str, query: str) -> None:
        """See finishing.Backend."""
        self._view(table, query)


def _chosen(
    hosts: Sequence[HostTable], mapping: ColumnMap, place: str
) -> tuple[list[tuple[Table, HostTable, TableMap | None]], list[Problem]]:
    """The host's tables that are ours, and those that are not known."""
    chosen: dict[str, tuple[Table, HostTable, TableMap | None]] = {}
    problems = []
    for host in hosts:
        given = mapping.of(host.name)
        ours = table_of_word(host.name) if given is None else TABLES.get(given.table or "")
        if ours is None:
            if given is None:
                problems.append(unknown_table(host.name))
            continue
        if ours.name in chosen:
            other = chosen[ours.name][1].name
            raise SourceConflictError(
                f"{other} and {host.name}: both hold the table {ours.name} ({ours.label}); "
                'leave one out in a mapping (table = "")'
            )
        chosen[ours.name] = (ours, host, given)
    if not chosen:
        raise no_table(place, problems, "write a mapping: sdcompliance map")
    return list(chosen.values()), problems
