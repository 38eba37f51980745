"""The tables of a source and their titles, without reading their rows: what a column map is proposed from."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from sdcompliance.sources import sqlite_reader
from sdcompliance.sources.errors import SourceNotFoundError
from sdcompliance.sources.opening import is_postgresql
from sdcompliance.sources.parts import data_files, ending_of, stem_of
from sdcompliance.sources.text_files import as_utf8, header_of
from sdcompliance.sources.workbook import Workbook

_LINES_LOOKED_AT = 100


@dataclass(frozen=True, slots=True)
class Outline:
    """A table as the host has it: its name, and the titles of its columns."""

    name: str
    titles: tuple[str, ...]


def outline(location: str | os.PathLike[str], encoding: str | None = None) -> list[Outline]:
    """Every table of a path or a PostgreSQL URL. Raises SourceError."""
    if is_postgresql(location):
        from sdcompliance.sources.postgresql import hosts_of

        return [Outline(host.name, tuple(host.types)) for host in hosts_of(location)]
    path = Path(location)
    if not path.exists():
        raise SourceNotFoundError(
            f"{path}: there is no such file or folder; give one, or a postgresql:// URL"
        )
    merged: dict[str, dict[str, None]] = {}
    for file in data_files(path) if path.is_dir() else [path]:
        for each in _of_file(file, encoding):
            merged.setdefault(each.name, {}).update(dict.fromkeys(each.titles))
    return [Outline(name, tuple(titles)) for name, titles in merged.items()]


def _of_file(path: Path, encoding: str | None) -> Iterator[Outline]:
    ending = (ending_of(path) or "").removesuffix(".gz")
    looks: dict[str, Callable[[Path, str | None], Iterator[Outline]]] = {
        ".csv": _of_csv,
        ".tsv": _of_csv,
        ".jsonl": _of_jsonl,
        ".ndjson": _of_jsonl,
        ".json": _of_json,
        ".xlsx": _of_workbook,
        ".xlsm": _of_workbook,
        ".parquet": _of_parquet,
    }
    return looks.get(ending, _of_database)(path, encoding)


def _of_csv(path: Path, encoding: str | None) -> Iterator[Outline]:
    with TemporaryDirectory(prefix="sdcompliance-") as folder:
        file = as_utf8(path, path.name, encoding, Path(folder) / "text")
        delimiters = "\t" if ".tsv" in path.name.lower() else ",;\t"
        yield Outline(stem_of(path), tuple(header_of(file, path.name, delimiters)[1]))


def _of_jsonl(path: Path, encoding: str | None) -> Iterator[Outline]:
    titles: dict[str, None] = {}
    with TemporaryDirectory(prefix="sdcompliance-") as folder:
        file = as_utf8(path, path.name, encoding, Path(folder) / "text")
        with file.open() as text:
            for line in islice(text, _LINES_LOOKED_AT):
                try:
                    row = json.loads(line)
                except ValueError:
                    continue
                titles.update(dict.fromkeys(row) if isinstance(row, dict) else {})
    yield Outline(stem_of(path), tuple(titles))


def _of_json(path: Path, _: str | None) -> Iterator[Outline]:
    from sdcompliance.records.json_source import read_json

    content = read_json(path)
    tables = content if isinstance(content, dict) else {stem_of(path): content}
    for name, rows in tables.items():
        listed = rows if isinstance(rows, list) else []
        titles = dict.fromkeys(key for row in listed if isinstance(row, dict) for key in row)
        yield Outline(name, tuple(titles))


def _of_workbook(path: Path, _: str | None) -> Iterator[Outline]:
    book = Workbook(path, path.name)
    for sheet in book.sheets:
        yield Outline(sheet, tuple(title for title in book.rows(sheet)[0] if title))


def _of_parquet(path: Path, _: str | None) -> Iterator[Outline]:
    from sdcompliance.sources.native_reader import parquet_titles

    yield Outline(stem_of(path), parquet_titles(path))


def _of_database(path: Path, _: str | None) -> Iterator[Outline]:
    if sqlite_reader.is_sqlite(path):
        for name in sqlite_reader.tables(path, path.name):
            yield Outline(name, tuple(sqlite_reader.titles(path, name)))
        return
    from sdcompliance.sources.native_reader import duckdb_titles

    for name, titles in duckdb_titles(path):
        yield Outline(name, titles)
