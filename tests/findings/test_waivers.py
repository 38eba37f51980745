"""Waivers excuse what they name, while they hold, and nothing else; what is wrong with them is said."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.reports.dossiers import AS_OF, demo

from sdcompliance import Configuration, Report, Verdict, configure, default_rulebook, evaluate
from sdcompliance.findings.waivers import (
    Severity,
    WaiverError,
    Waivers,
    apply_waivers,
    lint_waivers,
    load_waivers,
    parse_waivers,
)

# fixtures/demo: RPT001 is violated by S2 (received 2026-02-25, due 02-24) and by S4.
_S2 = {
    "rule": "RPT001",
    "subject": "S2",
    "legal_basis": "鲁人社函〔2026〕5号",
    "reason": "暴雪封路",
    "requester": "烟台中心",
    "approver": "省厅",
    "from": "2026-02-25",
    "until": "2026-12-31",
}


def _text(*changes: dict[str, str | None]) -> str:
    lines = ["waivers:"]
    for change in changes:
        keys = {key: value for key, value in {**_S2, **change}.items() if value is not None}
        lines += [
            f"  {'- ' if n == 0 else '  '}{key}: {value}" for n, (key, value) in enumerate(keys.items())
        ]
    return "\n".join(lines) + "\n"


def _waivers(*changes: dict[str, str | None]) -> Waivers:
    return parse_waivers(_text(*changes))


def _report() -> Report:
    return evaluate(demo(), AS_OF)


def _verdict(report: Report, rule: str, id_: str) -> Verdict:
    return next(f.verdict for f in report.findings if (f.rule, f.subject_id) == (rule, id_))


def _codes(waivers: Waivers, report: Report | None = None) -> list[tuple[Severity, str]]:
    lints = lint_waivers(waivers, default_rulebook(), date.fromisoformat(AS_OF), report)
    return [(lint.severity, lint.code) for lint in lints]


# ── applying ────────────────────────────────────────────────────────────────────────────


def test_a_violation_is_waived_shown_and_counted() -> None:
    before = _report()
    after = apply_waivers(before, _waivers({}))
    assert _verdict(after, "RPT001", "S2") is Verdict.WAIVED
    assert len(after.findings) == len(before.findings)
    assert len(after.violations) == len(before.violations) - 1
    for verdict, change in ((Verdict.VIOLATION, -1), (Verdict.WAIVED, 1), (Verdict.COMPLIANT, 0)):
        assert after.summary.total(verdict) == before.summary.total(verdict) + change
    assert after.summary.verdicts["RPT001"][Verdict.WAIVED] == 1


def test_the_same_rule_on_another_row_stays_violated() -> None:
    assert _verdict(apply_waivers(_report(), _waivers({})), "RPT001", "S4") is Verdict.VIOLATION


def test_a_waived_finding_says_by_what() -> None:
    after = apply_waivers(_report(), _waivers({}))
    found = after.of(Verdict.WAIVED)[0]
    assert found.reason_words is not None
    for part in ("鲁人社函〔2026〕5号", "暴雪封路", "烟台中心", "省厅", "2026-12-31"):
        assert part in found.reason_words.zh
        assert part in found.reason_words.en
    assert found.message("zh") == next(
        f.message("zh") for f in _report().findings if (f.rule, f.subject_id) == ("RPT001", "S2")
    )


def test_a_violation_under_another_reading_is_waived_with_it() -> None:
    after = apply_waivers(_report(), _waivers({}))
    found = after.of(Verdict.WAIVED)[0]
    # S2 was late under both readings: it does not become sensitive by being waived.
    assert dict(found.readings) == {"first-sitting": Verdict.WAIVED}
    assert found.sensitive is False


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ({"from": AS_OF}, Verdict.WAIVED),  # the first day counts
        ({"until": AS_OF}, Verdict.WAIVED),  # and the last
        ({"from": "2026-11-24"}, Verdict.VIOLATION),
        ({"until": "2026-11-22"}, Verdict.VIOLATION),
        ({"subject": "[S9, S2]"}, Verdict.WAIVED),
        ({"subject": "'*'"}, Verdict.VIOLATION),  # never every row
        ({"subject": "s2"}, Verdict.VIOLATION),  # ids are exact
        ({"rule": "RPT002"}, Verdict.VIOLATION),
    ],
)
def test_what_a_waiver_covers(change: dict[str, str | None], verdict: Verdict) -> None:
    assert _verdict(apply_waivers(_report(), _waivers(change)), "RPT001", "S2") is verdict


def test_only_violations_can_be_waived() -> None:
    # ARC001 is undetermined for S4 of the demonstration, PRJ010 an advisory for P4.
    changes = [{"rule": "ARC001", "subject": "S4"}, {"rule": "PRJ010", "subject": "P4"}]
    assert apply_waivers(_report(), _waivers(*changes)).findings == _report().findings


def test_an_expired_waiver_does_not_hide_a_later_one() -> None:
    waivers = _waivers({"until": "2026-03-31"}, {"from": "2026-11-01"})
    assert _verdict(apply_waivers(_report(), waivers), "RPT001", "S2") is Verdict.WAIVED


def test_nothing_to_waive_leaves_the_report_as_it_is() -> None:
    report = _report()
    assert apply_waivers(report, parse_waivers("waivers: []")) is report


def test_a_rule_that_is_off_is_no_unknown_rule() -> None:
    book = configure(default_rulebook(), Configuration(off={"RPT001": "kept elsewhere"}))
    lints = lint_waivers(
        _waivers({}), book, date.fromisoformat(AS_OF), evaluate(demo(), AS_OF, rulebook=book)
    )
    assert [(lint.severity, lint.code) for lint in lints] == [(Severity.WARNING, "rule-off")]


# ── linting ─────────────────────────────────────────────────────────────────────────────

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, []),
        ({"rule": "RPT009"}, [(_ERROR, "unknown-rule")]),
        ({"rule": "PRJ010"}, [(_ERROR, "soft-rule")]),
        ({"subject": "'*'"}, [(_ERROR, "too-broad")]),
        ({"subject": f"[{', '.join(f'S{n}' for n in range(20))}]"}, []),
        ({"subject": f"[{', '.join(f'S{n}' for n in range(21))}]"}, [(_WARNING, "too-broad")]),
        # 2026-01-01 to 2027-01-01 is 366 days, both included: 365 days of 2026 and one.
        ({"from": "2026-01-01", "until": "2027-01-01"}, []),
        ({"from": "2026-01-01", "until": "2027-01-02"}, [(_WARNING, "too-broad")]),
        ({"until": "2026-11-22"}, [(_WARNING, "expired")]),
        ({"from": "2026-11-24"}, [(_WARNING, "not-yet")]),
    ],
)
def test_what_is_said_of_a_waiver(change: dict[str, str | None], codes: list[tuple[Severity, str]]) -> None:
    assert _codes(_waivers(change)) == codes


def test_one_that_excuses_nothing_is_named_before_and_after_it_was_applied() -> None:
    waivers = _waivers({}, {"subject": "S1"})
    for report in (_report(), apply_waivers(_report(), waivers)):
        assert _codes(waivers, report) == [(_WARNING, "never-used")]


# ── reading ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"approver": "烟台中心"}, "waivers.0.approver: nobody approves their own request"),
        ({"approver": "烟台 中心"}, "nobody approves their own request"),
        ({"requester": "ABC", "approver": "ａｂｃ"}, "nobody approves their own request"),
        ({"until": "2026-02-24"}, "waivers.0.until: 2026-02-24 is before from, 2026-02-25"),
        ({"until": None}, "waivers.0.until: a date is expected"),
        ({"until": "2026-02-30"}, "is no date"),
        ({"until": "2026-12-31 10:00:00"}, "waivers.0.until: a date is expected"),
        ({"legal_basis": None}, "waivers.0.legal_basis: a text is expected"),
        ({"reason": "'  '"}, "waivers.0.reason: a text is expected, not blank"),
        ({"subject": "20260225"}, "put 20260225 in quotes"),
        ({"subject": "[]"}, "at least one row id"),
        ({"subject": None}, "waivers.0.subject: a row id"),
        ({"requestor": "x"}, "unknown key (nearest: 'requester')"),
    ],
)
def test_a_waiver_that_is_wrong_is_refused(change: dict[str, str | None], words: str) -> None:
    with pytest.raises(WaiverError) as caught:
        _waivers(change)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "text", ["", "[]", "waivers: 3", "waivers: []\nmore: 1", "waivers: [3]", "waivers: ["]
)
def test_what_is_no_list_of_waivers_is_refused(text: str) -> None:
    with pytest.raises(WaiverError, match=r"our\.yaml"):
        parse_waivers(text, "our.yaml")


def test_every_fault_at_once_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "w.yaml"
    path.write_text(_text({"approver": "烟台中心"}, {"until": "x"}), encoding="utf-8")
    with pytest.raises(WaiverError) as caught:
        load_waivers(path)
    # Line 1 is `waivers:`; each waiver has eight lines: the approver is its sixth, the end its eighth.
    assert [fault.line for fault in caught.value.faults] == [7, 17]
    assert caught.value.code == "SDC105"


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(WaiverError, match="cannot be read"):
        load_waivers(tmp_path / "none.yaml")
