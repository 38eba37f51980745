"""Typed tree → lines of Python that compute it. Three-valued: True, False, None for unknown.

Every value becomes one or two local variables: an exact value has one name, a value that may be
known only within bounds has two (least, greatest). A value that was computed before, and is
visible here, is not computed again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace

from sdcompliance.conditions import FUNCTIONS, Bound
from sdcompliance.conditions import tree as t
from sdcompliance.conditions.functions import COALESCE
from sdcompliance.engines.native.functions import SPANNING
from sdcompliance.engines.native.writer import Emitted, Writer, one


class Emitter(Writer):
    """Writes what computes a value where it is needed."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[t.Variable, str] = {}
        self._no_rows: dict[t.Extreme, str] = {}  # variables: no row passed, and none may have

    # ── rows ────────────────────────────────────────────────────────────────────────────

    def row(self, row: t.Row) -> Emitted:
        """The variable that holds a row; None where it cannot be read."""
        match row:
            case t.Subject():
                return one("subject", nullable=False)
            case t.Variable():
                return one(self._rows[row], nullable=False)
            case t.Referred(row=inner, reference=reference):
                if (known := self._remembered(row)) is not None:
                    return known
                start = self.row(inner).least
                name = self._name("row")
                call = f"{self._accessor(row)}({start}.{reference}_id)"
                self.line(f"{name} = {self._if_read(inner, start, call)}")
                return self._remember(row, one(name))

    def _if_read(self, row: t.Row, name: str, expression: str) -> str:
        if isinstance(row, t.Referred) and not self._is_sure(row):
            return f"{expression} if {name} is not None else None"
        return expression

    def _source(self, source: t.Source) -> str:
        """The variable that holds the rows a quantifier looks at; None where they cannot be read."""
        if (known := self._remembered(source)) is not None:
            return known.least
        name = self._name("rows")
        access = self._accessor(source)
        if isinstance(source, t.Children):
            start = self.row(source.row).least
            call = self._if_read(source.row, start, f"{access}({start}.id, NONE)")
        elif source.key is None:
            call = f"{access}(None, NONE)"
        else:
            key = self.value(source.key)
            call = f"{access}({key.least}, NONE)"
            if source.nulls:
                # Rows without a key may be meant too: the filter says unknown of them. No row of an
                # absent table can be read, so there is nothing to add there.
                call = f"with_nulls({access}, {key.least})"
            if key.nullable:
                call += f" if {key.least} is not None else None"
        self.line(f"{name} = {call}")
        return self._remember(source, one(name)).least

    # ── values ──────────────────────────────────────────────────────────────────────────

    def value(self, node: t.Value) -> Emitted:
        """The variables that hold a value, computed here unless they are already there."""
        if isinstance(node, t.Named):
            return self.value(node.value)
        if isinstance(node, t.Literal):
            return one(self._constant(node.value), nullable=False)
        if isinstance(node, t.Today):
            return one("today", nullable=False)
        found = self._remembered(node) or self._remember(node, self._computed(node))
        return replace(found, nullable=False) if found.nullable and self._is_sure(node) else found

    def _computed(self, node: t.Value) -> Emitted:
        match node:
            case t.Field():
                return self._field(node)
            case t.DayOf(moment=moment):
                raw, name = self._raw(moment), self._name("day")
                self.line(f"{name} = {raw}.date() if {raw}.__class__ is datetime else {raw}")
                return one(name)
            case t.Dated():
                day, name = self.value(node.day), self._name("value")
                self.line(f"{name} = value_on({self._constant(node.steps)}, {day.least})")
                return one(name)
            case t.Call():
                return self._coalesce(node) if node.function == COALESCE else self._call(node)
            case t.Arithmetic():
                return self._arithmetic(node)
            case t.Compare():
                return self._compare(node)
            case t.Among():
                return self._among(node)
            case t.IsNull(field=field):
                return self._is_null(field)
            case t.Not(operand=operand):
                return self._not(self.value(operand))
            case t.AllOf(operands=operands):
                return self._chain(operands, settles="False", keeps="True")
            case t.AnyOf(operands=operands):
                return self._chain(operands, settles="True", keeps="False")
            case t.Exists() | t.ForAll():
                return self._quantified(node)
            case t.Count():
                return self._count_rows(node)
            case t.CountDistinct():
                return self._count_distinct(node)
            case t.Extreme():
                return self._extreme(node)
            case _:
                raise AssertionError(f"{type(node).__name__} is computed in value()")

    def _field(self, node: t.Field) -> Emitted:
        if not t.bounded(node):
            return one(self._raw(node), nullable=node.column != "id" or isinstance(node.row, t.Referred))
        raw, name = self._raw(node), self._name("moment")
        self.line(f"{name}_a, {name}_z = moment_span({raw})")
        return Emitted(f"{name}_a", f"{name}_z", nullable=True)

    def _raw(self, node: t.Field) -> str:
        """The variable that holds a column as it is recorded."""
        as_recorded = ("as recorded", node)  # a clock time is read once, for its day and for itself
        if (known := self._remembered(as_recorded)) is not None:
            return known.least
        start = self.row(node.row).least
        name = self._name("v")
        self.line(f"{name} = {self._if_read(node.row, start, f'{start}.{node.column}')}")
        return self._remember(as_recorded, one(name)).least

    def _call(self, node: t.Call) -> Emitted:
        arguments = [self.value(argument) for argument in node.arguments]
        bounds = [parameter.bound for parameter in FUNCTIONS[node.function].parameters]
        low = ", ".join(
            a.greatest if b is Bound.FALLS else a.least for a, b in zip(arguments, bounds, strict=True)
        )
        high = ", ".join(
            a.least if b is Bound.FALLS else a.greatest for a, b in zip(arguments, bounds, strict=True)
        )
        function, name = f"f_{node.function}", self._name("f")
        if node.function not in SPANNING:
            self.line(f"{name} = {function}({low})")
            if low == high:
                return one(name)
            self.line(f"{name}_z = {function}({high})")
            return Emitted(name, f"{name}_z", nullable=True)
        self.line(f"{name}_a, {name}_z = {function}({low})")
        if low != high:
            self.line(f"{name}_z = {function}({high})[1]")
            self.line(f"if {name}_z is None: {name}_a = None")
        return Emitted(f"{name}_a", f"{name}_z", nullable=True)

    def _coalesce(self, node: t.Call) -> Emitted:
        first, *others = node.arguments
        name = self._name("c")
        self._assign_pair(name, self.value(first))
        rest = others[0] if len(others) == 1 else t.Call(COALESCE, tuple(others), node.type)
        with self.block(f"if {name}_a is None{self._and_null(first)}:"):
            self._assign_pair(name, self.value(rest))
        if any(t.bounded(argument) for argument in node.arguments):
            return Emitted(f"{name}_a", f"{name}_z", nullable=True)
        return one(f"{name}_a")

    def _and_null(self, node: t.Value) -> str:
        """What must hold as well for a None to mean: definitely not recorded."""
        if isinstance(node, t.Extreme):
            return f" and {self._no_rows[node]}"
        column = node.moment if isinstance(node, t.DayOf) else node
        assert isinstance(column, t.Field)  # coalesce was typed so
        referred = isinstance(column.row, t.Referred)
        return f" and {self.row(column.row).least} is not None" if referred else ""

    def _assign_pair(self, name: str, value: Emitted) -> None:
        self.line(f"{name}_a = {value.least}")
        if not value.exact:
            self.line(f"{name}_z = {value.greatest}")
        else:
            self.line(f"{name}_z = {name}_a")

    def _arithmetic(self, node: t.Arithmetic) -> Emitted:
        left, right = self.value(node.left), self.value(node.right)
        name = self._name("n")
        known = self._known(left, right)
        if left.exact and right.exact:
            self.line(f"{name} = {left.least} {node.operator} {right.least}{_else_none(known)}")
            return one(name, nullable=bool(known))
        spans = f"{left.least}, {left.greatest}, {right.least}, {right.greatest}"
        call = f"span_of({node.operator!r}, {spans})"
        self.line(f"{name}_a, {name}_z = {call}" + (f" if {known} else NO_SPAN" if known else ""))
        return Emitted(f"{name}_a", f"{name}_z", nullable=bool(known))

    # ── truths ──────────────────────────────────────────────────────────────────────────

    def _known(self, *values: Emitted) -> str:
        """A Python condition that holds where all values are known; empty where they always are."""
        names = dict.fromkeys(value.least for value in values if value.nullable)
        return " and ".join(f"{name} is not None" for name in names)

    def _compare(self, node: t.Compare) -> Emitted:
        left, right = self.value(node.left), self.value(node.right)
        name, known = self._name("t"), self._known(left, right)
        if left.exact and right.exact:
            test = f"{left.least} {node.operator} {right.least}"
        elif node.operator in ("<", "<="):
            test = self._ordered(left, node.operator, right)
        elif node.operator in (">", ">="):
            test = self._ordered(right, node.operator.replace(">", "<"), left)
        else:
            spans = f"{left.least}, {left.greatest}, {right.least}, {right.greatest}"
            test = f"compare_spans({node.operator!r}, {spans})"
        self.line(f"{name} = {f'({test})' if known else test}{_else_none(known)}")
        return one(name, nullable=bool(known) or not (left.exact and right.exact))

    def _ordered(self, left: Emitted, operator: str, right: Emitted) -> str:
        certain = f"{left.greatest} {operator} {right.least}"
        possible = f"{left.least} {operator} {right.greatest}"
        return f"True if {certain} else (None if {possible} else False)"

    def _among(self, node: t.Among) -> Emitted:
        value, name = self.value(node.value), self._name("t")
        test = f"{value.least} in {self._constant(frozenset(node.options))}"
        self.line(f"{name} = {test}{_else_none(self._known(value))}")
        return one(name, nullable=value.nullable)

    def _is_null(self, field: t.Field) -> Emitted:
        raw, name = self._raw(field), self._name("t")
        start = self.row(field.row).least
        self.line(f"{name} = {self._if_read(field.row, start, f'{raw} is None')}")
        return one(name, nullable=isinstance(field.row, t.Referred))

    def _not(self, operand: Emitted) -> Emitted:
        name = self._name("t")
        self.line(f"{name} = not {operand.least}{_else_none(self._known(operand))}")
        return one(name, nullable=operand.nullable)

    def _chain(self, operands: tuple[t.Value, ...], *, settles: str, keeps: str) -> Emitted:
        """``and``, ``or``: the first operand that settles it ends it, one that keeps it changes nothing."""
        first, name = self.value(operands[0]), self._name("t")
        nullable = first.nullable
        self.line(f"{name} = {first.least}")
        learn = self.learn_true if keeps == "True" else self._learn_false
        for place, operand in enumerate(operands[1:]):
            with self.block(f"if {name} is not {settles}:"):
                if not nullable:  # every operand before this one kept it, and none was unknown
                    for passed in operands[: place + 1]:
                        learn(passed)
                value = self.value(operand)
                nullable |= value.nullable
                self.line(f"if {value.least} is not {keeps}: {name} = {value.least}")
        return one(name, nullable=nullable)

    # ── quantifiers ─────────────────────────────────────────────────────────────────────

    @contextmanager
    def _each(self, node: t.Quantified, rows: str) -> Iterator[None]:
        name = self._name("each")
        self._rows[node.variable] = name
        with self.block(f"for {name} in {rows}:"):
            yield
        del self._rows[node.variable]

    def _quantified(self, node: t.Exists | t.ForAll) -> Emitted:
        rows, name = self._source(node.source), self._name("t")
        some = isinstance(node, t.Exists)
        body = node.body if some else t.Not(node.body)
        met = body if node.filter is None else t.AllOf((node.filter, body))
        unread = not self._is_sure(node.source)
        if unread:
            self.line(f"{name} = None")
        with self.block(f"if {rows} is not None:") if unread else nullcontext():
            self._sure[-1].add(node.source)
            self.line(f"{name} = {not some}")
            with self._each(node, rows):
                found = self.value(met)
                with self.block(f"if {found.least} is True:" if found.nullable else f"if {found.least}:"):
                    self.line(f"{name} = {some}")
                    self.line("break")
                if found.nullable:
                    self.line(f"if {found.least} is None: {name} = None")
        return one(name, nullable=unread or found.nullable)

    def _count_rows(self, node: t.Count) -> Emitted:
        rows, name = self._source(node.source), self._name("n")
        with self.block(f"if {rows} is None:"):
            self.line(f"{name}_a = {name}_z = None")
        with self.block("else:"):
            if node.filter is None:
                self.line(f"{name}_a = {name}_z = len({rows})")
            else:
                self.line(f"{name}_a = {name}_z = 0")
                with self._each(node, rows):
                    passed = self.value(node.filter).least
                    self.line(f"if {passed} is not False: {name}_z += 1")
                    self.line(f"if {passed} is True: {name}_a += 1")
        return Emitted(f"{name}_a", f"{name}_z", nullable=True)

    def _count_distinct(self, node: t.CountDistinct) -> Emitted:
        rows, name = self._source(node.source), self._name("n")
        self.line(f"{name}_a = {name}_z = None")
        with self.block(f"if {rows} is not None:"):
            # The same count as Tally (bounds.py), in line: a call a row would cost most of it.
            self.line(f"{name}_sure, {name}_may, {name}_unnamed, {name}_some = set(), set(), 0, 0")
            with self._each(node, rows):
                passed = "True" if node.filter is None else self.value(node.filter).least
                with self.block(f"if {passed} is not False:"):
                    item = self.value(node.item).least
                    self.line(f"if {passed} is True: {name}_some = 1")
                    self.line(f"if {item} is None: {name}_unnamed += 1")
                    self.line(f"elif {passed} is True: {name}_sure.add({item})")
                    self.line(f"else: {name}_may.add({item})")
            self.line(f"{name}_a = len({name}_sure) or {name}_some")
            self.line(f"{name}_z = len({name}_sure | {name}_may) + {name}_unnamed")
        return Emitted(f"{name}_a", f"{name}_z", nullable=True)

    def _extreme(self, node: t.Extreme) -> Emitted:
        rows, name = self._source(node.source), self._name("m")
        comparison = "<" if node.which == "min" else ">"
        self.line(f"{name}_a = {name}_z = None")
        self.line(f"{name}_none = {rows} is not None")
        with self.block(f"if {rows} is not None:"), self._each(node, rows):
            self._extreme_step(node, name, comparison)
        self._no_rows[node] = f"{name}_none"
        spans = t.bounded(node)
        return Emitted(f"{name}_a", f"{name}_z" if spans else f"{name}_a", nullable=True)

    def _extreme_step(self, node: t.Extreme, name: str, comparison: str) -> None:
        """One row: an unknown filter or item makes the whole unknown."""
        passed = "True" if node.filter is None else self.value(node.filter).least
        with self.block(f"if {passed} is None:"):
            self.line(f"{name}_a = {name}_z = None")
            self.line(f"{name}_none = False")
            self.line("break")
        with self.block(f"if {passed} is True:"):
            self.line(f"{name}_none = False")
            item = self.value(node.item)
            with self.block(f"if {item.least} is None:"):
                self.line(f"{name}_a = {name}_z = None")
                self.line("break")
            for end, value in (("a", item.least), ("z", item.greatest)):
                best = f"{name}_{end}"
                self.line(f"if {best} is None or {value} {comparison} {best}: {best} = {value}")


def _else_none(known: str) -> str:
    return f" if {known} else None" if known else ""
