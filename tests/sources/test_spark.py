"""Spark: the same cells as ``Records`` has, on a cluster of two executors."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.servers import spark_session
from tests.sources.dossiers import FIXTURES, expected, tables_of, write_parquet

from sdcompliance.records import TABLES, ColumnKind, Records
from sdcompliance.sources import RejectCode, Source, open_source

pyspark = pytest.importorskip("pyspark", reason="pyspark is not installed")
pytestmark = [
    pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed"),
    pytest.mark.filterwarnings("default"),
]


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    settings = {"spark.sql.shuffle.partitions": "2"}
    with spark_session(tmp_path_factory.mktemp("warehouse"), "local-cluster[2,1,1024]", settings) as session:
        yield session


def found(source: Source, table: str) -> dict[str, dict[str, Any]]:
    rows = [row.asDict() for row in source.connection.table(table).collect()]
    by_id = {row["id"]: row for row in rows}
    assert len(by_id) == len(rows)
    return by_id


def test_every_cell_is_what_the_records_have(spark: Any, tmp_path: Path) -> None:
    path = FIXTURES / "demo" / "records.json"
    records = Records.load(path)
    chosen = ("sessions", "reports", "tariffs")
    tables = {name: rows for name, rows in tables_of(path).items() if name in chosen}
    folder = write_parquet(tables, tmp_path)
    for name in tables:
        spark.read.parquet(str(folder / f"{name}.parquet")).createOrReplaceTempView(name)
    before = spark.table("sessions").columns
    with open_source(spark) as source:
        assert source.backend == "spark"
        assert source.tables == set(chosen)
        assert source.faulted == frozenset()
        for table in chosen:
            assert found(source, table) == expected(records, table), table
            assert list(source.connection.table(table).columns) == [
                name
                for column in TABLES[table].columns.values()
                for name in (
                    [column.name, f"{column.name}_is_day"]
                    if column.kind is ColumnKind.MOMENT
                    else [column.name]
                )
            ]
    assert spark.table("sessions").columns == before
    for name in tables:
        spark.catalog.dropTempView(name)
    assert spark.catalog.listTables() == []


def test_odd_values_and_what_cannot_be_read(spark: Any) -> None:
    spark.sql(
        "SELECT * FROM VALUES ('S1', TIMESTAMP'2025-03-10T23:30:00Z', '2023-02-29', 370100, 'it''s'), "
        "('S2', NULL, '2024-02-29T00:00', 37, NULL), ('S3', NULL, '', 370100, NULL), "
        "('S3', NULL, '', 370100, NULL) AS t(id, started_at, preparation_notice_on, city, remark)"
    ).createOrReplaceTempView("sessions")
    spark.sql(
        "SELECT * FROM VALUES ('A1', ' S1 ', '督导员', '是'), (NULL, 'S9', 'examiner', 'on') "
        "AS t(id, session_id, role, badge_worn)"
    ).createOrReplaceTempView("assignments")
    with open_source(spark) as source:
        sessions = found(source, "sessions")
        assert str(sessions["S1"]["started_at"]) == "2025-03-11 07:30:00"
        assert sessions["S1"]["faults"] == ",preparation_notice_on,"
        assert str(sessions["S2"]["preparation_notice_on"]) == "2024-02-29"
        assert sessions["S2"]["faults"] == ",city,"
        for same in ("S3", "#sessions:S3:2"):
            assert sessions[same]["city"] is None
            assert ",id,city," in sessions[same]["faults"]
        assignments = found(source, "assignments")
        assert assignments["A1"]["session_id"] == "S1"
        assert assignments["A1"]["role"] == "supervisor"
        reasons = sorted(reject.reason for reject in source.rejects())
        assert reasons == sorted(
            [
                RejectCode.BAD_VALUE,  # 29 February 2023
                RejectCode.BAD_VALUE,  # city 37
                RejectCode.BAD_VALUE,  # badge_worn on
                RejectCode.ID_DUPLICATE,  # S3
                RejectCode.ID_MISSING,
                RejectCode.DANGLING,  # S9
            ]
        )
        assert [str(problem) for problem in source.problems] == [
            "sessions, remark: no such column, kept out of 4 rows"
        ]
    spark.catalog.dropTempView("sessions")
    spark.catalog.dropTempView("assignments")
