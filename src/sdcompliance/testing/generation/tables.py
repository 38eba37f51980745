"""The files of a data set: rows → CSV, table by table, as they come."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TextIO

from sdcompliance.records import TABLES

Row = dict[str, str]
"""A row as it is written: every column, empty text where nothing is recorded."""

_HELD: Final = 2_000  # rows of a table kept before they are written


def empty_row(table: str) -> Row:
    """A row of a table with nothing recorded."""
    return dict.fromkeys(TABLES[table].columns, "")


class TableFile:
    """One table's CSV: UTF-8, comma, no quotes, for no value of a data set holds a comma, quote or break."""

    def __init__(self, path: Path, columns: Iterable[str]) -> None:
        names = tuple(columns)
        self._values = itemgetter(*names)
        self._held = [",".join(names)]
        self._file: TextIO = path.open("w", encoding="utf-8", newline="")
        self.rows = 0

    def write(self, row: Row) -> None:
        """Adds a row."""
        self.rows += 1
        self._held.append(",".join(self._values(row)))
        if len(self._held) >= _HELD:
            self._flush()

    def close(self) -> None:
        """Writes what is held and closes the file."""
        if not self._file.closed:
            self._flush()
            self._file.close()

    def abandon(self) -> None:
        """Closes the file as it is."""
        self._held.clear()
        self._file.close()

    def _flush(self) -> None:
        if self._held:
            self._file.write("\n".join(self._held) + "\n")
            self._held.clear()


class TableFiles:
    """A CSV for each of the 28 tables in one folder; a table that gets no rows has its header alone."""

    def __init__(self, folder: Path) -> None:
        self._files = {
            name: TableFile(folder / f"{name}.csv", table.columns) for name, table in TABLES.items()
        }

    def __getitem__(self, table: str) -> TableFile:
        return self._files[table]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for file in self._files.values():
            file.close() if kind is None else file.abandon()

    def counts(self) -> dict[str, int]:
        """How many rows each table has got."""
        return {name: file.rows for name, file in self._files.items()}
