"""Quantifiers whose rows can be counted once, whatever the row around them has to say.

Looking at every row in the sight of every value would cost their product. Where rows must equal a value,
they are grouped by the column, and the value finds its own by a join; where they must come before or after
it, the first or the last of them decides. Rows whose column is not recorded, and a value that is not known,
are counted apart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeGuard

from sdcompliance.conditions import tree as t


@dataclass(frozen=True, slots=True)
class Match:
    """An ``any`` whose rows must have a value in a column; ``rest`` is what else is asked of them."""

    column: t.Field
    value: t.Value
    rest: tuple[t.Value, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """An ``any`` whose row's ``item`` must stand so to a value; ``rest`` is what else is asked of it."""

    item: t.Field | t.DayOf
    operator: str  # < <= > >=
    value: t.Value
    rest: tuple[t.Value, ...]

    @property
    def first(self) -> bool:
        """Whether the first row decides, and not the last."""
        return self.operator in ("<", "<=")


_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def limited(node: t.Quantified, own: set[t.Row]) -> Limit | None:
    """The rows for which an ``any`` holds, or by which an ``all`` fails, as those within a limit."""
    if not isinstance(node, t.Exists | t.ForAll) or not isinstance(node.source, t.Children):
        return None
    body = conjuncts(node.body)
    if isinstance(node, t.ForAll):
        if len(body) != 1:
            return None
        body = [_opposite(body[0])]
    found = _outward([*conjuncts(node.filter), *body], own)
    if found is None:
        return None
    limit, rest = found
    sides = (
        (limit.left, limit.right, limit.operator),
        (limit.right, limit.left, _MIRRORED.get(limit.operator)),
    )
    for item, value, operator in sides:
        if operator in _OPPOSITE and _is_item(item, node) and _is_outside(value, own):
            return Limit(item, operator, value, rest)
    return None


def matched(node: t.Quantified, own: set[t.Row]) -> Match | None:
    """The ``any`` as a match, where it is one: a single part looks at what the rows belong to."""
    if not isinstance(node, t.Exists) or not isinstance(node.source, t.Children):
        return None
    found = _outward([*conjuncts(node.filter), *conjuncts(node.body)], own)
    if found is None or found[0].operator != "==":
        return None
    equality, rest = found
    for column, value in ((equality.left, equality.right), (equality.right, equality.left)):
        outside = _is_outside(value, own) and not t.bounded(value)
        if outside and _is_item(column, node) and isinstance(column, t.Field):
            return Match(column, value, rest)
    return None


def _outward(parts: list[t.Value], own: set[t.Row]) -> tuple[t.Compare, tuple[t.Value, ...]] | None:
    """The part that looks at what rows belong to, a comparison, and the others; None where it is not so."""
    outward = [part for part in parts if not bases(part) <= own]
    if len(outward) != 1 or not isinstance(one := outward[0], t.Compare):
        return None
    return one, tuple(part for part in parts if part is not one)


def _opposite(condition: t.Value) -> t.Value:
    if isinstance(condition, t.Compare) and condition.operator in _OPPOSITE:
        return replace(condition, operator=_OPPOSITE[condition.operator])
    return t.Not(condition)


def _is_item(value: t.Value, node: t.Quantified) -> TypeGuard[t.Field | t.DayOf]:
    """Whether a value is a column of the quantifier's own rows, known exactly where it is recorded."""
    field = value.moment if isinstance(value, t.DayOf) else value
    return isinstance(field, t.Field) and field.row == node.variable and not t.bounded(value)


def _is_outside(value: t.Value, own: set[t.Row]) -> bool:
    return bases(value).isdisjoint(own) and not t.has_quantifier(value)


def bases(node: t.Value) -> set[t.Row]:
    """The rows at hand from which a condition starts."""
    return {t.start_of(row) for part in t.walk(node) for row in t.rows_of(part)}


def conjuncts(node: t.Value | None) -> list[t.Value]:
    """The conditions all of which a condition asks for."""
    match node:
        case None:
            return []
        case t.Named(value=inner):
            return conjuncts(inner)
        case t.AllOf(operands=operands):
            return [part for operand in operands for part in conjuncts(operand)]
        case _:
            return [node]
