"""Evaluates a typed tree step by step, noting why anything is unknown.

Slow and plain: it explains the findings that generated code (compiler.py) has found, and is the
yardstick against which that code is tested.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sdcompliance.conditions import FINDINGS, FUNCTIONS, Bound, to_text
from sdcompliance.conditions import tree as t
from sdcompliance.conditions.functions import COALESCE
from sdcompliance.engines.consequences.facts import Source, WithFindings
from sdcompliance.engines.native.functions import SPANNING, Functions, day_of, moment_span
from sdcompliance.findings import Doubt, DoubtKind, distinct
from sdcompliance.records import Row

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_MIRRORED = {">": "<", ">=": "<="}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a value turned out to be: exact (least is greatest), within bounds, or unknown (both None).

    ``doubts`` says why it is not known exactly.
    """

    least: Any
    greatest: Any
    doubts: tuple[Doubt, ...] = ()

    @property
    def known(self) -> bool:
        """Whether there is a value at all, be it only within bounds."""
        return self.least is not None

    @property
    def truth(self) -> bool | None:
        """True, False, or None for unknown."""
        return self.least if self.least == self.greatest else None


TRUE, FALSE = Outcome(True, True), Outcome(False, False)


def exact(value: Any) -> Outcome:
    """A value that is known exactly."""
    return Outcome(value, value)


def unknown(*doubts: Doubt) -> Outcome:
    """A value of which nothing is known, and why."""
    return Outcome(None, None, doubts)


def _truth(value: bool | None, doubts: tuple[Doubt, ...]) -> Outcome:
    if value is None:
        return Outcome(None, None, distinct(doubts))
    return TRUE if value else FALSE


@dataclass(frozen=True, slots=True)
class Place:
    """A row and the path by which the rule reached it; no row, and why it cannot be read."""

    row: Row | None
    path: str
    doubts: tuple[Doubt, ...] = ()

    def column(self, name: str) -> str:
        """The path of one of its columns."""
        return f"{self.path}.{name}" if self.path else name


@dataclass(frozen=True, slots=True)
class Member:
    """One row that a quantifier looks at, with what its filter and its body say."""

    variable: t.Variable
    place: Place


