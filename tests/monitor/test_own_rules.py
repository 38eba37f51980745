"""Rules of a host's own that depend on the day in ways that the notice's rules do not."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.engines.dossiers import COMPLIANT
from tests.monitor.dossier import row_of

from sdcompliance.engines import Show, evaluate
from sdcompliance.monitor import Monitor
from sdcompliance.records import Records
from sdcompliance.rulebook import load_rules

_RULE = """\
id: HSE00{number}
name: fault-{number}
title: {{zh: 问题{number}, en: Fault {number}}}
subject: {subject}
clause: annex1/4.4
quote: 考核结束后3个工作日内将考核成绩
norm: must
{body}
message: {{zh: "问题", en: "Fault"}}
remedy: {{zh: 改正, en: Correct it}}
examples:
  - {{name: somehow, as_of: 2025-06-01, expect: compliant}}
"""

#: Subject and conditions. Each has its own way of depending on the day, or of looking rows up.
_BODIES = {
    "a count of days up to today": ("sessions", "require: days_between(ended_on, today) <= 30"),
    "a computed day of rows": (
        "sessions",
        "require: count(a for a in archives if days_after(a.archived_on, 20) >= today) >= 2",
    ),
    "the year, and a parameter dated by today": (
        "bodies",
        "parameters: {limit: {2020-08-25: 1, 2025-04-01: 0}}\nrequire: year(today) - 2025 < limit",
    ),
    "a day of a row far away": (
        "assignments",
        "require: any(t.announced_on <= today for t in session.site.site_terms) and session.ended_on < today",
    ),
    "a computed limit compared with today": (
        "reports",
        "require: days_after(session.ended_on, 1) != today",
    ),
    "until": ("archives", "until: months_after(archived_on, 1)\nrequire: destroyed_on is None"),
    "undecided by the day": (
        "certificates",
        "undecided: {if: 'issued_on < today', reason: {zh: 无, en: none}}\nrequire: issued_on is None",
    ),
    "a look-up by a computed key": (
        "certificates",
        "require: not any(c.id != id for c in certificates if c.number == coalesce(number, 'none'))",
    ),
    "a look-up by what another row has, inside a quantifier": (
        "sessions",
        "require: all(any(p.valid_until_on >= today"
        " for p in personnel if p.certificate_no == a.person.certificate_no) for a in assignments)",
    ),
}


@pytest.mark.parametrize("body", list(_BODIES))
def test_day_by_day_and_row_by_row_it_says_what_evaluate_says(body: str, tmp_path: Path) -> None:
    subject, conditions = _BODIES[body]
    text = _RULE.format(number=1, subject=subject, body=conditions)
    (tmp_path / "HSE001_fault-1.yaml").write_text(text, encoding="utf-8")
    book = load_rules(tmp_path)
    with Monitor(as_of="2025-02-20", rulebook=book) as monitor:
        monitor.load(Records.parse(COMPLIANT))
        said = set()
        for number in range(45):
            monitor.advance(monitor.today + timedelta(days=1 + number // 15 * 3))
            match number % 6:
                case 0:
                    off = str(date(2025, 3, 1) + timedelta(days=number))
                    monitor.record("archives", row_of("archives", "AR1", archived_on=off))
                case 2:
                    number_of = COMPLIANT["certificates"][number // 6 % 2]["number"]
                    monitor.record("certificates", row_of("certificates", "CE1", number=number_of))
                case 4:
                    until = str(monitor.today + timedelta(days=number % 5))
                    monitor.record("personnel", row_of("personnel", "PE1", valid_until_on=until))
            expected = evaluate(monitor.records, monitor.today, rulebook=book, show=Show.ALL).findings
            own = [finding for finding in expected if finding.rule == "HSE001"]
            assert [finding for finding in monitor.findings(Show.ALL) if finding.rule == "HSE001"] == own
            said |= {(finding.subject_id, finding.verdict) for finding in own}
        assert len(said) > len({subject for subject, _ in said}), "no verdict ever turned"
