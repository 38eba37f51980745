"""``scan``: what it prints, its exit statuses, and what an interrupt leaves behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.runs import called, environment
from tests.scanning.folders import AS_OF, row_of, story_folder, texts
from tests.testing.generation.data_sets import written

from sdcompliance.cli.group import INTERRUPTED
from sdcompliance.scanning import ScanResult

# Wednesday 2025-03-05; due on Monday 2025-03-10. S2 was late, S3 is not due before 2026-11-25.
_SESSIONS = (
    "id,city,started_at,ended_at\nS1,370600,2025-03-05,2025-03-05\nS2,370600,2025-03-05,2025-03-05\n"
    "S3,370600,2026-11-20,2026-11-20\n"
)
_REPORTS = (
    "id,session_id,results_received_at,papers_received_at\nR1,S1,2025-03-10,2025-03-10\n"
    "R2,S2,2025-03-11,2025-03-10\n"
)
_HOUSE_RULE = """\
id: HSE001
name: any
title: {zh: 单位规则, en: House rule}
subject: sessions
clause: annex1/4.4
quote: 考核结束后3个工作日内将考核成绩
norm: must
require: ended_on is None
message: {zh: '考核已于{ended_on}结束', en: 'It ended on {ended_on}'}
remedy: {zh: 改, en: mend}
examples:
  - {name: as it is, as_of: 2025-06-01, expect: violation}
  - {name: no end, as_of: 2025-06-01, change: {sessions: {S1: {ended_at: null}}}, expect: compliant}
"""
_CONFIGURATION = """\
[readings]
RPT002 = "first-sitting"
[parameters.RPT001]
limit = 5
[off]
STF001 = "kept elsewhere"
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return texts(tmp_path / "in", {"sessions.csv": _SESSIONS, "reports.csv": _REPORTS})


def scanned(source: Path, *options: str, as_of: str = AS_OF) -> tuple[int, str, ScanResult]:
    """The exit status, what was printed, and the result."""
    out = source.parent / "out"
    run = called("scan", str(source), "--out", str(out), "--as-of", as_of, *options)
    return run.exit_code, run.output, ScanResult(out)


def test_what_an_auditor_reads(source: Path) -> None:
    status, told, result = scanned(source)
    verdicts = result.summary["verdicts"]
    total = sum(verdicts.values())
    assert status == 1
    assert told.splitlines() == [
        f"截至2026年11月23日，用95条规则检查了5行，得出{total}项结论：",
        "  违规：1",
        f"  无法判定：{verdicts['undetermined']}",
        "  未到期：2",
        f"  合规：{verdicts['compliant']}",
        "来源中没有、因而未检查的表：机构、考核项目、考点设立申请、申请考核项目、考点、考点资格期、考点问题认定、"
        "年度考核公告、考生、报名、派遣、成绩、证书、档案、补贴",
        f"因来源缺表而无法判定的规则：{len(result.summary['absent'])}条，见 findings.csv",
        f"结果存于：{result.folder}",
    ]
    assert row_of(result, "RPT001", "S2")["verdict"] == "violation"


def test_in_english(source: Path) -> None:
    _, told, result = scanned(source, "--lang", "en")
    first, *_, last = told.splitlines()
    total = sum(result.summary["verdicts"].values())
    assert first == f"As of 2026-11-23: 5 rows judged by 95 rules, {total} verdicts:"
    assert "  violation: 1" in told.splitlines()
    assert "Not in the source, so not judged: bodies, projects" in told
    assert last == f"Result: {result.folder}"


def test_what_could_not_be_read_is_status_2_and_said(source: Path) -> None:
    (source / "reports.csv").write_text(_REPORTS.replace("2025-03-11", "2025-02-30"), encoding="utf-8")
    status, told, result = scanned(source)
    assert status == 2
    assert "不能读取的数据：1项，见 rejects.csv；依赖这些数据的结论为“无法判定”" in told
    assert "  违规：0" in told.splitlines()
    assert row_of(result, "RPT001", "S2")["verdict"] == "undetermined"