class Interpreter:
    """Evaluates conditions on one row of the records."""

    def __init__(self, records: Source, subject: Row, today: date, functions: Functions) -> None:
        self._records = records
        self._today = today
        self._functions = functions
        self._places: Mapping[str, Place] = {}
        self._subject = Place(subject, "")

    def within(self, member: Member) -> Interpreter:
        """The same records, seen from inside a quantifier."""
        inner = object.__new__(Interpreter)
        inner.__dict__.update(self.__dict__)
        inner._places = {**self._places, member.variable.name: member.place}
        return inner

    # ── rows ────────────────────────────────────────────────────────────────────────────

    def place(self, row: t.Row) -> Place:
        """The row, or why it cannot be read."""
        match row:
            case t.Subject():
                return self._subject
            case t.Variable(name=name):
                return self._places[name]
            case t.Referred(row=inner, reference=reference, table=table):
                return self._follow(self.place(inner), reference, table)

    def _follow(self, start: Place, reference: str, table: str) -> Place:
        path = start.column(reference)
        if start.row is None:
            return Place(None, path, start.doubts)
        key = getattr(start.row, f"{reference}_id")
        column = start.column(f"{reference}_id")
        if key is None:
            return Place(None, path, (Doubt(DoubtKind.NOT_RECORDED, column),))
        rows = self._records.table(table)
        if rows is None:
            return Place(None, path, (Doubt(DoubtKind.TABLE_ABSENT, table),))
        if (row := rows.get(key)) is None:
            return Place(None, path, (Doubt(DoubtKind.DANGLING, column),))
        return Place(row, path)

    def members(self, node: t.Quantified) -> tuple[Member, ...] | tuple[Doubt, ...]:
        """The rows that a quantifier looks at, in order of id; or why they cannot be read."""
        source = node.source
        rows = self._children(source) if isinstance(source, t.Children) else self._matches(source)
        if rows and isinstance(rows[0], Doubt):
            return rows
        prefix = source.table
        if isinstance(source, t.Children):
            prefix = self.place(source.row).column(source.table)
        return tuple(
            Member(node.variable, Place(row, f"{prefix}[{row.id}]")) for row in rows if isinstance(row, Row)
        )

    def _absent(self, table: str) -> tuple[Doubt, ...]:
        """Why a table cannot be read: findings are missing where the rows that would be judged are."""
        own = self._records
        names = own.unread if table == FINDINGS and isinstance(own, WithFindings) else (table,)
        return tuple(Doubt(DoubtKind.TABLE_ABSENT, name) for name in names)

    def _children(self, source: t.Children) -> tuple[Row, ...] | tuple[Doubt, ...]:
        parent = self.place(source.row)
        if parent.row is None:
            return parent.doubts
        index = self._records.children(source.table, source.column)
        if index is None:
            return self._absent(source.table)
        return index.get(parent.row.id, ())

    def _matches(self, source: t.Lookup) -> tuple[Row, ...] | tuple[Doubt, ...]:
        index = self._records.lookup(source.table, source.column)
        if index is None:
            return self._absent(source.table)
        if source.key is None:
            return index.get(None, ())
        key = self.value(source.key)
        if not key.known:
            return key.doubts
        rows = index.get(key.least, ())
        unkeyed = index.get(None, ()) if source.nulls else ()
        return tuple(sorted((*rows, *unkeyed), key=lambda row: row.id)) if unkeyed else rows

    # ── values ──────────────────────────────────────────────────────────────────────────

    def value(self, node: t.Value) -> Outcome:
        """What a value is."""
        match node:
            case t.Literal(value=value):
                return exact(value)
            case t.Field():
                return self._field(node)
            case t.DayOf(moment=moment):
                return self._read(moment, lambda value: exact(day_of(value)))
            case t.Today():
                return exact(self._today)
            case t.Dated():
                return self._dated(node)
            case t.Named(value=value):
                return self.value(value)
            case t.Call():
                return self._call(node)
            case t.Arithmetic():
                return self._arithmetic(node)
            case t.Compare():
                return self._compare(node)
            case t.Among(value=value, options=options):
                outcome = self.value(value)
                return _truth(outcome.least in options, ()) if outcome.known else outcome
            case t.IsNull(field=field):
                place = self.place(field.row)
                found = None if place.row is None else getattr(place.row, field.column) is None
                return _truth(found, place.doubts)
            case t.Not(operand=operand):
                outcome = self.value(operand)
                return outcome if outcome.truth is None else _truth(not outcome.truth, ())
            case t.AllOf(operands=operands):
                return self._all(self.value(operand) for operand in operands)
            case t.AnyOf(operands=operands):
                return self._any(self.value(operand) for operand in operands)
            case t.Exists() | t.ForAll():
                return self._quantified(node)
            case t.Count() | t.CountDistinct():
                return self._counted(node)
            case t.Extreme():
                return self._extreme(node)

    def _field(self, node: t.Field) -> Outcome:
        if t.bounded(node):
            return self._read(node, lambda value: self._moment(node, value))
        return self._read(node, exact)

    def _read(self, field: t.Field, wrap: Callable[[Any], Outcome]) -> Outcome:
        place = self.place(field.row)
        if place.row is None:
            return unknown(*place.doubts)
        value = getattr(place.row, field.column)
        if value is None:
            return unknown(Doubt(DoubtKind.NOT_RECORDED, place.column(field.column)))
        return wrap(value)

    def _moment(self, node: t.Field, value: Any) -> Outcome:
        least, greatest = moment_span(value)
        if least == greatest:
            return exact(least)
        path = self.place(node.row).column(node.column)
        return Outcome(least, greatest, (Doubt(DoubtKind.CLOCK_TIME, path),))

    def _dated(self, node: t.Dated) -> Outcome:
        day = self.value(node.day)
        if not day.known:
            return day
        value = value_on(node.steps, day.least)
        return unknown(Doubt(DoubtKind.UNREACHABLE, node.name)) if value is None else exact(value)

    def _call(self, node: t.Call) -> Outcome:
        if node.function == COALESCE:
            return self._coalesce(node)
        outcomes = [self.value(argument) for argument in node.arguments]
        doubts = distinct(doubt for outcome in outcomes for doubt in outcome.doubts)
        if not all(outcome.known for outcome in outcomes):
            return unknown(*doubts)
        bounds = [parameter.bound for parameter in FUNCTIONS[node.function].parameters]
        low = [o.greatest if b is Bound.FALLS else o.least for o, b in zip(outcomes, bounds, strict=True)]
        high = [o.least if b is Bound.FALLS else o.greatest for o, b in zip(outcomes, bounds, strict=True)]
        function = self._functions[node.function]
        if node.function in SPANNING:
            least, greatest = function(*low)[0], function(*high)[1]
            doubts = (*doubts, Doubt(DoubtKind.CALENDAR, to_text(node)))
        else:
            least, greatest = function(*low), function(*high)
        if least is None or greatest is None:
            return unknown(Doubt(DoubtKind.UNREACHABLE, to_text(node)))
        return exact(least) if least == greatest else Outcome(least, greatest, doubts)

    def _coalesce(self, node: t.Call) -> Outcome:
        for argument in node.arguments[:-1]:
            if not self._is_null(argument):
                return self.value(argument)
        return self.value(node.arguments[-1])

    def _is_null(self, node: t.Value) -> bool:
        """Whether a column is definitely not recorded, or min and max definitely have no rows."""
        if isinstance(node, t.Extreme):
            members = self.members(node)
            passed = [self.passes(node, member) for member in members if isinstance(member, Member)]
            unread = bool(members) and isinstance(members[0], Doubt)
            return not unread and all(outcome.truth is False for outcome in passed)
        column = node.moment if isinstance(node, t.DayOf) else node
        assert isinstance(column, t.Field)  # coalesce was typed so
        place = self.place(column.row)
        return place.row is not None and getattr(place.row, column.column) is None

    def _arithmetic(self, node: t.Arithmetic) -> Outcome:
        left, right = self.value(node.left), self.value(node.right)
        doubts = distinct((*left.doubts, *right.doubts))
        if not (left.known and right.known):
            return unknown(*doubts)
        least, greatest = span_of(node.operator, left.least, left.greatest, right.least, right.greatest)
        return Outcome(least, greatest, () if least == greatest else doubts)

    # ── truths ──────────────────────────────────────────────────────────────────────────

    def _compare(self, node: t.Compare) -> Outcome:
        left, right = self.value(node.left), self.value(node.right)
        doubts = distinct((*left.doubts, *right.doubts))
        if not (left.known and right.known):
            kept = [outcome.doubts for outcome in (left, right) if not outcome.known]
            return unknown(*distinct(doubt for found in kept for doubt in found))
        spans = (left.least, left.greatest, right.least, right.greatest)
        return _truth(compare_spans(node.operator, *spans), doubts)

    def _all(self, outcomes: Iterator[Outcome]) -> Outcome:
        return self._fold(outcomes, settles=False)

    def _any(self, outcomes: Iterator[Outcome]) -> Outcome:
        return self._fold(outcomes, settles=True)

    def _fold(self, outcomes: Iterator[Outcome], *, settles: bool) -> Outcome:
        doubts: list[Doubt] = []
        settled = True
        for outcome in outcomes:
            if outcome.truth is settles:
                return _truth(settles, ())
            if outcome.truth is None:
                settled = False
                doubts.extend(outcome.doubts)
        return _truth(not settles if settled else None, tuple(doubts))

    def passes(self, node: t.Quantified, member: Member) -> Outcome:
        """Whether a row passes the quantifier's filter."""
        return TRUE if node.filter is None else self.within(member).value(node.filter)

    def _quantified(self, node: t.Exists | t.ForAll) -> Outcome:
        members = self.members(node)
        if members and isinstance(members[0], Doubt):
            return unknown(*members)
        found = (self._met(node, member) for member in members if isinstance(member, Member))
        return self._any(found) if isinstance(node, t.Exists) else self._all(found)

    def _met(self, node: t.Exists | t.ForAll, member: Member) -> Outcome:
        """For ``any``: filter and body. For ``all``: body, or the filter keeps the row out."""
        passed = self.passes(node, member)
        body = self.within(member).value(node.body)
        if isinstance(node, t.Exists):
            return self._all(iter((passed, body)))
        kept_out = passed if passed.truth is None else _truth(not passed.truth, ())
        return self._any(iter((kept_out, body)))

    def _counted(self, node: t.Count | t.CountDistinct) -> Outcome:
        members = self.members(node)
        if members and isinstance(members[0], Doubt):
            return unknown(*members)
        doubts: list[Doubt] = []
        tally = Tally()
        for member in members:
            if not isinstance(member, Member):
                continue
            passed = self.passes(node, member)
            doubts.extend(passed.doubts)
            if passed.truth is False:
                continue
            if isinstance(node, t.CountDistinct):
                item = self.within(member).value(node.item)
                doubts.extend(item.doubts)
                tally.add(item.least, certain=passed.truth is True)
            else:
                tally.add(member.place.path, certain=passed.truth is True)
        least, greatest = tally.least, tally.greatest
        return exact(least) if least == greatest else Outcome(least, greatest, distinct(doubts))

    def _extreme(self, node: t.Extreme) -> Outcome:
        members = self.members(node)
        if members and isinstance(members[0], Doubt):
            return unknown(*members)
        items: list[Outcome] = []
        for member in members:
            if not isinstance(member, Member):
                continue
            passed = self.passes(node, member)
            if passed.truth is None:
                items.append(unknown(*passed.doubts))
            elif passed.truth:
                items.append(self.within(member).value(node.item))
        doubts = distinct(doubt for item in items for doubt in item.doubts)
        if not items:
            return unknown(Doubt(DoubtKind.NOT_RECORDED, to_text(node)))
        if not all(item.known for item in items):
            return unknown(*doubts)
        choose = min if node.which == "min" else max
        least = choose(item.least for item in items)
        greatest = choose(item.greatest for item in items)
        return exact(least) if least == greatest else Outcome(least, greatest, doubts)


