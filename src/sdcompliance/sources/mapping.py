"""A column map: what a host calls its tables, columns and codes, in a TOML file.

::

    [tables."KS_SITTING"]               # their table, file or sheet
    table = "sessions"                  # ours; "" leaves theirs out

    [tables."KS_SITTING".columns]
    "SITTING_NO" = "id"                 # theirs = ours; "" leaves theirs out

    [tables."KS_SITTING".codes.city]    # of our column: theirs = ours
    "JN" = "370100"

    [tables."KS_SITTING".constants]     # a column of ours that theirs lacks: the same value in every row
    organised_by_id = "B1"

Columns that the map does not name go by their own names and Chinese titles.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sdcompliance.errors import did_you_mean
from sdcompliance.records import TABLES, Table
from sdcompliance.sources.errors import MappingError, UnreadableError
from sdcompliance.sources.oddities import translate

_KEYS = ("table", "columns", "codes", "constants")


@dataclass(frozen=True, slots=True)
class TableMap:
    """How one table of the host is read. ``table`` is ours, None to leave theirs out."""

    table: str | None
    columns: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)

    @property
    def by_title(self) -> dict[str, str]:
        """Our column by their title, without the white space around it."""
        return {theirs.strip(): ours for theirs, ours in self.columns.items()}


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """The map of a host's tables, by their names for them."""

    tables: Mapping[str, TableMap] = field(default_factory=dict)

    def of(self, theirs: str) -> TableMap | None:
        """The map of their table, None where they do not map it. Case does not matter."""
        folded = {name.casefold(): table for name, table in self.tables.items()}
        return folded.get(theirs.strip().casefold())


def load_mapping(path: str | os.PathLike[str]) -> ColumnMap:
    """Read a column map. Raises MappingError with every fault, UnreadableError for a missing file."""
    try:
        content = tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UnreadableError(f"{path}: {error.strerror or error}; name a mapping.toml") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MappingError(str(path), (f"not TOML in UTF-8: {error}",)) from None
    faults = tuple(_faults(content))
    if faults:
        raise MappingError(str(path), faults)
    return ColumnMap({theirs: _table_map(given) for theirs, given in content.get("tables", {}).items()})


def _table_map(given: Mapping[str, Any]) -> TableMap:
    codes = {
        column: {str(k): _text(v) for k, v in words.items()}
        for column, words in given.get("codes", {}).items()
    }
    constants = {column: _text(value) for column, value in given.get("constants", {}).items()}
    return TableMap(given["table"] or None, given.get("columns", {}), codes, constants)


def _text(value: Any) -> str:
    """A TOML value as the text a CSV cell would hold."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _faults(content: Mapping[str, Any]) -> Iterator[str]:
    for key in content:
        if key != "tables":
            yield f"{key}: there is no such key{did_you_mean(key, ('tables',))}; known: tables"
    tables = content.get("tables", {})
    if not isinstance(tables, dict):
        yield 'tables: expected a table of tables such as [tables."KS_SITTING"]'
        return
    for theirs, given in tables.items():
        place = f'tables."{theirs}"'
        if not isinstance(given, dict) or not isinstance(given.get("table"), str):
            yield f'{place}: expected table = "…", one of ours, or "" to leave theirs out'
            continue
        yield from _table_faults(place, given)


def _table_faults(place: str, given: Mapping[str, Any]) -> Iterator[str]:
    for key in given:
        if key not in _KEYS:
            yield f"{place}.{key}: there is no such key{did_you_mean(key, _KEYS)}; known: {', '.join(_KEYS)}"
    if not given["table"]:
        return
    if given["table"] not in TABLES:
        yield f"{place}.table: {given['table']!r} is no table{did_you_mean(given['table'], TABLES)}"
        return
    table = TABLES[given["table"]]
    yield from _column_faults(place, given.get("columns", {}), table)
    yield from _code_faults(place, given.get("codes", {}), table)
    yield from _constant_faults(place, given.get("constants", {}), table)


def _column_faults(place: str, columns: Any, table: Table) -> Iterator[str]:
    if not isinstance(columns, dict):
        yield f'{place}.columns: expected lines such as "SITTING_NO" = "id"'
        return
    met: dict[str, str] = {}
    for theirs, ours in columns.items():
        if not isinstance(ours, str):
            yield f"{place}.columns.{theirs}: expected the name of a column, in quotes"
        elif ours and ours not in table.columns:
            hint = did_you_mean(ours, table.columns)
            yield f"{place}.columns.{theirs}: {table.name} has no column {ours!r}{hint}"
        elif ours and ours in met:
            yield f"{place}.columns.{theirs}: {ours} is mapped twice, from {met[ours]!r} too"
        if isinstance(ours, str):
            met[ours] = theirs


def _code_faults(place: str, codes: Any, table: Table) -> Iterator[str]:
    if not isinstance(codes, dict) or not all(isinstance(words, dict) for words in codes.values()):
        yield f'{place}.codes: expected lines such as city = {{"JN" = "370100"}}'
        return
    for column, words in codes.items():
        if column not in table.columns:
            hint = did_you_mean(column, table.columns)
            yield f"{place}.codes.{column}: {table.name} has no such column{hint}"
            continue
        for theirs, ours in words.items():
            yield from _value_faults(f"{place}.codes.{column}.{theirs}", table, column, ours)


def _constant_faults(place: str, constants: Any, table: Table) -> Iterator[str]:
    if not isinstance(constants, dict):
        yield f'{place}.constants: expected lines such as city = "370100"'
        return
    for column, value in constants.items():
        if column not in table.columns or column == "id":
            hint = did_you_mean(column, table.columns)
            yield f"{place}.constants.{column}: {table.name} has no column of this name to be set{hint}"
        else:
            yield from _value_faults(f"{place}.constants.{column}", table, column, value)


def _value_faults(place: str, table: Table, column: str, value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        yield f"{place}: expected one value"
        return
    read = translate(table.name, table.columns[column], _text(value))
    if read.bad:
        yield f"{place}: {read.shown!r}, expected {read.expected}"
