"""Databases, processes and turns: how the two sides are run alike."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import duckdb

from benchmarks.relational.process import THREADS
from benchmarks.timing import Comparison


def database(place: str) -> duckdb.DuckDBPyConnection:
    """A database with the settings that both sides get."""
    return duckdb.connect(place, config={"threads": THREADS})


def made(folder: Path, sessions: int, memory: str) -> Path:
    """A database file with that many sessions."""
    file = folder / "data.duckdb"
    worked("data", file, sessions, memory)
    return file


def worked(side: str, file: Path, sessions: int, memory: str) -> dict[str, float]:
    """One side's work in a process of its own."""
    module = "benchmarks.relational.process"
    done = subprocess.run(
        [sys.executable, "-m", module, side, str(file), str(sessions), memory],
        cwd=Path(__file__).parents[2], check=False, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"the measured process failed:\n{done.stderr}")
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


def in_turn(first: Callable[[], Any], second: Callable[[], Any], rounds: int) -> Comparison:
    """Times two pieces of work of seconds, A, B, A, B, after one round that warms the caches."""
    each = [(seconds(first), seconds(second)) for _ in range(rounds + 1)][1:]
    return Comparison(tuple(a for a, _ in each), tuple(b for _, b in each))


def seconds(work: Callable[[], Any]) -> float:
    """How long a piece of work takes."""
    start = perf_counter()
    work()
    return perf_counter() - start
