"""What cannot be read is listed, leaves open what depends on it, and nothing else."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from tests.scanning.folders import AS_OF, row_of, rows, texts

from sdcompliance.scanning import ScanResult, scan

# Wednesday 2025-03-05; the third working day after it is Monday 2025-03-10.
_SOUND = {
    "sessions.csv": "id,city,site_id,project_id,started_at,ended_at\n"
    + "".join(f"S{n},370600,X1,P1,2025-03-05,2025-03-05\n" for n in (1, 2))
    + "S3,370600,X1,P2,2025-03-05,2025-03-05\n"
    + "S4,370600,X2,P1,2025-03-05,2025-03-05\n"
    + "".join(f"S{n},370600,X1,P1,2025-03-05,2025-03-05\n" for n in (5, 6, 7)),
    "reports.csv": "id,session_id,results_received_at,papers_received_at\n"
    + "".join(f"R{n},S{n},2025-03-10,2025-03-10\n" for n in range(1, 7))
    + "R7,S7,2025-03-11,2025-03-10\n",  # one day late
    "projects.csv": "id,name,origin,filed,filed_on,published_on,withdrawn_on\n"
    "P1,焊工,provincial,true,2021-01-01,2021-01-02,\n"
    "P2,电工,provincial,true,2021-01-01,2021-01-02,\n",
    "sites.csv": "id,name,city,kind\nX1,甲,370600,school\nX2,乙,370600,school\n",
    "site_terms.csv": "id,site_id,decided_on,announced_on,revoked_on\n"
    "T1,X1,2021-01-01,2021-01-05,\nT2,X2,2021-01-01,2021-01-05,\n",
    "archives.csv": "id,session_id,kind,archived_on,complete,destroyed_on\n"
    "A1,S1,video,2025-03-06,true,\nA2,S1,process,2025-03-06,true,\n",
    "certificates.csv": "id,number,candidate_id,session_id\n",
}
_PROJECT = "P2,电工,provincial,true,2021-01-01,2021-01-02"
_CHANGES = (
    ("sessions.csv", "S2,370600,X1,P1,2025-03-05,2025-03-05", "S2,370600,X1,P1,2025-03-05,2025-02-30"),
    ("sessions.csv", "S5,370600,X1,P1,2025-03-05,2025-03-05", "S5,,,,,\nS5,370600,X1,P1,2025-03-06,"),
    ("sessions.csv", "S6,370600,X1,P1,", "S6,370600,X1,P9,"),
    ("projects.csv", f"{_PROJECT},", f"{_PROJECT},不详"),
    ("site_terms.csv", "T2,X2,2021-01-01,2021-01-05,", "T2,X2,2021-01-01,2021-01-05,31/31"),
    ("archives.csv", "A1,S1,video,2025-03-06,true,", "A1,S1,video,2025-03-06,true,x"),
    ("archives.csv", "A2,S1,process,2025-03-06,true,", "A2,S1,process,2025-03-06,true,x"),
    ("reports.csv", "R4,S4,2025-03-10,2025-03-10", "R4,S4,2025-03-10,later"),
)  # fmt: skip
_UNREADABLE = "the source's value cannot be read"
#: The rows whose own cells, or whose project, site or report, were changed.
_TOUCHED = {"S2", "S3", "S4", "S5", "S6", "P2", "T2", "X2", "A1", "A2", "R2", "R4", "R5"}


def _broken() -> dict[str, str]:
    files = dict(_SOUND)
    for name, before, after in _CHANGES:
        assert files[name].count(before) == 1
        files[name] = files[name].replace(before, after)
    files["sessions.csv"] += ",370600,X1,P1,2025-03-05,2025-03-05\nS8,370600,X1\n"
    return files


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> ScanResult:
    """The result while everything can be read."""
    folder = tmp_path_factory.mktemp("sound")
    return scan(texts(folder / "in", _SOUND), folder / "out", AS_OF)


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> ScanResult:
    """The result where some of it cannot."""
    folder = tmp_path_factory.mktemp("broken")
    return scan(texts(folder / "in", _broken()), folder / "out", AS_OF)


def rejects(result: ScanResult) -> list[dict[str, str]]:
    with (result.folder / "rejects.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_reject_is_listed_with_its_place(broken: ScanResult) -> None:
    listed = [(r["file"], r["line"], r["row"], r["column"], r["reason"]) for r in rejects(broken)]
    assert listed == [
        ("archives.csv", "2", "A1", "destroyed_on", "bad-value"),
        ("archives.csv", "3", "A2", "destroyed_on", "bad-value"),
        ("projects.csv", "3", "P2", "withdrawn_on", "bad-value"),
        ("reports.csv", "5", "R4", "papers_received_at", "bad-value"),
        ("sessions.csv", "3", "S2", "ended_at", "bad-value"),
        ("sessions.csv", "7", "S5", "id", "id-duplicate"),
        ("sessions.csv", "8", "S6", "project_id", "dangling"),
        ("sessions.csv", "10", "#sessions.csv:10", "id", "id-missing"),
        ("sessions.csv", "11", "#sessions.csv:11", "", "not-a-row"),
        ("site_terms.csv", "3", "T2", "revoked_on", "bad-value"),
    ]
    assert broken.rejects == broken.summary["rejects"] == 10


def test_nothing_rejected_is_a_file_of_titles(sound: ScanResult) -> None:
    assert (sound.rejects, rejects(sound)) == (0, [])
    assert (sound.folder / "rejects.csv").read_text("utf-8-sig") == (
        "file,line,table,row,column,value,reason,expected\n"
    )


@pytest.mark.parametrize(
    ("rule", "subject", "missing"),
    [
        ("RPT001", "S2", "ended_at"),
        ("RPT002", "S4", "reports[R4].papers_received_at"),
        ("RPT004", "R2", "session.ended_at"),
        # What is empty has not happened; what cannot be read may have.
        ("SCP003", "S3", "project.withdrawn_on"),
        ("SIT001", "S4", "site.site_terms[T2].revoked_on"),
        ("REV004", "S4", "site.site_terms[T2].revoked_on"),
        ("ARC003", "A1", "destroyed_on"),
        ("RPT001", "S5", "started_at"),
    ],
)
def test_what_depends_on_it_is_undetermined(
    broken: ScanResult, rule: str, subject: str, missing: str
) -> None:
    row = row_of(broken, rule, subject)
    assert (row["verdict"], row["reason_en"]) == ("undetermined", _UNREADABLE)
    assert row["reason_zh"] == "来源中的值无法读取"
    assert f'"{missing}"' in row["missing"]
    assert missing in row["message_zh"]
    assert missing in row["message_en"]


def test_a_project_that_is_not_there_leaves_its_session_open(broken: ScanResult) -> None:
    row = row_of(broken, "SCP001", "S6")
    assert (row["verdict"], row["reason_en"]) == ("undetermined", "the row referred to does not exist")


def test_what_is_to_be_kept_stays_pending_until_then(broken: ScanResult) -> None:
    # Two years from 2025-03-05; whether it was destroyed before cannot be read.
    row = row_of(broken, "ARC002", "A2")
    assert (row["verdict"], str(row["due"])) == ("pending", "2027-03-05")


def test_no_row_is_lost_from_the_counts(broken: ScanResult) -> None:
    # S1 to S7, a second line under the id of S5, one without an id, and a line cut short.
    assert broken.summary["subjects"]["sessions"] == 7 + 1 + 1 + 1
    for rule, counts in broken.summary["rules"].items():
        if rule.startswith(("RPT001", "SCP", "SIT001", "SES", "STF001")):
            assert sum(counts.values()) == 10, rule


def test_everything_else_is_as_before(sound: ScanResult, broken: ScanResult) -> None:
    assert _others(sound) == _others(broken)
    assert row_of(broken, "RPT001", "S7")["verdict"] == "violation"
    assert not any(row["rule"] == "RPT001" and row["subject_id"] == "S1" for row in rows(broken))


def _others(result: ScanResult) -> list[dict[str, Any]]:
    # Whether X1's session on the second line of S5 broke anything is open, and so is how often X1 did.
    consequence = ("REV005", "X1")
    return [
        row
        for row in rows(result)
        if (row["rule"], row["subject_id"]) != consequence
        and row["subject_id"] not in {*_TOUCHED, None}
        and not row["subject_id"].startswith("#")
    ]


# ── rows that cannot be read as they stand accuse nobody ────────────────────────────────

_SESSIONS = "id,city,started_at,ended_at\n"
_REPORTS = "id,session_id,results_received_at,papers_received_at\n"


def _scanned(folder: Path, sessions: str, reports: str) -> ScanResult:
    files = {"sessions.csv": _SESSIONS + sessions, "reports.csv": _REPORTS + reports}
    return scan(texts(folder / "in", files), folder / "out", AS_OF)


def _sessions(*ids: str) -> str:
    return "".join(f"{id_},370600,2025-03-05,2025-03-05\n" for id_ in ids)


def _verdicts(result: ScanResult, rule: str) -> dict[str, tuple[str, str]]:
    return {
        row["subject_id"]: (row["verdict"], row["missing"]) for row in rows(result) if row["rule"] == rule
    }


@pytest.mark.parametrize("rule", ["RPT001", "RPT002"])
def test_one_id_for_two_reports_leaves_open_the_sessions_of_both_and_no_other(
    tmp_path: Path, rule: str
) -> None:
    reports = "R1,S1,2025-03-10,2025-03-10\nR1,S2,2025-03-10,2025-03-10\n"
    found = _verdicts(_scanned(tmp_path, _sessions("S1", "S2", "S3"), reports), rule)
    column = {"RPT001": "results_received_at", "RPT002": "papers_received_at"}[rule]
    assert found == {
        "S1": ("undetermined", f'["reports[R1].{column}"]'),
        "S2": ("undetermined", f'["reports[#reports.csv:3].{column}"]'),
        "S3": ("violation", "[]"),  # nobody reported it, whatever R1 is
    }


@pytest.mark.parametrize("rule", ["RPT001", "RPT002"])
def test_a_report_cut_short_may_be_of_any_session_that_has_none_in_time(tmp_path: Path, rule: str) -> None:
    reports = "R1,S1\nR2,S2,2025-03-10,2025-03-10\nR3,S3,2025-03-11,2025-03-11\n"
    result = _scanned(tmp_path, _sessions("S1", "S2", "S3"), reports)
    assert _verdicts(result, rule) == {
        "S1": ("undetermined", '["reports.session_id"]'),
        "S3": ("undetermined", '["reports.session_id"]'),  # R3 is a day late; the other may not be
    }
    assert result.summary["rules"][rule] == {"compliant": 1, "undetermined": 2}
    assert row_of(result, rule, "S1")["reason_en"] == _UNREADABLE


def test_a_report_cut_short_leaves_open_what_reads_the_reports_of_a_session_only(tmp_path: Path) -> None:
    reports = "R2,S2,2025-03-10,2025-03-10\nR3,S3,2025-03-11,2025-03-11\n"
    whole = _scanned(tmp_path / "whole", _sessions("S2", "S3"), reports)
    cut = _scanned(tmp_path / "cut", _sessions("S2", "S3"), reports + "R1,S1\n")
    changed = {
        (row["rule"], row["subject_id"])
        for row in (*rows(whole), *rows(cut))
        if (row in rows(whole)) != (row in rows(cut)) and row["subject"] != "reports"
    }
    assert changed == {("RPT001", "S3"), ("RPT002", "S3")}


def test_what_a_session_without_an_id_has_cannot_be_told(tmp_path: Path) -> None:
    result = _scanned(tmp_path, _sessions("", "S2"), "R1,S1,2025-03-10,2025-03-10\n")
    assert _verdicts(result, "RPT001") == {
        "#sessions.csv:2": ("undetermined", '["id"]'),
        "S2": ("violation", "[]"),
    }


def test_which_of_two_sessions_with_one_id_has_the_report_cannot_be_told(tmp_path: Path) -> None:
    result = _scanned(tmp_path, _sessions("S1", "S1", "S2"), "R1,S1,2025-03-10,2025-03-10\n")
    found = _verdicts(result, "RPT001")
    assert {subject: verdict for subject, (verdict, _) in found.items()} == {
        "S1": "undetermined",
        "#sessions.csv:3": "undetermined",
        "S2": "violation",
    }
