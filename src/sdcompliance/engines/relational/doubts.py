"""Why a value is not known exactly, as SQL text: each doubt a mark, a letter of its kind, and a path.

Follows the interpreter of the native engine, part for part (engines/native/interpreter.py).
"""

from __future__ import annotations

from collections.abc import Iterable

from sdcompliance.conditions import MOMENT, to_text
from sdcompliance.conditions import tree as t
from sdcompliance.conditions.functions import COALESCE
from sdcompliance.engines.native.functions import SPANNING
from sdcompliance.engines.relational import collected, quantifiers, values
from sdcompliance.engines.relational.frame import Frame
from sdcompliance.engines.relational.paths import Path, column_path, text_of
from sdcompliance.engines.relational.spans import Span
from sdcompliance.engines.relational.statement import MARK
from sdcompliance.findings import DoubtKind

#: The letter by which a kind of doubt is known inside a statement.
LETTERS = {
    DoubtKind.TABLE_ABSENT: "A",
    DoubtKind.NOT_RECORDED: "N",
    DoubtKind.DANGLING: "D",
    DoubtKind.REJECTED: "R",
    DoubtKind.CLOCK_TIME: "T",
    DoubtKind.CALENDAR: "C",
    DoubtKind.UNREACHABLE: "U",
}
NONE = "''"


def doubt(kind: DoubtKind, path: Path, frame: Frame) -> str:
    """One doubt."""
    return f"{MARK} || {text_of((LETTERS[kind], *path), frame.statement.dialect)}"


def doubts_of(node: t.Value, frame: Frame) -> str:
    """The doubts of a value; an empty text where it is known exactly, or is a condition that is settled."""
    match node:
        case t.Literal() | t.Today():
            return NONE
        case t.Field():
            return _of_column(node, node, frame)
        case t.DayOf(moment=moment):
            return _of_column(node, moment, frame)
        case t.IsNull(field=field):
            return _if_open(node, frame, _of_row(field.row, frame), _of_fault(field, frame))
        case t.Dated(name=name, day=day):
            unreached = doubt(DoubtKind.UNREACHABLE, (name,), frame)
            open_ = values.value(node, frame).unknown
            return _case((values.value(day, frame).unknown, doubts_of(day, frame)), (open_, unreached))
        case t.Named(value=inner):
            return doubts_of(inner, frame)
        case t.Call():
            return _of_coalesce(node, frame) if node.function == COALESCE else _of_call(node, frame)
        case t.Arithmetic(left=left, right=right):
            both = joined([doubts_of(left, frame), doubts_of(right, frame)])
            return _case((_open(values.value(node, frame)), both))
        case t.Compare():
            return _of_comparison(node, frame)
        case t.Among(value=inner):
            return _if_open(node, frame, doubts_of(inner, frame))
        case t.Not(operand=operand):
            return doubts_of(operand, frame)
        case t.AllOf(operands=operands) | t.AnyOf(operands=operands):
            return _if_open(node, frame, *(doubts_of(operand, frame) for operand in operands))
        case t.Exists() | t.ForAll() | t.Count() | t.CountDistinct() | t.Extreme():
            return _of_quantifier(node, frame)


def joined(parts: Iterable[str]) -> str:
    """Doubts one after the other."""
    told = [part for part in parts if part != NONE]
    return " || ".join(f"({part})" for part in told) if told else NONE


def _case(*branches: tuple[str, str]) -> str:
    """The doubts of the first test that holds; none where none does."""
    branches = tuple((test, doubts) for test, doubts in branches if test != "NOT (TRUE)")
    if all(doubts == NONE for _, doubts in branches):
        return NONE
    return f"CASE {' '.join(f'WHEN {test} THEN {doubts}' for test, doubts in branches)} ELSE {NONE} END"


def _if_open(condition: t.Value, frame: Frame, *doubts: str) -> str:
    return _case((f"{values.truth(condition, frame)} IS NULL", joined(doubts)))


def _open(span: Span) -> str:
    """A condition: a value is not known exactly."""
    return span.unknown if span.exact else f"({span.unknown} OR {span.least} <> {span.greatest})"


# ── rows and columns ────────────────────────────────────────────────────────────────────


def _of_row(row: t.Row, frame: Frame) -> str:
    """Why a row cannot be read."""
    if not isinstance(row, t.Referred):
        return NONE
    path = column_path(row.row, f"{row.reference}_id", frame)
    lost = doubt(DoubtKind.DANGLING, path, frame)
    if not frame.statement.has(row.table):
        lost = _of_absence(row.table, frame)
    reference = t.Field(row.row, f"{row.reference}_id", _KEY)
    column = values.recorded(reference, frame)
    if column is None:
        return _of_row(row.row, frame)
    return _case(
        (values.readable(row, frame), NONE),
        (f"NOT ({values.readable(row.row, frame)})", _of_row(row.row, frame)),
        (f"{column} IS NOT NULL", lost),
        ("TRUE", _unrecorded(reference, frame)),
    )


def _of_absence(table: str, frame: Frame) -> str:
    wanting = frame.statement.wanting(table)
    return joined(doubt(DoubtKind.TABLE_ABSENT, (name,), frame) for name in wanting)


def _of_column(node: t.Field | t.DayOf, field: t.Field, frame: Frame) -> str:
    column = values.recorded(field, frame)
    if column is None:
        return _of_row(field.row, frame)
    told = [
        (f"NOT ({values.readable(field.row, frame)})", _of_row(field.row, frame)),
        (f"{column} IS NULL", _unrecorded(field, frame)),
    ]
    if node.type == MOMENT:
        path = column_path(field.row, field.column, frame)
        told.append((f"{column}_is_day", doubt(DoubtKind.CLOCK_TIME, path, frame)))
    return _case(*told)


