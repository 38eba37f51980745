"""300,000 findings of every rule to every format, against the rows written plainly by csv and json.

The findings are those of a scan of generated sessions, each written ten times under ids of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from benchmarks.figures import AtMost, Figure
from sdcompliance.scanning import scan
from sdcompliance.testing.generation import AS_OF, Format, Outline, generate

duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
pytest.importorskip("xlsxwriter", reason="XlsxWriter is not installed")

Report = Callable[[Figure], None]

SESSIONS = int(os.environ.get("BENCH_WRITING_SESSIONS", "2200"))
COPIES = 10
ROUNDS = 2
RATE = 0.02  # of violations a rule: about fourteen findings a session


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The result folder of a scan, every finding in it ten times."""
    folder = tmp_path_factory.mktemp("writing")
    data = generate(folder / "data", Outline(SESSIONS, seed=3, format=Format.PARQUET, violations=RATE))
    found = scan(data.records, folder / "result", AS_OF)
    for file in sorted((found.folder / "findings").glob("*/*.parquet")):
        _multiply(file)
    summary = found.folder / "summary.json"
    counts: dict[str, Any] = json.loads(summary.read_text(encoding="utf-8"))
    counts["verdicts"] = {verdict: n * COPIES for verdict, n in counts["verdicts"].items()}
    summary.write_text(json.dumps(counts, ensure_ascii=False), encoding="utf-8")
    return found.folder


def _multiply(file: Path) -> None:
    many = file.with_name("many.parquet")
    duckdb.execute(
        f"COPY (SELECT * REPLACE (subject_id || '-' || copy AS subject_id) FROM read_parquet('{file}',"
        f" hive_partitioning = false), range({COPIES}) copies(copy) ORDER BY subject_id)"
        f" TO '{many}' (FORMAT parquet, COMPRESSION zstd)"
    )
    many.replace(file)


def test_every_format(result: Path, tmp_path: Path, report: Report) -> None:
    ((findings,),) = duckdb.execute(
        f"SELECT count(*) FROM read_parquet('{result}/findings/*/*.parquet')"
    ).fetchall()
    runs = [(_written("every", result, tmp_path), _written("plain", result, tmp_path)) for _ in range(ROUNDS)]
    what = f"{findings:,} findings, {len(runs[0][0]['processor'])} formats"
    seconds = [ours["seconds"] for ours, _ in runs]
    report(Figure(what, median(seconds), "s", (min(seconds), max(seconds)), AtMost(120)))
    for name in runs[0][0]["processor"]:
        each = [ours["processor"][name] for ours, _ in runs]
        report(Figure(f"… of which {name}, processor", median(each), "s", (min(each), max(each))))
    report(Figure(f"{what}: peak memory", max(ours["peak"] for ours, _ in runs), "MB", goal=AtMost(1500)))
    ratios = [_processor(ours) / _processor(theirs) for ours, theirs in runs]
    what = "every format ÷ the rows as CSV and JSON lines by Python's csv and json, processor"
    report(Figure(what, median(ratios), "×", (min(ratios), max(ratios))))


def _processor(run: dict[str, Any]) -> float:
    return float(sum(run["processor"].values()))


def _written(side: str, result: Path, folder: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.writing", side, str(result), str(folder)],
        cwd=Path(__file__).parents[1], check=False, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"the measured process failed:\n{done.stderr}")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
