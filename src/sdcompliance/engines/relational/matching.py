"""``any(… for x in rows if x.column == value)``: the rows counted once by column, whatever the value.

Looking at every row in the sight of every value would cost their product. Grouped by the column, the value
finds its rows by a join; rows whose column is not recorded, and a value that is not known, are counted apart.
"""

from __future__ import annotations

from dataclasses import dataclass

from sdcompliance.conditions import MOMENT
from sdcompliance.conditions import tree as t


@dataclass(frozen=True, slots=True)
class Match:
    """An ``any`` whose rows must have a value in a column; ``rest`` is what else is asked of them."""

    column: t.Field
    value: t.Value
    rest: tuple[t.Value, ...]


def matched(node: t.Quantified, own: set[t.Row]) -> Match | None:
    """The ``any`` as a match, where it is one: a single part looks at what the rows belong to."""
    if not isinstance(node, t.Exists) or not isinstance(node.source, t.Children):
        return None
    parts = [*conjuncts(node.filter), *conjuncts(node.body)]
    outward = [part for part in parts if any(base not in own for base in bases(part))]
    if len(outward) != 1 or not isinstance(equality := outward[0], t.Compare) or equality.operator != "==":
        return None
    rest = tuple(part for part in parts if part is not equality)
    for column, value in ((equality.left, equality.right), (equality.right, equality.left)):
        if (
            isinstance(column, t.Field)
            and column.row == node.variable
            and column.type != MOMENT
            and not any(base in own for base in bases(value))
            and not t.bounded(value)
            and not has_quantifier(value)
        ):
            return Match(column, value, rest)
    return None


def bases(node: t.Value) -> set[t.Row]:
    """The rows at hand from which a condition starts."""
    found: set[t.Row] = set()
    for part in t.walk(node):
        for row in t.rows_of(part):
            place = row
            while isinstance(place, t.Referred):
                place = place.row
            found.add(place)
    return found


def has_quantifier(node: t.Value) -> bool:
    """Whether rows have to be looked at to know a value."""
    return any(isinstance(part, t.Quantified) for part in t.walk(node))


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
