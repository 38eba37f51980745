"""Judging on a Spark cluster: the executors judge, findings come to the driver."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sdcompliance.engines.relational import calendars
from sdcompliance.engines.relational.dialect import DIALECTS, Dialect
from sdcompliance.engines.relational.values import NTH_WORKDAY, WORKDAYS
from sdcompliance.workdays import Calendar

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


class SparkCluster:
    """A SparkSession as the engine speaks to it. Makes temporary views, and keeps judged rows in memory."""

    dialect: Dialect = DIALECTS["spark"]
    at_once: int | None = None

    def __init__(self, session: SparkSession) -> None:
        self.session = session
        self._made: set[str] = set()

    def close(self) -> None:
        """Forgets the views and what they keep in memory. The session stays open."""
        for view in self._made:
            self.session.catalog.dropTempView(view)
        self._made.clear()

    def run(self, sql: str) -> None:
        """Runs a statement."""
        self.session.sql(sql)

    def declare(self, table: str, columns: str) -> None:
        """Makes an empty temporary view."""
        self._keep(table, self.session.createDataFrame([], columns))

    def create(self, table: str, query: str) -> None:
        """Makes a temporary view of what a query answers with, computed once."""
        self._keep(table, self.session.sql(query))
        self.run(f"CACHE TABLE {table}")

    def append(self, table: str, query: str) -> None:
        """Adds what a query answers with to a view declared so."""
        self._keep(table, self.session.table(table).union(self.session.sql(query)))

    def rows(self, sql: str) -> Iterable[tuple[Any, ...]]:
        """The rows that a query answers with, one partition at a time."""
        return (tuple(row) for row in self.session.sql(sql).toLocalIterator())

    def load_calendar(self, calendar: Calendar) -> None:
        """Makes the views of working days."""
        self._load(WORKDAYS, calendars.WORKDAYS_COLUMNS, calendars.workdays(calendar))
        self._load(NTH_WORKDAY, calendars.NTH_WORKDAY_COLUMNS, calendars.nth_workdays(calendar))

    def _load(self, view: str, columns: Iterable[tuple[str, str]], rows: Iterable[tuple[Any, ...]]) -> None:
        schema = ", ".join(f"{name} {kind}" for name, kind in columns)
        self._keep(view, self.session.createDataFrame(list(rows), schema))
        self.run(f"CACHE TABLE {view}")

    def _keep(self, view: str, rows: DataFrame) -> None:
        """Names a view; one of that name and what it keeps in memory are forgotten."""
        if view in self._made:
            self.session.catalog.dropTempView(view)
        rows.createOrReplaceTempView(view)
        self._made.add(view)
