"""Rows that Python holds, staged: those of a JSON dossier, a workbook, an SQLite file."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from sdcompliance.records import Column, Problem, Table
from sdcompliance.records.faults import shorten
from sdcompliance.records.json_source import Doubled
from sdcompliance.sources.cells import TYPED, sql_name
from sdcompliance.sources.columns import assign, select_staged
from sdcompliance.sources.conversion import Staged
from sdcompliance.sources.mapping import TableMap
from sdcompliance.sources.staging import staged_text
from sdcompliance.sources.titles import column_of_title
from sdcompliance.sources.workspace import Job, Workspace

_BATCH = 20_000


def read_rows(
    job: Job, titles: list[str], rows: Iterable[tuple[int, Iterable[Any]]]
) -> tuple[int, list[Problem]]:
    """Read rows of a sheet or a table: each with its number, and its cells in the order of the titles."""
    workspace, table = job.workspace, job.table
    assignment = assign(table, titles, job.given, job.shown)
    column_of = {title: table.columns[name] for name, title in assignment.title_of.items()}
    kept = [(place, column_of[title]) for place, title in enumerate(titles) if title in column_of]
    name = workspace.name("rows")
    staged_names = [sql_name(f"c{place}") for place, _ in kept]
    _create(workspace, name, staged_names)
    _fill(workspace, name, ((number, *_cells(kept, list(cells))) for number, cells in rows), len(kept))
    cell_of = {titles[place]: sql_name(f"c{place}") for place, _ in kept}
    cells = assignment.staged(cell_of)
    rows_read = _read(workspace, name, Staged(table.name, job.shown, f"{name}_staged", tuple(cells)), cells)
    return rows_read, assignment.problems(rows_read)


def read_objects(job: Job, objects: Iterable[tuple[int, Any]]) -> tuple[int, list[Problem]]:
    """Read objects of JSON, each with its number. What is no object is rejected; of a column given twice
    neither value is read.
    """
    workspace, table, given = job.workspace, job.table, job.given
    listed = list(objects)
    titles = list(dict.fromkeys(key for _, each in listed if isinstance(each, Mapping) for key in each))
    by_map = {} if given is None else given.by_title
    column_of = {title: _column(table, by_map, title) for title in titles}
    first = {column: title for title, column in reversed(column_of.items()) if column}
    unknown = [title for title in titles if not column_of[title] and title.strip() not in by_map]
    assignment = assign(table, [*first.values(), *unknown], given and present(given, titles), job.shown)
    kept = list(assignment.title_of)
    for number, each in listed:
        if not isinstance(each, Mapping):
            expected = "an object of columns such as {'id': 'S1'}"
            workspace.reject_line(job.shown, number, table.name, shorten(each), expected)
    rows = (
        (number, *_object_cells(table, kept, column_of, each))
        for number, each in listed
        if isinstance(each, Mapping)
    )
    name = workspace.name("rows")
    _create(workspace, name, [sql_name(column) for column in kept])
    _fill(workspace, name, rows, len(kept))
    cells = assignment.staged({assignment.title_of[column]: sql_name(column) for column in kept})
    rows_read = _read(workspace, name, Staged(table.name, job.shown, f"{name}_staged", tuple(cells)), cells)
    stood = Counter(key for _, each in listed if isinstance(each, Mapping) for key in each)
    return rows_read, assignment.problems(stood)


def present(given: TableMap, titles: Iterable[str]) -> TableMap:
    """The map without the titles that no object has: JSON may leave out what is not recorded."""
    words = {title.strip() for title in titles}
    columns = {theirs: ours for theirs, ours in given.columns.items() if theirs.strip() in words}
    return TableMap(given.table, columns, given.codes, given.constants)


def _column(table: Table, by_map: Mapping[str, str], title: str) -> str | None:
    word = title.strip()
    return (by_map[word] or None) if word in by_map else column_of_title(table, word)


def _object_cells(
    table: Table, kept: Iterable[str], column_of: Mapping[str, str | None], given: Mapping[str, Any]
) -> list[str | None]:
    values: dict[str, Any] = {}
    twice = {column_of[key] for key in given.twice} if isinstance(given, Doubled) else set()
    for key, value in given.items():
        column = column_of[key]
        if column is not None and column in values:
            twice.add(column)
        elif column is not None:
            values[column] = value
    return [
        TYPED + json.dumps({"given twice": column})
        if column in twice
        else staged_text(table.columns[column], values.get(column))
        for column in kept
    ]


def _cells(kept: Iterable[tuple[int, Column]], cells: list[Any]) -> Iterator[str | None]:
    for place, column in kept:
        yield staged_text(column, cells[place]) if place < len(cells) else None


def _create(workspace: Workspace, name: str, columns: list[str]) -> None:
    listed = ", ".join(f"{column} VARCHAR" for column in columns)
    workspace.connection.execute(f"CREATE TEMP TABLE {name} (_n BIGINT{', ' if columns else ''}{listed})")


def _fill(workspace: Workspace, name: str, rows: Iterator[tuple[Any, ...]], width: int) -> None:
    types = ["BIGINT", *["VARCHAR"] * width]
    while batch := list(islice(rows, _BATCH)):
        workspace.fill(name, types, batch)


def _read(workspace: Workspace, name: str, staged: Staged, cells: Mapping[str, str]) -> int:
    query = select_staged(cells, "_n", "CAST(_n AS VARCHAR)", name)
    workspace.connection.execute(f"CREATE TEMP VIEW {staged.relation} AS {query}")
    rows = workspace.read(staged)
    workspace.connection.execute(f"DROP VIEW {staged.relation}; DROP TABLE {name}")
    return rows
