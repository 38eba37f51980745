"""The same statements on a Spark cluster of two executors: the findings of the native engine.

Spark plans each statement for seconds, so two telling rules are tried on one story: working days
and a collection; a period, readings, and a collection of a referred row.
"""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.agreement.batch import case_of, differences

from sdcompliance.engines.relational.spark import SparkCluster
from sdcompliance.records import Records
from sdcompliance.rulebook import Rulebook, default_rulebook

pytest.importorskip("pyspark", reason="pyspark is not installed")
pytestmark = [
    pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed"),
    pytest.mark.filterwarnings("default"),
]

DEMO = Path(__file__).parents[2] / "fixtures" / "demo" / "records.json"
RULES = ("RPT001", "ARC003")
TYPES = {"VARCHAR": "STRING", "TIMESTAMP": "TIMESTAMP_NTZ"}


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyspark.sql import SparkSession

        session = (
            SparkSession.builder.master("local-cluster[2,1,1024]")
            .config("spark.driver.host", "localhost")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.memory", "2g")
            .config("spark.sql.autoBroadcastJoinThreshold", "-1")
            .config("spark.sql.shuffle.partitions", "1")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.warehouse.dir", str(tmp_path_factory.mktemp("warehouse")))
            .getOrCreate()
        )
        session.sparkContext.setLogLevel("ERROR")
        yield session
        session.stop()


class ClusterTables:
    """Temporary views of one session."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self.database = SparkCluster(session)

    def load(self, table: str, columns: list[tuple[str, str]], rows: Iterator[list[object]]) -> None:
        schema = ", ".join(f"`{name}` {TYPES.get(kind, kind)}" for name, kind in columns)
        kinds = [kind for _, kind in columns]
        cells = [tuple(map(_cell, row, kinds)) for row in rows]
        self._session.createDataFrame(cells, schema).createOrReplaceTempView(table)

    def close(self) -> None:
        self._session.catalog.clearCache()


def _cell(value: object, kind: str) -> object:
    if kind == "TIMESTAMP" and isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a wall clock
    return str(value) if isinstance(value, str) else value


def test_a_city_s_dossier(spark: Any) -> None:
    book = default_rulebook()
    read = {id_ for rule in RULES for id_ in book[rule].reads}
    chosen = Rulebook([book[id_] for id_ in sorted({*RULES, *read})], book.surroundings, {})
    case = case_of("demo", Records.load(DEMO), date(2026, 11, 23))
    assert not differences([case], lambda: ClusterTables(spark), chosen)
