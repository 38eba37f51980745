"""The typed tree of a condition: what the three engines read. Nothing here evaluates.

Nodes are immutable and compare by content, so that an engine computes a part that several
rules share only once. Every value node has a ``type``; a truth is a value of type TRUTH.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import TypeAlias, TypeVar, dataclass_transform

from sdcompliance.conditions.types import DAY, MOMENT, NUMBER, TRUTH, ValueType

Scalar: TypeAlias = bool | int | Decimal | str | date

_Node = TypeVar("_Node")


@dataclass_transform(frozen_default=True)
def node(cls: type[_Node]) -> type[_Node]:
    """An immutable node that hashes its content once: engines look the same trees up again and again."""
    made = dataclass(frozen=True)(cls)
    by_content = made.__hash__

    def hash_once(self: _Node) -> int:
        known: int | None = self.__dict__.get("_hash")
        if known is None:
            known = self.__dict__["_hash"] = by_content(self)
        return known

    def rebuild(self: _Node) -> tuple[type[_Node], tuple[object, ...]]:
        return made, tuple(getattr(self, name) for name in names)  # a hash holds in one process only

    names = [one.name for one in fields(made)]  # type: ignore[arg-type]
    made.__hash__ = hash_once  # type: ignore[method-assign,assignment]
    made.__reduce__ = rebuild  # type: ignore[method-assign,assignment]
    return made


# ── rows ────────────────────────────────────────────────────────────────────────────────


@node
class Subject:
    """The row being judged."""

    table: str


@node
class Variable:
    """The row that a quantifier is looking at."""

    name: str
    table: str


@node
class Referred:
    """The row that ``row.<reference>_id`` refers to; unreadable where null, dangling or absent."""

    row: Row
    reference: str
    table: str


Row: TypeAlias = Subject | Variable | Referred


# ── collections of rows ─────────────────────────────────────────────────────────────────


@node
class Children:
    """The rows of ``table`` whose reference ``column`` names ``row``."""

    row: Row
    table: str
    column: str


@node
class Lookup:
    """A whole table, reached by a column: an access path, whose equality stands in the filter as well.

    With a ``key``, the rows whose ``column`` equals it; ``nulls`` says whether those where it is not
    recorded come along, of which the filter then says *unknown*. Without a key, these alone.
    """

    table: str
    column: str
    key: Value | None
    nulls: bool


Source: TypeAlias = Children | Lookup


# ── values ──────────────────────────────────────────────────────────────────────────────


@node
class Literal:
    """A value that stands in the text itself, or is a parameter's."""

    value: Scalar
    type: ValueType


@node
class Field:
    """A recorded column of a row."""

    row: Row
    column: str
    type: ValueType


@node
class DayOf:
    """The Shanghai day of an ``_at`` column, read as ``_on``."""

    moment: Field
    type: ValueType = DAY


@node
class Today:
    """The as-of date."""

    type: ValueType = DAY


@node
class Dated:
    """A parameter whose value depends on the day the duty arose: (from, value), ascending."""

    name: str
    steps: tuple[tuple[date, Scalar], ...]
    day: Value
    type: ValueType


@node
class Named:
    """A value that the rule calls by a name (a parameter, a term, ``due``): shown so, evaluated as it is."""

    name: str
    value: Value

    @property
    def type(self) -> ValueType:
        """The type of what is named."""
        return self.value.type


@node
class Call:
    """One of the functions of functions.py."""

    function: str
    arguments: tuple[Value, ...]
    type: ValueType


@node
class Arithmetic:
    """A sum, a difference or a product of two numbers."""

    operator: str  # + - *
    left: Value
    right: Value
    type: ValueType = NUMBER


@node
class Count:
    """How many rows pass the filter."""

    variable: Variable
    source: Source
    filter: Value | None
    type: ValueType = NUMBER


@node
class CountDistinct:
    """How many different values the rows that pass the filter have."""

    variable: Variable
    source: Source
    filter: Value | None
    item: Value
    type: ValueType = NUMBER


@node
class Extreme:
    """The least (``min``) or the greatest (``max``) value of the rows that pass the filter."""

    which: str
    variable: Variable
    source: Source
    filter: Value | None
    item: Value

    @property
    def type(self) -> ValueType:
        """The type of the items: the least of days is a day."""
        return self.item.type


# ── truths ──────────────────────────────────────────────────────────────────────────────


@node
class Compare:
    """Two values of one type, compared."""

    operator: str  # == != < <= > >=
    left: Value
    right: Value
    type: ValueType = TRUTH


@node
class Among:
    """``value in (…)``."""

    value: Value
    options: tuple[Scalar, ...]
    type: ValueType = TRUTH


@node
class IsNull:
    """``field is None``: definite on a recorded row, unknown on a row that cannot be read."""

    field: Field
    type: ValueType = TRUTH


@node
class AllOf:
    """``a and b and …``: two operands or more."""

    operands: tuple[Value, ...]
    type: ValueType = TRUTH


@node
class AnyOf:
    """``a or b or …``: two operands or more."""

    operands: tuple[Value, ...]
    type: ValueType = TRUTH


