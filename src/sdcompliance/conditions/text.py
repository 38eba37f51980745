"""Typed tree → text, as its author would write it. Used to show a condition, never to evaluate it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sdcompliance.conditions import tree as t


def path_of(row: t.Row) -> str:
    """``paper.specification`` for a row; empty for the subject itself."""
    match row:
        case t.Subject():
            return ""
        case t.Variable(name=name):
            return name
        case t.Referred(row=inner, reference=reference):
            return _join(path_of(inner), reference)


def to_text(node: t.Value) -> str:
    """The condition as text."""
    match node:
        case t.Literal(value=value):
            return _literal(value)
        case t.Field(row=row, column=column):
            return _join(path_of(row), column)
        case t.DayOf(moment=moment):
            return _join(path_of(moment.row), moment.column[:-3] + "_on")
        case t.Today():
            return "today"
        case t.Dated(name=name) | t.Named(name=name):
            return name
        case t.Call(function=function, arguments=arguments):
            return f"{function}({', '.join(to_text(argument) for argument in arguments)})"
        case t.Arithmetic(operator=operator, left=left, right=right):
            return f"{_nested(left)} {operator} {_nested(right)}"
        case t.Compare(operator=operator, left=left, right=right):
            return f"{to_text(left)} {operator} {to_text(right)}"
        case t.Among(value=value, options=options):
            only = "," if len(options) == 1 else ""
            return f"{to_text(value)} in ({', '.join(_literal(option) for option in options)}{only})"
        case t.IsNull(field=field):
            return f"{to_text(field)} is None"
        case t.Not(operand=operand):
            return f"not {_nested(operand)}"
        case t.AllOf(operands=operands):
            return " and ".join(_nested(operand) for operand in operands)
        case t.AnyOf(operands=operands):
            return " or ".join(_nested(operand) for operand in operands)
        case _:
            return _quantified(node)


def source_text(source: t.Source) -> str:
    """The rows that a quantifier looks at: ``site.site_terms``."""
    return source.table if isinstance(source, t.Lookup) else _join(path_of(source.row), source.table)


def _quantified(node: t.Exists | t.ForAll | t.Count | t.CountDistinct | t.Extreme) -> str:
    match node:
        case t.Exists(body=body):
            head = f"any({to_text(body)}"
        case t.ForAll(body=body):
            head = f"all({to_text(body)}"
        case t.Count(variable=variable):
            head = f"count({variable.name}"
        case t.CountDistinct(item=item):
            head = f"count_distinct({to_text(item)}"
        case t.Extreme(which=which, item=item):
            head = f"{which}({to_text(item)}"
    given = "" if node.filter is None else f" if {to_text(node.filter)}"
    return f"{head} for {node.variable.name} in {source_text(node.source)}{given})"


def _literal(value: t.Scalar) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return repr(value) if isinstance(value, str) else str(value)


def _nested(node: t.Value) -> str:
    text = to_text(node)
    return f"({text})" if isinstance(node, t.AllOf | t.AnyOf | t.Arithmetic) else text


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
