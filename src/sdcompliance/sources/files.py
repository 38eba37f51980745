"""Files as a source: read into a DuckDB of their own."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sdcompliance.records import TABLES, Problem, ProblemCode
from sdcompliance.sources.columns import no_table
from sdcompliance.sources.errors import NoTableError
from sdcompliance.sources.finishing import finish
from sdcompliance.sources.mapping import ColumnMap
from sdcompliance.sources.model import Input, Reject, RejectCode
from sdcompliance.sources.parts import ENDINGS, Found, find
from sdcompliance.sources.source import Source
from sdcompliance.sources.workspace import DIALECT, Workspace

_BATCH = 10_000


class FileSource(Source):
    """The tables of a file or a folder. Raises SourceError where it cannot be used as a whole."""

    backend = "duckdb"

    def __init__(self, location: Path, *, encoding: str | None = None, mapping: ColumnMap) -> None:
        found = find(location, mapping, encoding)
        if not found.parts:
            raise _no_table(location, found)
        self._workspace = Workspace(sum(path.stat().st_size for path, _ in found.files))
        try:
            self._read(found)
        except BaseException:
            self.close()
            raise
        self.connection = self._workspace.connection
        self.tables = frozenset(self._workspace.tables)
        self.faulted = frozenset(self._workspace.faulted)

    def rejects(self) -> Iterator[Reject]:
        """See Source."""
        cursor = self.connection.cursor()
        cursor.execute("SELECT * FROM rejects ORDER BY file, line, table_name, row_id, column_name, reason")
        while batch := cursor.fetchmany(_BATCH):
            for file, line, table, row, column, value, reason, expected in batch:
                yield Reject(file, line, table, row, column, value, RejectCode(reason), expected)

    def close(self) -> None:
        """See Source; every file made for it is removed."""
        self._workspace.close()

    def _read(self, found: Found) -> None:
        problems: list[Problem] = list(found.problems)
        rows: Counter[Path] = Counter()
        for part in found.parts:
            self._workspace.relation_of(part.table.name)
            count, told = part.read(self._workspace)
            rows[part.file] += count
            problems += told
        self._finish()
        used = {part.file for part in found.parts}
        self.inputs = tuple(
            Input(shown, _digest(path), rows[path]) for path, shown in found.files if path in used
        )
        self.problems = _merged(problems)

    def _finish(self) -> None:
        """Make the canonical relations, once every table is read."""
        workspace = self._workspace
        for table in workspace.tables:
            workspace.add_lost_rows(table)
        for table in workspace.tables:
            workspace.faulted |= finish(table, workspace.tables, workspace.faulted, DIALECT, workspace)


def _no_table(location: Path, found: Found) -> NoTableError:
    if not found.files:
        looked_for = ", ".join(ENDINGS)
        return NoTableError(f"{location}: holds no file that can be read; looked for {looked_for}")
    advice = "name files and sheets after the tables, or write a mapping: sdcompliance map"
    return no_table(str(location), found.problems, advice)


def _merged(problems: list[Problem]) -> tuple[Problem, ...]:
    """One problem an unknown name, in however many files; tables first, as ``Records`` lists them."""
    total: Counter[tuple[str, str | None]] = Counter()
    for each in problems:
        total[(each.table, each.column)] += each.rows
    order = list(TABLES)
    unique = {(each.table, each.column): each for each in problems}
    ranked = sorted(
        unique,
        key=lambda key: (
            key[1] is not None,
            order.index(key[0]) if key[0] in TABLES else -1,
            key[0],
            key[1] or "",
        ),
    )
    return tuple(
        Problem(
            ProblemCode.UNKNOWN_TABLE if column is None else ProblemCode.UNKNOWN_COLUMN,
            table,
            column,
            rows=total[(table, column)],
            nearest=unique[(table, column)].nearest,
        )
        for table, column in ranked
    )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
