"""Tables → workbook."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from sdcompliance.errors import ExtraMissingError
from sdcompliance.records import TABLES, Records, Row, Table
from sdcompliance.records.schema import table_named
from sdcompliance.reports.template import words as w
from sdcompliance.reports.template.cells import cell, note, number_format, validation
from sdcompliance.reports.template.form import APPLICATION_TABLES, form_sheet
from sdcompliance.rulebook import compliant_dossier

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_LAST_ROW = 1_048_575


def blank_workbook(path: str | os.PathLike[str], tables: Iterable[str] = TABLES) -> None:
    """Writes the workbook without records, with the sheets of these tables (all 28 by default).

    Raises UnknownNameError for a name that is no table, ExtraMissingError without XlsxWriter.
    """
    chosen = {table_named(name).name for name in tables}
    _write(path, {name: () for name in TABLES if name in chosen})


def dossier_workbook(path: str | os.PathLike[str], records: Records) -> None:
    """Writes the workbook filled with records, personal data included: it is data, not a report.

    Only tables that the records have get a sheet. Raises WorkbookError for a value that no cell can hold.
    """
    _write(path, {name: rows.values() for name in TABLES if (rows := records.table(name)) is not None})


def _write(path: str | os.PathLike[str], tables: Mapping[str, Iterable[Row]]) -> None:
    # Every cell is made before the file is touched: one that cannot be leaves no half a workbook behind.
    sheets = {name: [tuple(_cells(TABLES[name], row)) for row in rows] for name, rows in tables.items()}
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise ExtraMissingError("scan", "writing a workbook") from None
    with Workbook(os.fspath(path)) as book:
        writer = _Writer(book)
        writer.guide(tables)
        for name, rows in sheets.items():
            writer.table(TABLES[name], rows)
        writer.examples(tables)
        if set(tables) >= APPLICATION_TABLES:
            form_sheet(book)


def _cells(table: Table, row: Row) -> Iterator[str | int | float | date | None]:
    for column in table.columns.values():
        yield cell(getattr(row, column.name), column, f"{table.name} {row.id}")


class _Writer:
    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._title = book.add_format({"bold": True, "bg_color": "#EEF1F5", "bottom": 1})
        self._wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self._formats: dict[str, Format] = {}

    def guide(self, tables: Iterable[str]) -> None:
        """How to fill the workbook in, and its sheets."""
        sheet = self._book.add_worksheet(w.GUIDE)
        sheet.set_column(0, 1, 22)
        sheet.set_column(2, 3, 80, self._wrapped)
        row = 0
        for row, line in enumerate(w.GUIDE_LINES):
            sheet.write_string(row, 0, line.zh, self._title if row == 0 else None)
            sheet.write_string(row, 3, line.en)
        row += 2
        for place, title in enumerate(w.GUIDE_TITLES):
            sheet.write_string(row, place, f"{title.zh} / {title.en}", self._title)
        for name in tables:
            row += 1
            table = TABLES[name]
            listed = "、".join(column.label for column in table.columns.values())
            for place, text in enumerate((table.label, name, table.doc, listed)):
                sheet.write_string(row, place, text, self._wrapped)

    def table(self, table: Table, rows: Iterable[tuple[str | int | float | date | None, ...]]) -> None:
        """One table: titles with notes, what may be entered, the rows."""
        sheet = self._book.add_worksheet(table.label)
        sheet.freeze_panes(1, 1)
        columns = list(table.columns.values())
        for place, column in enumerate(columns):
            sheet.set_column(
                place, place, max(12, 2 * len(column.label) + 4), self._format(number_format(column.kind))
            )
            sheet.write_string(0, place, column.label, self._title)
            sheet.write_comment(0, place, note(column), {"x_scale": 2, "y_scale": 1.2})
            accepted = validation(column)
            if accepted is not None:
                sheet.data_validation(1, place, _LAST_ROW, place, accepted)
        formats = [self._format(number_format(column.kind)) for column in columns]
        for number, row in enumerate(rows, start=1):
            self._row(sheet, number, row, formats)

    def examples(self, tables: Iterable[str]) -> None:
        """A row of each table as it may look."""
        example: Mapping[str, list[dict[str, object]]] = json.loads(_compliant_text())
        sheet = self._book.add_worksheet(w.EXAMPLES)
        sheet.set_column(0, 30, 16)
        number = 0
        for name in tables:
            table = TABLES[name]
            row = table.row_type(**example[name][0])
            sheet.write_string(number, 0, table.label, self._title)
            for place, column in enumerate(table.columns.values()):
                sheet.write_string(number + 1, place, column.label, self._title)
            formats = [self._format(number_format(column.kind)) for column in table.columns.values()]
            self._row(sheet, number + 2, tuple(_cells(table, row)), formats)
            number += 4

    def _row(
        self,
        sheet: Worksheet,
        number: int,
        row: tuple[str | int | float | date | None, ...],
        formats: list[Format],
    ) -> None:
        for place, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, place, value, self._format("@"))
            elif isinstance(value, date):
                sheet.write_datetime(number, place, value, formats[place])
            elif value is not None:
                sheet.write_number(number, place, value, formats[place])

    def _format(self, number_format_: str) -> Format:
        if number_format_ not in self._formats:
            self._formats[number_format_] = self._book.add_format({"num_format": number_format_})
        return self._formats[number_format_]


def _compliant_text() -> str:
    return compliant_dossier().read_text(encoding="utf-8")
