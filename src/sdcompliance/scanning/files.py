"""Relations of DuckDB → Parquet files, and CSV files that a spreadsheet opens as they are."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sdcompliance.engines.relational.dialect import DIALECTS

if TYPE_CHECKING:
    import duckdb

#: What a spreadsheet would take for a formula (OWASP, "CSV Injection").
_FORMULA = "'^[=+\\-@\\t\\r]'"


def listed(texts: Iterable[str]) -> str:
    """Text literals, as they stand in a list."""
    return ", ".join(map(DIALECTS["duckdb"].quoted, texts))


def copied(connection: duckdb.DuckDBPyConnection, query: str, file: Path) -> None:
    """What a query answers with, as one Parquet file."""
    connection.execute(f"COPY ({query}) TO {_path(file)} (FORMAT parquet, COMPRESSION zstd)")


def table_file(
    connection: duckdb.DuckDBPyConnection,
    target: Path,
    columns: Sequence[str],
    texts: frozenset[str],
    files: Iterable[Path],
) -> None:
    """Parquet files, one after the other, as one CSV; in the columns of ``texts`` nothing is a formula."""
    header = ",".join(columns)
    target.write_bytes(b"\xef\xbb\xbf" + f"{header}\n".encode())  # spreadsheets look for the mark
    names = ", ".join(map(_path, files))
    if not names:
        return
    shown = ", ".join(_harmless(name) if name in texts else name for name in columns)
    lines = target.with_name(f".{target.name}")
    connection.execute(
        f"COPY (SELECT {shown} FROM read_parquet([{names}], hive_partitioning = false))"
        f" TO {_path(lines)} (FORMAT csv, HEADER false)"
    )
    with target.open("ab") as whole, lines.open("rb") as part:
        shutil.copyfileobj(part, whole)
    lines.unlink()


def _path(file: Path) -> str:
    return "'" + str(file).replace("'", "''") + "'"


def _harmless(name: str) -> str:
    """A text column in which nothing looks like a formula."""
    marked = f"CASE WHEN regexp_matches({name}, {_FORMULA}) THEN '''' || {name} ELSE {name} END"
    return f"{marked} AS {name}"
