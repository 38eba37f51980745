"""How the engine speaks to each kind of source, and how findings come out of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sdcompliance.engines.relational import Database, Embedded
from sdcompliance.sources import Source


def database_of(source: Source) -> Database:
    """The database in which the source's tables lie."""
    return _BY_BACKEND[source.backend](source.connection)


def _embedded(connection: Any) -> Database:
    return Embedded(connection)


def _postgresql(connection: Any) -> Database:
    from sdcompliance.engines.relational.postgresql import PostgreSqlServer

    return PostgreSqlServer(connection)


def _spark(session: Any) -> Database:
    from sdcompliance.engines.relational.spark import SparkCluster

    return SparkCluster(session)


_BY_BACKEND: Mapping[str, Callable[[Any], Database]] = {
    "duckdb": _embedded,
    "postgresql": _postgresql,
    "spark": _spark,
}
