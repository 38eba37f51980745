"""A report as a clerk would write it: the essential lines, from the facts of fixtures/demo/README.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from tests.reports.dossiers import AS_OF, UNPUBLISHED, demo, demo_tables

from sdcompliance import Calendar, Records, Report, Show, default_rulebook, evaluate
from sdcompliance.reports import Page, Voice, report_text
from sdcompliance.reports.layout import display_width
from sdcompliance.rulebook import Language


@cache
def _report(show: Show = Show.NOTEWORTHY) -> Report:
    return evaluate(demo(), AS_OF, show=show)


def _text(report: Report, language: Language = Language.ZH, page: Page | None = None) -> str:
    return report_text(report, default_rulebook(), Voice(language), page)


def _of(text: str, head: str) -> str:
    """The block of one finding."""
    return next(block for block in text.split("\n\n") if block.strip().startswith(head))


def test_it_says_first_what_was_judged() -> None:
    report = _report()
    judged = _text(report).split("\n\n")[0]
    assert "鲁人社字〔2020〕100号" in judged
    assert f"摘要{report.rulebook.digest[:12]}，规则{len(default_rulebook())}条" in judged
    assert "截至日期：2026年11月23日" in judged
    assert "考核 7、" in judged  # seven sittings


def test_the_groups_come_in_order_of_weight() -> None:
    headings = re.findall(r"^([一二三四五六七八九])、(.+?)（\d+项）$", _text(_report()), re.MULTILINE)
    assert headings == [
        ("一", "违规"),
        ("二", "无法判定"),
        ("三", "提示"),
        ("四", "未到期"),
        ("五", "合规，但取决于条文解释"),
    ]


def test_a_violation_in_full() -> None:
    # S2 ended 2026-02-12; 02-13 (1), Saturday 02-14 made up (2), 02-24 (3). 02-24 to 11-23 are
    # 4 + 31 + 30 + 31 + 30 + 31 + 31 + 30 + 31 + 23 = 272 days.
    block = _of(_text(_report()), "RPT001:S2").splitlines()
    assert [line.strip() for line in block] == [
        "RPT001:S2　考核成绩逾期上报（考核 S2）",
        "考核于2026年2月12日结束，成绩应在2026年2月24日（含）前报所在市中心，实际收到日期：2026年2月25日。",
        "期限：2026年2月24日，至截至日期已过272天",
        "依据：附件1第四部分（四）「考核结束后3个工作日内将考核成绩」",
        "记录：结束时间 2026年2月12日，开始时间 2026年2月12日；成绩试卷上报 RP2：成绩收到时间 2026年2月25日",
        "处理：立即补报成绩，书面说明逾期原因，随档案留存。",
    ]


def test_the_same_in_english() -> None:
    block = _of(_text(_report(), Language.EN), "RPT001:S2")
    assert "RPT001:S2  Results reported late (sessions S2)" in block
    assert "Due: 2026-02-24, 272 days before the as-of date" in block
    assert "“考核结束后3个工作日内将考核成绩”" in block
    assert "reports[RP2]: results_received_on 2026-02-25" in block


def test_a_sensitive_violation_names_the_other_reading_and_its_basis() -> None:
    block = _of(_text(_report()), "SCP002:S4")
    basis = default_rulebook().rule("SCP002").readings["filing-suffices"].zh
    assert f"另一解释“filing-suffices”：合规。{basis}" in block


def test_compliant_but_sensitive() -> None:
    block = _of(_text(_report()), "RPT001:S6")
    assert "期限：2026年10月10日" in block
    assert "另一解释“first-sitting”：违规" in block
    assert "处理：" not in block  # nothing is to be done


def test_undecided_by_the_text_gives_the_reason() -> None:
    assert "条文未规定发证期限" in _of(_text(_report()), "CER007:RS12")


def test_pending_is_compact_and_the_nearest_day_comes_first() -> None:
    text = _text(_report()).split("未到期（")[1].split("\n五、")[0]
    # S7 is on 2026-12-08: 7 + 8 = 15 days ahead; its results are due on 12-11.
    assert text.index("2026年12月8日（含），还有15天") < text.index("2026年12月11日（含），还有18天")
    assert "    STF002:S7　未派遣督导员（考核 S7）\n" in text
    assert "    ARC003:AR12　视频档案未满六个月即销毁（档案 AR12）：须保存至此日\n" in text


def test_it_ends_with_the_counts() -> None:
    last = _text(_report()).split("汇总\n")[1]
    assert f"违规 {len(_report().violations)}、" in last
    assert "结论取决于条文解释的：" in last
    assert "考生：重点群体16人，其他0人，未记录0人" in last


def test_all_lists_the_settled_ones_by_rule() -> None:
    text = _text(_report(Show.ALL))
    assert "RPT003　成绩试卷未报所在市中心：成绩试卷上报 RP1、RP2、RP3、RP5、RP6" in text
    assert "不适用（" in text
    assert "不适用（" not in _text(_report())


def test_what_is_missing_is_named_in_chinese() -> None:
    tables = demo_tables()
    del tables["reports"]
    text = _text(evaluate(Records.parse(tables), AS_OF))
    block = _of(text, "RPT001:S2")
    assert "原因：来源中没有该表" in block
    assert "缺少：成绩试卷上报" in block
    assert "材料中没有的表：成绩试卷上报（" in text  # RPT003 judges its rows


def test_a_year_without_arrangement_says_so(known_to_2026: Calendar) -> None:
    text = _text(evaluate(Records.parse(UNPUBLISHED), "2027-08-01", calendar=known_to_2026))
    assert "放假安排尚未公布的年份：2027" in text
    block = _of(text, "RPT001:S1")
    assert "原因：放假安排尚未公布" in block
    assert re.search("期限：2027年2月1\\d日至2027年2月2\\d日之间", block)


def test_problems_of_the_dossier() -> None:
    tables = {
        "sessions": [{"id": "S1", "project_id": "P9", "endet_at": "2025-03-05"}],
        "projects": [],
        "sesions": [{"id": "S1"}],
    }
    text = _text(evaluate(Records.parse(tables), AS_OF))
    assert "材料中的疑点（3项）：" in text
    assert "考核 S1的“考核项目”为P9，但“考核项目”中没有这条记录" in text
    assert "没有名为“endet_at”的列，1行中的该列未读入（最接近的名称：ended_at）" in text
    assert "没有名为“sesions”的表，1行未读入（最接近的名称：sessions）" in text


def test_nothing_judged_and_nothing_found_are_told_apart() -> None:
    text = _text(evaluate(Records(), AS_OF))
    assert "检查记录：无" in text
    assert "没有需要说明的事项。" in text


def test_a_narrow_page_is_kept() -> None:
    lines = _text(_report(), page=Page(width=60)).splitlines()
    assert max(map(display_width, lines)) <= 60


@pytest.mark.parametrize("show", list(Show))
def test_no_chinese_in_english_but_the_law_and_the_data(show: Show) -> None:
    text = _text(_report(show), Language.EN)
    text = re.sub("“[^”]*”", "", text)  # quotes of the notice
    for value in sorted(_texts_of(demo_tables()), key=len, reverse=True):
        text = text.replace(value, "")
    assert not re.findall(r".*[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef].*", text)


def _texts_of(data: object) -> Iterator[str]:
    if isinstance(data, str) and data:
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _texts_of(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts_of(value)
