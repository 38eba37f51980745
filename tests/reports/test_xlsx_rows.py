"""Rows written at once have the bytes that XlsxWriter gives them cell by cell."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from sdcompliance.reports.xlsx_rows import Cell, RowSheet

_PLAIN: list[list[Cell]] = [
    ["违规", "RPT001", None, "S1", -272, date(2026, 2, 24), "", "it's 100%"],
    ["a & b < c > d", '"quoted"', 0, date(1901, 1, 1), date(9999, 12, 31), 2**40, None, "𠮷野家"],
    ["x_y", "x0041", None, None, None, None, None, "last"],
]
_WRITTEN_WITH_CARE: list[Cell] = [
    *("=1+1", "+1", "-1", "@A1", "＝1", " =1", " blank before", "blank after ", "line\nfeed", "tab\t"),
    *("\x07", "a\x0bb", "_x0041_", "<r><t>x</t></r>", "full\u3000width", "x" * 16_384, "\ufffe"),
    *(date(1900, 12, 31), date(1, 1, 1)),
]


def _sheet(path: Path, rows: Sequence[Sequence[Cell]], *, at_once: bool) -> str:
    book = Workbook(str(path), {"constant_memory": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("明细", RowSheet)
    sheet.write_string(0, 0, "title")
    for number, row in enumerate(rows, start=1):
        if not (at_once and sheet.write_cells(number, row, day)):
            _by_cell(sheet, number, row, day)
    book.close()
    with zipfile.ZipFile(path) as archive:
        return archive.read("xl/worksheets/sheet1.xml").decode()


def _by_cell(sheet: RowSheet, number: int, row: Sequence[Cell], day: object) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, date):
            sheet.write_datetime(number, column, cell, day)
        elif isinstance(cell, int):
            sheet.write_number(number, column, cell)
        elif cell:
            sheet.write_string(number, column, cell)


def _same(folder: Path, rows: Sequence[Sequence[Cell]]) -> None:
    by_cell = _sheet(folder / "cells.xlsx", rows, at_once=False)
    assert _sheet(folder / "rows.xlsx", rows, at_once=True) == by_cell


def test_a_plain_row_is_that_of_xlsxwriter_to_the_byte(tmp_path: Path) -> None:
    _same(tmp_path, _PLAIN)


_CELLS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.text(st.sampled_from(" =_x0041&<>\"'\n\u3000违r"), max_size=12),
    st.integers(-(10**9), 10**9),
    st.dates(min_value=date(1901, 1, 1)),
)


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.lists(_CELLS, min_size=1, max_size=6), max_size=5))
def test_so_is_any_other(tmp_path_factory: pytest.TempPathFactory, rows: list[list[Cell]]) -> None:
    # The extent of the sheet counts empty cells here, and there it does not.
    rows = [["first", *map(_trimmed, row), *[None] * (6 - len(row)), "last"] for row in rows]
    _same(tmp_path_factory.mktemp("rows"), rows)


def _trimmed(cell: Cell) -> Cell:
    """XlsxWriter takes a text between <r> and </r> for XML of its own: see test_findings_xlsx."""
    return cell.replace("<r>", "") if isinstance(cell, str) else cell


@pytest.mark.parametrize("cell", _WRITTEN_WITH_CARE, ids=repr)
def test_what_needs_care_is_left_to_xlsxwriter(tmp_path: Path, cell: Cell) -> None:
    book = Workbook(str(tmp_path / "book.xlsx"), {"constant_memory": True})
    sheet, day = book.add_worksheet("明细", RowSheet), book.add_format()
    assert not sheet.write_cells(1, ["违规", cell], day)
    assert sheet.write_cells(1, ["违规", "plain"], day)  # and nothing of the row was written
    book.close()
    with zipfile.ZipFile(tmp_path / "book.xlsx") as archive:
        assert archive.read("xl/worksheets/sheet1.xml").decode().count("<row ") == 1
