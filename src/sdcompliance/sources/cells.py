"""The plain forms of a value, in SQL: what an engine reads by itself, column by column.

Staged text is what a cell holds as text; a cell that holds no text (a number of a workbook, an object of
JSON) is staged as its text where that means the same, else tagged: ``TYPED`` and its JSON, or ``NUMBER``
and its digits. A plain form is read by the engine, everything else by ``records.values`` (``oddities``).
A plain form must mean to SQL exactly what it means to ``records.values``; where in doubt it is left out.
"""

from __future__ import annotations

from collections.abc import Iterable

from sdcompliance.records import TABLES, Column, ColumnKind
from sdcompliance.sources.dialects import Dialect

TYPED = "\x01"
"""Stands before the JSON of a cell that is no text."""

NUMBER = "\x02"
"""Stands before the digits of an exact number, where text of the same digits would mean another thing."""

_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,6})?)?"
_LOCAL = f"{_DAY}[T ]{_CLOCK}"

# Since 1992 Shanghai is eight hours ahead of UTC; before, Python's tables are asked.
_FIXED_OFFSET_SINCE, _LAST_DAY = "1992-01-02", "9999-12-30"
_WHITE_FREE = ((33, 126), (0x3400, 0x9FFF))  # code points that no end of a text is stripped of


#: Columns of figures, and columns of days: a host's own types of that kind are read without a tag.
FIGURES = (ColumnKind.INTEGER, ColumnKind.DECIMAL)
DATES = (ColumnKind.DAY, ColumnKind.MOMENT)


def tagged(tag: str, text: str) -> str:
    """The SQL of staged text that begins with a tag."""
    return f"chr({ord(tag)}) || {text}"


def sql_text(text: str) -> str:
    """A text literal."""
    return "'" + text.replace("'", "''") + "'"


def sql_name(name: str) -> str:
    """A quoted identifier."""
    return '"' + name.replace('"', '""') + '"'


def sql_type(column: Column, dialect: Dialect) -> str:
    """The type of the column in the canonical relation."""
    match column.kind:
        case ColumnKind.BOOLEAN:
            return "BOOLEAN"
        case ColumnKind.INTEGER:
            return "BIGINT"
        case ColumnKind.DECIMAL:
            return dialect.decimal_type
        case ColumnKind.DAY:
            return "DATE"
        case ColumnKind.MOMENT:
            return dialect.timestamp_type
        case _:
            return dialect.text_type


def plain(column: Column, text: str, dialect: Dialect) -> str:
    """The value of staged text of a plain form; null for any other."""
    match column.kind:
        case ColumnKind.TEXT:
            return f"CASE WHEN {text} <> '' AND {untagged(text, dialect)} THEN {text} END"
        case ColumnKind.KEY | ColumnKind.REFERENCE:
            ends = (text, f"right({text}, 1)")
            stripped = " AND ".join(_white_free(end, dialect) for end in ends)
            return f"CASE WHEN {stripped} THEN {text} END"
        case ColumnKind.CODE:  # labels, and names of cities, are few: each is read once as an oddity
            codes = ", ".join(sql_text(code) for code in column.codes)
            return f"CASE WHEN {text} IN ({codes}) THEN {text} END"
        case ColumnKind.CITY:
            return f"CASE WHEN {dialect.matches(text, '[0-9]{6}')} THEN {text} END"
        case ColumnKind.BOOLEAN:
            yes, no = "('true', 'yes', '1', '是')", "('false', 'no', '0', '否')"
            return f"CASE WHEN lower({text}) IN {yes} THEN TRUE WHEN lower({text}) IN {no} THEN FALSE END"
        case ColumnKind.INTEGER:
            return _number(text, "-?[0-9]{1,9}", "BIGINT", dialect)
        case ColumnKind.DECIMAL:
            return _number(text, "-?[0-9]{1,14}([.][0-9]{1,4})?", dialect.decimal_type, dialect)
        case ColumnKind.DAY:
            return _day(text, dialect)
        case ColumnKind.MOMENT:
            return _moment(text, dialect)


def is_day(text: str, dialect: Dialect) -> str:
    """Whether staged text of a MOMENT column is a bare date."""
    return dialect.matches(text, _DAY)


def untagged(text: str, dialect: Dialect) -> str:
    """Whether staged text is text, and not the JSON or the digits of something else."""
    return f"{dialect.code_point(text)} NOT IN ({ord(TYPED)}, {ord(NUMBER)})"


def _number(text: str, form: str, type_: str, dialect: Dialect) -> str:
    return f"CASE WHEN {dialect.matches(text, form)} THEN {dialect.cast(text, type_)} END"


def _day(text: str, dialect: Dialect) -> str:
    sure = f"{dialect.matches(text, _DAY)} AND {text} >= '0001-01-01'"
    return f"CASE WHEN {sure} THEN {dialect.day(text)} END"


def _moment(text: str, dialect: Dialect) -> str:
    cut_z, cut_offset = (f"left({text}, length({text}) - {n})" for n in (1, 6))
    eight = "INTERVAL '8' HOUR"
    fixed = f"{text} >= '{_FIXED_OFFSET_SINCE}' AND {text} < '{_LAST_DAY}'"
    midnight = f"CAST({dialect.day(text)} AS {dialect.timestamp_type})"
    after_year_0 = f"{text} >= '0001-01-01'"
    forms = (
        (_DAY, after_year_0, midnight),
        (_LOCAL, after_year_0, dialect.timestamp(text)),
        (_LOCAL + "Z", fixed, f"({dialect.timestamp(cut_z)}) + {eight}"),
        (_LOCAL + "[+]08:00", fixed, dialect.timestamp(cut_offset)),
    )
    cases = " ".join(
        f"WHEN {dialect.matches(text, form)} AND {condition} THEN {value}" for form, condition, value in forms
    )
    return f"CASE {cases} END"


def _white_free(text: str, dialect: Dialect) -> str:
    point = dialect.code_point(text)
    return "(" + " OR ".join(f"{point} BETWEEN {low} AND {high}" for low, high in _WHITE_FREE) + ")"


def faults_of(columns: Iterable[str]) -> str:
    """What ``faults`` holds of a row in which these columns cannot be read."""
    return f",{','.join(columns)},"


def canonical_columns(table: str, dialect: Dialect) -> list[tuple[str, str]]:
    """Name and type of every column of the canonical relation, without ``faults``."""
    columns: list[tuple[str, str]] = []
    for column in TABLES[table].columns.values():
        columns.append((column.name, sql_type(column, dialect)))
        if column.kind is ColumnKind.MOMENT:
            columns.append((f"{column.name}_is_day", "BOOLEAN"))
    return columns
