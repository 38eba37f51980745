"""Result folders of scans, and what a report of the native engine would be as rows of one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
from tests.sources.dossiers import tables_of, write_csv

from sdcompliance import Privacy, Report
from sdcompliance.findings.reasons import DoubtKind
from sdcompliance.scanning import ScanResult

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
AS_OF = "2026-11-23"

Row = Mapping[str, Any]


def csv_folder(tables: Mapping[str, list[dict[str, Any]]], folder: Path) -> Path:
    """The tables as a folder of CSV files."""
    folder.mkdir(parents=True, exist_ok=True)
    return write_csv(tables, folder)


def story_folder(story: str, folder: Path) -> Path:
    """The tables of a story as a folder of CSV files."""
    return csv_folder(tables_of(FIXTURES / story / "records.json"), folder)


def texts(folder: Path, files: Mapping[str, str]) -> Path:
    """A folder of files with these contents."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def rows(result: ScanResult) -> list[dict[str, Any]]:
    """The rows of the Parquet files, file by file in the order in which they stand."""
    files = [str(file) for file in sorted((result.folder / "findings").glob("*/*.parquet"))]
    if not files:
        return []
    with duckdb.connect() as connection:
        cursor = connection.execute("SELECT * FROM read_parquet(?, hive_partitioning = false)", [files])
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def row_of(result: ScanResult, rule: str, subject_id: str | None) -> dict[str, Any]:
    """The only row about a rule and a subject."""
    (row,) = [row for row in rows(result) if (row["rule"], row["subject_id"]) == (rule, subject_id)]
    return row


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def as_finding(row: Row) -> dict[str, Any]:
    """A row of a result in the shape of ``Finding.to_json``, without what rules.json holds."""
    return {
        **{name: row[name] for name in ("rule", "subject", "subject_id", "verdict", "sensitive", "days")},
        **{name: json.loads(row[name]) for name in ("readings", "missing", "evidence")},
        **{name: row[name].isoformat() if row[name] else None for name in ("due", "due_latest")},
        "reason": row["reason_en"],
        "clause": row["clause"],
        "message": {"zh": row["message_zh"], "en": row["message_en"]},
    }


def expected(report: Report, privacy: Privacy = Privacy.MASKED) -> list[dict[str, Any]]:
    """The findings of the native engine in that shape, in order."""
    of_the_rule = ("quote", "remedy")
    findings = [finding.to_json(privacy) for finding in report.findings]
    return [{name: value for name, value in each.items() if name not in of_the_rule} for each in findings]


def is_for_absence(finding: dict[str, Any]) -> bool:
    """Whether an absent table leaves the finding undetermined."""
    return DoubtKind.TABLE_ABSENT.words.en in (finding["reason"] or "")
