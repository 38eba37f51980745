"""Every value that occurs in a rule under any reading, as one JSON text: path → value."""

from __future__ import annotations

from dataclasses import dataclass, field

from sdcompliance.conditions import READABLE
from sdcompliance.conditions import tree as t
from sdcompliance.engines.native.explaining import ROWS_SHOWN, reads
from sdcompliance.engines.relational import quantifiers, values
from sdcompliance.engines.relational.dialect import Dialect
from sdcompliance.engines.relational.frame import Frame
from sdcompliance.engines.relational.paths import Path, column_path, text_of
from sdcompliance.engines.relational.written import masked, number_text
from sdcompliance.records import Column, ColumnKind


@dataclass
class _Place:
    """What is shown of the rows of one frame: an entry a path, and the collections seen from there."""

    frame: Frame
    entries: dict[Path, str] = field(default_factory=dict)
    collections: dict[str, tuple[quantifiers.Counted, _Place]] = field(default_factory=dict)

    def of(self, rows: quantifiers.Counted) -> _Place:
        """The place of a collection's members."""
        return self.collections.setdefault(rows.members.name, (rows, _Place(rows.inner)))[1]


def evidence(trees: tuple[t.Value, ...], frame: Frame) -> str:
    """The evidence on a row, as the text of a JSON object."""
    place = _Place(frame)
    _collect(trees, place)
    text = _text(place)
    return f"'{{' || substr({text}, 2) || '}}'"


def _collect(trees: tuple[t.Value, ...], place: _Place) -> None:
    for node in reads(trees):
        for row in t.rows_of(node.moment if isinstance(node, t.DayOf) else node):
            _note_references(row, place)
        if isinstance(node, t.Field):
            _note(node, node.column, place)
        elif isinstance(node, t.DayOf):
            _note(node.moment, f"{node.moment.column[:-3]}_on", place)
        elif place.frame.statement.has(node.source.table):
            _collect_rows(node, place)


def _collect_rows(node: t.Quantified, place: _Place) -> None:
    if isinstance(node.source, t.Children) and place.frame.alias(node.source.row) is None:
        return
    inner = place.of(quantifiers.counted(node, place.frame))
    given = (node.filter, getattr(node, "body", None), getattr(node, "item", None))
    inside = tuple(part for part in given if part is not None)
    if inside:
        _collect(inside, inner)
    else:
        _note(t.Field(node.variable, "id", _ANY), "id", inner)


_ANY = t.Today().type  # of no importance: only the column's place is asked for


def _text(place: _Place) -> str:
    """The entries of a frame's rows, each behind a comma."""
    parts = [sql for _, sql in sorted(place.entries.items(), key=lambda entry: str(entry[0]))]
    parts += [_of_members(rows, inner) for rows, inner in place.collections.values()]
    return " || ".join(parts) if parts else "''"


def _of_members(rows: quantifiers.Counted, inner: _Place) -> str:
    """The entries of a collection's first rows, in order of id."""
    member = f"each{rows.inner.depth}.id"
    order = rows.inner.statement.dialect.in_order(member)
    owner = ", ".join(rows.members.keys)
    place = f"row_number() OVER (PARTITION BY {owner} ORDER BY {order})"
    together = rows.inner.statement.dialect.joined_in_order("{0}", "{1}")
    told = rows.column(f"{together} FILTER (WHERE {{2}} <= {ROWS_SHOWN})", _text(inner), member, place)
    return f"coalesce({told}, '')"


# ── entries ─────────────────────────────────────────────────────────────────────────────


def _note(column: t.Field, shown_as: str, place: _Place) -> None:
    sql = values.recorded(column, place.frame)
    if sql is None:
        return
    path = column_path(column.row, shown_as, place.frame)
    there = values.readable(column.row, place.frame)
    _enter(path, there, _json(column, shown_as, sql, place.frame), place)


def _note_references(row: t.Row, place: _Place) -> None:
    """Where a row cannot be read, the reference that leads nowhere is the evidence."""
    if not isinstance(row, t.Referred):
        return
    _note_references(row.row, place)
    reference = t.Field(row.row, f"{row.reference}_id", _ANY)
    sql = values.recorded(reference, place.frame)
    if sql is None:
        return
    conditions = [values.readable(row.row, place.frame), f"NOT ({values.readable(row, place.frame)})"]
    lost = " AND ".join(condition for condition in conditions if condition != "TRUE")
    path = column_path(row.row, reference.column, place.frame)
    if path not in place.entries:
        _enter(path, lost, _json(reference, reference.column, sql, place.frame), place)


def _enter(path: Path, condition: str, value: str, place: _Place) -> None:
    dialect = place.frame.statement.dialect
    entry = f"',' || {_json_key(path, dialect)} || {value}"
    if condition != "TRUE":
        entry = f"CASE WHEN {condition} THEN {entry} ELSE '' END"
    place.entries[path] = entry


def _json_key(path: Path, dialect: Dialect) -> str:
    if all(isinstance(part, str) for part in path):
        return dialect.quoted(f'"{"".join(map(str, path))}": ')
    return f"{dialect.json_text(text_of(path, dialect))} || ': '"


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
