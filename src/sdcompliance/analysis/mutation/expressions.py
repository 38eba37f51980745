"""One change at a time to the text of a condition, on Python's own syntax tree."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sdcompliance.conditions import READABLE
from sdcompliance.conditions.syntax import parse_expression
from sdcompliance.records import ColumnKind


class Kind(StrEnum):
    """What of a rule a mutant changes."""

    COMPARISON = "comparison"
    LIMIT = "limit"
    UNIT = "unit"
    QUANTIFIER = "quantifier"
    CONJUNCT = "conjunct"
    READING = "reading"
    DATE = "date"
    SCOPE = "scope"


@dataclass(frozen=True, slots=True)
class Change:
    """A changed condition: the part as it was, as it is now, and the whole text."""

    kind: Kind
    before: str
    after: str
    text: str


def changes_of(text: str) -> Iterator[Change]:
    """Every single change of a condition, each different text once. Raises ConditionError."""
    seen = {ast.unparse(parse_expression(text))}
    for kind, before, after, whole in _changed(parse_expression(text)):
        changed = ast.unparse(whole)
        if changed not in seen:
            seen.add(changed)
            yield Change(kind, ast.unparse(before), ast.unparse(after), changed)


_Changed = tuple[Kind, ast.AST, ast.AST, ast.AST]


def _changed(node: ast.AST) -> Iterator[_Changed]:
    """What replaces a node or one inside it: the kind, the part before and after, and the whole node."""
    for kind, new in _replacements(node):
        yield kind, node, new, new
    for name, value in ast.iter_fields(node):
        if isinstance(value, ast.AST):
            for kind, before, after, whole in _changed(value):
                yield kind, before, after, _with(node, name, whole)
        elif isinstance(value, list):
            for place, item in enumerate(value):
                if isinstance(item, ast.AST):
                    for kind, before, after, whole in _changed(item):
                        yield kind, before, after, _with(node, name, _put(value, place, whole))


def _with(node: ast.AST, name: str, value: Any) -> ast.AST:
    changed = copy.copy(node)
    setattr(changed, name, value)
    return changed


def _put(items: list[Any], place: int, item: Any) -> list[Any]:
    return [*items[:place], item, *items[place + 1 :]]


def _without(items: list[Any], place: int) -> list[Any]:
    return [*items[:place], *items[place + 1 :]]


_COMPARISONS: Final[Mapping[type[ast.cmpop], tuple[type[ast.cmpop], ...]]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_CALLS: Final[Mapping[str, tuple[tuple[Kind, str], ...]]] = {
    "any": ((Kind.QUANTIFIER, "all"),),
    "all": ((Kind.QUANTIFIER, "any"),),
    "min": ((Kind.QUANTIFIER, "max"),),
    "max": ((Kind.QUANTIFIER, "min"),),
    "workday_after": ((Kind.UNIT, "days_after"),),
    "workdays_between": ((Kind.UNIT, "days_between"),),
    "days_between": ((Kind.UNIT, "workdays_between"),),
    "days_after": ((Kind.UNIT, "workday_after"), (Kind.UNIT, "months_after")),
    "months_after": ((Kind.UNIT, "days_after"), (Kind.UNIT, "years_after")),
    "years_after": ((Kind.UNIT, "months_after"),),
}


def _replacements(node: ast.AST) -> Iterator[tuple[Kind, ast.AST]]:
    match node:
        case ast.Compare():
            yield from _comparisons(node)
        case ast.Constant(value=bool()):
            yield Kind.LIMIT, ast.Constant(not node.value)
        case ast.Constant(value=int(number)):
            yield from ((Kind.LIMIT, ast.Constant(number + step)) for step in (1, -1))
        case ast.Constant(value=str(text)) if (other := _NEXT_CODE.get(text)) is not None:
            yield Kind.LIMIT, ast.Constant(other)
        case ast.BoolOp(op=operator, values=values):
            yield Kind.CONJUNCT, ast.BoolOp(ast.Or() if isinstance(operator, ast.And) else ast.And(), values)
            for place in range(len(values)):
                rest = _without(values, place)
                yield Kind.CONJUNCT, rest[0] if len(rest) == 1 else ast.BoolOp(operator, rest)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield Kind.CONJUNCT, operand
        case ast.BinOp(op=ast.Add()):
            yield Kind.LIMIT, ast.BinOp(node.left, ast.Sub(), node.right)
        case ast.BinOp(op=ast.Sub()):
            yield Kind.LIMIT, ast.BinOp(node.left, ast.Add(), node.right)
        case ast.Call(func=ast.Name(id=name)):
            yield from _calls(node, name)
        case ast.comprehension(ifs=[_, *_]):
            for place in range(len(node.ifs)):
                yield Kind.CONJUNCT, _with(node, "ifs", _without(node.ifs, place))
        case ast.Attribute(attr=name) if name in _NEXT_DAY:
            yield Kind.DATE, _with(node, "attr", _NEXT_DAY[name])
        case ast.Name(id=name) if name in _NEXT_DAY:
            yield Kind.DATE, _with(node, "id", _NEXT_DAY[name])


def _comparisons(node: ast.Compare) -> Iterator[tuple[Kind, ast.AST]]:
    for place, operator in enumerate(node.ops):
        for other in _COMPARISONS.get(type(operator), ()):
            yield Kind.COMPARISON, _with(node, "ops", _put(node.ops, place, other()))
        options = node.comparators[place]
        if isinstance(operator, ast.In) and isinstance(options, ast.Tuple) and len(options.elts) > 1:
            for option in range(len(options.elts)):
                fewer = ast.Tuple(_without(options.elts, option), ast.Load())
                yield Kind.LIMIT, _with(node, "comparators", _put(node.comparators, place, fewer))


def _calls(node: ast.Call, name: str) -> Iterator[tuple[Kind, ast.AST]]:
    for kind, other in _CALLS.get(name, ()):
        yield kind, _with(node, "func", ast.Name(other, ast.Load()))
    if name == "coalesce" and len(node.args) > 1:
        for place in range(len(node.args)):
            rest = _without(node.args, place)
            yield Kind.DATE, rest[0] if len(rest) == 1 else _with(node, "args", rest)


def _next_codes() -> dict[str, str]:
    """Every code of an enumeration → the next one of the same enumeration."""
    found: dict[str, str] = {}
    for table in READABLE.values():
        for column in table.columns.values():
            for code, other in zip(column.codes, (*column.codes[1:], *column.codes[:1]), strict=True):
                found.setdefault(code, other)
    return found


def _next_days() -> dict[str, str]:
    """Every day that a condition can read → the next one of the same table."""
    found: dict[str, str] = {}
    for table in READABLE.values():
        days = [
            column.name.removesuffix("_at") + "_on" if column.kind is ColumnKind.MOMENT else column.name
            for column in table.columns.values()
            if column.kind in (ColumnKind.DAY, ColumnKind.MOMENT)
        ]
        for day, other in zip(days, (*days[1:], *days[:1]), strict=True):
            if day != other:
                found.setdefault(day, other)
    return found


_NEXT_CODE: Final = _next_codes()
_NEXT_DAY: Final = _next_days()
