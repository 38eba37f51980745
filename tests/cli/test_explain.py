"""``explain``: a rule, or one verdict."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.runs import called
from tests.reports.dossiers import AS_OF, DEMO
from tests.scanning.folders import story_folder, texts


def test_a_rule() -> None:
    result = called("explain", "RPT001")
    assert result.exit_code == 0
    assert result.stdout.startswith("RPT001　考核成绩逾期上报\n")


def test_a_rule_as_json() -> None:
    data = json.loads(called("explain", "RPT001", "--format", "json").stdout)
    assert (data["id"], data["clause"], data["parameters"]) == ("RPT001", "annex1/4.4", {"limit": 3})


def test_a_verdict() -> None:
    result = called("explain", "RPT001:S6", str(DEMO), "--as-of", AS_OF)
    assert result.exit_code == 0
    assert "2026-10-10  周六  调休上班（国庆节）  第3个" in result.stdout


def test_an_explained_violation_is_still_a_successful_explanation() -> None:
    result = called("explain", "RPT001:S2", str(DEMO), "--as-of", AS_OF, "--lang", "en")
    assert result.exit_code == 0
    assert "Verdict: violation" in result.stdout


def test_an_id_may_hold_a_colon() -> None:
    dossier = {"sessions": [{"id": "2025:1", "city": "370600", "started_at": "2025-03-05"}]}
    result = called("explain", "STF001:2025:1", "-", "--as-of", AS_OF, given=json.dumps(dossier))
    assert result.exit_code == 0
    assert "考核 2025:1" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("explain",), "RULE[:SUBJECT_ID]"),
        (("explain", "RPT01"), "no rule 'RPT01' (nearest: 'RPT001')"),
        (("explain", "RPT01:S1", str(DEMO)), "no rule 'RPT01' (nearest: 'RPT001')"),
        (("explain", "RPT001:S77", str(DEMO)), "no sessions 'S77' (nearest: 'S7')"),
        (("explain", "RPT001:S1"), "还需给出材料或数据"),
        (("explain", "RPT001:", str(DEMO)), "缺少记录编号"),
        (("explain", "RPT001", str(DEMO)), "请写明记录编号"),
        (("explain", "RPT001:S1", str(DEMO), "--as-of", "tomorrow"), "'tomorrow' is no date"),
        (("explain", "RPT001:S1", "no-such.json"), "无法读取“no-such.json”。"),
    ],
)
def test_wrong_questions_are_status_2(arguments: tuple[str, ...], words: str) -> None:
    result = called(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stdout == ""


def test_a_row_of_a_folder_a_workbook_and_a_database(tmp_path: Path) -> None:
    of_dossier = called("explain", "RPT001:S6", str(DEMO), "--as-of", AS_OF).stdout
    folder = story_folder("demo", tmp_path / "in")
    workbook = tmp_path / "filled.xlsx"
    assert called("template", str(workbook), str(DEMO)).exit_code == 0
    for source in (folder, workbook):
        result = called("explain", "RPT001:S6", str(source), "--as-of", AS_OF)
        assert (result.stdout, result.stderr) == (of_dossier, "")
    missing = called("explain", "RPT001:S77", str(folder))
    assert (missing.exit_code, missing.stdout) == (2, "")
    assert "no sessions 'S77' (nearest: 'S7')" in missing.stderr


def test_a_finding_of_a_result_folder(tmp_path: Path) -> None:
    result = str(tmp_path / "out")
    folder = story_folder("demo", tmp_path / "in")
    assert called("scan", str(folder), "--out", result, "--as-of", AS_OF).exit_code == 1
    told = called("explain", "RPT001:S2", result)
    assert (told.exit_code, told.stderr) == (0, "")
    for words in (
        "RPT001:S2　考核成绩逾期上报（考核 S2）",
        "结论：违规",
        "截至日期：2026年11月23日",
        "「考核结束后3个工作日内将考核成绩」",
        "    2026-02-14  周六  调休上班（春节）  第2个",
        "    2026-02-24  周二  工作日            第3个",
        "另一解释“first-sitting”：违规",
        "所在市（city）：烟台（370600）",
        "（reports[RP2].results_received_on）：2026-02-25",
        "处理：立即补报成绩",
    ):
        assert words in told.stdout
    data = json.loads(called("explain", "RPT001:S2", result, "--format", "json").stdout)
    assert data["as_of"] == AS_OF
    (finding,) = data["findings"]
    whole = json.loads(called("check", str(DEMO), "--as-of", AS_OF, "--format", "json").stdout)
    assert finding in whole["findings"]


def test_what_a_result_folder_does_not_have(tmp_path: Path) -> None:
    result = str(tmp_path / "out")
    folder = story_folder("demo", tmp_path / "in")
    called("scan", str(folder), "--out", result, "--as-of", AS_OF)
    none = called("explain", "RPT001:S1", result)
    assert (none.exit_code, none.stdout) == (2, "")
    assert "该行合规、不适用或没有检查" in none.stderr
    again = called("explain", "RPT001:S2", result, "--as-of", AS_OF)
    assert (again.exit_code, again.stdout) == (2, "")
    assert "请用于 scan" in again.stderr


def test_what_could_not_be_read_is_noted(tmp_path: Path) -> None:
    folder = texts(tmp_path / "in", {"sessions.csv": "id,city,ended_at\nS1,370600,2025-02-30\n"})
    result = called("explain", "RPT001:S1", str(folder), "--as-of", AS_OF)
    assert result.exit_code == 0
    assert "提示：考核中有不能读取的数据" in result.stderr
    assert "结论：无法判定" in result.stdout


def test_a_table_that_the_dossier_lacks() -> None:
    result = called("explain", "RPT001:S1", "-", given="{}")
    assert result.exit_code == 2
    assert "RPT001 judges sessions, and the records have no such table" in result.stderr
