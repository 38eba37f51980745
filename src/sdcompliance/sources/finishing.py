"""The last step of every source: canonical relations, in which every row has an id of its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol

from sdcompliance.sources import keys
from sdcompliance.sources.cells import canonical_columns, sql_name
from sdcompliance.sources.dialects import Dialect


class Backend(Protocol):
    """Where the relations are made."""

    def one(self, query: str) -> Sequence[Any]:
        """The one row of a query."""

    def reject(self, query: str) -> None:
        """Note the rejects that a query gives."""

    def keep_twice(self, table: str, query: str) -> str:
        """Keep the ids used twice that a query gives; the name of the relation that holds them."""

    def make(self, table: str, query: str) -> None:
        """Make the canonical relation of a table."""


def finish(
    table: str,
    relation_of: Mapping[str, str],
    faulted: Collection[tuple[str, str]],
    dialect: Dialect,
    backend: Backend,
) -> set[tuple[str, str]]:
    """Makes the canonical relation of a table that is read, noting ids used twice and references that lead
    nowhere. Gives the columns, by table, that are unknown besides those of ``faulted``.
    """
    relation = relation_of[table]
    twice_there, *leads_nowhere = backend.one(keys.faulty(table, relation_of))
    for column, found in zip(keys.references(table, relation_of), leads_nowhere, strict=True):
        if found:
            backend.reject(keys.dangling(table, column, relation_of))
    if twice_there:
        twice = backend.keep_twice(table, keys.duplicates(relation))
        backend.reject(keys.duplicate_rejects(table, relation, twice))
        backend.make(table, keys.told_apart(table, relation, twice, dialect))
        return {(table, name) for name in keys.unknown_of_duplicates(table)}
    columns = [sql_name(name) for name, _ in canonical_columns(table, dialect)]
    if any(name == table for name, _ in faulted):
        columns.append("faults")
    backend.make(table, f"SELECT {', '.join(columns)} FROM {relation}")
    return set()
