"""``scan`` with waivers, with a baseline, and what it is told to fail on."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.runs import called
from tests.scanning.folders import AS_OF, row_of, texts

from sdcompliance.scanning import ScanResult

# Wednesday 2025-03-05; due on Monday 2025-03-10. Without a table of reports nothing could be said of any.
_SESSIONS = "id,city,started_at,ended_at\nS1,370600,2025-03-05,2025-03-05\n"
_REPORTS = "id,session_id,results_received_at,papers_received_at\nR1,S1,{},2025-03-10\n"
_ON_TIME, _LATE, _UNKNOWN = "2025-03-10", "2025-03-11", ""
_WAIVER = """\
waivers:
  - rule: RPT001
    subject: {subject}
    legal_basis: 鲁人社函〔2025〕5号
    reason: 暴雪封路
    requester: 烟台中心
    approver: 省厅
    from: 2026-01-01
    until: {until}
"""
# Everything else is switched off: this is about one rule.
_ONLY = "[off]\n" + "".join(
    f'{rule} = "elsewhere"\n'
    for rule in (
        *(f"SCP00{n}" for n in (1, 2, 3, 4)),
        *(f"SIT00{n}" for n in (1, 2, 6)),
        *(f"SES00{n}" for n in (1, 2, 3, 4, 5)),
        *(f"STF00{n}" for n in (1, 2, 4)),
        *("REV004", "PAP001", "PAP002", "RPT002", "RPT003", "RPT004", "RPT005", "ARC001"),
    )
)


def _source(folder: Path, received: str) -> Path:
    texts(folder, {"own.toml": _ONLY, "wrong.yaml": _WAIVER.format(subject="'*'", until="2026-12-31")})
    texts(folder, {"waivers.yaml": _WAIVER.format(subject="S1", until="2026-12-31")})
    texts(folder, {"old.yaml": _WAIVER.format(subject="S1", until="2026-11-22")})
    texts(folder, {"unused.yaml": _WAIVER.format(subject="S9", until="2026-12-31")})
    return texts(folder / "in", {"sessions.csv": _SESSIONS, "reports.csv": _REPORTS.format(received)})


def _scan(folder: Path, *options: str, out: str = "out") -> tuple[int, str, str]:
    """The exit status, what was printed, and what was said on standard error."""
    given = [option.replace("{}", str(folder)) for option in options]
    run = called(
        *("scan", str(folder / "in"), "--out", str(folder / out), "--as-of", AS_OF),
        *("--config", str(folder / "own.toml"), *given),
    )
    return run.exit_code, run.stdout, run.stderr


@pytest.mark.parametrize(
    ("received", "statuses"),
    [  # violation, sensitive, undetermined, none
        (_ON_TIME, (0, 0, 0, 0)),
        (_LATE, (1, 1, 1, 0)),
        (_UNKNOWN, (0, 0, 1, 0)),
    ],
)
def test_what_fails_a_scan(tmp_path: Path, received: str, statuses: tuple[int, ...]) -> None:
    _source(tmp_path, received)
    kinds = ("violation", "sensitive", "undetermined", "none")
    assert tuple(_scan(tmp_path, "--fail-on", kind)[0] for kind in kinds) == statuses


def test_a_verdict_that_depends_on_the_reading_may_fail_a_scan(tmp_path: Path) -> None:
    # Two days, 03-05 and 03-06: three working days after the last end on 03-11, after the first on 03-10.
    source = _source(tmp_path, _LATE)
    texts(source, {"sessions.csv": _SESSIONS.replace(",2025-03-05\n", ",2025-03-06\n")})
    assert _scan(tmp_path)[0] == 0
    assert _scan(tmp_path, "--fail-on", "sensitive")[0] == 1


def test_what_cannot_be_read_is_status_2_whatever_it_fails_on(tmp_path: Path) -> None:
    _source(tmp_path, "2025-02-30")
    assert _scan(tmp_path, "--fail-on", "none")[0] == 2


def test_a_waived_violation_fails_nothing_and_is_counted(tmp_path: Path) -> None:
    _source(tmp_path, _LATE)
    status, told, errors = _scan(tmp_path, "--waivers", "{}/waivers.yaml", "--fail-on-expired")
    assert (status, errors) == (0, "")
    assert told.splitlines()[1:3] == ["  违规：0", "  已豁免：1"]
    row = row_of(ScanResult(tmp_path / "out"), "RPT001", "S1")
    assert (row["verdict"], "鲁人社函〔2025〕5号" in row["reason_zh"]) == ("waived", True)


def test_what_is_doubtful_in_waivers_goes_to_standard_error(tmp_path: Path) -> None:
    _source(tmp_path, _LATE)
    status, told, errors = _scan(tmp_path, "--waivers", "{}/old.yaml")
    assert status == 1
    assert "已于2026-11-22到期" in errors
    assert "到期" not in told
    _, _, errors = _scan(tmp_path, "--waivers", "{}/unused.yaml", "--lang", "en")
    assert "none of its rows has a violation to excuse" in errors


def test_an_expired_waiver_may_fail_scan_and_check(tmp_path: Path) -> None:
    _source(tmp_path, _ON_TIME)
    options = ("--waivers", "{}/old.yaml", "--fail-on-expired")
    assert _scan(tmp_path, *options)[0] == 1
    assert _scan(tmp_path, *options[:2])[0] == 0
    call = ("check", "-", "--as-of", AS_OF, "--waivers", str(tmp_path / "old.yaml"))
    assert called(*call, given='{"sessions": []}').exit_code == 0
    assert called(*call, "--fail-on-expired", given='{"sessions": []}').exit_code == 1


def test_a_wrong_waiver_is_told_in_the_language_and_judges_nothing(tmp_path: Path) -> None:
    _source(tmp_path, _LATE)
    status, told, errors = _scan(tmp_path, "--waivers", "{}/wrong.yaml")
    assert (status, told) == (2, "")
    assert "“*”会豁免全部记录" in errors
    assert not (tmp_path / "out").exists()


def test_compared_with_the_earlier_result(tmp_path: Path) -> None:
    _source(tmp_path, _LATE)
    _scan(tmp_path, out="first")
    _, told, _ = _scan(tmp_path, "--baseline", "{}/first")
    assert "与前次结果（截至2026年11月23日）比较：\n  新增0，仍未纠正1，已纠正0，本次无从判断0\n" in told
    assert "no_longer_open" not in told
    _source(tmp_path, _ON_TIME)
    status, told, _ = _scan(tmp_path, "--baseline", "{}/first", "--lang", "en")
    assert status == 0
    assert (
        "Compared with the earlier result (as of 2026-11-23):\n"
        "  new 0, still open 0, cured 1, not decided now 0\n"
        "  The last two: see no_longer_open.csv\n" in told
    )
    assert "rules or settings" not in told


def test_other_rules_or_a_later_day_of_the_earlier_result_are_noted(tmp_path: Path) -> None:
    _source(tmp_path, _LATE)
    _scan(tmp_path, "--as-of", "2027-01-01", out="first")
    texts(tmp_path, {"own.toml": _ONLY + "[parameters.RPT001]\nlimit = 5\n"})
    _, told, _ = _scan(tmp_path, "--baseline", "{}/first")
    assert "前次所用的规则或设置不同" in told
    assert "前次的截至日期晚于本次" in told


def test_what_is_no_result_is_refused(tmp_path: Path) -> None:
    _source(tmp_path, _LATE)
    status, told, errors = _scan(tmp_path, "--baseline", "{}/in")
    assert (status, told) == (2, "")
    assert "no earlier result" in errors
    assert not (tmp_path / "out").exists()
