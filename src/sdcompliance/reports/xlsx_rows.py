"""A worksheet that takes whole rows: several times as quick as XlsxWriter cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

#: A cell: a text, a number, a day, or nothing.
Cell: TypeAlias = str | int | date | None

#: 1900 itself has a 29 February in a workbook that the calendar has not.
FIRST_DAY = date(1901, 1, 1)

_BEFORE_DAY_1 = date(1899, 12, 30).toordinal()
_COLUMNS = tuple(xl_col_to_name(column) for column in range(64))
# XlsxWriter looks closer at texts that begin like this, and at texts longer than half of what a cell holds.
_CLOSER_LOOK = frozenset("=+-@＝＋－＠ <")
_LONG = 16_383


class RowSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A worksheet of a workbook in constant memory: rows come from the top, each once."""

    def write_cells(self, row: int, cells: Sequence[Cell], day_format: Format) -> bool:
        """Writes a row with the bytes that XlsxWriter would write cell by cell.

        Nothing is written, and the answer is False, where a cell needs more than the escapes of XML: what
        looks like a formula, control characters, blanks at an end, days before 1901, very long texts.
        """
        number = str(row + 1)
        style = day_format._get_xf_index()
        parts = [f'<row r="{number}">']
        for column, cell in zip(_COLUMNS, cells, strict=False):
            if isinstance(cell, str):
                if not cell:
                    continue
                if not _plain(cell):
                    return False
                parts.append(f'<c r="{column}{number}" t="inlineStr"><is><t>{_escaped(cell)}</t></is></c>')
            elif isinstance(cell, date):
                if cell < FIRST_DAY:
                    return False
                days = cell.toordinal() - _BEFORE_DAY_1
                parts.append(f'<c r="{column}{number}" s="{style}"><v>{days}</v></c>')
            elif cell is not None:
                parts.append(f'<c r="{column}{number}"><v>{cell}</v></c>')
        parts.append("</row>")
        self._check_dimensions(row, len(cells) - 1)
        self._write_single_row(row)  # the row before this one
        self.fh.write("".join(parts))
        return True


def _plain(text: str) -> bool:
    return (
        text.isprintable()
        and text[0] not in _CLOSER_LOOK
        and text[-1] != " "
        and "_x" not in text
        and len(text) <= _LONG
    )


def _escaped(text: str) -> str:
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text