def _unrecorded(field: t.Field, frame: Frame) -> str:
    empty = doubt(DoubtKind.NOT_RECORDED, column_path(field.row, field.column, frame), frame)
    if (faulty := values.faulted(field, frame)) is None:
        return empty
    return f"CASE WHEN {faulty} THEN {_of_fault(field, frame)} ELSE {empty} END"


def _of_fault(field: t.Field, frame: Frame) -> str:
    """The doubt about a value that the source has and nobody can read."""
    if (faulty := values.faulted(field, frame)) is None:
        return NONE
    path = column_path(field.row, field.column, frame)
    return _case((faulty, doubt(DoubtKind.REJECTED, path, frame)))


_KEY = t.Today().type  # of no importance: only the column's place is asked for


# ── calls and comparisons ───────────────────────────────────────────────────────────────


def _of_call(node: t.Call, frame: Frame) -> str:
    arguments = joined(doubts_of(argument, frame) for argument in node.arguments)
    unknown = " OR ".join(values.value(argument, frame).unknown for argument in node.arguments)
    found = values.value(node, frame)
    unreached = doubt(DoubtKind.UNREACHABLE, (to_text(node),), frame)
    branches = [(unknown, arguments), (found.unknown, unreached)]
    if not found.exact:
        calendar = doubt(DoubtKind.CALENDAR, (to_text(node),), frame)
        spread = joined([arguments, calendar if node.function in SPANNING else NONE])
        branches.append((f"{found.least} <> {found.greatest}", spread))
    return _case(*branches)


def _of_coalesce(node: t.Call, frame: Frame) -> str:
    *others, last = node.arguments
    chosen = [
        (f"({values.definitely_null(argument, frame)}) IS NOT TRUE", doubts_of(argument, frame))
        for argument in others
    ]
    return _case(*chosen, ("TRUE", doubts_of(last, frame)))


def _of_comparison(node: t.Compare, frame: Frame) -> str:
    sides = node.left, node.right
    unknown = [values.value(side, frame).unknown for side in sides]
    doubts = [doubts_of(side, frame) for side in sides]
    missing = joined(_case(pair) for pair in zip(unknown, doubts, strict=True))
    spread = joined(doubts)
    if all(values.value(side, frame).exact for side in sides):
        return missing
    open_ = f"{values.truth(node, frame)} IS NULL"
    return _case((" OR ".join(unknown), missing), (open_, spread))


# ── collections ─────────────────────────────────────────────────────────────────────────


def _of_collection(source: t.Source, frame: Frame) -> str:
    """Why it cannot be told which rows a collection has."""
    absent = NONE
    if not frame.statement.has(source.table):
        absent = _of_absence(source.table, frame)
    if isinstance(source, t.Children):
        there = values.readable(source.row, frame)
        told = absent if absent != NONE else _of_fault(collected.id_of(source.row), frame)
        return _case((f"NOT ({there})", _of_row(source.row, frame)), ("TRUE", told))
    if absent != NONE or source.key is None:
        return absent
    return _case((values.value(source.key, frame).unknown, doubts_of(source.key, frame)))


def _of_quantifier(node: t.Quantified, frame: Frame) -> str:
    lost = _of_collection(node.source, frame)
    if not frame.statement.has(node.source.table) or collected.readable(node.source, frame) == "FALSE":
        return lost
    rows = collected.counted(node, frame)
    of_each = _of_member(node, rows.inner)
    branches = [(f"NOT ({collected.readable(node.source, frame)})", lost)]
    if isinstance(node, t.Extreme):
        none = doubt(DoubtKind.NOT_RECORDED, (to_text(node),), frame)
        branches.append((quantifiers.has_no_rows(node, frame), none))
    told = NONE
    if of_each != NONE:
        member, doubtful = f"each{rows.inner.depth}.id", (f"({of_each}) <> ''",)
        together = frame.statement.dialect.joined_in_order("{0}", "{1}", "{0} <> ''")
        told = f"coalesce({rows.column(together, of_each, member, tests=doubtful)}, '')"
    if (of_strays := _of_strays(node.source, frame)) != NONE:
        told = joined([told, of_strays])
    if told != NONE:
        branches.append((_open(values.value(node, frame)), told))
    return _case(*branches)


def _of_strays(source: t.Source, frame: Frame) -> str:
    """The doubt about rows of which it cannot be read what they belong to."""
    if collected.astray(source, frame) is None:
        return NONE
    return doubt(DoubtKind.REJECTED, (f"{source.table}.{source.column}",), frame)


def _of_member(node: t.Quantified, inner: Frame) -> str:
    """What one row of the collection leaves open."""
    passed = quantifiers.passed(node, inner)
    of_filter = NONE if node.filter is None else doubts_of(node.filter, inner)
    match node:
        case t.Exists(body=body) | t.ForAll(body=body):
            met = quantifiers.met(node, inner)
            return _case((f"{met} IS NULL", joined([of_filter, doubts_of(body, inner)])))
        case t.CountDistinct(item=item):
            return joined([of_filter, _case((f"{passed} IS NOT FALSE", doubts_of(item, inner)))])
        case t.Extreme(item=item):
            return joined([of_filter, _case((passed, doubts_of(item, inner)))])
        case _:
            return of_filter
