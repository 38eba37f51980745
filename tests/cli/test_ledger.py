"""``rules --ledger``: what is covered, sentence by sentence."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.runs import called

from sdcompliance.reports import words
from sdcompliance.rulebook import default_rulebook
from sdcompliance.rulebook.ledger import Coverage, read_ledger

BOOK = default_rulebook()
GOOD = Path(__file__).parents[1] / "rulebook" / "good"


def data(*arguments: str) -> dict[str, list[dict[str, object]]]:
    result = called("rules", "--ledger", "--format", "json", *arguments)
    assert result.exit_code == 0
    found: dict[str, list[dict[str, object]]] = json.loads(result.stdout)
    return found


def test_a_sentence_in_full() -> None:
    lines = called("rules", "--ledger").stdout.splitlines()
    place = next(i for i, line in enumerate(lines) if line.startswith("  annex1/4.4#1　"))
    assert lines[place - 1] == "附件1第四部分（四）（annex1/4.4）"
    assert lines[place].startswith("  annex1/4.4#1　由规则判断　「")
    examples = sum(len(BOOK[id_].examples) for id_ in read_ledger().of_clause("annex1/4.4")[0].all_rules)
    rules = "、".join(read_ledger().of_clause("annex1/4.4")[0].all_rules)
    assert lines[place + 1].startswith(f"      规则：{rules}；示例{examples}个，示例中的结论：")
    assert "违规" in lines[place + 1]


def test_what_is_not_covered_says_why() -> None:
    entry = next(entry for entry in read_ledger().entries if entry.anchor == "notice/3.1#3")
    assert entry.reason is not None
    assert f"      未覆盖：{entry.reason.zh}\n" in called("rules", "--ledger").stdout
    assert f"      Not covered: {entry.reason.en}\n" in called("rules", "--ledger", "--lang", "en").stdout


def test_it_ends_with_the_counts() -> None:
    counts = read_ledger().counts
    tail = called("rules", "--ledger").stdout.split("\n汇总\n")[1]
    assert f"句子{sum(counts.values())}句：由规则判断 {counts['checked']}、" in tail
    assert f"据以判断的规则{len(BOOK)}条，示例{sum(len(rule.examples) for rule in BOOK.values())}个" in tail


def test_as_json() -> None:
    found = data()
    assert [row["anchor"] for row in found["sentences"]] == [entry.anchor for entry in read_ledger().entries]
    row = next(row for row in found["sentences"] if row["anchor"] == "annex2/note#1")
    assert row["class"] == "checked"
    assert row["rules"] == ["APP012"]
    assert row["examples"] == len(BOOK["APP012"].examples)
    assert row["verdicts"] == ["not_applicable", "compliant", "undetermined", "violation"]
    assert row["not_covered"] is None


def test_a_hosts_own_rules_decide_no_sentence_of_the_notice() -> None:
    counts = data("--rules", str(GOOD))["counts"]
    assert counts["unlisted"] == ["HSE001", "HSE002"]  # type: ignore[call-overload]
    assert "（本单位另加）：HSE001、HSE002" in called("rules", "--ledger", "--rules", str(GOOD)).stdout


def test_a_rule_that_is_turned_off_is_marked(tmp_path: Path) -> None:
    file = tmp_path / "sdcompliance.toml"
    file.write_text('[off]\nRPT001 = "按市局意见暂不检查"\n', encoding="utf-8")
    printed = called("rules", "--ledger", "--config", str(file)).stdout
    assert "规则：RPT001（规则库中没有）、RPT002" in printed


def test_every_class_of_sentence_has_words() -> None:
    assert set(words.COVERAGE) == set(Coverage)