@node
class Not:
    """``not a``: unknown where the operand is."""

    operand: Value
    type: ValueType = TRUTH


@node
class Exists:
    """``any(body for variable in source if filter)``."""

    variable: Variable
    source: Source
    filter: Value | None
    body: Value
    type: ValueType = TRUTH


@node
class ForAll:
    """``all(body for variable in source if filter)``."""

    variable: Variable
    source: Source
    filter: Value | None
    body: Value
    type: ValueType = TRUTH


Quantified: TypeAlias = Exists | ForAll | Count | CountDistinct | Extreme
Value: TypeAlias = (
    Literal
    | Field
    | DayOf
    | Today
    | Dated
    | Named
    | Call
    | Arithmetic
    | Count
    | CountDistinct
    | Extreme
    | Compare
    | Among
    | IsNull
    | AllOf
    | AnyOf
    | Not
    | Exists
    | ForAll
)


def parts(node: Value) -> tuple[Value, ...]:
    """The values directly inside a value, in the order in which they are written."""
    match node:
        case Literal() | Field() | Today():
            return ()
        case DayOf(moment=inner) | IsNull(field=inner):
            return (inner,)
        case Dated(day=inner) | Named(value=inner) | Not(operand=inner) | Among(value=inner):
            return (inner,)
        case Call(arguments=inside) | AllOf(operands=inside) | AnyOf(operands=inside):
            return inside
        case Arithmetic(left=left, right=right) | Compare(left=left, right=right):
            return (left, right)
        case Count(source=source, filter=test):
            return (*_key(source), *_given(test))
        case (
            CountDistinct(source=source, filter=test, item=item)
            | Extreme(source=source, filter=test, item=item)
        ):
            return (*_key(source), *_given(test), item)
        case Exists(source=source, filter=test, body=body) | ForAll(source=source, filter=test, body=body):
            return (*_key(source), *_given(test), body)


def literal_of(node: Value) -> Literal | None:
    """The constant that a value is, written here or called by a parameter's name; None where it is none."""
    value = node.value if isinstance(node, Named) else node
    return value if isinstance(value, Literal) else None


def walk(node: Value) -> Iterator[Value]:
    """The value and every value inside it."""
    yield node
    for part in parts(node):
        yield from walk(part)


def fits(node: Value, most: int, deepest: int) -> bool:
    """Whether a value has at most ``most`` parts, nested at most ``deepest`` deep."""
    waiting = [(node, 1)]
    seen = 0
    while waiting:
        value, depth = waiting.pop()
        seen += 1
        if seen > most or depth > deepest:
            return False
        waiting.extend((part, depth + 1) for part in parts(value))
    return True


def rows_of(node: Value) -> Iterator[Row]:
    """The rows that this node itself reads (not those of the values inside it)."""
    if isinstance(node, Field):
        yield node.row
    elif isinstance(node, Quantified) and isinstance(node.source, Children):
        yield node.source.row


def start_of(row: Row) -> Subject | Variable:
    """The row from which references lead to this one; the row itself where none does."""
    while isinstance(row, Referred):
        row = row.row
    return row


def asked_of_each(node: Quantified) -> tuple[Value, ...]:
    """What a quantifier asks of each row: its filter, then its body or item."""
    given = (node.filter, getattr(node, "body", None), getattr(node, "item", None))
    return tuple(part for part in given if part is not None)


def has_quantifier(node: Value) -> bool:
    """Whether rows have to be looked at to know a value."""
    return any(isinstance(part, Quantified) for part in walk(node))


def reads_variables(node: Value) -> bool:
    """Whether a row of some quantifier, around the value or inside it, is read."""
    return any(isinstance(start_of(row), Variable) for part in walk(node) for row in rows_of(part))


def tables_of(node: Value) -> frozenset[str]:
    """Every table that the value reads."""
    found: set[str] = set()
    for value in walk(node):
        if isinstance(value, Quantified):
            found.add(value.source.table)
        for row in rows_of(value):
            place = row
            while isinstance(place, Referred):
                found.add(place.table)
                place = place.row
    return frozenset(found)


def bounded(node: Value) -> bool:
    """Whether the value may be known only within bounds.

    A clock time may be a bare date; a working day may lie in a year whose arrangement is not
    published; a count may have filters that are unknown.
    """
    match node:
        case Field():
            return node.type == MOMENT
        case Count() | CountDistinct():
            return True
        case Call(function="workday_after" | "workdays_between"):
            return True
        case Call(arguments=arguments):
            return any(bounded(argument) for argument in arguments)
        case Named(value=value):
            return bounded(value)
        case Arithmetic(left=left, right=right):
            return bounded(left) or bounded(right)
        case Extreme(item=item):
            return bounded(item)
        case _:
            return False


def _key(source: Source) -> tuple[Value, ...]:
    return (source.key,) if isinstance(source, Lookup) and source.key is not None else ()


def _given(test: Value | None) -> tuple[Value, ...]:
    return () if test is None else (test,)
