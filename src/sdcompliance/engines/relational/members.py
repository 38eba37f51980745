"""What is counted among the rows of a collection, by what they belong to: one common table expression."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from sdcompliance.engines.relational.frame import Frame
from sdcompliance.engines.relational.statement import indented

#: Conditions that a row must pass, all of them.
Tests: TypeAlias = tuple[str, ...]
#: Of so many tests it pays to ask which rows pass any of them.
_FEW = 3


@dataclass
class Members:
    """A common table expression that counts a collection's rows, by what they belong to.

    ``keys`` are the columns of ``inner`` that tell the owners apart.
    """

    name: str
    inner: Frame
    keys: tuple[str, ...]
    seen: dict[str, str] = field(default_factory=dict)  # of each row: expression → column
    columns: dict[str, str] = field(default_factory=dict)  # of each owner: aggregate → column
    tests: set[Tests] = field(default_factory=set)  # which rows the aggregates count

    def of_each(self, sql: str) -> str:
        """The column that holds an expression for each row."""
        return self.seen.setdefault(sql, f"f{len(self.seen) + 1}")

    def column(self, aggregate: str, tests: Tests) -> str:
        """The column that holds an aggregate of columns ``of_each``, which counts rows that pass tests."""
        self.tests.add(tests)
        return self.columns.setdefault(aggregate, f"c{len(self.columns) + 1}")

    @property
    def text(self) -> str:
        """The expression's query."""
        keys = [f"{key} AS k{number}" for number, key in enumerate(self.keys, start=1)]
        rows = [*keys, *(f"{sql} AS {name}" for sql, name in self.seen.items())]
        names = ", ".join(f"k{number}" for number in range(1, len(keys) + 1))
        counts = [names, *(f"{aggregate} AS {name}" for aggregate, name in self.columns.items())]
        between = ",\n       "
        inside = indented(f"SELECT {between.join(rows)}\n{self.inner.clause_where(*self._of_account())}")
        return f"SELECT {between.join(counts)}\nFROM (\n{inside}\n) AS seen\nGROUP BY {names}"

    def _of_account(self) -> Iterable[str]:
        """Tests for the rows that are of account: where little is asked, most rows need not be grouped."""
        if () in self.tests or len(self.tests) > _FEW:
            return ()
        if len(self.tests) == 1:
            return next(iter(self.tests))
        return ("(" + " OR ".join(" AND ".join(tests) for tests in sorted(self.tests)) + ")",)


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted among a row's members, joined to the row."""

    members: Members
    alias: str

    @property
    def inner(self) -> Frame:
        """The frame in which the members are seen."""
        return self.members.inner

    def column(self, aggregate: str, *of_each: str, tests: Tests = ()) -> str:
        """An aggregate over the members of the row at hand; NULL where it has none.

        ``{0}``, ``{1}`` … in it stand for expressions of each member. The aggregate is the same, or NULL,
        without the members that fail one of the tests.
        """
        names = [self.members.of_each(sql) for sql in of_each]
        return f"{self.alias}.{self.members.column(aggregate.format(*names), tests)}"

    def greatest(self, condition: str, tests: Tests) -> str:
        """2 where a condition is true of some member, 1 where it may be; otherwise 0, or NULL.

        Members of which it may be true pass the tests.
        """
        rank = "max(CASE WHEN {0} THEN 2 WHEN {0} IS NULL THEN 1 ELSE 0 END)"
        return self.column(rank, condition, tests=tests)
