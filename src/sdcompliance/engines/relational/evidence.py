"""Every value that occurs in a rule under any reading, as one JSON text: path → value."""

from __future__ import annotations

from dataclasses import dataclass, field

from sdcompliance.conditions import READABLE
from sdcompliance.conditions import tree as t
from sdcompliance.engines.native.explaining import ROWS_SHOWN, reads
from sdcompliance.engines.relational import quantifiers, values
from sdcompliance.engines.relational.dialect import Dialect
from sdcompliance.engines.relational.frame import Frame
from sdcompliance.engines.relational.matching import bases
from sdcompliance.engines.relational.paths import Path, column_path, text_of
from sdcompliance.engines.relational.written import masked, number_text
from sdcompliance.records import Column, ColumnKind


@dataclass
class _Place:
    """What is shown of the rows of one frame: an entry a path, and the collections seen from there.

    ``own`` are the rows whose columns are shown here. What a collection's conditions read of other rows
    is shown of those, in ``around``, if the collection has rows at all.
    """

    frame: Frame
    own: frozenset[t.Row]
    around: _Place | None = None
    rows: quantifiers.Counted | None = None  # as `around` has them
    entries: dict[Path, tuple[str, str]] = field(default_factory=dict)  # path → condition, entry
    collections: dict[str, tuple[quantifiers.Counted, _Place]] = field(default_factory=dict)

    def of(self, rows: quantifiers.Counted, variable: t.Variable) -> _Place:
        """The place of a collection's members."""
        new = _Place(rows.inner, frozenset(), self, rows)
        _, place = self.collections.setdefault(rows.members.name, (rows, new))
        place.own |= {variable}
        return place


def evidence(trees: tuple[t.Value, ...], frame: Frame) -> str:
    """The evidence on a row, as the text of a JSON object."""
    subject = frozenset(base for tree in trees for base in bases(tree) if isinstance(base, t.Subject))
    place = _Place(frame, subject)
    _collect(trees, place)
    return f"'{{' || substr({_text(place)}, 2) || '}}'"


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
    inner = place.of(quantifiers.told_of(node, place.frame), node.variable)
    given = (node.filter, getattr(node, "body", None), getattr(node, "item", None))
    inside = tuple(part for part in given if part is not None)
    if inside:
        _collect(inside, inner)
    else:
        _note(t.Field(node.variable, "id", _ANY), "id", inner)


def _home(row: t.Row, place: _Place) -> tuple[_Place, list[str]]:
    """The place that shows a row's columns, and on which condition what stands here is shown there."""
    start = row
    while isinstance(start, t.Referred):
        start = start.row
    condition = "TRUE"
    while start not in place.own and place.around is not None and place.rows is not None:
        condition = _among_shown(place.rows, condition)
        place = place.around
    return place, [condition]


def _among_shown(rows: quantifiers.Counted, condition: str) -> str:
    """A condition that holds for some of the rows of a collection that are shown."""
    if condition == "TRUE":
        return f"{rows.alias}.k1 IS NOT NULL"
    return f"({rows.column(f'bool_or({{0}} AND {{1}} <= {ROWS_SHOWN})', condition, _number(rows))} IS TRUE)"


def _number(rows: quantifiers.Counted) -> str:
    """The place of a row among those of its owner, in order of id."""
    order = rows.inner.statement.dialect.in_order(f"each{rows.inner.depth}.id")
    return f"row_number() OVER (PARTITION BY {', '.join(rows.members.keys)} ORDER BY {order})"


_ANY = t.Today().type  # of no importance: only the column's place is asked for


def _text(place: _Place) -> str:
    """The entries of a frame's rows, each behind a comma."""
    parts = [
        entry if condition == "TRUE" else f"CASE WHEN {condition} THEN {entry} ELSE '' END"
        for _, (condition, entry) in sorted(place.entries.items(), key=lambda item: str(item[0]))
    ]
    parts += [_of_members(rows, inner) for rows, inner in place.collections.values()]
    return " || ".join(parts) if parts else "''"


def _of_members(rows: quantifiers.Counted, inner: _Place) -> str:
    """The entries of a collection's first rows, in order of id."""
    member = f"each{rows.inner.depth}.id"
    shown = rows.inner.statement.dialect.joined_in_order("{0}", "{1}", f"{{2}} <= {ROWS_SHOWN}")
    return f"coalesce({rows.column(shown, _text(inner), member, _number(rows))}, '')"


# ── entries ─────────────────────────────────────────────────────────────────────────────


def _note(column: t.Field, shown_as: str, place: _Place) -> None:
    place, conditions = _home(column.row, place)
    if (sql := values.recorded(column, place.frame)) is not None:
        conditions.append(values.readable(column.row, place.frame))
        _enter(column, shown_as, sql, conditions, place)


def _note_references(row: t.Row, place: _Place) -> None:
    """Where a row cannot be read, the reference that leads nowhere is the evidence."""
    if not isinstance(row, t.Referred):
        return
    _note_references(row.row, place)
    place, conditions = _home(row, place)
    reference = t.Field(row.row, f"{row.reference}_id", _ANY)
    if (sql := values.recorded(reference, place.frame)) is not None:
        conditions += [values.readable(row.row, place.frame), f"NOT ({values.readable(row, place.frame)})"]
        _enter(reference, reference.column, sql, conditions, place)


def _enter(column: t.Field, shown_as: str, sql: str, conditions: list[str], place: _Place) -> None:
    """Notes an entry; where one is there already, it is shown if either is."""
    path = column_path(column.row, shown_as, place.frame)
    condition = " AND ".join(dict.fromkeys(test for test in conditions if test != "TRUE")) or "TRUE"
    if (known := place.entries.get(path)) is not None:
        if "TRUE" in (known[0], condition):
            condition = "TRUE"
        elif known[0] != condition:
            condition = f"({known[0]} OR {condition})"
    key = _json_key(path, place.frame.statement.dialect)
    place.entries[path] = condition, f"',' || {key} || {_json(column, shown_as, sql, place.frame)}"


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
