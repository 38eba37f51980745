"""Rules as tables, as text and as data."""

from __future__ import annotations

import json

from sdcompliance import default_rulebook, load_rules
from sdcompliance.reports import Voice, rule_json, rule_text, rules_json, rules_text
from sdcompliance.rulebook import Language

HOST_RULE = """\
id: HOST001
name: no-site
title: {zh: 未登记考点, en: No site recorded}
subject: sessions
clause: annex1/4.4
quote: 考核结束后3个工作日内将考核成绩
norm: must
parameters: {limit: {2020-08-25: 3, 2030-01-01: 5}}
due: workday_after(ended_on, limit)
require: site_id is not None
message: {zh: 没有考点。, en: There is no site.}
remedy: {zh: 补登考点。, en: Record the site.}
examples:
  - {name: as recorded, as_of: 2025-06-01, expect: compliant}
"""


def test_every_rule_stands_in_the_table_once_under_its_chapter() -> None:
    book = default_rulebook()
    text = rules_text(book)
    for rule in book.values():
        assert text.count(f"\n  {rule.id}  ") == 1
    assert (
        text.index("考核范围\n  SCP001") < text.index("成绩试卷上报\n  RPT001") < text.index("档案\n  ARC001")
    )
    assert text.endswith(f"共{len(book)}条规则\n")


def test_a_host_rule_stands_in_its_own_chapter(tmp_path) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "HOST001_no-site.yaml").write_text(HOST_RULE, encoding="utf-8")
    text = rules_text(load_rules(tmp_path), Voice(Language.EN))
    assert "\nours\n  HOST001  No site recorded" in text


def test_dated_parameters(tmp_path) -> None:
    file = tmp_path / "HOST001_no-site.yaml"
    file.write_text(HOST_RULE, encoding="utf-8")
    book = load_rules(file)
    assert "limit: 自2020年8月25日起3；自2030年1月1日起5" in rule_text(book.rule("HOST001"), book)
    assert rule_json(book.rule("HOST001"), book)["parameters"] == {
        "limit": {"2020-08-25": 3, "2030-01-01": 5}
    }


def test_a_rule_as_text() -> None:
    book = default_rulebook()
    text = rule_text(book.rule("RPT001"), book)
    assert text.startswith("RPT001　考核成绩逾期上报\n")
    assert "检查对象：考核（sessions），每条记录一个结论" in text
    assert "依据：附件1第四部分（四）（annex1/4.4）「考核结束后3个工作日内将考核成绩」" in text
    assert "  due: workday_after(ended_on, limit)\n" in text
    assert "  limit: 3\n" in text
    assert "  first-sitting：“考核结束”亦可理解为首场考核结束" in text
    assert f"示例：{len(book.rule('RPT001').examples)}个" in text


def test_rules_as_data_survive_json() -> None:
    book = default_rulebook()
    listed = json.loads(json.dumps(rules_json(book)))
    assert [rule["id"] for rule in listed] == list(book)
    assert listed[0].keys() == {"id", "name", "title", "subject", "clause", "quote", "norm", "readings"}
    for rule in book.values():
        assert json.loads(json.dumps(rule_json(rule, book)))["id"] == rule.id
