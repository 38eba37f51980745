"""Which columns of which rows conditions read: what a finding shows as its evidence, whatever the engine.

A collection is met once, however many quantifiers look at it, and a column belongs to the row that it is
read of, wherever it is read: what a quantifier's body reads of the row around it belongs there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, NamedTuple, TypeAlias, TypeVar

from sdcompliance.conditions import tree as t

_Value = TypeVar("_Value", bound=t.Value)
_ID = t.Today().type  # of no importance: only the column's place is


@dataclass(frozen=True, slots=True)
class Read:
    """What is read of a row: columns, rows that references lead to, and collections of further rows."""

    columns: tuple[t.Field | t.DayOf, ...]
    references: tuple[t.Referred, ...]
    collections: tuple[Collection, ...]


@dataclass(frozen=True, slots=True)
class Collection:
    """The rows that one or several quantifiers look at, as their count, and what is read of each."""

    rows: t.Count
    read: Read


def read_by(trees: Iterable[t.Value]) -> Read:
    """What conditions about a row read of it, under whatever short cuts."""
    walk = _Walk()
    for tree in trees:
        walk.collect(tree, {})
    return walk.subject.read


@dataclass
class _Place:
    """Where a row is met: the row judged, or within so many collections a member."""

    depth: int = 0
    columns: dict[t.Field | t.DayOf, None] = field(default_factory=dict)
    references: dict[t.Referred, None] = field(default_factory=dict)
    collections: dict[t.Source, _Members] = field(default_factory=dict)

    @property
    def read(self) -> Read:
        """What was found."""
        inside = tuple(
            Collection(t.Count(members.variable, source, None), members.place.read)
            for source, members in self.collections.items()
        )
        return Read(tuple(self.columns), tuple(self.references), inside)


class _Members(NamedTuple):
    """The members of a collection: the one name for each of them, and where they are met."""

    variable: t.Variable
    place: _Place


#: What the variables of quantifiers stand for.
_Known: TypeAlias = Mapping[t.Variable, _Members]


@dataclass
class _Walk:
    """Goes through conditions about one row; ``known`` are the variables around what is looked at."""

    subject: _Place = field(default_factory=_Place)
    met: int = 0

    def collect(self, node: t.Value, known: _Known) -> None:
        """Notes what a value reads, seen from the members that variables stand for."""
        match node:
            case t.Field(row=row) | t.DayOf(moment=t.Field(row=row)):
                home = self._home(row, known)
                home.columns[_with_renamed_rows(node, known)] = None
                self._note_references(row, home, known)
            case t.Exists() | t.ForAll() | t.Count() | t.CountDistinct() | t.Extreme():
                self._look_at(node, known)
            case _:
                for part in t.parts(node):
                    self.collect(part, known)

    def _note_references(self, row: t.Row, home: _Place, known: _Known) -> None:
        reached = _renamed(row, known)
        while isinstance(reached, t.Referred):
            home.references[reached] = None
            reached = reached.row

    def _look_at(self, node: t.Quantified, known: _Known) -> None:
        inside = t.asked_of_each(node)
        for source, home in self._sources(node.source, known):
            members = self._members(source, home)
            for part in inside:
                self.collect(part, {**known, node.variable: members})
            if not inside:
                members.place.columns[t.Field(members.variable, "id", _ID)] = None

    def _sources(self, source: t.Source, known: _Known) -> Iterator[tuple[t.Source, _Place]]:
        """The collections that a quantifier looks at, each with the place where it is met.

        Rows that a look-up takes along because their key is not recorded are a collection of their own:
        every look-up by that column has them.
        """
        if isinstance(source, t.Children):
            home = self._home(source.row, known)
            self._note_references(source.row, home, known)
            yield t.Children(_renamed(source.row, known), source.table, source.column), home
            return
        if (key := source.key) is not None:
            self.collect(key, known)
            found = t.Lookup(source.table, source.column, _with_renamed_rows(key, known), nulls=False)
            yield found, self._innermost(key, known)
        if key is None or source.nulls:
            yield t.Lookup(source.table, source.column, None, nulls=True), self.subject

    def _members(self, source: t.Source, home: _Place) -> _Members:
        """A collection's members, whether or not something has looked at them yet."""
        if source not in home.collections:
            self.met += 1
            variable = t.Variable(f"row{self.met}", source.table)
            home.collections[source] = _Members(variable, _Place(home.depth + 1))
        return home.collections[source]

    def _home(self, row: t.Row, known: _Known) -> _Place:
        start = t.start_of(row)
        return known[start].place if isinstance(start, t.Variable) else self.subject

    def _innermost(self, key: t.Value, known: _Known) -> _Place:
        """The place from which everything that a key reads can be seen."""
        read = [self._home(row, known) for part in t.walk(key) for row in t.rows_of(part)]
        return max(read, key=lambda place: place.depth, default=self.subject)


# Quantifiers that look at the same rows call them by different names; in what is read they have one.


def _renamed(row: t.Row, known: _Known) -> t.Row:
    match row:
        case t.Subject():
            return row
        case t.Variable():
            return known[row].variable if row in known else row  # a variable of the value's own
        case t.Referred(row=start):
            return replace(row, row=_renamed(start, known))


def _with_renamed_rows(value: _Value, known: _Known) -> _Value:
    def again(content: Any) -> Any:
        if isinstance(content, t.Subject | t.Variable | t.Referred):
            return _renamed(content, known)
        if isinstance(content, tuple):
            return tuple(again(one) for one in content)
        return _with_renamed_rows(content, known) if isinstance(content, t.Value) else content

    return replace(value, **{one.name: again(getattr(value, one.name)) for one in fields(value)})
