"""Names and paths of a condition → the values and rows they stand for; what stands for nothing is refused."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from typing import NoReturn

from sdcompliance.conditions import tree as t
from sdcompliance.conditions.errors import ConditionError
from sdcompliance.conditions.functions import FUNCTION_NAMES, QUANTIFIERS
from sdcompliance.conditions.readable import READABLE
from sdcompliance.conditions.scope import Scope
from sdcompliance.conditions.types import MOMENT, type_of_column
from sdcompliance.errors import did_you_mean
from sdcompliance.records import TABLES


class Names:
    """The names of one text. What it refuses, and what those who ask it refuse, is raised with the text."""

    def __init__(self, text: str) -> None:
        self._text = text

    def fail(self, message: str, node: ast.expr | None = None) -> NoReturn:
        """Raises ConditionError, at the place of the node where it stands in the first line."""
        # The text was wrapped in one bracket before it was parsed, which makes up for counting from 0.
        column = None
        if node is not None and node.lineno == 1:
            before = len(f"({self._text}".encode()[: node.col_offset].decode())  # Python counts bytes
            column = max(before, 1)  # a tuple begins at the bracket that was put around
        raise ConditionError(message, text=self._text, column=column)

    def resolve(self, node: ast.expr, scope: Scope) -> t.Value | t.Row:
        """A name or a path: a value, or a row."""
        if isinstance(node, ast.Name):
            return self._resolve_name(node, scope)
        if not isinstance(node, ast.Attribute):
            self.fail("a path starts with a name", node)
        row = self.resolve(node.value, scope)
        if not isinstance(row, t.Row):
            self.fail(f"{ast.unparse(node.value)} is a {row.type} and has no columns", node)
        found = _member(row, node.attr)
        if found is None:
            self._fail_member(node.attr, row.table, node)
        return found

    def _resolve_name(self, node: ast.Name, scope: Scope) -> t.Value | t.Row:
        name = node.id
        if (variable := scope.variable(name)) is not None:
            return variable
        if name in scope.names:
            return scope.names[name]
        if name == "today":
            return t.Today()
        if scope.subject is not None:
            if name == singular(scope.subject.table):
                return scope.subject
            if (found := _member(scope.subject, name)) is not None:
                return found
        self._fail_name(name, scope, node)

    def _fail_member(self, name: str, table: str, node: ast.expr) -> NoReturn:
        if name in READABLE[table].children:
            self.fail(f"{name} are rows; look at them with any(… for x in …{name})", node)
        hint = did_you_mean(name, member_names(table))
        self.fail(f"{table} has no column or reference {name!r}{hint}", node)

    def _fail_name(self, name: str, scope: Scope, node: ast.expr) -> NoReturn:
        known = [*scope.taken(), "today"]
        where = "here"
        if scope.subject is not None:
            table = scope.subject.table
            where = f"in {table}"
            known += [singular(table), *member_names(table)]
            if name in READABLE[table].children or name in READABLE:
                self.fail(f"{name} are rows; look at them with any(… for x in {name})", node)
        if name in FUNCTION_NAMES or name in scope.terms or name in QUANTIFIERS:
            self.fail(f"{name} is a function; call it: {name}(…)", node)
        if name in ("due", "until"):
            self.fail(f"the rule declares no `{name}`", node)
        self.fail(f"no name {name!r} {where}{did_you_mean(name, known)}", node)


def reserved_names(table: str | None) -> frozenset[str]:
    """The names that mean something of their own in a condition on a row of the table.

    No parameter, term's argument or quantifier's row may have one of them.
    """
    own = () if table is None else (singular(table), *member_names(table))
    return frozenset(("today", "due", "until", *READABLE, *own))


def singular(table: str) -> str:
    """The name the subject goes by: its class in lower case (``session``, ``site_term``, ``person``)."""
    return _SINGULAR[table]


_SINGULAR = {
    table.name: re.sub(r"(?<!^)(?=[A-Z])", "_", table.row_type.__name__).lower() for table in TABLES.values()
}


def _member(row: t.Row, name: str) -> t.Value | t.Row | None:
    """The column, the clock time's day or the referred row of that name."""
    table = READABLE[row.table]
    if (column := table.columns.get(name)) is not None:
        return t.Field(row, name, type_of_column(table.name, column))
    if (reference := table.references.get(name)) is not None and reference.refers_to is not None:
        return t.Referred(row, name, reference.refers_to)
    if name.endswith("_on"):
        moment = table.columns.get(f"{name[:-3]}_at")
        if moment is not None:
            return t.DayOf(t.Field(row, moment.name, MOMENT))
    return None


def member_names(table: str) -> Iterable[str]:
    """The names with which a path may go on from a row: columns, references, the days of clock times."""
    found = READABLE[table]
    yield from found.columns
    yield from found.references
    yield from (f"{name[:-3]}_on" for name in found.columns if name.endswith("_at"))
