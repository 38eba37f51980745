"""An explanation shows every step, the days counted one by one, and what another reading changes."""

from __future__ import annotations

from functools import cache

from tests.reports.dossiers import AS_OF, UNPUBLISHED, demo

from sdcompliance import Calendar, Explanation, Records, default_rulebook, explain
from sdcompliance.reports import Voice, explanation_json, explanation_text
from sdcompliance.rulebook import Language


@cache
def _explained(rule: str, subject_id: str) -> Explanation:
    return explain(rule, subject_id, demo(), AS_OF)


def test_national_day_counted_day_by_day() -> None:
    # S6 ended Wednesday 2026-09-30; 10-01 to 10-07 off; 10-08 (1), 10-09 (2), Saturday 10-10 made up (3).
    default, other = explanation_text(_explained("RPT001", "S6")).split("另一解释“first-sitting”")
    assert "结论：合规（取决于条文解释）" in default
    assert "workday_after(ended_on, limit)  →  workday_after(2026-09-30, 3)  →  2026年10月10日" in default
    assert "2026-10-01  周四  放假（国庆节）\n" in default
    assert "2026-10-08  周四  工作日              第1个" in default
    assert "2026-10-10  周六  调休上班（国庆节）  第3个" in default
    # From the first sitting, 09-29: 09-30 (1), 10-08 (2), 10-09 (3); received 10-10.
    assert other.startswith("：违规\n")
    assert "workday_after(2026-09-29, 3)  →  2026年10月9日" in other
    assert "r.results_received_on <= due  →  2026-10-10 <= 2026-10-09  →  不成立" in other
    assert "其余与默认解释相同。" in other
    assert "是否在通知适用范围内" not in other  # nothing new there


def test_the_tree_is_indented() -> None:
    lines = explanation_text(_explained("RPT001", "S2")).splitlines()
    outer = next(line for line in lines if "any(r.results_received_on" in line)
    inner = next(line for line in lines if "r.results_received_on <= due  " in line)
    assert _indent(inner) > _indent(outer) > 0


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def test_the_records_behind_it_by_label_and_path() -> None:
    text = explanation_text(_explained("RPT001", "S2"))
    assert "成绩试卷上报 RP2 的成绩收到时间（reports[RP2].results_received_on）：2026年2月25日" in text


def test_english() -> None:
    text = explanation_text(_explained("RPT001", "S6"), Voice(Language.EN))
    assert "Verdict: compliant (depends on the reading of the text)" in text
    assert "2026-10-10  Sat  weekend day worked in exchange (National Day)  day 3" in text


def test_an_open_verdict_says_why_and_shows_the_bounds(known_to_2026: Calendar) -> None:
    records = Records.parse(UNPUBLISHED)
    text = explanation_text(explain("RPT001", "S1", records, "2027-08-01", calendar=known_to_2026))
    assert "结论：无法判定" in text
    assert "原因：放假安排尚未公布" in text
    assert "放假安排尚未公布（春节）  累计0至1个" in text


def test_json() -> None:
    data = explanation_json(_explained("RPT001", "S6"), default_rulebook())
    assert data["as_of"] == AS_OF
    assert data["rule"]["id"] == "RPT001"
    assert data["finding"]["verdict"] == "compliant"
    default, other = data["readings"]
    assert (default["name"], default["basis"]) == ("default", None)
    assert (other["name"], other["verdict"]) == ("first-sitting", "violation")
    assert [part["key"] for part in default["parts"]] == ["arises", "scope", "due", "require"]
    last_day = default["counts"][0]["days"][-1]
    assert (last_day["day"], last_day["works"], last_day["least"], last_day["most"]) == (
        "2026-10-10",
        True,
        3,
        3,
    )
    assert last_day["festival"]["zh"] == "国庆节"
