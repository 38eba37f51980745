"""What can only be seen of a whole table: ids used twice, and references that lead nowhere.

The relations named here have ``id``, the reference columns, ``_file`` and ``_line``.
"""

from __future__ import annotations

from collections.abc import Mapping

from sdcompliance.records import TABLES, Column
from sdcompliance.sources.cells import canonical_columns, sql_name, sql_text
from sdcompliance.sources.dialects import Dialect
from sdcompliance.sources.model import RejectCode


def duplicates(relation: str) -> str:
    """The ids that stand in more than one row."""
    return f"SELECT id FROM {relation} GROUP BY id HAVING count(*) > 1"


def duplicate_rejects(table: str, relation: str, twice: str) -> str:
    """A reject for every row but the first of each id; ``twice`` is a relation of the ids used twice."""
    ranked = (
        f"SELECT r.*, row_number() OVER w AS nth, first_value(r._file) OVER w AS first_file, "
        f"first_value(r._line) OVER w AS first_line FROM {relation} AS r "
        f"WHERE r.id IN (SELECT id FROM {twice}) WINDOW w AS ({_in_order(table)})"
    )
    line = "CASE WHEN first_line IS NULL THEN '' ELSE concat(' line ', first_line) END"
    place = f"concat('every id once (first: ', first_file, {line}, ')')"
    values = f"_file, _line, {sql_text(table)}, id, 'id', id, {sql_text(RejectCode.ID_DUPLICATE)}, {place}"
    return f"SELECT {values} FROM ({ranked}) AS d WHERE nth > 1"


def unknown_of_duplicates(table: str) -> tuple[str, ...]:
    """The columns that are unknown in rows that share an id: all but the references, so that each row stays
    with what it belongs to. The id too, for nobody can say which of the rows is meant by it.
    """
    return tuple(name for name in TABLES[table].columns if name not in _reference_columns(table))


def _reference_columns(table: str) -> tuple[str, ...]:
    return tuple(column.name for column in TABLES[table].references.values())


def told_apart(table: str, relation: str, twice: str, dialect: Dialect) -> str:
    """The relation with an id a row: of those that share one the first keeps it, the others go by their
    places. Of all of them only the references are known.
    """
    names = [name for name, _ in canonical_columns(table, dialect)]
    listed = ", ".join(map(sql_name, names))
    kept = {"id": _own_id(dialect)} | {name: sql_name(name) for name in _reference_columns(table)}
    values = ", ".join(
        f"{kept.get(name, f'CAST(NULL AS {type_})')} AS {sql_name(name)}"
        for name, type_ in canonical_columns(table, dialect)
    )
    ranked = (
        f"SELECT r.*, row_number() OVER ({_in_order(table)}) AS nth FROM {relation} AS r "
        f"WHERE r.id IN (SELECT id FROM {twice})"
    )
    return (
        f"SELECT {listed}, faults FROM {relation} WHERE id NOT IN (SELECT id FROM {twice}) "
        f"UNION ALL SELECT {values}, {_faults(table, dialect)} AS faults FROM ({ranked}) AS d"
    )


def _in_order(table: str) -> str:
    """The window of the rows of an id; where the source has no lines, by what is known of them in the end."""
    order = ["_file", "_line", *_reference_columns(table)]
    return f"PARTITION BY r.id ORDER BY {', '.join(f'r.{sql_name(name)}' for name in order)}"


def _own_id(dialect: Dialect) -> str:
    place = f"coalesce(CAST(_line AS {dialect.text_type}), concat(id, ':', nth))"
    return f"CASE WHEN nth = 1 THEN id ELSE concat('#', _file, ':', {place}) END"


def _faults(table: str, dialect: Dialect) -> str:
    """``faults`` of a row that shares its id: the unknown columns, and references that could not be read."""
    before = "','"
    for name in _reference_columns(table):
        mark = sql_text(f"%,{name},%")
        before += f", CASE WHEN faults LIKE {mark} THEN {sql_text(name + ',')} ELSE '' END"
    unknown = sql_text(",".join(unknown_of_duplicates(table)) + ",")
    return f"CAST(concat({before}, {unknown}) AS {dialect.text_type})"


def faulty(table: str, relation_of: Mapping[str, str]) -> str:
    """One row: whether any id stands in more than one row, and of each column of ``references`` whether a
    row of it leads nowhere.
    """
    tests = ", ".join(
        f"{_leads_nowhere(column, relation_of)} AS f{place}"
        for place, column in enumerate(references(table, relation_of))
    )
    found = "".join(f", bool_or(f{place})" for place, _ in enumerate(references(table, relation_of)))
    source = f"SELECT r.id{', ' if tests else ''}{tests} FROM {relation_of[table]} AS r"
    return f"SELECT count(*) <> count(DISTINCT id){found} FROM ({source}) AS t"


def references(table: str, relation_of: Mapping[str, str]) -> list[Column]:
    """The reference columns of a table that lead to a table that is there."""
    return [column for column in TABLES[table].references.values() if column.refers_to in relation_of]


def dangling(table: str, column: Column, relation_of: Mapping[str, str]) -> str:
    """A reject for every row whose reference names no row."""
    expected = sql_text(f"the id of a row of {column.refers_to}")
    cell = f"r.{sql_name(column.name)}"
    code = sql_text(RejectCode.DANGLING)
    values = f"r._file, r._line, {sql_text(table)}, r.id, {sql_text(column.name)}, {cell}, {code}, {expected}"
    return f"SELECT {values} FROM {relation_of[table]} AS r WHERE {_leads_nowhere(column, relation_of)}"


def _leads_nowhere(column: Column, relation_of: Mapping[str, str]) -> str:
    cell = f"r.{sql_name(column.name)}"
    return f"{cell} IS NOT NULL AND {cell} NOT IN (SELECT id FROM {relation_of[column.refers_to or '']})"
