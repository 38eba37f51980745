"""What DuckDB reads with types of its own: Parquet files and DuckDB files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sdcompliance.records import Problem
from sdcompliance.sources.cells import sql_name, sql_text
from sdcompliance.sources.columns import assign, no_column, select_staged
from sdcompliance.sources.conversion import Staged
from sdcompliance.sources.errors import UnreadableError
from sdcompliance.sources.staging import staged_native
from sdcompliance.sources.workspace import Job, Workspace, load_duckdb

_LINE = "file_row_number"


def read_parquet(job: Job, path: Path, partition: Mapping[str, str]) -> tuple[int, list[Problem]]:
    """Read one Parquet file; ``partition`` holds the columns that stand in the names of its folders."""
    place = job.workspace.path_for_duckdb(path)
    source = f"read_parquet({place}, file_row_number=true, hive_partitioning=false)"
    columns = {n: t for n, t in _types(job.workspace, source, job.shown).items() if n != _LINE}
    constant = {name: value for name, value in partition.items() if name not in columns}
    parts = ["*", *(f"{sql_text(value)} AS {sql_name(name)}" for name, value in constant.items())]
    types = {**columns, **dict.fromkeys(constant, "VARCHAR")}
    return _read_native(job, f"(SELECT {', '.join(parts)} FROM {source})", f"{_LINE} + 1", types)


def read_attached(job: Job, relation: str) -> tuple[int, list[Problem]]:
    """Read one table or view of an attached DuckDB file."""
    types = _types(job.workspace, relation, job.shown)
    return _read_native(job, f"(SELECT *, row_number() OVER () AS {_LINE} FROM {relation})", _LINE, types)


def _read_native(job: Job, relation: str, line: str, types: Mapping[str, str]) -> tuple[int, list[Problem]]:
    """Read a relation of DuckDB's types through a view."""
    workspace, table = job.workspace, job.table
    assignment = assign(table, types, job.given, job.shown)
    if not assignment.title_of:
        raise no_column(job.shown, table)
    column_of = {title: table.columns[name] for name, title in assignment.title_of.items()}
    cell_of = {
        title: staged_native(column, sql_name(title), types[title]) for title, column in column_of.items()
    }
    cells = assignment.staged(cell_of)
    name = workspace.name("native")
    number = f"CAST({line} AS BIGINT)"
    query = select_staged(cells, number, f"CAST({number} AS VARCHAR)", relation)
    workspace.connection.execute(f"CREATE TEMP VIEW {name} AS {query}")
    rows = workspace.read(Staged(table.name, job.shown, name, tuple(cells)))
    workspace.connection.execute(f"DROP VIEW {name}")
    return rows, assignment.problems(rows)


def _types(workspace: Workspace, source: str, shown: str) -> dict[str, str]:
    try:
        described = workspace.connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
    except load_duckdb().Error as error:
        reason = str(error).splitlines()[0]
        raise UnreadableError(f"{shown}: cannot be read ({reason})") from None
    return {name: type_ for name, type_, *_ in described}


def parquet_titles(path: Path) -> tuple[str, ...]:
    """The columns of a Parquet file."""
    workspace = Workspace(0)
    try:
        source = f"read_parquet({workspace.path_for_duckdb(path)}, hive_partitioning=false)"
        return tuple(_types(workspace, source, path.name))
    finally:
        workspace.close()


def duckdb_tables(path: Path, shown: str) -> list[tuple[str, str]]:
    """Schema and name of every table and view of a DuckDB file. Raises UnreadableError."""
    workspace = Workspace(0)
    try:
        attached = workspace.attached(path, shown)
        listed = (
            "SELECT schema_name, table_name FROM duckdb_tables() "
            f"WHERE database_name = '{attached}' UNION ALL "
            f"SELECT schema_name, view_name FROM duckdb_views() WHERE database_name = '{attached}' "
            "AND NOT internal ORDER BY ALL"
        )
        return [(schema, name) for schema, name in workspace.connection.execute(listed).fetchall()]
    finally:
        workspace.close()


def duckdb_titles(path: Path) -> list[tuple[str, tuple[str, ...]]]:
    """Name and columns of every table and view of a DuckDB file."""
    tables = duckdb_tables(path, path.name)
    workspace = Workspace(0)
    try:
        attached = workspace.attached(path, path.name)
        return [
            (name, tuple(_types(workspace, f"{attached}.{sql_name(schema)}.{sql_name(name)}", path.name)))
            for schema, name in tables
        ]
    finally:
        workspace.close()
