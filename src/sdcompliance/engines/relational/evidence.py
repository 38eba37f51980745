"""Every value that occurs in a rule under any reading, as one JSON text: path → value."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple, TypeAlias

from sdcompliance.conditions import READABLE
from sdcompliance.conditions import tree as t
from sdcompliance.conditions.evidence import Collection, Read
from sdcompliance.engines.native.explaining import ROWS_SHOWN
from sdcompliance.engines.relational import collected, values
from sdcompliance.engines.relational.dialect import Dialect
from sdcompliance.engines.relational.frame import Frame
from sdcompliance.engines.relational.paths import Path, column_path, text_of
from sdcompliance.engines.relational.written import masked, number_text
from sdcompliance.records import Column, ColumnKind


class _Entry(NamedTuple):
    """What is shown of a column, in parts, and on which condition."""

    condition: str
    texts: tuple[str, ...]


_Entries: TypeAlias = dict[Path, _Entry]
_ANY = t.Today().type  # of no importance: only the column's place is asked for


def evidence(read: Read, frame: Frame) -> str:
    """The evidence on a row, as the text of a JSON object."""
    return frame.statement.dialect.concatenated(["'{'", f"substr({_text(read, frame)}, 2)", "'}'"])


def _text(read: Read, frame: Frame) -> str:
    """The entries of a frame's rows, each behind a comma."""
    entries: _Entries = {}
    for row in read.references:
        _note_lost_reference(row, frame, entries)
    for column in read.columns:
        _note_column(column, frame, entries)
    parts = _grouped(entries, frame)
    for collection in read.collections:
        if _is_there(collection, frame):
            parts.append(_of_members(collection, frame))
    return frame.statement.dialect.concatenated(parts)


def _grouped(entries: _Entries, frame: Frame) -> list[str]:
    """The entries in order of path, those that are shown on one condition together."""
    together = frame.statement.dialect.concatenated
    parts = []
    ordered = sorted(entries.items(), key=lambda item: str(item[0]))
    for condition, group in groupby(ordered, key=lambda item: item[1].condition):
        texts = [text for _, entry in group for text in entry.texts]
        parts += (
            texts if condition == "TRUE" else [f"CASE WHEN {condition} THEN {together(texts)} ELSE '' END"]
        )
    return parts


def _is_there(collection: Collection, frame: Frame) -> bool:
    source = collection.rows.source
    if not frame.statement.has(source.table):
        return False
    return not isinstance(source, t.Children) or frame.alias(source.row) is not None


def _of_members(collection: Collection, frame: Frame) -> str:
    """The entries of a collection's first rows by id."""
    rows = collected.told_of(collection, frame)
    dialect = rows.inner.statement.dialect
    member = f"each{rows.inner.depth}.id"
    order = dialect.in_order(member)
    number = f"row_number() OVER (PARTITION BY {', '.join(rows.members.keys)} ORDER BY {order})"
    shown = dialect.joined("{0}", f"{{1}} <= {ROWS_SHOWN}")
    return f"coalesce({rows.column(shown, _text(collection.read, rows.inner), number)}, '')"


# ── entries ─────────────────────────────────────────────────────────────────────────────


def _note_column(column: t.Field | t.DayOf, frame: Frame, entries: _Entries) -> None:
    field = column.moment if isinstance(column, t.DayOf) else column
    shown_as = f"{field.column[:-3]}_on" if isinstance(column, t.DayOf) else field.column
    if (sql := values.recorded(field, frame)) is not None:
        _enter(field, shown_as, sql, [values.readable(field.row, frame)], frame, entries)


def _note_lost_reference(row: t.Referred, frame: Frame, entries: _Entries) -> None:
    """Where a row cannot be read, the reference that leads nowhere is the evidence."""
    reference = t.Field(row.row, f"{row.reference}_id", _ANY)
    if (sql := values.recorded(reference, frame)) is not None:
        conditions = [values.readable(row.row, frame), f"NOT ({values.readable(row, frame)})"]
        _enter(reference, reference.column, sql, conditions, frame, entries)


def _enter(  # noqa: PLR0917
    column: t.Field, shown_as: str, sql: str, conditions: list[str], frame: Frame, entries: _Entries
) -> None:
    """Notes an entry; where one is there already, it is shown if either is."""
    path = column_path(column.row, shown_as, frame)
    condition = " AND ".join(test for test in conditions if test != "TRUE") or "TRUE"
    if (known := entries.get(path)) is not None:
        if "TRUE" in (known.condition, condition):
            condition = "TRUE"
        elif known.condition != condition:
            condition = f"({known.condition} OR {condition})"
    key = _json_key(path, frame.statement.dialect)
    entries[path] = _Entry(condition, (*key, _json(column, shown_as, sql, frame)))


def _json_key(path: Path, dialect: Dialect) -> list[str]:
    """A key behind a comma, in parts."""
    if all(isinstance(part, str) for part in path):
        return [dialect.quoted(f',"{"".join(map(str, path))}": ')]
    return ["','", dialect.json_text(text_of(path, dialect)), "': '"]


def _json(field: t.Field, shown_as: str, sql: str, frame: Frame) -> str:
    """A column as JSON."""
    column = READABLE[field.row.table].columns[field.column]
    return f"coalesce({_json_value(column, shown_as, sql, frame)}, 'null')"


def _json_value(column: Column, shown_as: str, sql: str, frame: Frame) -> str:
    dialect = frame.statement.dialect
    match column.kind:
        case ColumnKind.BOOLEAN:
            return f"CASE WHEN {sql} THEN 'true' WHEN NOT {sql} THEN 'false' END"
        case ColumnKind.INTEGER:
            return dialect.text(sql)
        case ColumnKind.DECIMAL:
            return f"'\"' || {number_text(sql, dialect)} || '\"'"
        case ColumnKind.DAY:
            return f"'\"' || {dialect.text(sql)} || '\"'"
        case ColumnKind.MOMENT:
            day = dialect.text(dialect.day_of(sql))
            if shown_as != column.name:
                return f"'\"' || {day} || '\"'"
            return f"'\"' || CASE WHEN {sql}_is_day THEN {day} ELSE {dialect.moment_text(sql)} END || '\"'"
        case _:
            if column.personal is None or not frame.statement.masks:
                return dialect.json_text(sql)
            return dialect.json_text(masked(sql, column.personal))
