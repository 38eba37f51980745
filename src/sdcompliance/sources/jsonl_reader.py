"""JSON Lines: one object a line, plain or packed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sdcompliance.records import Column, ColumnKind, Problem, RecordsError
from sdcompliance.records.json_source import read_json
from sdcompliance.sources.cells import NUMBER, TYPED, sql_text, tagged
from sdcompliance.sources.columns import assign, select_staged
from sdcompliance.sources.conversion import Staged
from sdcompliance.sources.text_files import as_utf8, lines_plain, number_lines
from sdcompliance.sources.titles import column_of_title
from sdcompliance.sources.value_reader import present, read_objects
from sdcompliance.sources.workspace import Job, Workspace

_A_LINE = "a JSON object of columns such as {'id': 'S1'} on one line"


def read_jsonl(job: Job, path: Path, encoding: str | None) -> tuple[int, list[Problem]]:
    """Read one file; how many rows it has, and the keys that are not known."""
    workspace = job.workspace
    file = as_utf8(path, job.shown, encoding, workspace.scratch())
    lines = workspace.name("lines")
    if lines_plain(file):
        source, numbered = _source(workspace.path_for_duckdb(file.path), ["line"]), "row_number() OVER ()"
    else:
        plain = workspace.scratch()
        number_lines(file, plain)
        source, numbered = _source(sql_text(str(plain)), ["n", "line"]), "CAST(n AS BIGINT)"
    workspace.connection.execute(
        f"CREATE TABLE {lines} AS SELECT *, "
        "CASE WHEN json_valid(line) THEN json_type(line) = 'OBJECT' ELSE FALSE END AS good "
        f"FROM (SELECT {numbered} AS n, line FROM {source})"
    )
    keys = _keys(workspace, lines)
    _set_aside(job, lines, keys)
    rows, problems = _read_good(job, lines, keys)
    odd = workspace.connection.execute(f"SELECT n, line FROM {lines} WHERE NOT good ORDER BY n").fetchall()
    workspace.connection.execute(f"DROP TABLE {lines}")
    if not odd:
        return rows, problems
    objects = list(_parsed(job, odd))
    odd_rows, odd_problems = read_objects(job, objects)
    met = {problem.column for problem in problems}
    return rows + odd_rows, [*problems, *(each for each in odd_problems if each.column not in met)]


def _source(path: str, names: list[str]) -> str:
    columns = ", ".join(f"'{each}': 'VARCHAR'" for each in names)
    return (
        f"read_csv({path}, auto_detect=false, header=false, delim='\x01', quote='', escape='', "
        f"compression='none', columns={{{columns}}})"
    )


def _keys(workspace: Workspace, lines: str) -> dict[str, int]:
    """Every key of the objects, and in how many of them it stands."""
    query = (
        f"SELECT key, count(*) FROM (SELECT unnest(json_keys(line)) AS key FROM {lines} WHERE good) "
        "GROUP BY key ORDER BY key"
    )
    return dict(workspace.connection.execute(query).fetchall())


def _set_aside(job: Job, lines: str, keys: dict[str, int]) -> None:
    """Leave to Python the objects that give a column twice: DuckDB would take one of the values."""
    by_map = {} if job.given is None else job.given.by_title
    named = [by_map.get(key.strip()) or column_of_title(job.table, key) for key in keys]
    known = [column for column in named if column]
    twice = "len(json_keys(line)) <> len(list_distinct(json_keys(line)))"
    condition = "TRUE" if len(known) != len(set(known)) else twice
    job.workspace.connection.execute(
        f"UPDATE {lines} SET good = FALSE WHERE CASE WHEN good THEN {condition} END"
    )


def _read_good(job: Job, lines: str, keys: dict[str, int]) -> tuple[int, list[Problem]]:
    workspace, table = job.workspace, job.table
    if not workspace.one(f"SELECT count(*) FROM {lines} WHERE good")[0]:
        workspace.relation_of(table.name)
        return 0, []
    assignment = assign(table, keys, job.given and present(job.given, keys), job.shown)
    paths = ", ".join(sql_text(_pointer(title)) for title in assignment.title_of.values())
    extracted = workspace.name("jsonl")
    list_ = f"json_extract(line, [{paths}])" if paths else "[]"
    workspace.connection.execute(
        f"CREATE TEMP VIEW {extracted} AS SELECT n, {list_} AS e FROM {lines} WHERE good"
    )
    cell_of = {
        title: _staged_json(table.columns[column], f"e[{place}]")
        for place, (column, title) in enumerate(assignment.title_of.items(), start=1)
    }
    cells = assignment.staged(cell_of)
    name = workspace.name("staged")
    query = select_staged(cells, "n", "CAST(n AS VARCHAR)", extracted)
    workspace.connection.execute(f"CREATE TABLE {name} AS {query}")
    rows = workspace.read(Staged(table.name, job.shown, name, tuple(cells)))
    workspace.connection.execute(f"DROP TABLE {name}; DROP VIEW {extracted}")
    return rows, assignment.problems(keys)


def _pointer(key: str) -> str:
    return "/" + key.replace("~", "~0").replace("/", "~1")


def _staged_json(column: Column, cell: str) -> str:
    """The SQL of the staged text of a JSON value. Text that begins like a tag is handed on as JSON."""
    string = f"json_extract_string({cell}, '$')"
    as_json = tagged(TYPED, f"CAST({cell} AS VARCHAR)")
    free = f"unicode({string}) NOT IN ({ord(TYPED)}, {ord(NUMBER)})"
    boolean = f"WHEN 'BOOLEAN' THEN CAST({cell} AS VARCHAR)" if column.kind is ColumnKind.BOOLEAN else ""
    whole = f"CASE WHEN CAST({cell} AS VARCHAR) = '-0' THEN {as_json} ELSE CAST({cell} AS VARCHAR) END"
    return (
        f"CASE json_type({cell}) WHEN 'NULL' THEN NULL WHEN 'VARCHAR' THEN CASE WHEN {free} THEN {string} "
        f"ELSE {as_json} END WHEN 'BIGINT' THEN {whole} WHEN 'UBIGINT' THEN {whole} {boolean} "
        f"ELSE {as_json} END"
    )


def _parsed(job: Job, lines: list[tuple[int, str | None]]) -> Iterator[tuple[int, Any]]:
    for number, line in lines:
        text = (line or "").strip()
        if not text:
            continue
        try:
            yield number, read_json(io.StringIO(text))
        except RecordsError:
            told = f"a line of {len(text)} characters (may hold personal data, not shown)"
            job.workspace.reject_line(job.shown, number, job.table.name, told, _A_LINE)
