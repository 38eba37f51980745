"""Why a requirement is not met: the cells that are blank or wrong, the rows that are wanting.

The requirement itself is asked, part by part and row by row, so that nothing of what it says has to
be said here again, and no row is left out, however many there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from sdcompliance.conditions import tree as t
from sdcompliance.engines.native.interpreter import Interpreter
from sdcompliance.engines.native.outcomes import Members
from sdcompliance.findings import DoubtKind
from sdcompliance.records import Row
from sdcompliance.rulebook import Requirement, Variant


@dataclass(frozen=True, slots=True)
class Spot:
    """A recorded cell that keeps the requirement from being met: empty, blank or wrong."""

    row: Row
    column: str


@dataclass(frozen=True, slots=True)
class Shortage:
    """Too few rows of a table: ``least`` to ``greatest`` are there (they differ where a row may count
    or not), ``wanted`` are needed."""

    table: str
    least: int
    greatest: int
    wanted: int

    @property
    def more(self) -> int:
        """How many rows are wanting for certain."""
        return max(0, self.wanted - self.greatest)


@dataclass(frozen=True, slots=True)
class AbsentTable:
    """The source does not have the table, so that nothing can be said."""

    table: str


Unmet: TypeAlias = Spot | Shortage | AbsentTable
_Quantified = t.Exists | t.ForAll | t.Count | t.CountDistinct | t.Extreme


def unmet(requirement: Requirement, interpreter: Interpreter) -> Iterator[Unmet]:
    """What keeps one requirement of a rule from being met; nothing where it is met."""
    yield from _unmet(requirement.condition, requirement.name, interpreter)


def unknown_scope(variant: Variant, interpreter: Interpreter) -> Iterator[Unmet]:
    """What would have to be recorded to see whether the rule applies; nothing where that is known."""
    if interpreter.value(variant.applies).truth is None:
        yield from _unrecorded(variant.applies, interpreter)


def headcount(condition: t.Value, interpreter: Interpreter) -> Shortage | None:
    """How many rows there are and how many are needed, for a condition ``count(…) >= n``; else None."""
    match condition:
        case t.Named(value=value):
            return headcount(value, interpreter)
        case t.Compare(operator=">=", left=left, right=right) if (table := _counted(left)) is not None:
            found, wanted = interpreter.value(left), interpreter.value(right)
            if found.known and wanted.known:
                return Shortage(table, found.least, found.greatest, wanted.least)
    return None


def _unmet(node: t.Value, name: str | None, seen: Interpreter) -> Iterator[Unmet]:
    outcome = seen.value(node)
    if outcome.truth is True:
        return
    match node:
        case t.Named(value=value):
            yield from _unmet(value, name, seen)
        case t.AllOf(operands=operands):
            for operand in operands:
                yield from _unmet(operand, name, seen)
        case t.ForAll():
            yield from _rows_unmet(node, name, seen)
        case _ if outcome.truth is None:
            yield from _unrecorded(node, seen)
        case t.Exists(source=source):
            yield Shortage(source.table, 0, 0, 1)
        case _ if (short := headcount(node, seen)) is not None:
            yield short
        case _:
            yield from _wrong(node, name, seen)


def _rows_unmet(node: t.ForAll, name: str | None, seen: Interpreter) -> Iterator[Unmet]:
    """``all(…)``: every row that the filter does not keep out and that does not meet the condition."""
    found = seen.looked_at(node)
    yield from _absent_tables(found)
    for member in found.rows:
        inner, passed = seen.within(member), seen.passes(node, member)
        if passed.truth is False or inner.value(node.body).truth is True:
            continue
        if passed.truth is None and node.filter is not None:
            yield from _unrecorded(node.filter, inner)
        yield from _unmet(node.body, name, inner)


def _wrong(node: t.Value, name: str | None, seen: Interpreter) -> Iterator[Spot]:
    """The cell that the requirement is named for, else every cell of its condition."""
    spots = list(dict.fromkeys(_spots(node, seen)))
    named = [spot for spot in spots if name is not None and spot.column in (name, f"{name}_id")]
    yield from named or spots


def _spots(node: t.Value, seen: Interpreter) -> Iterator[Spot]:
    """The cells that a condition reads; behind a reference, the cell that holds the reference."""
    for field in _fields(node):
        row, column = field.row, field.column
        while isinstance(row, t.Referred):
            column = f"{row.reference}_id"
            row = row.row
        place = seen.place(row)
        if place.row is not None:
            yield Spot(place.row, column)


def _fields(node: t.Value) -> Iterator[t.Field]:
    if isinstance(node, t.Field):
        yield node
    elif not isinstance(node, _Quantified):
        for part in t.parts(node):
            yield from _fields(part)


# ── what is not recorded ────────────────────────────────────────────────────────────────


def _unrecorded(node: t.Value, seen: Interpreter) -> Iterator[Unmet]:
    """The cells without which a value is unknown or known only within bounds."""
    outcome = seen.value(node)
    if outcome.known and outcome.least == outcome.greatest:
        return
    match node:
        case t.Field(row=row, column=column):
            place = seen.place(row)
            if place.row is None:
                yield from _leading_nowhere(row, seen)
            elif getattr(place.row, column) is None:
                yield Spot(place.row, column)
        case t.Exists() | t.ForAll() | t.Count() | t.CountDistinct() | t.Extreme():
            yield from _unrecorded_in_rows(node, seen)
        case _:
            for part in t.parts(node):
                yield from _unrecorded(part, seen)


def _unrecorded_in_rows(node: t.Quantified, seen: Interpreter) -> Iterator[Unmet]:
    inside = getattr(node, "body", None) or getattr(node, "item", None)
    found = seen.looked_at(node)
    yield from _absent_tables(found)
    for member in found.rows:
        inner, passed = seen.within(member), seen.passes(node, member)
        if passed.truth is None and node.filter is not None:
            yield from _unrecorded(node.filter, inner)
        if passed.truth is not False and inside is not None:
            yield from _unrecorded(inside, inner)


def _absent_tables(found: Members) -> Iterator[AbsentTable]:
    """The table that is not there. Where only the parent cannot be read, none."""
    return (AbsentTable(doubt.path) for doubt in found.doubts if doubt.kind is DoubtKind.TABLE_ABSENT)


def _leading_nowhere(row: t.Row, seen: Interpreter) -> Iterator[Unmet]:
    """Where a row cannot be read: the reference that leads nowhere, or the table it leads to."""
    absent = [doubt.path for doubt in seen.place(row).doubts if doubt.kind is DoubtKind.TABLE_ABSENT]
    if absent:
        yield from map(AbsentTable, absent)
        return
    while isinstance(row, t.Referred):
        start = seen.place(row.row)
        if start.row is not None:
            yield Spot(start.row, f"{row.reference}_id")
            return
        row = row.row


def _counted(node: t.Value) -> str | None:
    """The table whose rows a number counts."""
    for part in t.walk(node):
        if isinstance(part, t.Count | t.CountDistinct):
            return part.source.table
    return None
