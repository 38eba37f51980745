"""Typed tree → SQL expressions in a frame. Three-valued as SQL is; NULL is unknown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sdcompliance.conditions import FUNCTIONS, MOMENT, Bound
from sdcompliance.conditions import tree as t
from sdcompliance.conditions.functions import COALESCE
from sdcompliance.conditions.types import ValueKind, ValueType
from sdcompliance.engines.relational import quantifiers
from sdcompliance.engines.relational.frame import Frame
from sdcompliance.engines.relational.functions import sql_of
from sdcompliance.engines.relational.spans import Span, combined, compared, one

#: Days of the calendar with the working days up to each, and the n-th working day: calendars.py.
WORKDAYS, NTH_WORKDAY = "sdc_workdays", "sdc_nth_workday"


def value(node: t.Value, frame: Frame) -> Span:
    """A value in a frame; what it needs is joined there."""
    key = (node, frame.guards) if frame.guards and t.has_quantifier(node) else node
    if key not in frame.known:
        frame.known[key] = _value(node, frame)
    return frame.known[key]


def truth(node: t.Value, frame: Frame) -> str:
    """A condition in a frame."""
    return value(node, frame).least


def _value(node: t.Value, frame: Frame) -> Span:
    match node:
        case t.Literal(value=content):
            return one(literal(content, frame))
        case t.Field():
            return _field(node, frame)
        case t.DayOf(moment=moment):
            if (column := recorded(moment, frame)) is None:
                return one(unknown(node.type, frame))
            return one(frame.statement.dialect.day_of(column))
        case t.Today():
            return one(frame.statement.today(frame.origin))
        case t.Dated():
            return _dated(node, frame)
        case t.Named(value=inner):
            return value(inner, frame)
        case t.Call():
            return _coalesce(node, frame) if node.function == COALESCE else _call(node, frame)
        case t.Arithmetic(operator=operator, left=left, right=right):
            return combined(operator, value(left, frame), value(right, frame))
        case t.Compare(operator=operator, left=left, right=right):
            counted = _any_of(node) or left
            return one(compared(operator, value(counted, frame), value(right, frame)))
        case t.Among(value=inner, options=options):
            listed = ", ".join(literal(option, frame) for option in options)
            return one(f"({value(inner, frame).least} IN ({listed}))")
        case t.IsNull(field=field):
            return one(is_null(field, frame))
        case t.Not(operand=operand):
            return one(f"(NOT {truth(operand, frame)})")
        case t.AllOf(operands=operands):
            return one(f"({' AND '.join(_chained(operands, frame, 'FALSE'))})")
        case t.AnyOf(operands=operands):
            return one(f"({' OR '.join(_chained(operands, frame, 'TRUE'))})")
        case t.Exists() | t.ForAll() | t.Count() | t.CountDistinct() | t.Extreme():
            return quantifiers.value_of(node, frame)


def _chained(operands: tuple[t.Value, ...], frame: Frame, settled: str) -> list[str]:
    """Conditions side by side, each guarded by the others: where one settles all, no other matters."""
    found = []
    for operand in operands:
        with frame.guarded((other for other in operands if other is not operand), settled):
            found.append(truth(operand, frame))
    return found


def _any_of(node: t.Compare) -> t.Count | None:
    """What to count where it is only asked whether there is one: rows, which is cheaper than their values.

    There is a value where there is a row, for a row whose value is not recorded has one all the same.
    """
    left, right = (node.left.value if isinstance(node.left, t.Named) else node.left), t.literal_of(node.right)
    if not isinstance(left, t.CountDistinct) or right is None:
        return None
    asks_for_any = (node.operator, right.value) in ((">=", 1), ("<", 1), (">", 0), ("<=", 0))
    return t.Count(left.variable, left.source, left.filter) if asks_for_any else None


# ── literals, columns, rows ─────────────────────────────────────────────────────────────


def literal(content: t.Scalar, frame: Frame) -> str:
    """A constant of a rule."""
    match content:
        case bool():
            return "TRUE" if content else "FALSE"
        case int() | Decimal():
            return str(content) if content >= 0 else f"({content})"
        case date():
            return frame.statement.dialect.day(content)
        case _:
            return frame.statement.dialect.quoted(str(content))


_SQL_TYPES = {ValueKind.TRUTH: "BOOLEAN", ValueKind.NUMBER: "BIGINT", ValueKind.DAY: "DATE"}


def unknown(type_: ValueType, frame: Frame) -> str:
    """NULL, of a type that it can be compared as."""
    dialect = frame.statement.dialect
    others = dialect.moment_type if type_.kind is ValueKind.MOMENT else dialect.text_type
    return f"CAST(NULL AS {_SQL_TYPES.get(type_.kind, others)})"


def recorded(field: t.Field, frame: Frame) -> str | None:
    """A column as the relation has it; None where its table is absent."""
    return frame.column(field.row, field.column)


def readable(row: t.Row, frame: Frame) -> str:
    """A condition: the row is there. TRUE for the rows at hand."""
    if not isinstance(row, t.Referred):
        return "TRUE"
    alias = frame.alias(row)
    return "FALSE" if alias is None else f"{alias}.id IS NOT NULL"


def is_null(field: t.Field, frame: Frame) -> str:
    """Whether a column is recorded as empty; NULL where the row, or the value, cannot be read."""
    column = recorded(field, frame)
    if column is None:
        return unknown(t.IsNull(field).type, frame)
    conditions = [] if (there := readable(field.row, frame)) == "TRUE" else [there]
    if faulty := faulted(field, frame):
        conditions.append(f"NOT {faulty}")
    if not conditions:
        return f"({column} IS NULL)"
    return f"CASE WHEN {' AND '.join(conditions)} THEN {column} IS NULL END"


def faulted(field: t.Field, frame: Frame) -> str | None:
    """A condition: the source has a value here that could not be read. None where it has none anywhere."""
    table = field.row.table
    if (table, field.column) not in frame.statement.shape.faulted:
        return frame.nameless(field.row, field.column)
    dialect = frame.statement.dialect
    marked = dialect.contains(f"{frame.alias(field.row)}.faults", dialect.quoted(f",{field.column},"))
    return f"coalesce({marked}, FALSE)"


def _field(node: t.Field, frame: Frame) -> Span:
    column = recorded(node, frame)
    if column is None:
        return one(unknown(node.type, frame))
    if node.type != MOMENT:
        return one(column)
    end = frame.statement.dialect.end_of_day(column)
    return Span(column, f"CASE WHEN {column}_is_day THEN {end} ELSE {column} END")


# ── functions ───────────────────────────────────────────────────────────────────────────


def _dated(node: t.Dated, frame: Frame) -> Span:
    day = value(node.day, frame).least
    branches = [
        f"WHEN {day} >= {literal(start, frame)} THEN {literal(content, frame)}"
        for start, content in reversed(node.steps)
    ]
    return one(f"CASE {' '.join(branches)} END")


def _call(node: t.Call, frame: Frame) -> Span:
    arguments = [value(argument, frame) for argument in node.arguments]
    bounds = [parameter.bound for parameter in FUNCTIONS[node.function].parameters]
    pairs = list(zip(arguments, bounds, strict=True))
    low = [a.greatest if b is Bound.FALLS else a.least for a, b in pairs]
    high = [a.least if b is Bound.FALLS else a.greatest for a, b in pairs]
    if (counted := _BY_WORKDAYS.get(node.function)) is not None:
        return _both(counted(frame, "least", *low), counted(frame, "greatest", *high))
    least = sql_of(node.function, frame.statement.dialect, low)
    return one(least) if low == high else _both(least, sql_of(node.function, frame.statement.dialect, high))


def _both(least: str, greatest: str) -> Span:
    """Bounds of which neither is known without the other."""
    if least == greatest:
        return one(least)
    return Span(
        f"CASE WHEN {greatest} IS NOT NULL THEN {least} END",
        f"CASE WHEN {least} IS NOT NULL THEN {greatest} END",
    )


def _workday_after(frame: Frame, bound: str, day: str, n: str) -> str:
    """The n-th working day after a day: the earliest if all days work that may, else the latest."""
    if n == "0":
        return day
    how = "possible" if bound == "least" else "certain"
    start = frame.joined(WORKDAYS, "day", f"{{0}}.day = {day}")
    found = frame.joined(NTH_WORKDAY, "nth", f"{{0}}.n = {start}.{how} + {n}")
    after = f"{found}.if_{how}"
    if n.isdecimal():
        return after
    return f"CASE WHEN {n} = 0 THEN {day} WHEN {n} > 0 THEN {after} END"


def _workdays_between(frame: Frame, bound: str, first: str, last: str) -> str:
    """The working days after a day up to another, counted back where that is earlier."""
    start = frame.joined(WORKDAYS, "day", f"{{0}}.day = {first}")
    end = frame.joined(WORKDAYS, "day", f"{{0}}.day = {last}")
    possible, certain = f"({end}.possible - {start}.possible)", f"({end}.certain - {start}.certain)"
    forward, backward = (certain, possible) if bound == "least" else (possible, certain)
    return f"CASE WHEN {last} >= {first} THEN {forward} ELSE {backward} END"


_BY_WORKDAYS = {"workday_after": _workday_after, "workdays_between": _workdays_between}


def _coalesce(node: t.Call, frame: Frame) -> Span:
    *others, last = node.arguments
    least = greatest = ""
    for argument in others:
        span, absent = value(argument, frame), definitely_null(argument, frame)
        least += f"WHEN ({absent}) IS NOT TRUE THEN {span.least} "
        greatest += f"WHEN ({absent}) IS NOT TRUE THEN {span.greatest} "
    span = value(last, frame)
    return Span(f"CASE {least}ELSE {span.least} END", f"CASE {greatest}ELSE {span.greatest} END")


def definitely_null(node: t.Value, frame: Frame) -> str:
    """Whether a column is recorded as empty, or ``min`` and ``max`` certainly have no rows."""
    if isinstance(node, t.Extreme):
        return quantifiers.has_no_rows(node, frame)
    column = node.moment if isinstance(node, t.DayOf) else node
    assert isinstance(column, t.Field)  # coalesce was typed so
    return is_null(column, frame)
