"""Writes the findings of a scan in every format, or plainly, and prints what it took, as one JSON object.

Run in a process of its own, so that the peak memory is that of the work:
python -m benchmarks.writing every RESULT FOLDER
python -m benchmarks.writing plain RESULT FOLDER
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

import duckdb

from benchmarks.memory import peak
from sdcompliance import calendar, default_rulebook
from sdcompliance.cli.report_files import WRITERS, write_stream
from sdcompliance.reports import Voice
from sdcompliance.reports.scan_source import ScanSource

_AT_ONCE = 5_000


def every(result: Path, folder: Path) -> dict[str, float]:
    """All formats of the library; processor seconds of each."""
    taken: dict[str, float] = {}
    with ScanSource(result, default_rulebook()) as source:
        for ending, write in WRITERS.items():
            taken[ending] = _seconds(
                lambda w=write, e=ending: w(source, folder / f"f{e}", calendar(), Voice())
            )
        with (folder / "f.txt").open("w", encoding="utf-8") as stream:
            taken["github"] = _seconds(lambda: write_stream("github", source, stream, Voice(), "records"))
    return taken


def plain(result: Path, folder: Path) -> dict[str, float]:
    """The rows as they lie in the result, by the csv and the json module of Python."""
    return {
        "csv": _seconds(lambda: _plain_csv(result, folder / "plain.csv")),
        "json": _seconds(lambda: _plain_json(result, folder / "plain.json")),
    }


def _rows(result: Path) -> duckdb.DuckDBPyConnection:
    files = str(result / "findings" / "*" / "*.parquet")
    sql = "SELECT * FROM read_parquet(?, hive_partitioning = false) ORDER BY rule, subject_id"
    return duckdb.connect().execute(sql, [files])


def _plain_csv(result: Path, path: Path) -> None:
    rows = _rows(result)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        while block := rows.fetchmany(_AT_ONCE):
            writer.writerows(block)


def _plain_json(result: Path, path: Path) -> None:
    rows = _rows(result)
    names = [column[0] for column in rows.description or ()]
    with path.open("w", encoding="utf-8") as stream:
        while block := rows.fetchmany(_AT_ONCE):
            for row in block:
                found = dict(zip(names, row, strict=True))
                found["evidence"] = json.loads(found["evidence"])
                stream.write(json.dumps(found, ensure_ascii=False, default=str) + "\n")


def _seconds(work: Callable[[], None]) -> float:
    start = process_time()
    work()
    return process_time() - start


def main(side: str, result: Path, folder: Path) -> None:
    """Writes, and prints seconds, processor seconds by format, and megabytes."""
    start = perf_counter()
    taken = {"every": every, "plain": plain}[side](result, folder)
    print(json.dumps({"seconds": perf_counter() - start, "processor": taken, "peak": peak()}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
