"""SQLite files, through Python's own module: DuckDB's extension for them would have to be downloaded."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from sdcompliance.sources.cells import sql_name
from sdcompliance.sources.errors import UnreadableError

_MAGIC = b"SQLite format 3\x00"
_BATCH = 10_000


def is_sqlite(path: Path) -> bool:
    """Whether the file begins as SQLite files do."""
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def tables(path: Path, shown: str) -> list[str]:
    """The names of its tables and views."""
    query = (
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') "
        "AND name NOT LIKE 'sqlite_%' ORDER BY 1"
    )
    try:
        with closing(_connect(path)) as connection:
            return [name for (name,) in connection.execute(query)]
    except sqlite3.Error as error:
        raise UnreadableError(f"{shown}: cannot be read ({error})") from None


def titles(path: Path, table: str) -> list[str]:
    """The columns of a table."""
    with closing(_connect(path)) as connection:
        return [
            column[0] for column in connection.execute(f"SELECT * FROM {sql_name(table)} LIMIT 0").description
        ]


def rows(path: Path, table: str, shown: str) -> Iterator[tuple[int, list[Any]]]:
    """The rows of a table, numbered from 1 in the order of the file."""
    try:
        with closing(_connect(path)) as connection:
            cursor = connection.execute(f"SELECT * FROM {sql_name(table)}")
            number = 0
            while batch := cursor.fetchmany(_BATCH):
                for row in batch:
                    number += 1
                    yield number, list(row)
    except sqlite3.Error as error:
        raise UnreadableError(f"{shown}, {table}: cannot be read ({error})") from None


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
