"""``sdcompliance watch``, and the folder it follows."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from tests.engines.dossiers import COMPLIANT

from sdcompliance.monitor import AlertKind
from sdcompliance.monitor.folder import OWN, Folder
from sdcompliance.rulebook import default_rulebook
from sdcompliance.workdays import calendar

_PROGRAM = """
from sdcompliance.cli.group import Cli
from sdcompliance.cli.watch import watch
Cli(commands={'watch': watch})()
"""
#: The results of S1 came in a day late.
LATE = {
    **COMPLIANT,
    "reports": [
        row | {"results_received_at": "2025-03-11"} if row["id"] == "RP1" else row
        for row in COMPLIANT["reports"]
    ],
}


def follow(path: Path) -> Folder:
    return Folder(path, date(2025, 6, 1), 3, default_rulebook(), calendar())


def written(path: Path, tables: dict[str, object]) -> None:
    """Written so that no look sees half of it."""
    unfinished = path.with_suffix(".new")
    unfinished.write_text(json.dumps(tables), encoding="utf-8")
    unfinished.replace(path)


def told(folder: Folder, rule: str) -> list[tuple[str, AlertKind]]:
    return [
        (news.dossier, alert.kind) for news in folder.look() for alert in news.alerts if alert.rule == rule
    ]


def test_what_changes_is_told_and_only_that(tmp_path: Path) -> None:
    folder = follow(tmp_path)
    assert list(folder.look()) == []
    written(tmp_path / "a.json", COMPLIANT)
    written(tmp_path / "b.json", LATE)
    assert told(folder, "RPT001") == [("b.json", AlertKind.VIOLATION)]
    assert list(folder.look()) == []
    written(tmp_path / "a.json", LATE)
    written(tmp_path / "b.json", COMPLIANT)
    assert told(folder, "RPT001") == [("a.json", AlertKind.VIOLATION), ("b.json", AlertKind.CURED)]
    (tmp_path / "a.json").unlink()
    assert told(folder, "RPT001") == [("a.json", AlertKind.CURED)]


def test_a_file_that_is_half_written_is_told_and_read_when_it_is_whole(tmp_path: Path) -> None:
    folder = follow(tmp_path)
    written(tmp_path / "a.json", LATE)
    assert told(folder, "RPT001") == [("a.json", AlertKind.VIOLATION)]
    (tmp_path / "a.json").write_text('{"sessions": [', encoding="utf-8")
    (news,) = folder.look()
    assert news.alerts == ()
    assert "JSON" in str(news.error)
    assert list(folder.look()) == []
    written(tmp_path / "a.json", COMPLIANT)
    assert told(folder, "RPT001") == [("a.json", AlertKind.CURED)]


def test_csv_files_named_after_tables_are_one_dossier(tmp_path: Path) -> None:
    folder = follow(tmp_path)
    for table, name in (("projects", "projects"), ("sessions", "考核"), ("reports", "reports")):
        rows = LATE[table]
        columns = list(dict.fromkeys(column for row in rows for column in row))
        lines = [
            columns,
            *(["" if row.get(column) is None else str(row[column]) for column in columns] for row in rows),
        ]
        text = "\n".join(",".join(f'"{cell}"' for cell in line) for line in lines)
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8-sig")
    (tmp_path / "notes.txt").write_text("…", encoding="utf-8")
    (tmp_path / "other.csv").write_text("a\n1\n", encoding="utf-8")
    (news,) = folder.look()
    assert news.error is None
    assert (OWN, "RPT001") in {(news.dossier, alert.rule) for alert in news.alerts}
    (tmp_path / "reports.csv").write_bytes("id\n\xff".encode("latin-1"))
    (news,) = folder.look()
    assert "UTF-8" in str(news.error)


def test_days_pass_for_every_dossier(tmp_path: Path) -> None:
    folder = Folder(tmp_path, date(2025, 3, 6), 0, default_rulebook(), calendar())
    written(tmp_path / "a.json", {**COMPLIANT, "reports": []})
    list(folder.look())
    (news,) = folder.advance(date(2025, 3, 11))
    assert AlertKind.OVERDUE in {alert.kind for alert in news.alerts if alert.rule == "RPT001"}


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent as SIGINT, which this system does not have")
@pytest.mark.parametrize("format_", ["text", "json"])
def test_it_prints_as_files_change_and_ctrl_c_ends_it_cleanly(tmp_path: Path, format_: str) -> None:
    written(tmp_path / "a.json", COMPLIANT)
    (tmp_path / "bad.json").write_text("[", encoding="utf-8")
    command = [
        sys.executable,
        "-c",
        _PROGRAM,
        "watch",
        str(tmp_path),
        "--as-of",
        "2025-06-01",
        "--format",
        format_,
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    with process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert b"bad.json" in process.stderr.readline()  # it has looked once
        written(tmp_path / "a.json", LATE)
        line = process.stdout.readline().decode()
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=60)
    assert process.returncode == 0
    assert b"Traceback" not in errors
    told = line + rest.decode()
    if format_ == "json":
        alerts = [json.loads(each) for each in told.splitlines()]
        assert ("a.json", "RPT001", "violation") in {
            (one["dossier"], one["rule"], one["kind"]) for one in alerts
        }
    else:
        assert "a.json　[新增违规] RPT001 考核 S1" in told
