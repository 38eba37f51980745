"""Python's syntax tree → typed tree: every name is looked up, every type checked, terms put in place."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NoReturn

from sdcompliance.conditions import tree as t
from sdcompliance.conditions.errors import ConditionError
from sdcompliance.conditions.functions import (
    COALESCE,
    FUNCTION_NAMES,
    FUNCTIONS,
    QUANTIFIERS,
    Bound,
)
from sdcompliance.conditions.readable import FINDINGS, READABLE
from sdcompliance.conditions.reading import rules_named
from sdcompliance.conditions.scope import (
    DEEPEST_TREE,
    MOST_PARTS,
    MOST_ROWS,
    MOST_TERMS,
    Scope,
    Term,
)
from sdcompliance.conditions.syntax import parse_expression
from sdcompliance.conditions.types import (
    MOMENT,
    NUMBER,
    TEXT,
    TRUTH,
    ValueKind,
    ValueType,
    type_of_column,
)
from sdcompliance.errors import did_you_mean
from sdcompliance.records import TABLES

_COMPARISONS = {ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
_ARITHMETIC = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
_ORDERED = {ValueKind.NUMBER, ValueKind.DAY, ValueKind.MOMENT}


def bind(text: str, scope: Scope, expected: ValueType | None = TRUTH) -> t.Value:
    """The typed tree of a condition's text.

    ``expected`` is the type the place asks for (a truth for ``when`` and ``require``, a day for
    ``due``), None where any will do. Raises ConditionError with the place and the nearest valid name,
    also where the condition is larger or deeper than the limits of syntax.py and scope.py.
    """
    binder = _Binder(text, scope)
    try:
        value = binder.value(parse_expression(text), scope)
    except RecursionError:
        raise ConditionError("terms nest too deep here; call fewer terms inside terms", text=text) from None
    if not t.fits(value, MOST_PARTS, DEEPEST_TREE):
        message = f"with its terms in place, more than {MOST_PARTS} parts or deeper than {DEEPEST_TREE}"
        raise ConditionError(f"{message}; split the rule", text=text)
    if expected is not None and value.type.kind is not expected.kind:
        raise ConditionError(f"this is a {value.type}, and a {expected} is asked for here", text=text)
    return value


class _Binder:
    """Binds one text. Scopes are passed along, never changed."""

    def __init__(self, text: str, scope: Scope) -> None:
        self._text = text
        self._values: dict[type[ast.expr], Callable[..., t.Value]] = {
            ast.BoolOp: self._bool_op,
            ast.UnaryOp: self._unary,
            ast.BinOp: self._arithmetic,
            ast.Compare: self._comparison,
            ast.Call: self._call,
            ast.Constant: self._constant,
            ast.Name: self._name,
            ast.Attribute: self._attribute,
        }

    # ── errors ──────────────────────────────────────────────────────────────────────────

    def _fail(self, message: str, node: ast.expr | None = None) -> NoReturn:
        # The text was wrapped in one bracket before it was parsed, which makes up for counting from 0.
        column = None
        if node is not None and node.lineno == 1:
            before = len(f"({self._text}".encode()[: node.col_offset].decode())  # Python counts bytes
            column = max(before, 1)  # a tuple begins at the bracket that was put around
        raise ConditionError(message, text=self._text, column=column)

    # ── values ──────────────────────────────────────────────────────────────────────────

    def value(self, node: ast.expr, scope: Scope) -> t.Value:
        bind_node = self._values.get(type(node))
        if bind_node is None:
            self._fail(
                f"{type(node).__name__} is not part of the condition language "
                "(comparisons, and/or/not, in, is None, + - *, any/all/count/min/max, the listed functions)",
                node,
            )
        return bind_node(node, scope)

    def truth(self, node: ast.expr, scope: Scope) -> t.Value:
        return self._typed(node, scope, TRUTH)

    def _typed(self, node: ast.expr, scope: Scope, expected: ValueType) -> t.Value:
        value = self.value(node, scope)
        if value.type.kind is not expected.kind:
            self._fail(f"a {expected} is expected here, not a {value.type}", node)
        return value

    def _bool_op(self, node: ast.BoolOp, scope: Scope) -> t.Value:
        operands = tuple(self.truth(operand, scope) for operand in node.values)
        return t.AllOf(operands) if isinstance(node.op, ast.And) else t.AnyOf(operands)

    def _unary(self, node: ast.UnaryOp, scope: Scope) -> t.Value:
        if isinstance(node.op, ast.Not):
            return t.Not(self.truth(node.operand, scope))
        if isinstance(node.op, ast.USub):
            return t.Arithmetic("-", t.Literal(0, NUMBER), self._typed(node.operand, scope, NUMBER))
        self._fail("only `not` and `-` may stand before a value", node)

    def _arithmetic(self, node: ast.BinOp, scope: Scope) -> t.Value:
        operator = _ARITHMETIC.get(type(node.op))
        if operator is None:
            self._fail("numbers know + - * only", node)
        left, right = self.value(node.left, scope), self.value(node.right, scope)
        if ValueKind.DAY in (left.type.kind, right.type.kind):
            self._fail("days do not add up; use days_after(day, n) or days_between(first, last)", node)
        if left.type != NUMBER or right.type != NUMBER:
            self._fail(f"{operator} takes two numbers, not a {left.type} and a {right.type}", node)
        return t.Arithmetic(operator, left, right)

    # ── comparisons ─────────────────────────────────────────────────────────────────────

    def _comparison(self, node: ast.Compare, scope: Scope) -> t.Value:
        links: list[t.Value] = []
        left = node.left
        for operator, right in zip(node.ops, node.comparators, strict=True):
            links.append(self._link(left, operator, right, scope))
            left = right
        return links[0] if len(links) == 1 else t.AllOf(tuple(links))

    def _link(self, left: ast.expr, operator: ast.cmpop, right: ast.expr, scope: Scope) -> t.Value:
        match operator:
            case ast.Is() | ast.IsNot():
                null = self._is_null(left, right, scope)
                return null if isinstance(operator, ast.Is) else t.Not(null)
            case ast.In() | ast.NotIn():
                among = self._among(left, right, scope)
                return among if isinstance(operator, ast.In) else t.Not(among)
        return self._compare(left, _COMPARISONS[type(operator)], right, scope)

    def _is_null(self, left: ast.expr, right: ast.expr, scope: Scope) -> t.IsNull:
        if not (isinstance(right, ast.Constant) and right.value is None):
            self._fail("`is` stands before None only; compare with ==", right)
        value = self.value(left, scope)
        column = value.moment if isinstance(value, t.DayOf) else value
        if not isinstance(column, t.Field):
            self._fail("`is None` asks whether a column is recorded; this is not a column", left)
        return t.IsNull(column)

    def _among(self, left: ast.expr, right: ast.expr, scope: Scope) -> t.Among:
        value = self.value(left, scope)
        if t.bounded(value):
            self._fail("before `in` stands a value that is known exactly; compare this one with ==", left)
        if isinstance(right, ast.Name):
            listed = self._listed(right, scope)
            for literal in listed:
                self._check_comparable(value, "==", literal, right)
            return t.Among(value, tuple(literal.value for literal in listed))
        if not isinstance(right, ast.Tuple | ast.List | ast.Set) or not right.elts:
            example = "kind in ('process', 'video'), or in ('process',)"
            self._fail(f"`in` is followed by values in brackets: {example}", right)
        options = [self._constant_of(option, scope) for option in right.elts]
        for option, node in zip(options, right.elts, strict=True):
            self._check_comparable(value, "==", option, node)
        return t.Among(value, tuple(option.value for option in options))

    def _listed(self, node: ast.Name, scope: Scope) -> list[t.Literal]:
        """The texts that a parameter lists, with spaces between them: ``RPT001 RPT002``."""
        value = self.value(node, scope)
        literal = value.value if isinstance(value, t.Named) else value
        if not isinstance(literal, t.Literal) or not isinstance(literal.value, str):
            self._fail("after `in` stand values in brackets, or a parameter that lists texts: 'A B'", node)
        if not (texts := literal.value.split()):
            self._fail(f"the parameter {node.id} lists nothing", node)
        return [t.Literal(text, TEXT) for text in texts]

    def _constant_of(self, node: ast.expr, scope: Scope) -> t.Literal:
        value = self.value(node, scope)
        literal = value.value if isinstance(value, t.Named) else value
        if not isinstance(literal, t.Literal):
            self._fail("only constants may stand after `in`", node)
        return literal

    def _compare(self, left: ast.expr, operator: str, right: ast.expr, scope: Scope) -> t.Compare:
        if any(isinstance(side, ast.Constant) and side.value is None for side in (left, right)):
            self._fail("nothing equals None; ask `is None`", left)
        first, second = self.value(left, scope), self.value(right, scope)
        self._check_comparable(first, operator, second, right)
        self._check_comparable(second, operator, first, left)
        return t.Compare(operator, first, second)

    def _check_comparable(self, value: t.Value, operator: str, other: t.Value, place: ast.expr) -> None:
        kinds = {value.type.kind, other.type.kind}
        if kinds == {ValueKind.DAY, ValueKind.MOMENT}:
            self._fail("a day and a clock time do not compare; read the clock time's day as …_on", place)
        if len(kinds) > 1 or value.type.table != other.type.table:
            self._fail(f"a {value.type} does not compare with a {other.type}", place)
        if value.type.kind is ValueKind.TRUTH:
            self._fail("a truth is not compared; write it alone, or `not` before it", place)
        if operator not in ("==", "!=") and value.type.kind not in _ORDERED:
            self._fail(f"a {value.type} has no order; only == and != compare it", place)
        self._check_code(value.type, other, place)

    def _check_code(self, type_: ValueType, other: t.Value, place: ast.expr) -> None:
        literal = other.value if isinstance(other, t.Named) else other
        if not type_.codes or not isinstance(literal, t.Literal) or literal.value in type_.codes:
            return
        self._fail(
            f"{literal.value!r} is none of the codes {', '.join(type_.codes)}"
            + did_you_mean(str(literal.value), type_.codes),
            place,
        )

    # ── names and paths ─────────────────────────────────────────────────────────────────

    def _constant(self, node: ast.Constant, scope: Scope) -> t.Value:
        match node.value:
            case bool():
                return t.Literal(node.value, TRUTH)
            case int():
                return t.Literal(node.value, NUMBER)
            case float():
                return t.Literal(Decimal(repr(node.value)), NUMBER)
            case str():
                return t.Literal(node.value, TEXT)
        self._fail(f"{node.value!r} is not a value of the condition language", node)

    def _name(self, node: ast.Name, scope: Scope) -> t.Value:
        bound = self._resolve(node, scope)
        if isinstance(bound, t.Subject | t.Variable | t.Referred):
            self._fail(f"{node.id} is a row of {bound.table}; name one of its columns: {node.id}.…", node)
        return bound

    def _attribute(self, node: ast.Attribute, scope: Scope) -> t.Value:
        bound = self._resolve(node, scope)
        if isinstance(bound, t.Subject | t.Variable | t.Referred):
            self._fail(f"this is a row of {bound.table}; name one of its columns", node)
        return bound

    def _resolve(self, node: ast.expr, scope: Scope) -> t.Value | t.Row:
        """A name or a path: a value, or a row."""
        if isinstance(node, ast.Name):
            return self._resolve_name(node, scope)
        if not isinstance(node, ast.Attribute):
            self._fail("a path starts with a name", node)
        row = self._resolve(node.value, scope)
        if not isinstance(row, t.Subject | t.Variable | t.Referred):
            self._fail(f"{ast.unparse(node.value)} is a {row.type} and has no columns", node)
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
            self._fail(f"{name} are rows; look at them with any(… for x in …{name})", node)
        hint = did_you_mean(name, _member_names(table))
        self._fail(f"{table} has no column or reference {name!r}{hint}", node)

    def _fail_name(self, name: str, scope: Scope, node: ast.expr) -> NoReturn:
        known = [*scope.taken(), "today"]
        where = "here"
        if scope.subject is not None:
            table = scope.subject.table
            where = f"in {table}"
            known += [singular(table), *_member_names(table)]
            if name in READABLE[table].children or name in READABLE:
                self._fail(f"{name} are rows; look at them with any(… for x in {name})", node)
        if name in FUNCTION_NAMES or name in scope.terms or name in QUANTIFIERS:
            self._fail(f"{name} is a function; call it: {name}(…)", node)
        if name in ("due", "until"):
            self._fail(f"the rule declares no `{name}`", node)
        self._fail(f"no name {name!r} {where}{did_you_mean(name, known)}", node)

    # ── calls ───────────────────────────────────────────────────────────────────────────

    def _call(self, node: ast.Call, scope: Scope) -> t.Value:
        if not isinstance(node.func, ast.Name):
            self._fail("only the functions and terms of the language are called", node)
        name = node.func.id
        if node.keywords:
            self._fail(f"{name} takes its arguments in order, without names", node)
        if name in QUANTIFIERS:
            return self._quantifier(name, node, scope)
        if name == COALESCE:
            return self._coalesce(node, scope)
        if name in FUNCTIONS:
            return self._function(name, node, scope)
        if name in scope.terms:
            return self._term(scope.terms[name], node, scope)
        known = [*FUNCTION_NAMES, *QUANTIFIERS, *scope.terms]
        self._fail(f"no function or term {name!r}{did_you_mean(name, known)}", node)

    def _check_count(self, name: str, wanted: Sequence[str], node: ast.Call) -> None:
        if len(node.args) != len(wanted):
            self._fail(f"{name}({', '.join(wanted)}) takes {len(wanted)} values, not {len(node.args)}", node)

    def _function(self, name: str, node: ast.Call, scope: Scope) -> t.Value:
        function = FUNCTIONS[name]
        self._check_count(name, [parameter.name for parameter in function.parameters], node)
        arguments = []
        for parameter, argument in zip(function.parameters, node.args, strict=True):
            value = self._typed(argument, scope, parameter.type)
            if parameter.bound is Bound.EXACT and t.bounded(value):
                self._fail(f"{name} takes a {parameter.name} that is known exactly", argument)
            arguments.append(value)
        return t.Call(name, tuple(arguments), function.result)

    def _coalesce(self, node: ast.Call, scope: Scope) -> t.Value:
        if len(node.args) < 2:
            self._fail("coalesce takes a column and what stands in where it is not recorded", node)
        values = [self.value(argument, scope) for argument in node.args]
        for value, argument in zip(values[:-1], node.args[:-1], strict=True):
            if not isinstance(value, t.Field | t.DayOf | t.Extreme):
                self._fail(
                    "only a column, or min and max of no rows, may be not recorded; "
                    "the last value alone may be another",
                    argument,
                )
        for value, argument in zip(values[1:], node.args[1:], strict=True):
            if value.type.kind is not values[0].type.kind or value.type.table != values[0].type.table:
                self._fail(f"coalesce of a {values[0].type} and a {value.type}", argument)
            if t.bounded(value) and value.type != MOMENT:
                self._fail("coalesce takes values that are known exactly", argument)
            self._check_code(values[0].type, value, argument)
        return t.Call(COALESCE, tuple(values), values[0].type)

    def _term(self, term: Term, node: ast.Call, scope: Scope) -> t.Value:
        self._check_count(term.name, list(term.takes), node)
        if scope.expansion.count >= MOST_TERMS:
            self._fail(f"more than {MOST_TERMS} terms inside one condition", node)
        if term.name in scope.calls:
            self._fail(f"the term {' → '.join((*scope.calls, term.name))} is defined by itself", node)
        arguments: dict[str, t.Value | t.Row] = {}
        for (name, wanted), argument in zip(term.takes.items(), node.args, strict=True):
            arguments[name] = self._argument(term.name, name, wanted, argument, scope)
        value = bind(term.means, scope.inside_term(term, arguments), expected=None)
        return t.Named(ast.unparse(node), value)

    def _argument(
        self, term: str, name: str, wanted: ValueType | str, node: ast.expr, scope: Scope
    ) -> t.Value | t.Row:
        if isinstance(wanted, ValueType):
            return self._typed(node, scope, wanted)
        row = self._resolve(node, scope)
        if not isinstance(row, t.Subject | t.Variable | t.Referred) or row.table != wanted:
            self._fail(f"{term} takes a row of {wanted} as its {name}", node)
        return row

    # ── quantifiers ─────────────────────────────────────────────────────────────────────

    def _quantifier(self, name: str, node: ast.Call, scope: Scope) -> t.Value:
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
        given = [self.truth(test, inside) for test in tests]
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
            body = self.truth(generator.elt, inside)
            return (t.Exists if name == "any" else t.ForAll)(variable, source, test, body)
        item = self.value(generator.elt, inside)
        return self._aggregate(name, generator.elt, t.CountDistinct(variable, source, test, item))

    def _check_counted(self, item: ast.expr, name: str) -> None:
        if not (isinstance(item, ast.Name) and item.id == name):
            self._fail(f"count counts rows: count({name} for {name} in …)", item)

    def _aggregate(self, name: str, place: ast.expr, over: t.CountDistinct) -> t.Value:
        if name == "count_distinct":
            if t.bounded(over.item):
                self._fail("count_distinct takes values that are known exactly", place)
            return over
        if over.item.type.kind not in _ORDERED:
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
            row = self._resolve(node.value, scope)
            if not isinstance(row, t.Subject | t.Variable | t.Referred):
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
            null = self._is_null(test.left, test.comparators[0], scope.with_variable(name, variable))
            own_column = null.field.row == variable and not t.bounded(null.field)
            return t.Lookup(variable.table, null.field.column, None, nulls=True) if own_column else None
        if not isinstance(test.ops[0], ast.Eq):
            return None
        for own, other in ((test.left, test.comparators[0]), (test.comparators[0], test.left)):
            if _mentions(other, name) or not _mentions(own, name):
                continue
            inside = scope.with_variable(name, variable)
            column = self.value(own, inside)
            if isinstance(column, t.Field) and column.row == variable and not t.bounded(column):
                key = self.value(other, scope)
                self._check_comparable(column, "==", key, other)
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
                null = self._is_null(test.left, test.comparators[0], inside)
                if null.field.row == variable and null.field.column == found.column:
                    return replace(found, nulls=False)
        return found


def reserved_names(table: str | None) -> frozenset[str]:
    """The names that mean something of their own in a condition on a row of the table.

    No parameter, term's argument or quantifier's row may have one of them.
    """
    own = () if table is None else (singular(table), *_member_names(table))
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


def _member_names(table: str) -> Iterable[str]:
    found = READABLE[table]
    yield from found.columns
    yield from found.references
    yield from (f"{name[:-3]}_on" for name in found.columns if name.endswith("_at"))


def _conjuncts(tests: Iterable[ast.expr]) -> Iterable[ast.expr]:
    for test in tests:
        if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
            yield from _conjuncts(test.values)
        else:
            yield test


def _mentions(node: ast.expr, name: str) -> bool:
    return any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(node))
