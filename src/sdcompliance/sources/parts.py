"""What a location holds: one part for each table in each file, found before anything is read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sdcompliance.records import TABLES, Problem, Table
from sdcompliance.records.json_source import read_json
from sdcompliance.records.problems import unknown_table
from sdcompliance.sources import sqlite_reader
from sdcompliance.sources.cells import sql_name
from sdcompliance.sources.columns import some_columns
from sdcompliance.sources.csv_reader import read_csv
from sdcompliance.sources.errors import SourceConflictError, UnreadableError
from sdcompliance.sources.jsonl_reader import read_jsonl
from sdcompliance.sources.mapping import ColumnMap, TableMap
from sdcompliance.sources.native_reader import duckdb_tables, read_attached, read_parquet
from sdcompliance.sources.titles import column_of_title, table_of_stem, table_of_word
from sdcompliance.sources.value_reader import read_objects, read_rows
from sdcompliance.sources.workbook import Workbook
from sdcompliance.sources.workspace import Job, Workspace

Read = Callable[[Job], tuple[int, list[Problem]]]

_TEXT = {".csv": "csv", ".tsv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl"}
_WHOLE = {".json", ".xlsx", ".xlsm", ".duckdb", ".ddb", ".db", ".sqlite", ".sqlite3"}
ENDINGS = (*_TEXT, *(f"{ending}.gz" for ending in _TEXT), ".parquet", *sorted(_WHOLE))
"""The endings of the files that are read."""


@dataclass(frozen=True, slots=True)
class Part:
    """One table as one file has it. ``group`` tells the parts of one table that would be the same twice."""

    file: Path
    shown: str
    table: Table
    group: tuple[str, str]
    given: TableMap | None
    reader: Read

    def read(self, workspace: Workspace) -> tuple[int, list[Problem]]:
        """Read it; how many rows it has, and what is not known in it."""
        return self.reader(Job(workspace, self.shown, self.table, self.given))


@dataclass(frozen=True, slots=True)
class Found:
    """The parts of a location, and the tables in it that are not known."""

    parts: list[Part] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    files: list[tuple[Path, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Place:
    """The file of a part, how outputs name it, and what tells it from other parts of its table."""

    file: Path
    shown: str
    group: tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Search:
    mapping: ColumnMap
    encoding: str | None
    found: Found

    def table(self, theirs: str, ours: Table | None) -> tuple[Table | None, TableMap | None]:
        """Our table for theirs and its map; no table where the map leaves it out."""
        given = self.mapping.of(theirs)
        if given is None:
            return ours, None
        return (TABLES[given.table] if given.table else None), given

    def add(self, place: _Place, theirs: str, ours: Table | None, reader: Read) -> None:
        """Note a part, or that their table is not known."""
        table, given = self.table(theirs, ours)
        if table is not None:
            part = Part(place.file, place.shown, table, place.group, given, reader)
            self.found.parts.append(part)
        elif given is None:
            self.found.problems.append(unknown_table(theirs))


def find(location: Path, mapping: ColumnMap, encoding: str | None) -> Found:
    """The parts of a file, or of all files below a folder. Raises SourceError."""
    search = _Search(mapping, encoding, Found())
    if location.is_dir():
        for path in data_files(location):
            shown = path.relative_to(location).as_posix()
            _look_into(search, path, shown, path.relative_to(location).parent)
    else:
        _look_into(search, location, location.name, Path())
    _refuse_conflicts(search.found.parts)
    return search.found


def ending_of(path: Path) -> str | None:
    """The ending by which a file is read, None where it is none of those that are."""
    name = path.name.lower()
    return next((ending for ending in sorted(ENDINGS, key=len, reverse=True) if name.endswith(ending)), None)


def stem_of(path: Path) -> str:
    """The name of a data file without its ending."""
    ending = ending_of(path)
    return path.stem if ending is None else path.name[: -len(ending)]


def data_files(folder: Path) -> list[Path]:
    """The data files below a folder; hidden ones, lock files and markers of other programs are none."""
    return sorted(_walk(folder))


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "_")))
        for name in names:
            if not name.startswith((".", "_", "~$")) and ending_of(Path(name)):
                yield Path(root) / name


def _look_into(search: _Search, path: Path, shown: str, folders: Path) -> None:
    ending = ending_of(path)
    if ending is None:
        raise UnreadableError(f"{shown}: is none of {', '.join(ENDINGS)}")
    search.found.files.append((path, shown))
    if ending == ".json":
        _look_into_json(search, path, shown)
    elif ending in (".xlsx", ".xlsm"):
        _look_into_workbook(search, path, shown)
    elif ending in _WHOLE:
        _look_into_database(search, path, shown)
    else:
        _look_at_table_file(search, path, shown, folders, ending)


def _look_at_table_file(search: _Search, path: Path, shown: str, folders: Path, ending: str) -> None:
    stem = path.name[: -len(ending)]
    ours = table_of_stem(stem)
    theirs = stem
    if ours is None and search.mapping.of(stem) is None:
        for folder in reversed(folders.parts):
            if table_of_word(folder) is not None or search.mapping.of(folder) is not None:
                ours, theirs = table_of_word(folder), folder
                break
    plain_ending = ending.removesuffix(".gz")
    values = dict(part.split("=", 1) for part in folders.parts if "=" in part)

    def read(job: Job) -> tuple[int, list[Problem]]:
        if plain_ending == ".parquet":
            partition = {name: value for name, value in values.items() if column_of_title(job.table, name)}
            return read_parquet(job, path, partition)
        reader = read_csv if _TEXT[plain_ending] == "csv" else read_jsonl
        return reader(job, path, search.encoding)

    suffix = stem if ours is None else _suffix(stem, ours)
    search.add(_Place(path, shown, (folders.as_posix(), suffix)), theirs, ours, read)


def _suffix(stem: str, table: Table) -> str:
    """What tells this part of a table from the others: nothing for the whole table."""
    if table_of_word(stem) is not None:
        return ""
    return stem.removeprefix(table.name).removeprefix(table.label)


def _look_into_json(search: _Search, path: Path, shown: str) -> None:
    content = read_json(path)
    tables: Mapping[str, Any]
    if isinstance(content, list):
        tables = {path.stem: content}
    elif isinstance(content, dict):
        tables = content
    else:
        raise UnreadableError(f"{shown}: expected an object of tables such as {{'sessions': [...]}}")
    for theirs, rows in tables.items():
        ours = table_of_stem(theirs) if tables is not content else table_of_word(theirs)
        if theirs in getattr(content, "twice", ()):
            raise SourceConflictError(f"{shown}: {theirs!r} is given twice; give every table once")
        if rows is None:
            continue
        if not isinstance(rows, list):
            raise UnreadableError(f"{shown}, {theirs}: expected a list of rows, or null")

        def read(job: Job, rows: list[Any] = rows) -> tuple[int, list[Problem]]:
            return read_objects(job, enumerate(rows, start=1))

        search.add(_Place(path, shown, (path.as_posix(), "")), theirs, ours, read)


def _look_into_workbook(search: _Search, path: Path, shown: str) -> None:
    book = Workbook(path, shown)
    for sheet in book.sheets:

        def read(job: Job, sheet: str = sheet) -> tuple[int, list[Problem]]:
            titles, rows = book.rows(sheet)
            if not any(column_of_title(job.table, title) for title in titles) and job.given is None:
                raise UnreadableError(
                    f"{shown}, {sheet}: the first row holds no title of {job.table.name}; expected titles "
                    f"such as {some_columns(job.table)}, or their Chinese titles"
                )
            return read_rows(job, titles, rows)

        search.add(_Place(path, shown, (path.as_posix(), "")), sheet, table_of_word(sheet), read)


def _look_into_database(search: _Search, path: Path, shown: str) -> None:
    if sqlite_reader.is_sqlite(path):
        for name in sqlite_reader.tables(path, shown):

            def read(job: Job, name: str = name) -> tuple[int, list[Problem]]:
                titles = sqlite_reader.titles(path, name)
                return read_rows(job, titles, sqlite_reader.rows(path, name, shown))

            search.add(_Place(path, name, (path.as_posix(), "")), name, table_of_word(name), read)
        return
    for schema, name in duckdb_tables(path, shown):

        def read_one(job: Job, schema: str = schema, name: str = name) -> tuple[int, list[Problem]]:
            attached = job.workspace.attached(path, shown)
            relation = f"{attached}.{sql_name(schema)}.{sql_name(name)}"
            return read_attached(job, relation)

        search.add(_Place(path, name, (path.as_posix(), "")), name, table_of_word(name), read_one)


def _refuse_conflicts(parts: list[Part]) -> None:
    """Refuse a table twice in one file, or in two files of a folder that differ in their ending only."""
    met: dict[tuple[str, tuple[str, str]], Part] = {}
    for part in parts:
        first = met.setdefault((part.table.name, part.group), part)
        if first is not part:
            places = part.shown if first.shown == part.shown else f"{first.shown} and {part.shown}"
            raise SourceConflictError(
                f"{places}: both hold the table {part.table.name} ({part.table.label}); leave one of them out"
            )
