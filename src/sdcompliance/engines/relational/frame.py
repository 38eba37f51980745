"""One FROM clause: the rows at hand, and what is joined to them to read what conditions reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from sdcompliance.conditions import READABLE
from sdcompliance.conditions import tree as t
from sdcompliance.engines.relational.paths import Path
from sdcompliance.engines.relational.spans import Span
from sdcompliance.engines.relational.statement import Statement

if TYPE_CHECKING:
    from sdcompliance.engines.relational.members import Members

SUBJECT = "this"
#: A condition, and the truth value by which it would settle what it stands beside.
Guard: TypeAlias = tuple[t.Value, str]


@dataclass
class Frame:
    """The rows that a SELECT looks at: the subject's, and one member's of each quantifier around.

    ``joins`` grows as expressions need rows that references lead to, days of the calendar, or what
    was counted among other rows. ``depth`` numbers the members.
    """

    statement: Statement
    joins: list[str]
    aliases: dict[str, str]  # of members: variable's name → alias
    paths: dict[str, Path]  # of members: alias → how the rule reached it
    depth: int = 0
    at_hand: int = 0  # how many of the joins make up the rows themselves
    known: dict[object, Span] = field(default_factory=dict)  # values already written, by node and guards
    collections: dict[object, Members] = field(default_factory=dict)  # counted in the sight of these rows
    where: list[str] = field(default_factory=list)  # which of the rows at hand matter
    guards: tuple[Guard, ...] = ()
    _joined: dict[tuple[str, str], str] = field(default_factory=dict)
    _joined_at_hand: int = 0

    @classmethod
    def of_subject(cls, statement: Statement, where: str = "TRUE") -> Frame:
        """The rows to be judged, or those of them that matter."""
        start = f"FROM {statement.subjects} AS {SUBJECT}"
        return cls(statement, [start], {}, {}, at_hand=1, where=[] if where == "TRUE" else [where])

    @classmethod
    def of_rows(cls, statement: Statement, table: str) -> Frame:
        """All rows of a table, to be grouped by a reference: members of whatever they belong to."""
        return cls(statement, [f"FROM {table} AS each1"], {}, {}, depth=1, at_hand=1)

    def inner(self) -> Frame:
        """The same rows at hand, with nothing else joined yet: where a quantifier's members are added."""
        inner = Frame(self.statement, self.joins[: self.at_hand], dict(self.aliases), dict(self.paths))
        inner.depth, inner.at_hand = self.depth, self.at_hand
        inner._joined = dict(list(self._joined.items())[: self._joined_at_hand])
        inner._joined_at_hand = self._joined_at_hand
        inner.where = list(self.where)
        return inner

    @contextmanager
    def guarded(self, tests: Iterable[t.Value], settled: str) -> Iterator[None]:
        """While what is written matters only where none of the tests is ``settled`` (TRUE or FALSE).

        Rows of collections are then looked at only for those rows at hand. At the subject itself nothing is
        guarded: there, collections are shared by many rules.
        """
        before = self.guards
        if self.depth:
            self.guards += tuple((test, settled) for test in tests if not t.has_quantifier(test))
        yield
        self.guards = before

    def add_members(self, relation: str, on: str) -> None:
        """Joins the members of a quantifier; what is joined so far belongs to the rows at hand."""
        self.depth += 1
        alias = f"each{self.depth}"
        self.joins.append(f"JOIN {relation} AS {alias} ON {on}")
        self.at_hand, self._joined_at_hand = len(self.joins), len(self._joined)

    @property
    def clause(self) -> str:
        """The FROM clause."""
        return self.clause_where()

    def clause_where(self, *tests: str) -> str:
        """The FROM clause for the rows that pass further tests."""
        where = list(dict.fromkeys([*self.where, *tests]))
        return "\n".join([*self.joins, *([f"WHERE {' AND '.join(where)}"] if where else [])])

    @property
    def origin(self) -> str:
        """The alias of the first of the rows at hand."""
        return self.joins[0].rpartition(" ")[2]

    @property
    def relations(self) -> frozenset[str]:
        """What is joined, by name."""
        return frozenset(relation for relation, _ in self._joined)

    @property
    def keys(self) -> tuple[str, ...]:
        """What tells the rows at hand apart: the ids of the subject and of the members."""
        members = [f"each{number}" for number in range(1, self.depth + 1)]
        return tuple(f"{alias}.id" for alias in dict.fromkeys((self.origin, *members)))

    def alias(self, row: t.Row) -> str | None:
        """The alias of a row, joined if need be; None where its table is absent."""
        match row:
            case t.Subject():
                return SUBJECT
            case t.Variable(name=name):
                return self.aliases[name]
            case t.Referred(row=inner, reference=reference, table=table):
                start = self.alias(inner)
                named = self.column(inner, f"{reference}_id")
                if start is None or named is None or not self.statement.has(table):
                    return None
                return self._referred(start, reference, table, named)

    def column(self, row: t.Row, column: str) -> str | None:
        """A column of a row as an expression; None where its table is absent.

        NULL for a reference of a row reached by an id that several rows have: which is meant, nobody can say.
        """
        alias = self.alias(row)
        if alias is None or (nameless := self.nameless(row, column)) is None:
            return None if alias is None else f"{alias}.{column}"
        return f"CASE WHEN NOT {nameless} THEN {alias}.{column} END"

    def nameless(self, row: t.Row, column: str) -> str | None:
        """A condition: ``column`` is a reference of a row reached by an id that is not its own alone.

        None where there is no such row.
        """
        of_referred = isinstance(row, t.Referred) and READABLE[row.table].columns[column].reference
        if not of_referred or (row.table, "id") not in self.statement.shape.faulted:
            return None
        dialect = self.statement.dialect
        return f"coalesce({dialect.contains(f'{self.alias(row)}.faults', dialect.quoted(',id,'))}, FALSE)"

    def _referred(self, start: str, reference: str, table: str, named: str) -> str:
        key = (start, reference)
        if (known := self._joined.get(key)) is not None:
            return known
        alias = f"{start}_{reference}"
        self.joins.append(f"LEFT JOIN {table} AS {alias} ON {alias}.id = {named}")
        self._joined[key] = alias
        return alias

    def joined(self, relation: str, prefix: str, on: str) -> str:
        """Another relation joined once for the same condition; ``{}`` in ``on`` stands for its alias."""
        key = (relation, on)
        if (known := self._joined.get(key)) is not None:
            return known
        same = sum(1 for other in self._joined.values() if other.rstrip("0123456789") == prefix)
        alias = f"{prefix}{same + 1}" if same or prefix in ("day", "nth") else prefix
        self.joins.append(f"LEFT JOIN {relation} AS {alias} ON {on.format(alias)}")
        self._joined[key] = alias
        return alias
