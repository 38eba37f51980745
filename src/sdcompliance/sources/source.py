"""A source that is open: canonical relations in a backend, and what could not be read."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Self

from sdcompliance.records import Problem
from sdcompliance.sources.model import Input, Reject


class Source(ABC):
    """What an auditor has, as canonical relations; a context manager.

    ``connection`` is the backend: a DuckDB connection for files, a psycopg connection for PostgreSQL, a
    SparkSession for Spark. It has one relation for each of ``tables``, by the table's name, with the columns
    of ``records.TABLES`` in their order: text (a code in English, a city as six digits), BOOLEAN, BIGINT,
    DECIMAL(18,4), DATE; a ``x_at`` is a TIMESTAMP without zone of the Shanghai wall clock, followed by
    ``x_at_is_day`` (true where only the date is recorded). Where something of a table could not be read, its
    relation has a last column ``faults``: the columns of the row that could not, ``,filed_on,filed,``: ``id``
    too where a row has no id of its own, and all of them where a line is no row.
    """

    backend: str
    connection: Any
    tables: frozenset[str]
    faulted: frozenset[tuple[str, str]]
    inputs: tuple[Input, ...]
    problems: tuple[Problem, ...]

    @abstractmethod
    def rejects(self) -> Iterator[Reject]:
        """Everything that could not be read, by file, line, table, row and column."""

    @abstractmethod
    def close(self) -> None:
        """Give back what the source holds. Its relations are gone then."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
