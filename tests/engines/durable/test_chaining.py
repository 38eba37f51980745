"""Consequences by forward chaining agree with the native engine, whatever a host asks of findings."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from tests.engines.dossiers import COMPLIANT, DAYS, changed_dossiers

from sdcompliance.engines import Show, evaluate
from sdcompliance.engines.durable import DurableEngine
from sdcompliance.engines.durable.chaining import define_chained
from sdcompliance.engines.registry import native_engine
from sdcompliance.findings import Verdict
from sdcompliance.records import Records
from sdcompliance.rulebook import Rulebook, default_rulebook, load_rules
from sdcompliance.workdays import calendar

pytest.importorskip("durable", reason="durable-rules is not installed; it needs a C compiler")

SITTING = "f.rule in ('RPT001', 'RPT002', 'STF001', 'STF002', 'SIT001', 'ARC001')"
#: A subject and a requirement: every quantifier, nested, negated, looked up, across terms and readings.
REQUIREMENTS = {
    "HSE901": ("sites", f"all(f.verdict != 'violation' for f in findings if {SITTING})"),
    "HSE902": ("sessions", f"count(f for f in session.findings if {SITTING} and not f.sensitive) <= 1"),
    "HSE903": ("sites", f"count_distinct(f.subject_id for f in findings if {SITTING}) != 1"),
    "HSE904": ("sites", f"coalesce(max(f.arose_on for f in findings if {SITTING}), today) "
                        "> date(2025, 3, 9)"),
    "HSE905": ("sites", "all(not any(f.sensitive or f.verdict == 'violation' for f in s.findings "
                        f"if {SITTING}) for s in sessions)"),
    "HSE906": ("certificates", "not any(f.verdict == 'violation' and f.city == session.city "
                               "for f in findings if f.rule == 'RPT001')"),
    "HSE907": ("results", f"any(f.verdict == 'undetermined' for f in session.findings if {SITTING}) "
                          f"or all(f.site.city == '370100' for f in session.findings if {SITTING})"),
    "HSE908": ("sites", "not any(f.verdict == 'advisory' for f in findings "
                        "if f.rule in ('HSE901', 'HSE902', 'REV005'))"),
    "HSE909": ("bodies", f"count(f for f in findings if f.city == city and {SITTING} "
                         "and f.arose_on <= today) < 4"),
}  # fmt: skip
RULE = """
id: {id}
name: follows
title: {{zh: 后果, en: Follows}}
subject: {subject}
clause: annex1/5.4
quote: 建立退出机制
norm: may
require: "{require}"
message: {{zh: 后果。, en: Follows.}}
remedy: {{zh: 研判。, en: Judge it.}}
examples:
  - {{name: any, as_of: 2025-06-01, expect: compliant}}
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    return _book(tmp_path_factory.mktemp("rules"))


@cache
def _book(folder: Path) -> Rulebook:
    for id_, (subject, require) in REQUIREMENTS.items():
        text = RULE.format(id=id_, subject=subject, require=require)
        (folder / f"{id_}.yaml").write_text(text, encoding="utf-8")
    return load_rules(folder)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(records=changed_dossiers(), today=DAYS)
def test_all_quantifiers_agree(book: Rulebook, records: Records, today: date) -> None:
    native, durable = (
        evaluate(records, today, rulebook=book, show=Show.ALL, engine=engine)
        for engine in ("native", "durable")
    )
    for one, other in zip(native.findings, durable.findings, strict=True):
        assert one == other, (one.rule, one.subject_id, one.verdict, other.verdict)
    assert native == durable


def test_what_follows_is_found_in_the_ruleset(book: Rulebook) -> None:
    """The findings pass by rules of their own: the quantifiers are not evaluated outside."""
    for id_ in ("HSE901", "HSE902", "HSE903", "HSE906", "HSE909"):
        (definition,) = define_chained(book[id_])
        assert len(definition.quantifiers) == 1, id_
        assert definition.passing
    (nested,) = define_chained(book["HSE905"])
    assert not nested.quantifiers  # inside another quantifier: evaluated as a whole


def test_a_site_with_a_great_many_findings() -> None:
    """1,040 of them: more facts in a context than a ruleset has contexts."""
    session = COMPLIANT["sessions"][0]
    sessions = [{**session, "id": f"S{number:04}"} for number in range(520)]
    records = Records.parse({**COMPLIANT, "sessions": sessions, "reports": []})
    rows = {"sites": list((records.sites or {}).values())}
    given_ = (records, date(2025, 6, 1), calendar(), rows, lambda _: True)
    native = native_engine(default_rulebook()).judge_some(*given_)
    durable = DurableEngine(default_rulebook()).judge_some(*given_)
    assert durable == native
    found = {(f.rule, f.subject_id): f.verdict for f in durable.findings}
    assert found["REV005", "ST1"] is Verdict.ADVISORY
