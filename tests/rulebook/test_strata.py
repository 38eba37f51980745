"""The order of rules that read findings, and what is wrong with one that has none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.rulebook.host_rules import rule_text, write_rule

from sdcompliance.rulebook import Configuration, ConfigurationError, RuleError, configure, default_rulebook
from sdcompliance.rulebook import load_rules as load


def reads(other: str) -> str:
    return f"not any(f.verdict == 'advisory' for f in findings if f.rule == '{other}')"


def written(folder: Path, **requirements: str) -> Path:
    for id_, require in requirements.items():
        write_rule(folder, id_, "sites", require)
    return folder


def test_strata_follow_what_is_read(tmp_path: Path) -> None:
    book = load(written(tmp_path, HSE901=reads("HSE902"), HSE902=reads("HSE903"), HSE903=reads("STF001")))
    assert book.strata[1:] == (("CER008", "HSE903", "REV005", "RPT005"), ("HSE902",), ("HSE901",))


def test_a_cycle_names_its_rules_and_their_files(tmp_path: Path) -> None:
    folder = written(tmp_path, HSE901=reads("HSE902"), HSE902=reads("HSE903"), HSE903=reads("HSE902"))
    with pytest.raises(RuleError) as raised:
        load(folder)
    assert "HSE902 (HSE902.yaml) → HSE903 (HSE903.yaml) → HSE902 (HSE902.yaml)" in str(raised.value)


def test_a_rule_that_reads_itself_is_a_cycle(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=re.escape("HSE901 (HSE901.yaml) → HSE901 (HSE901.yaml)")):
        load(written(tmp_path, HSE901=reads("HSE901")))


def test_findings_of_no_rule_name_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=re.escape("'RPT0O1', no rule (nearest: 'RPT001')")):
        load(written(tmp_path, HSE901=reads("RPT0O1")))


def test_a_parameter_that_names_no_rule_is_refused() -> None:
    chosen = Configuration(parameters={"REV005": {"rules": "RPT001 RPT0O2"}})
    with pytest.raises(ConfigurationError, match=re.escape("'RPT0O2', no rule (nearest: 'RPT002')")):
        configure(default_rulebook(), chosen)


def test_a_parameter_that_makes_a_rule_follow_from_itself_is_refused() -> None:
    chosen = Configuration(parameters={"REV005": {"rules": "RPT001 REV005"}})
    with pytest.raises(ConfigurationError, match=r"REV005 \(.*\) → REV005"):
        configure(default_rulebook(), chosen)


@pytest.mark.parametrize(
    ("require", "message"),
    [
        ("not any(f.verdict == 'violation' for f in findings)", "findings are read of named rules"),
        ("not any(f.rule == 'RPT001' for f in findings)", "findings are read of named rules"),
        (
            "not any(f.sensitive for f in findings if f.rule == 'RPT001' or f.verdict == 'violation')",
            "findings are read of named rules",
        ),
        ("not any(f.verdict == 'compliant' for f in findings if f.rule == 'RPT001')", "is none of the codes"),
        ("not any(f.verdikt == 'violation' for f in findings if f.rule == 'RPT001')", "nearest: 'verdict'"),
        ("not any(f.sensitive for f in findings if f.rule in name)", "a parameter that lists texts"),
    ],
)
def test_a_condition_on_findings_names_its_rules(tmp_path: Path, require: str, message: str) -> None:
    with pytest.raises(RuleError, match=re.escape(message)):
        load(written(tmp_path, HSE901=require))


def test_either_of_two_rules_may_be_named(tmp_path: Path) -> None:
    both = "not any(f.sensitive for f in findings if f.rule == 'RPT001' or f.rule in ('RPT002', 'SES002'))"
    book = load(written(tmp_path, HSE901=both))
    assert book["HSE901"].reads == {"RPT001", "RPT002", "SES002"}


def test_a_term_may_speak_of_findings(tmp_path: Path) -> None:
    term = """
serious:
  takes: {finding: findings}
  clause: annex1/5.4
  note: {zh: 不因解释而异的违规。, en: A violation under every reading.}
  means: finding.rule in ('RPT001', 'RPT002') and finding.verdict == 'violation' and not finding.sensitive
"""
    (tmp_path / "terms.yaml").write_text(term, encoding="utf-8")
    book = load(written(tmp_path, HSE901="count(f for f in findings if serious(f)) < 2"))
    assert book["HSE901"].reads == {"RPT001", "RPT002"}


def test_a_parameter_lists_texts_for_any_column(tmp_path: Path) -> None:
    text = rule_text("HSE901", "sites", "kind in kinds").replace(
        "norm: may", "norm: may\nparameters: {kinds: school enterprise}"
    )
    (tmp_path / "HSE901.yaml").write_text(text, encoding="utf-8")
    assert load(tmp_path)["HSE901"].default.required.options == ("school", "enterprise")
    wrong = text.replace("school enterprise", "school enterprize")
    (tmp_path / "HSE901.yaml").write_text(wrong, encoding="utf-8")
    with pytest.raises(RuleError, match="nearest: 'enterprise'"):
        load(tmp_path)