class Tally:
    """Counts distinct values of which some may not be there, and some may not be known."""

    def __init__(self) -> None:
        self._certain: set[Any] = set()
        self._possible: set[Any] = set()
        self._nameless = 0  # rows whose value is not recorded: each may be one more
        self._someone = False  # a row is certainly there, whatever its value

    def add(self, value: Any, *, certain: bool) -> None:
        """One row with its value (None: not recorded) that is certainly or possibly there."""
        self._someone |= certain
        if value is None:
            self._nameless += 1
            return
        self._possible.add(value)
        if certain:
            self._certain.add(value)

    @property
    def least(self) -> int:
        """The fewest distinct values there can be."""
        return max(len(self._certain), int(self._someone))

    @property
    def greatest(self) -> int:
        """The most distinct values there can be."""
        return len(self._possible) + self._nameless


def value_on(steps: tuple[tuple[date, t.Scalar], ...], day: date | None) -> t.Scalar | None:
    """The value of a dated parameter in force on a day; None before its first date."""
    found = None
    for start, value in steps:
        if day is None or day < start:
            break
        found = value
    return found


def compare_spans(operator_: str, a: Any, b: Any, c: Any, d: Any) -> bool | None:
    """Compares [a, b] with [c, d]: true or false where it holds throughout the bounds, else None."""
    if operator_ in _MIRRORED:
        return compare_spans(_MIRRORED[operator_], c, d, a, b)
    if operator_ in ("<", "<="):
        holds = _COMPARE[operator_]
        return True if holds(b, c) else None if holds(a, d) else False
    apart = b < c or d < a if a != b or c != d else a != c
    same = a == b == c == d
    equal = False if apart else True if same else None
    return equal if operator_ == "==" or equal is None else not equal


def span_of(operator_: str, a: Any, b: Any, c: Any, d: Any) -> tuple[Any, Any]:
    """Adds, subtracts or multiplies [a, b] and [c, d]."""
    if operator_ == "+":
        return a + c, b + d
    if operator_ == "-":
        return a - d, b - c
    products = (a * c, a * d, b * c, b * d)
    return min(products), max(products)
