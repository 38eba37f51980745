"""Evaluates a typed tree step by step, noting why anything is unknown.

Slow and plain: it explains the findings that generated code (compiler.py) has found, and is the
yardstick against which that code is tested.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, TypeAlias

from sdcompliance.conditions import FINDINGS, FUNCTIONS, Bound, to_text
from sdcompliance.conditions import tree as t
from sdcompliance.conditions.functions import COALESCE
from sdcompliance.engines.consequences.facts import Source, WithFindings
from sdcompliance.engines.native.bounds import Tally, compare_spans, span_of, value_on
from sdcompliance.engines.native.functions import SPANNING, Functions, moment_span
from sdcompliance.engines.native.outcomes import (
    TRUE,
    Member,
    Members,
    Outcome,
    Place,
    exact,
    truth_of,
    unknown,
)
from sdcompliance.findings import Doubt, DoubtKind, distinct
from sdcompliance.records import Row
from sdcompliance.records.values import day_of

#: Rows, or why they cannot be read.
_Rows: TypeAlias = tuple[tuple[Row, ...], tuple[Doubt, ...]]


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

    def looked_at(self, node: t.Quantified) -> Members:
        """The rows that a quantifier looks at."""
        source = node.source
        if isinstance(source, t.Children):
            parent = self.place(source.row)
            prefix = parent.column(source.table)
            rows, doubts = self._children(source, parent)
        else:
            prefix = source.table
            rows, doubts = self._matches(source)
        return Members(
            tuple(Member(node.variable, Place(row, f"{prefix}[{row.id}]")) for row in rows), doubts
        )

    def _children(self, source: t.Children, parent: Place) -> _Rows:
        if parent.row is None:
            return (), parent.doubts
        index = self._records.children(source.table, source.column)
        if index is None:
            return (), self._absent(source.table)
        return index.get(parent.row.id, ()), ()

    def _matches(self, source: t.Lookup) -> _Rows:
        index = self._records.lookup(source.table, source.column)
        if index is None:
            return (), self._absent(source.table)
        if source.key is None:
            return index.get(None, ()), ()
        key = self.value(source.key)
        if not key.known:
            return (), key.doubts
        rows = index.get(key.least, ())
        unkeyed = index.get(None, ()) if source.nulls else ()
        return tuple(sorted((*rows, *unkeyed), key=lambda row: row.id)) if unkeyed else rows, ()

    def _absent(self, table: str) -> tuple[Doubt, ...]:
        """Why a table cannot be read: findings are missing where the rows that would be judged are."""
        own = self._records
        names = own.unread if table == FINDINGS and isinstance(own, WithFindings) else (table,)
        return tuple(Doubt(DoubtKind.TABLE_ABSENT, name) for name in names)

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
                return truth_of(outcome.least in options) if outcome.known else outcome
            case t.IsNull(field=field):
                place = self.place(field.row)
                found = None if place.row is None else getattr(place.row, field.column) is None
                return truth_of(found, place.doubts)
            case t.Not(operand=operand):
                outcome = self.value(operand)
                return outcome if outcome.truth is None else truth_of(not outcome.truth)
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
            found = self.looked_at(node)
            return found.read and all(self.passes(node, member).truth is False for member in found.rows)
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
        return truth_of(compare_spans(node.operator, *spans), doubts)

    def _all(self, outcomes: Iterator[Outcome]) -> Outcome:
        return self._fold(outcomes, settles=False)

    def _any(self, outcomes: Iterator[Outcome]) -> Outcome:
        return self._fold(outcomes, settles=True)

    def _fold(self, outcomes: Iterator[Outcome], *, settles: bool) -> Outcome:
        doubts: list[Doubt] = []
        settled = True
        for outcome in outcomes:
            if outcome.truth is settles:
                return truth_of(settles)
            if outcome.truth is None:
                settled = False
                doubts.extend(outcome.doubts)
        return truth_of(not settles if settled else None, tuple(doubts))

    def passes(self, node: t.Quantified, member: Member) -> Outcome:
        """Whether a row passes the quantifier's filter."""
        return TRUE if node.filter is None else self.within(member).value(node.filter)

    def _quantified(self, node: t.Exists | t.ForAll) -> Outcome:
        found = self.looked_at(node)
        if not found.read:
            return unknown(*found.doubts)
        met = (self._met(node, member) for member in found.rows)
        return self._any(met) if isinstance(node, t.Exists) else self._all(met)

    def _met(self, node: t.Exists | t.ForAll, member: Member) -> Outcome:
        """For ``any``: filter and body. For ``all``: body, or the filter keeps the row out."""
        passed = self.passes(node, member)
        body = self.within(member).value(node.body)
        if isinstance(node, t.Exists):
            return self._all(iter((passed, body)))
        kept_out = passed if passed.truth is None else truth_of(not passed.truth)
        return self._any(iter((kept_out, body)))

    def _counted(self, node: t.Count | t.CountDistinct) -> Outcome:
        found = self.looked_at(node)
        if not found.read:
            return unknown(*found.doubts)
        doubts: list[Doubt] = []
        tally = Tally()
        for member in found.rows:
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
        found = self.looked_at(node)
        if not found.read:
            return unknown(*found.doubts)
        items: list[Outcome] = []
        for member in found.rows:
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
