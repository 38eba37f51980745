"""Quantifiers → typed tree: which rows they look at, what keeps a row out, what is asked of the others."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from sdcompliance.conditions import tree as t
from sdcompliance.conditions.names import Names, reserved_names
from sdcompliance.conditions.readable import FINDINGS, READABLE
from sdcompliance.conditions.reading import rules_named
from sdcompliance.conditions.scope import MOST_ROWS, Scope
from sdcompliance.conditions.types import ORDERED
from sdcompliance.errors import did_you_mean

if TYPE_CHECKING:
    from sdcompliance.conditions.binding import Binder


class Quantifiers:
    """Binds the quantifiers of one text; what stands inside them is the binder's."""

    def __init__(self, names: Names, binder: Binder) -> None:
        self._names = names
        self._fail = names.fail
        self._binder = binder

    def bind(self, name: str, node: ast.Call, scope: Scope) -> t.Value:
        """The quantifier of that name. Raises ConditionError."""
        generator = node.args[0] if len(node.args) == 1 else None
        if not isinstance(generator, ast.GeneratorExp):
            self._fail(f"{name} is written {name}(… for x in rows if …)", node)
        if len(generator.generators) != 1 or generator.generators[0].is_async:
            self._fail("one `for` at a time; nest the quantifiers instead", node)
        loop = generator.generators[0]
        if not isinstance(loop.target, ast.Name):
            self._fail("`for` is followed by one name", loop.target)
        variable, source, tests = self._rows(loop, loop.target, scope)
        inside = scope.with_variable(loop.target.id, variable)
        given = [self._binder.truth(test, inside) for test in tests]
        test = None if not given else given[0] if len(given) == 1 else t.AllOf(tuple(given))
        if source.table == FINDINGS and not rules_named(variable, test):
            self._fail(
                "findings are read of named rules: "
                f"for {loop.target.id} in findings if {loop.target.id}.rule in ('RPT001', 'RPT002')",
                loop.iter,
            )
        if name == "count":
            self._check_counted(generator.elt, loop.target.id)
            return t.Count(variable, source, test)
        if name in ("any", "all"):
            body = self._binder.truth(generator.elt, inside)
            return (t.Exists if name == "any" else t.ForAll)(variable, source, test, body)
        item = self._binder.value(generator.elt, inside)
        return self._aggregate(name, generator.elt, t.CountDistinct(variable, source, test, item))

    def _check_counted(self, item: ast.expr, name: str) -> None:
        if not (isinstance(item, ast.Name) and item.id == name):
            self._fail(f"count counts rows: count({name} for {name} in …)", item)

    def _aggregate(self, name: str, place: ast.expr, over: t.CountDistinct) -> t.Value:
        if name == "count_distinct":
            if t.bounded(over.item):
                self._fail("count_distinct takes values that are known exactly", place)
            return over
        if over.item.type.kind not in ORDERED:
            self._fail(f"a {over.item.type} has no {name}", place)
        return t.Extreme(name, over.variable, over.source, over.filter, over.item)

    def _rows(
        self, loop: ast.comprehension, target: ast.Name, scope: Scope
    ) -> tuple[t.Variable, t.Source, list[ast.expr]]:
        table = None if scope.subject is None else scope.subject.table
        if target.id in {*scope.taken(), *reserved_names(table)}:
            self._fail(f"the name {target.id!r} is taken here; choose another for the row", target)
        if len(scope.variables_around()) >= MOST_ROWS:
            self._fail(f"more than {MOST_ROWS} quantifiers inside each other", target)
        children = self._children(loop.iter, scope)
        if children is not None:
            return scope.fresh_variable(target.id, children.table), children, loop.ifs
        return self._lookup(loop, target, scope)

    def _children(self, node: ast.expr, scope: Scope) -> t.Children | None:
        if isinstance(node, ast.Attribute):
            row = self._names.resolve(node.value, scope)
            if not isinstance(row, t.Row):
                self._fail(f"{ast.unparse(node.value)} has no rows", node)
            return self._children_of(row, node.attr, node)
        if isinstance(node, ast.Name) and scope.subject is not None:
            if node.id in READABLE[scope.subject.table].children:
                return self._children_of(scope.subject, node.id, node)
            if node.id not in READABLE:
                known = [*READABLE[scope.subject.table].children, *READABLE]
                self._fail(f"no rows {node.id!r}{did_you_mean(node.id, known)}", node)
        return None

    def _children_of(self, row: t.Row, name: str, node: ast.expr) -> t.Children:
        column = READABLE[row.table].children.get(name)
        if column is None:
            known = READABLE[row.table].children
            self._fail(f"{row.table} has no rows {name!r}{did_you_mean(name, known)}", node)
        return t.Children(row, name, column.name)

    def _lookup(
        self, loop: ast.comprehension, target: ast.Name, scope: Scope
    ) -> tuple[t.Variable, t.Source, list[ast.expr]]:
        if not isinstance(loop.iter, ast.Name) or loop.iter.id not in READABLE:
            written = ast.unparse(loop.iter)
            self._fail(f"no rows {written!r}{did_you_mean(written, READABLE)}", loop.iter)
        variable = scope.fresh_variable(target.id, loop.iter.id)
        tests = list(_conjuncts(loop.ifs))
        for test in tests:
            found = self._key_equality(test, target.id, variable, scope)
            if found is not None:
                return variable, self._without_nulls(found, tests, target.id, variable, scope), tests
        self._fail(
            f"a whole table is looked up by an equality: for {target.id} in {loop.iter.id} "
            f"if {target.id}.column == …",
            loop.iter,
        )

    def _key_equality(self, test: ast.expr, name: str, variable: t.Variable, scope: Scope) -> t.Lookup | None:
        if not (isinstance(test, ast.Compare) and len(test.ops) == 1):
            return None
        if isinstance(test.ops[0], ast.Is) and _mentions(test.left, name):
            null = self._binder.is_null(test.left, test.comparators[0], scope.with_variable(name, variable))
            own_column = null.field.row == variable and not t.bounded(null.field)
            return t.Lookup(variable.table, null.field.column, None, nulls=True) if own_column else None
        if not isinstance(test.ops[0], ast.Eq):
            return None
        for own, other in ((test.left, test.comparators[0]), (test.comparators[0], test.left)):
            if _mentions(other, name) or not _mentions(own, name):
                continue
            inside = scope.with_variable(name, variable)
            column = self._binder.value(own, inside)
            if isinstance(column, t.Field) and column.row == variable and not t.bounded(column):
                key = self._binder.value(other, scope)
                self._binder.check_comparable(column, "==", key, other)
                if not t.bounded(key):
                    return t.Lookup(variable.table, column.column, key, nulls=True)
        return None

    def _without_nulls(
        self, found: t.Lookup, tests: list[ast.expr], name: str, variable: t.Variable, scope: Scope
    ) -> t.Lookup:
        """The look-up, leaving out rows whose key is not recorded where the filter refuses them anyway."""
        inside = scope.with_variable(name, variable)
        for test in tests:
            if isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.IsNot):
                null = self._binder.is_null(test.left, test.comparators[0], inside)
                if null.field.row == variable and null.field.column == found.column:
                    return replace(found, nulls=False)
        return found


def _conjuncts(tests: Iterable[ast.expr]) -> Iterable[ast.expr]:
    for test in tests:
        if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
            yield from _conjuncts(test.values)
        else:
            yield test


def _mentions(node: ast.expr, name: str) -> bool:
    return any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(node))
