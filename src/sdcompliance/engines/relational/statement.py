"""One SQL statement under construction: the tables it may read and its common table expressions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from sdcompliance.conditions import FINDINGS
from sdcompliance.engines.relational.dialect import Dialect

if TYPE_CHECKING:
    from sdcompliance.engines.relational.members import Members

#: The as-of date in a statement that is kept prepared; put in place when it runs.
AS_OF = "DATE '0001-01-02'"
#: The findings of all rules that others read; a statement's own ``findings`` are those its rule reads.
ALL_FINDINGS = "sdc_findings"
#: Mark before each doubt in a text of doubts: no row id has it.
MARK = "chr(30)"


@dataclass(frozen=True, slots=True)
class Partition:
    """Columns that every table has where it holds several sets of records, each judged on a day of its own.

    ``key`` tells the sets apart, ``as_of`` is the day.
    """

    key: str
    as_of: str

    @property
    def columns(self) -> tuple[str, str]:
        """Both, in order."""
        return self.key, self.as_of


@dataclass(frozen=True, slots=True)
class Shape:
    """What a statement depends on besides the rules: so statements of one shape are made only once.

    ``tables`` are the tables that the source has, ``faulted`` the columns in which some value could
    not be read. ``partition`` is there where the tables hold several sets of records.
    ``reads`` are the rules whose findings a consequence reads, ``unread`` the absent tables for want of
    which it cannot.
    """

    tables: frozenset[str]
    faulted: frozenset[tuple[str, str]] = frozenset()
    partition: Partition | None = None
    reads: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Slice:
    """One of several parts of a table, told by a hash of the id and so of about the same size."""

    number: int  # from 0
    of: int


@dataclass
class Statement:
    """Collects common table expressions. ``subjects`` is the relation that holds the rows to be judged."""

    dialect: Dialect
    shape: Shape
    subjects: str
    masks: bool = False  # personal data are masked where values are shown
    slice: Slice | None = None  # of the subjects, and so of what belongs to them
    parts: dict[str, str] = field(default_factory=dict)  # tables to be made before, of rows in the slice
    selective: bool = False  # only chosen subjects are looked at, so nothing is counted for all
    members: dict[str, Members] = field(default_factory=dict)
    collections: dict[object, Members] = field(default_factory=dict)  # counted whatever they belong to
    _names: set[str] = field(default_factory=set)

    @property
    def carried(self) -> tuple[str, ...]:
        """The columns that tell sets of records apart: carried from step to step."""
        return () if self.shape.partition is None else self.shape.partition.columns

    def today(self, alias: str = "") -> str:
        """The as-of date, seen from a relation or from its own columns."""
        if self.shape.partition is None:
            return AS_OF
        return f"{alias}.{self.shape.partition.as_of}" if alias else self.shape.partition.as_of

    def part(self, table: str, column: str) -> str:
        """The rows of a table whose ``column`` has the id of a subject that is looked at.

        A table of their own, not a condition: so the database knows how many they are. Findings are few.
        """
        if self.slice is None or table == FINDINGS:
            return table
        name = f"part_of_{table}_by_{column}"
        within = self.dialect.in_slice(column, self.slice.number, self.slice.of)
        self.parts[name] = f"SELECT * FROM {table} WHERE {within}"
        return name

    def has(self, table: str) -> bool:
        """Whether the table can be read."""
        return table in self.shape.tables

    def wanting(self, table: str) -> tuple[str, ...]:
        """The tables that the source would have to have for a table to be read that it cannot."""
        return self.shape.unread if table == FINDINGS else (table,)

    def name(self, wanted: str) -> str:
        """A name not yet taken in this statement."""
        name, number = wanted, 1
        while name in self._names:
            number += 1
            name = f"{wanted}_{number}"
        self._names.add(name)
        return name

    def collected(self) -> dict[str, str]:
        """The common table expressions of the collections, each behind those that it reads."""
        found: dict[str, str] = {}
        if self.has(FINDINGS):
            rules = ", ".join(self.dialect.quoted(rule) for rule in self.shape.reads)
            found[FINDINGS] = f"SELECT * FROM {ALL_FINDINGS} WHERE rule IN ({rules})"

        def visit(members: Members) -> None:
            for relation in sorted(members.inner.relations & self.members.keys()):
                visit(self.members[relation])
            found.setdefault(members.name, members.text)

        for members in self.members.values():
            visit(members)
        return found


def rendered(ctes: Mapping[str, str], select: str, how: Mapping[str, str] = MappingProxyType({})) -> str:
    """A whole statement. ``how`` says of a common table expression how it is to be computed."""
    if not ctes:
        return select
    bodies = [f"{name} {how.get(name, 'AS')} (\n{indented(text)}\n)" for name, text in ctes.items()]
    return "WITH " + ",\n".join(bodies) + f"\n{select}"


def indented(text: str) -> str:
    """A query as it stands inside another."""
    return "\n".join(f"  {line}" for line in text.splitlines())
