"""Python's syntax tree → typed tree: every name is looked up, every type checked, terms put in place."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from decimal import Decimal

from sdcompliance.conditions import tree as t
from sdcompliance.conditions.errors import ConditionError
from sdcompliance.conditions.functions import COALESCE, FUNCTION_NAMES, FUNCTIONS, QUANTIFIERS, Bound
from sdcompliance.conditions.names import Names
from sdcompliance.conditions.quantifiers import Quantifiers
from sdcompliance.conditions.scope import DEEPEST_TREE, MOST_PARTS, MOST_TERMS, Scope, Term
from sdcompliance.conditions.syntax import parse_expression
from sdcompliance.conditions.types import MOMENT, NUMBER, ORDERED, TEXT, TRUTH, ValueKind, ValueType
from sdcompliance.errors import did_you_mean

_COMPARISONS = {ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
_ARITHMETIC = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}


def bind(text: str, scope: Scope, expected: ValueType | None = TRUTH) -> t.Value:
    """The typed tree of a condition's text.

    ``expected`` is the type the place asks for (a truth for ``when`` and ``require``, a day for
    ``due``), None where any will do. Raises ConditionError with the place and the nearest valid name,
    also where the condition is larger or deeper than the limits of syntax.py and scope.py.
    """
    binder = Binder(text)
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


class Binder:
    """Binds one text. Scopes are passed along, never changed."""

    def __init__(self, text: str) -> None:
        self._names = Names(text)
        self._fail = self._names.fail
        self._quantifiers = Quantifiers(self._names, self)
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

    # ── values ──────────────────────────────────────────────────────────────────────────

    def value(self, node: ast.expr, scope: Scope) -> t.Value:
        """The value of any type that an expression is. Raises ConditionError."""
        bind_node = self._values.get(type(node))
        if bind_node is None:
            self._fail(
                f"{type(node).__name__} is not part of the condition language "
                "(comparisons, and/or/not, in, is None, + - *, any/all/count/min/max, the listed functions)",
                node,
            )
        return bind_node(node, scope)

    def truth(self, node: ast.expr, scope: Scope) -> t.Value:
        """The truth that an expression is. Raises ConditionError where it is something else."""
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
                null = self.is_null(left, right, scope)
                return null if isinstance(operator, ast.Is) else t.Not(null)
            case ast.In() | ast.NotIn():
                among = self._among(left, right, scope)
                return among if isinstance(operator, ast.In) else t.Not(among)
        return self._compare(left, _COMPARISONS[type(operator)], right, scope)

    def is_null(self, left: ast.expr, right: ast.expr, scope: Scope) -> t.IsNull:
        """``left is right``. Raises ConditionError where that is not a column asked whether it is None."""
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
        options = self._options(right, scope)
        for option, place in options:
            self.check_comparable(value, "==", option, place)
        return t.Among(value, tuple(option.value for option, _ in options))

    def _options(self, right: ast.expr, scope: Scope) -> list[tuple[t.Literal, ast.expr]]:
        """What stands after ``in``, each with its place."""
        if isinstance(right, ast.Name):
            return [(literal, right) for literal in self._listed(right, scope)]
        if not isinstance(right, ast.Tuple | ast.List | ast.Set) or not right.elts:
            example = "kind in ('process', 'video'), or in ('process',)"
            self._fail(f"`in` is followed by values in brackets: {example}", right)
        return [(self._constant_of(option, scope), option) for option in right.elts]

    def _listed(self, node: ast.Name, scope: Scope) -> list[t.Literal]:
        """The texts that a parameter lists, with spaces between them: ``RPT001 RPT002``."""
        literal = t.literal_of(self.value(node, scope))
        if literal is None or not isinstance(literal.value, str):
            self._fail("after `in` stand values in brackets, or a parameter that lists texts: 'A B'", node)
        if not (texts := literal.value.split()):
            self._fail(f"the parameter {node.id} lists nothing", node)
        return [t.Literal(text, TEXT) for text in texts]

    def _constant_of(self, node: ast.expr, scope: Scope) -> t.Literal:
        literal = t.literal_of(self.value(node, scope))
        if literal is None:
            self._fail("only constants may stand after `in`", node)
        return literal

    def _compare(self, left: ast.expr, operator: str, right: ast.expr, scope: Scope) -> t.Compare:
        if any(isinstance(side, ast.Constant) and side.value is None for side in (left, right)):
            self._fail("nothing equals None; ask `is None`", left)
        first, second = self.value(left, scope), self.value(right, scope)
        self.check_comparable(first, operator, second, right)
        self.check_comparable(second, operator, first, left)
        return t.Compare(operator, first, second)

    def check_comparable(self, value: t.Value, operator: str, other: t.Value, place: ast.expr) -> None:
        """Raises ConditionError at the place where the types of two values do not compare so."""
        kinds = {value.type.kind, other.type.kind}
        if kinds == {ValueKind.DAY, ValueKind.MOMENT}:
            self._fail("a day and a clock time do not compare; read the clock time's day as …_on", place)
        if len(kinds) > 1 or value.type.table != other.type.table:
            self._fail(f"a {value.type} does not compare with a {other.type}", place)
        if value.type.kind is ValueKind.TRUTH:
            self._fail("a truth is not compared; write it alone, or `not` before it", place)
        if operator not in ("==", "!=") and value.type.kind not in ORDERED:
            self._fail(f"a {value.type} has no order; only == and != compare it", place)
        self._check_code(value.type, other, place)

    def _check_code(self, type_: ValueType, other: t.Value, place: ast.expr) -> None:
        literal = t.literal_of(other)
        if not type_.codes or literal is None or literal.value in type_.codes:
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
        bound = self._names.resolve(node, scope)
        if isinstance(bound, t.Row):
            self._fail(f"{node.id} is a row of {bound.table}; name one of its columns: {node.id}.…", node)
        return bound

    def _attribute(self, node: ast.Attribute, scope: Scope) -> t.Value:
        bound = self._names.resolve(node, scope)
        if isinstance(bound, t.Row):
            self._fail(f"this is a row of {bound.table}; name one of its columns", node)
        return bound

    # ── calls ───────────────────────────────────────────────────────────────────────────

    def _call(self, node: ast.Call, scope: Scope) -> t.Value:
        if not isinstance(node.func, ast.Name):
            self._fail("only the functions and terms of the language are called", node)
        name = node.func.id
        if node.keywords:
            self._fail(f"{name} takes its arguments in order, without names", node)
        if name in QUANTIFIERS:
            return self._quantifiers.bind(name, node, scope)
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
        row = self._names.resolve(node, scope)
        if not isinstance(row, t.Row) or row.table != wanted:
            self._fail(f"{term} takes a row of {wanted} as its {name}", node)
        return row
