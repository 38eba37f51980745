"""XLSX workbooks: one sheet a table."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from sdcompliance.errors import ExtraMissingError
from sdcompliance.sources.errors import UnreadableError


class Workbook:
    """An open workbook."""

    def __init__(self, path: Path, shown: str) -> None:
        try:
            import python_calamine
        except ImportError:
            raise ExtraMissingError("scan", "reading a workbook") from None
        try:
            self._book = python_calamine.CalamineWorkbook.from_path(str(path))
        except (python_calamine.CalamineError, OSError) as error:
            raise UnreadableError(f"{shown}: is no workbook that can be read ({error})") from None

    @property
    def sheets(self) -> list[str]:
        """The names of its sheets."""
        return [str(name) for name in self._book.sheet_names]

    def rows(self, sheet: str) -> tuple[list[str], Iterator[tuple[int, list[Any]]]]:
        """The titles of a sheet (its first row that is not blank), and the rows below with their numbers.

        Blank rows are no rows. A sheet without any row has no titles.
        """
        numbered = _not_blank(self._book.get_sheet_by_name(sheet))
        first = next(numbered, None)
        if first is None:
            return [], iter(())
        titles = [str(cell).strip() for cell in first[1]]
        return titles, chain(numbered)


def _not_blank(sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    # Calamine leaves out what is empty above the first cell, so the count begins where that is.
    begin = sheet.start[0] if sheet.start else 0
    for number, row in enumerate(sheet.to_python(skip_empty_area=True), start=begin + 1):
        if any(cell not in ("", None) for cell in row):
            yield number, row
