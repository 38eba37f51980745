"""The schema of the records as data, derived once from the row models."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from sdcompliance.errors import UnknownNameError, did_you_mean
from sdcompliance.records.declaration import columns_of
from sdcompliance.records.kinds import Column, Table
from sdcompliance.records.row import Row
from sdcompliance.records.tables import ROW_TYPES


def _references(row_type: type[Row]) -> dict[str, Column]:
    columns = columns_of(row_type).values()
    return {column.reference: column for column in columns if column.reference is not None}


def _children(parent: str) -> dict[str, Column]:
    """The tables that refer to ``parent`` by exactly one column."""
    found = {}
    for row_type in ROW_TYPES:
        to_parent = [column for column in columns_of(row_type).values() if column.refers_to == parent]
        if len(to_parent) == 1:
            found[row_type.table_name] = to_parent[0]
    return found


def _table(row_type: type[Row]) -> Table:
    return Table(
        name=row_type.table_name,
        label=row_type.table_label,
        row_type=row_type,
        columns=columns_of(row_type),
        references=MappingProxyType(_references(row_type)),
        children=MappingProxyType(_children(row_type.table_name)),
    )


TABLES: Mapping[str, Table] = MappingProxyType({each.table_name: _table(each) for each in ROW_TYPES})
"""Every table by name, in the order of the data model."""


@cache
def tables_by_word() -> Mapping[str, str]:
    """The names of the tables by what a heading may call them: the name itself, or the Chinese label."""
    return {word: name for name, table in TABLES.items() for word in (name, table.label)}


@cache
def columns_by_word(table: str) -> Mapping[str, str]:
    """The names of a table's columns by what a heading may call them."""
    columns = TABLES[table].columns.values()
    return {word: column.name for column in columns for word in (column.name, column.label)}


def table_of(row: Row | type[Row]) -> Table:
    """The table that a row or a row model belongs to."""
    return TABLES[row.table_name]


def table_named(name: str) -> Table:
    """The table called ``name``; raises UnknownNameError, naming the nearest, if there is none."""
    if name not in TABLES:
        raise UnknownNameError(f"no table {name[:64]!r}{did_you_mean(name[:64], TABLES)}")
    return TABLES[name]


def column_named(table: str, name: str) -> Column:
    """The column ``name`` of ``table``; raises UnknownNameError, naming the nearest, if there is none."""
    columns = table_named(table).columns
    if name not in columns:
        raise UnknownNameError(f"no column {name[:64]!r} in {table}{did_you_mean(name[:64], columns)}")
    return columns[name]
