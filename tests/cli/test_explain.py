"""``explain``: a rule, or one verdict."""

from __future__ import annotations

import json

import pytest
from tests.cli.runs import called
from tests.reports.dossiers import AS_OF, DEMO


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
        (("explain", "RPT001:S1"), "还需给出材料文件"),
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


def test_a_table_that_the_dossier_lacks() -> None:
    result = called("explain", "RPT001:S1", "-", given="{}")
    assert result.exit_code == 2
    assert "RPT001 judges sessions, and the records have no such table" in result.stderr