def test_nothing_violated_is_status_0(tmp_path: Path) -> None:
    status, told, result = scanned(story_folder("compliant", tmp_path / "in"), as_of="2025-06-01")
    assert (status, result.violations, result.rejects) == (0, 0, 0)
    assert "  违规：0" in told.splitlines()
    assert "缺表" not in told


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--as-of", "2026-02-30"), "2026-02-30"),
        (("--mapping", "{in}/map.toml"), "sessionz"),
        (("--encoding", "klingon"), "klingon"),
    ],
)
def test_a_wrong_call_is_status_2_and_leaves_nothing(
    source: Path, options: tuple[str, ...], said: str
) -> None:
    texts(source, {"map.toml": '[tables."a"]\ntable = "sessionz"\n'})
    out = source.parent / "out"
    given = [option.replace("{in}", str(source)) for option in options]
    run = called("scan", str(source), "--out", str(out), *given)
    assert run.exit_code == 2
    assert said in run.output
    assert "Traceback" not in run.output
    assert {path.name for path in source.parent.iterdir()} == {"in"}


def test_a_folder_of_somebody_else_is_told_in_words(source: Path) -> None:
    out = texts(source.parent / "out", {"letter.txt": "mine"})
    run = called("scan", str(source), "--out", str(out))
    assert run.exit_code == 2
    assert str(out) in run.output
    assert (out / "letter.txt").read_text("utf-8") == "mine"


def test_rules_configuration_readings_and_arrangements(source: Path) -> None:
    texts(source.parent / "house", {"HSE001_any.yaml": _HOUSE_RULE})
    # 2025-03-06, 07, 10, 11, 12: with five working days S2 was in time.
    texts(source.parent, {"own.toml": _CONFIGURATION})
    arrangement = Path(__file__).parents[2] / "docs" / "how-to" / "arrangement-2026.yaml"
    status, _, result = scanned(
        source,
        *("--rules", str(source.parent / "house"), "--config", str(source.parent / "own.toml")),
        *("--arrangement", str(arrangement)),
    )
    assert status == 1
    rules = result.summary["rules"]
    assert rules["HSE001"] == {"violation": 3}
    assert rules["RPT001"] == {"compliant": 2, "pending": 1}
    assert "STF001" not in rules
    assert row_of(result, "HSE001", "S1")["message_zh"] == "考核已于2025年3月5日结束"
    configuration = result.summary["configuration"]
    assert configuration["readings"] == {"RPT002": "first-sitting"}
    assert configuration["parameters"] == {"RPT001": {"limit": 5}}
    assert (configuration["own_rules"], configuration["arrangements"]) == (["HSE001"], [2026])
    listed = json.loads((result.folder / "rules.json").read_text("utf-8"))
    assert "HSE001" in {rule["id"] for rule in listed}


def test_an_interrupt_leaves_nothing_behind(tmp_path: Path) -> None:
    data = written(tmp_path / "data", 60)
    place, scratch = tmp_path / "place", tmp_path / "scratch"
    place.mkdir()
    scratch.mkdir()
    command = [
        sys.executable,
        "-m",
        "sdcompliance.cli",
        "scan",
        str(data.records),
        "--out",
        str(place / "out"),
    ]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment({"TMPDIR": str(scratch)})
    ) as running:
        deadline = time.monotonic() + 120
        while not list(place.glob(".out.*/findings/*")):
            assert running.poll() is None, running.stderr
            assert time.monotonic() < deadline
            time.sleep(0.02)
        os.kill(running.pid, signal.SIGINT)
        told, errors = running.communicate(timeout=120)
    assert (running.returncode, told) == (INTERRUPTED, b"")
    assert b"Traceback" not in errors
    assert list(place.iterdir()) == []
    assert list(scratch.iterdir()) == []
