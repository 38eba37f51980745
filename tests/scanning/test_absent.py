"""A table that is not there is unknown, one without rows is empty; neither looks like *nothing found*."""

from __future__ import annotations

import pytest
from tests.scanning.folders import AS_OF, row_of, rows, texts

from sdcompliance.scanning import ScanResult, scan

# Two sessions long over, and one whose reports are due on 2026-11-25 (the third working day).
_SESSIONS = (
    "id,city,site_id,started_at,ended_at\nS1,370600,X1,2025-03-05,2025-03-05\n"
    "S2,370600,X1,2025-03-06,2025-03-06\nS3,370600,X1,2026-11-20,2026-11-20\n"
)


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> ScanResult:
    """Sessions without reports or assignments; certificates that are there and are none."""
    folder = tmp_path_factory.mktemp("absent")
    files = {"sessions.csv": _SESSIONS, "certificates.csv": "id,number\n"}
    return scan(texts(folder / "in", files), folder / "out", AS_OF)


def test_one_row_a_rule_for_all_that_an_absent_table_leaves_open(result: ScanResult) -> None:
    row = row_of(result, "STF001", None)
    assert (row["verdict"], row["missing"]) == ("undetermined", '["assignments"]')
    assert row["reason_zh"] == "来源中没有该表"
    assert row["message_zh"] == "来源中没有“派遣”表，共3行无法判定是否“未派遣考评人员”。"
    assert "3 rows" in row["message_en"]
    assert [r["subject_id"] for r in rows(result) if r["rule"] == "STF001"] == [None]
    assert {"rule": "STF001", "tables": ["assignments"], "subjects": 3} in result.summary["absent"]
    assert result.summary["rules"]["STF001"] == {"undetermined": 3}


def test_what_is_not_due_yet_stays_pending(result: ScanResult) -> None:
    assert result.summary["rules"]["RPT001"] == {"pending": 1, "undetermined": 2}
    assert row_of(result, "RPT001", "S3")["verdict"] == "pending"
    assert {"rule": "RPT001", "tables": ["reports"], "subjects": 2} in result.summary["absent"]


def test_an_empty_table_was_looked_at(result: ScanResult) -> None:
    assert result.summary["tables"]["certificates"] == 0
    assert result.summary["subjects"]["certificates"] == 0
    assert result.summary["subjects"]["reports"] is None
    assert not any(rule.startswith("CER") for rule in result.summary["rules"])
    assert not any("certificates" in absence["tables"] for absence in result.summary["absent"])


def test_nothing_found_is_not_nothing_looked_at(result: ScanResult) -> None:
    tables = result.summary["tables"]
    assert len(tables) == 28
    assert {table for table, count in tables.items() if count is not None} == {"sessions", "certificates"}


def test_absent_files_are_named_once_for_each_set_of_tables(result: ScanResult) -> None:
    absent = [(absence["rule"], tuple(absence["tables"])) for absence in result.summary["absent"]]
    assert absent == sorted(absent)
    assert len(set(absent)) == len(absent)
