"""PostgreSQL: the same cells as ``Records`` has, read where they are, and nothing left behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.servers import postgresql
from tests.sources.dossiers import FIXTURES, columns_of, expected, found, tables_of

from sdcompliance.records import TABLES, ColumnKind, Records
from sdcompliance.sources import NoTableError, RejectCode, SourceNotFoundError, open_source

psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed")

TYPES = {
    ColumnKind.BOOLEAN: "boolean",
    ColumnKind.INTEGER: "integer",
    ColumnKind.DECIMAL: "numeric(12, 2)",
    ColumnKind.DAY: "date",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with postgresql(tmp_path_factory.mktemp("postgresql")) as running:
        yield running


@pytest.fixture
def url(server: Any, request: pytest.FixtureRequest) -> str:
    name = f"db_{abs(hash(request.node.name))}"
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name}")
    return str(server.get_uri(name))


def run(url: str, *statements: str) -> None:
    with psycopg.connect(url) as connection:
        for statement in statements:
            connection.execute(statement)


def write(url: str, path: Path) -> None:
    with psycopg.connect(url) as connection:
        for name, rows in tables_of(path).items():
            columns = columns_of(rows)
            known = TABLES[name].columns
            listed = ", ".join(
                f'"{c}" {TYPES.get(known[c].kind, "text") if c in known else "text"}' for c in columns
            )
            connection.execute(f'CREATE TABLE "{name}" ({listed})')
            for row in rows:
                marks = ", ".join(["%s"] * len(columns))
                connection.execute(f'INSERT INTO "{name}" VALUES ({marks})', [row.get(c) for c in columns])


@pytest.mark.parametrize("story", ["compliant", "demo", "half-the-tables"])
def test_every_cell_is_what_the_records_have(story: str, url: str) -> None:
    path = FIXTURES / story / "records.json"
    write(url, path)
    records = Records.load(path)
    with open_source(url) as source:
        assert source.backend == "postgresql"
        assert source.tables == {name for name in TABLES if records.table(name) is not None}
        for table in source.tables:
            assert found(source, table) == expected(records, table), table
        assert list(source.rejects()) == []


def test_typed_columns_odd_values_and_what_cannot_be_read(url: str) -> None:
    run(
        url,
        "SET timezone TO 'America/New_York'",
        "CREATE TYPE role AS ENUM ('examiner', '督导员')",
        "CREATE TABLE assignments (id integer, session_id text, role role, badge_worn text)",
        "INSERT INTO assignments VALUES (1, ' S1 ', '督导员', '是'), (2, 'S9', 'examiner', 'on')",
        "CREATE TABLE sessions (id text, started_at timestamptz, ended_at timestamp, "
        "preparation_notice_on text, city integer, staff_arranged boolean)",
        # 10 March 23:30 UTC is 11 March 07:30 in Shanghai.
        "INSERT INTO sessions VALUES "
        "('S1', '2025-03-10T23:30:00Z', '2025-03-11 16:00', '2023-02-29', 370100, true)",
        "INSERT INTO sessions VALUES ('S2', NULL, 'infinity', '2024-02-29', 37, NULL)",
        "CREATE TABLE tariffs (id text, amount double precision, effective_on timestamp)",
        "INSERT INTO tariffs VALUES ('T1', 12.5, '2025-01-01'), ('T2', 'NaN', '2025-01-01 09:00')",
    )
    with open_source(url) as source:
        sessions = found(source, "sessions")
        assert str(sessions["S1"]["started_at"]) == "2025-03-11 07:30:00"
        assert sessions["S1"]["started_at_is_day"] is False
        assert sessions["S1"]["faults"] == ",preparation_notice_on,"
        assert sessions["S1"]["city"] == "370100"
        assert sessions["S2"]["faults"] == ",city,ended_at,"
        assert sessions["S2"]["ended_at"] is None
        assert str(sessions["S2"]["preparation_notice_on"]) == "2024-02-29"
        assignments = found(source, "assignments")
        assert assignments["1"]["session_id"] == "S1"
        assert assignments["1"]["role"] == "supervisor"
        assert assignments["1"]["badge_worn"] is True
        assert assignments["2"]["badge_worn"] is None
        tariffs = found(source, "tariffs")
        assert str(tariffs["T1"]["amount"]) == "12.5000"
        assert str(tariffs["T1"]["effective_on"]) == "2025-01-01"
        assert tariffs["T2"]["faults"] == ",amount,effective_on,"
        rejects = {(r.table, r.row, r.column): (r.reason, r.value) for r in source.rejects()}
        assert rejects[("sessions", "S1", "preparation_notice_on")] == (RejectCode.BAD_VALUE, "2023-02-29")
        assert rejects[("assignments", "2", "session_id")] == (RejectCode.DANGLING, "S9")
        assert len(rejects) == 7


def test_ids_missing_and_ids_twice(url: str) -> None:
    run(
        url,
        "CREATE TABLE sites (id text, city text, name text)",
        "INSERT INTO sites VALUES ('X', '370100', 'a'), ('X', '370200', 'b'), "
        "(NULL, '济南', 'c'), ('Y', '370100', 'd')",
    )
    with open_source(url) as source:
        sites = found(source, "sites")
        assert len(sites) == 4
        for same in ("X", "#sites:X:2"):
            assert sites[same] == {
                "id": same,
                "name": None,
                "city": None,
                "kind": None,
                "faults": ",id,name,city,kind,",
            }
        unnamed = next(key for key in sites if key not in ("X", "#sites:X:2", "Y"))
        assert unnamed.startswith("#sites:")
        assert (sites[unnamed]["city"], sites[unnamed]["faults"]) == ("370100", ",id,")
        told = sorted((r.reason, r.expected) for r in source.rejects())
        assert [reason for reason, _ in told] == ["id-duplicate", "id-missing"]
        assert told[0][1] == "every id once (first: sites)"


def test_rows_that_share_an_id_stay_with_what_they_belong_to(url: str) -> None:
    run(
        url,
        "CREATE TABLE reports (id text, session_id text, results_received_at text)",
        "INSERT INTO reports VALUES ('R1', 'S2', '2025-03-10'), ('R1', 'S1', '2025-03-11'), "
        "(NULL, 'S3', '2025-03-10'), (NULL, 'S3', '2025-03-10')",
    )
    with open_source(url) as source:
        reports = found(source, "reports")
        # Without lines, the first is the one whose references come first.
        assert (reports["R1"]["session_id"], reports["#reports:R1:2"]["session_id"]) == ("S1", "S2")
        assert sorted(row["session_id"] for row in reports.values()) == ["S1", "S2", "S3", "S3"]
        assert all(",id," in row["faults"] for row in reports.values())
        assert ("reports", "session_id") not in source.faulted


def test_nothing_is_left_behind_and_what_others_write_is_not_seen(url: str) -> None:
    run(url, "CREATE TABLE sites (id text)", "INSERT INTO sites VALUES ('X')")
    with open_source(url) as source:
        run(url, "INSERT INTO sites VALUES ('Y')")
        assert set(found(source, "sites")) == {"X"}
    with psycopg.connect(url) as connection:
        left = connection.execute(
            "SELECT count(*) FROM pg_class WHERE relname LIKE 'sdcompliance%'"
        ).fetchone()
        assert left == (0,)


def test_no_table_and_no_server(url: str) -> None:
    run(url, "CREATE TABLE sesions (id text)")
    with pytest.raises(NoTableError, match="nearest: 'sessions'"):
        open_source(url)
    with pytest.raises(SourceNotFoundError) as error:
        open_source("postgresql://somebody:secret@127.0.0.1:1/nothing")
    assert "secret" not in str(error.value)
