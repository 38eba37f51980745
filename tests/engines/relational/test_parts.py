"""A table judged in parts gets the verdicts that it gets in one statement."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb
import pytest

from sdcompliance.engines.relational import Embedded, RelationalEngine, Shape
from sdcompliance.rulebook import default_rulebook
from sdcompliance.sources import Source, open_source
from sdcompliance.testing.generation import Extent, Outline, generate
from sdcompliance.workdays import calendar

AS_OF = date(2026, 11, 23)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Source]:
    made = generate(tmp_path_factory.mktemp("set"), Outline(300, seed=3, extent=Extent.CORE))
    with open_source(made.records) as opened:
        yield opened


class Small(Embedded):
    """A DuckDB that judges few rows at once."""

    at_once = 100


class Full(Small):
    """One that says that its memory is full until the parts are small enough."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        super().__init__(connection)
        self.refused = 0

    def create(self, table: str, query: str) -> None:
        if table == "judged_sessions" and self.refused < 2:
            self.refused += 1
            raise MemoryError
        super().create(table, query)


def verdicts(source: Source, database: Embedded) -> dict[str, list[Any]]:
    database.load_calendar(calendar())
    engine = RelationalEngine(default_rulebook(), database, Shape(source.tables), AS_OF)
    engine.prepare()
    return {
        judged.rule.id: sorted(
            database.rows(f"SELECT id, {', '.join(judged.columns.verdicts)} FROM {judged.table}")
        )
        for judged in engine.judge()
    }


def test_in_parts(source: Source) -> None:
    whole = verdicts(source, Embedded(source.connection))
    assert verdicts(source, Small(source.connection)) == whole
    assert len(whole["STF004"]) == 300


def test_parts_too_great_for_the_memory_are_halved(source: Source) -> None:
    full = Full(source.connection)
    assert verdicts(source, full) == verdicts(source, Embedded(source.connection))
    assert full.refused == 2


def test_memory_that_is_full_whatever_the_parts(source: Source) -> None:
    class Never(Small):
        def create(self, table: str, query: str) -> None:
            raise MemoryError

    with pytest.raises(MemoryError):
        verdicts(source, Never(source.connection))


def test_duckdb_says_so_as_python_does() -> None:
    config: dict[str, Any] = {"memory_limit": "10MB", "temp_directory": ""}
    with duckdb.connect(config=config) as connection, pytest.raises(MemoryError, match="Memory"):
        Embedded(connection).create("much", "SELECT list(range) FROM range(100000000)")


def test_the_memory_decides_how_many_at_once() -> None:
    with duckdb.connect(config={"memory_limit": "1400MB"}) as connection:
        assert Embedded(connection).at_once == pytest.approx(1_000_000, rel=0.01)
