"""Columns and values as a workbook has them: formats, drop-downs, and cells that are read back unchanged."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from sdcompliance.records import CITIES, TABLES, Code, Column, ColumnKind
from sdcompliance.reports.errors import WorkbookError
from sdcompliance.rulebook import Words

LONGEST_TEXT: Final = 32_767
"""Characters a cell holds."""

YES_NO: Final = {True: "是", False: "否"}

_EXACT_INTEGER = 2**53
_FIRST_YEAR = 1901  # 1900 has a 29 February in a workbook that the calendar has not
_DAY_FORMAT = "yyyy-mm-dd"

#: What is expected in a column of each kind, as the note on its title says.
EXPECTED: Final[Mapping[ColumnKind, Words]] = {
    ColumnKind.KEY: Words("必填，本表内不重复。", "Required, once in this sheet."),
    ColumnKind.REFERENCE: Words("填“{table}”表中的编号。", "An id of the sheet {table}."),
    ColumnKind.TEXT: Words("文字。", "Text."),
    ColumnKind.CODE: Words("从下拉列表中选择。", "Choose from the list."),
    ColumnKind.CITY: Words("选择设区的市，或填六位代码。", "Choose the city, or write its six-digit code."),
    ColumnKind.BOOLEAN: Words("是或否；没有记录就留空。", "是 (yes) or 否 (no); empty where not recorded."),
    ColumnKind.INTEGER: Words("整数。", "A whole number."),
    ColumnKind.DECIMAL: Words("数字。", "A number."),
    ColumnKind.DAY: Words("日期，如2026-03-05。", "A date, such as 2026-03-05."),
    ColumnKind.MOMENT: Words(
        "日期，或日期和时间（北京时间），如2026-03-05或2026-03-05 09:30。",
        "A date, or a date and a time in Shanghai: 2026-03-05 or 2026-03-05 09:30.",
    ),
}


def number_format(kind: ColumnKind) -> str:
    """How a spreadsheet is to treat what is typed: text stays as typed, identity numbers and times too."""
    match kind:
        case ColumnKind.DAY:
            return _DAY_FORMAT
        case ColumnKind.INTEGER:
            return "0"
        case ColumnKind.DECIMAL:
            return "General"
        case _:
            return "@"


def note(column: Column) -> str:
    """The explanation that stands on the title of a column."""
    expected = EXPECTED[column.kind]
    table = TABLES[column.refers_to].label if column.refers_to else ""
    return (
        f"{column.name}\n{expected.zh.format(table=table)}\n{expected.en.format(table=table)}\n{column.doc}"
    )


def choices(column: Column) -> list[str] | None:
    """The texts to choose from, None where anything may be written."""
    match column.kind:
        case ColumnKind.BOOLEAN:
            return list(YES_NO.values())
        case ColumnKind.CODE:
            return [_CODE_LABELS[column.codes, code] for code in column.codes]
        case ColumnKind.CITY:
            return list(CITIES.values())
        case _:
            return None


def validation(column: Column) -> dict[str, Any] | None:
    """What a spreadsheet refuses in the column, in the words of XlsxWriter."""
    listed = choices(column)
    said = EXPECTED[column.kind]
    words = {"error_title": column.label, "error_message": f"{said.zh}\n{said.en}"}
    if listed is not None:
        # A city outside the province is written as its code: warned of, not refused.
        kind = "warning" if column.kind is ColumnKind.CITY else "stop"
        return {"validate": "list", "source": listed, "error_type": kind, **words}
    match column.kind:
        case ColumnKind.DAY:
            first, last = date(_FIRST_YEAR, 1, 1), date(9999, 12, 31)
            return {"validate": "date", "criteria": "between", "minimum": first, "maximum": last, **words}
        case ColumnKind.INTEGER:
            most = 10**9
            return {"validate": "integer", "criteria": "between", "minimum": -most, "maximum": most, **words}
        case ColumnKind.DECIMAL:
            most = 10**14
            return {"validate": "decimal", "criteria": "between", "minimum": -most, "maximum": most, **words}
        case _:
            return None


def cell(value: object, column: Column, place: str) -> str | int | float | date | None:
    """The value as a cell that is read back as the same: text, a number, or a day.

    Raises WorkbookError where a cell cannot hold it; ``place`` says whose it is.
    """
    match value:
        case None:
            return None
        case bool():
            return YES_NO[value]
        case Code():
            return value.label
        case datetime():
            return _moment(value)
        case date():
            return value if column.kind is ColumnKind.DAY and value.year >= _FIRST_YEAR else value.isoformat()
        case int():
            return value if abs(value) < _EXACT_INTEGER else str(value)
        case Decimal():
            return float(value) if Decimal(repr(float(value))) == value else f"{value:f}"
        case _:
            return _text(str(value), column, place)


def _moment(value: datetime) -> str:
    """The wall clock of Shanghai, as text: a spreadsheet's own would lose midnight and microseconds."""
    wall = value.replace(tzinfo=None)
    return wall.isoformat(sep=" ", timespec="auto" if wall.second or wall.microsecond else "minutes")


def _text(text: str, column: Column, place: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise WorkbookError(
            f"{place}, {column.name}: {len(text)} characters, and a cell holds {LONGEST_TEXT}; "
            "shorten it, or hand the records over as JSON or CSV"
        )
    return text


_CODE_LABELS = {
    (tuple(member.value for member in kind), member.value): member.label
    for kind in Code.__subclasses__()
    for member in kind
}
