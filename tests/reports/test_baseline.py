"""New, still open, cured: and what nobody can say to be cured."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.reports.sources import demo_source

from sdcompliance import Verdict
from sdcompliance.reports import Page, Voice
from sdcompliance.reports.baseline import FindingKey, compare, earlier_in_json, earlier_of
from sdcompliance.reports.baseline_text import comparison_text
from sdcompliance.reports.errors import BaselineError
from sdcompliance.reports.findings_json import findings_json

_KEY = FindingKey("RPT001", "sessions", "S2")


def _group(before: Verdict | None, now: Verdict | None, judged: bool | None = True) -> str | None:
    found = compare(
        {} if before is None else {_KEY: before}, {} if now is None else {_KEY: now}, lambda _: judged
    )
    groups = ("new", "still_open", "cured", "no_longer_found", "lost_sight_of")
    named = [name for name in groups if getattr(found, name)]
    assert len(named) <= 1
    return named[0] if named else None


@pytest.mark.parametrize(
    ("before", "now", "judged", "group"),
    [
        (None, Verdict.VIOLATION, True, "new"),
        (Verdict.PENDING, Verdict.VIOLATION, True, "new"),
        (Verdict.UNDETERMINED, Verdict.VIOLATION, True, "new"),
        (Verdict.VIOLATION, Verdict.VIOLATION, True, "still_open"),
        (Verdict.VIOLATION, Verdict.WAIVED, True, "still_open"),  # excused is not cured
        (Verdict.WAIVED, Verdict.VIOLATION, True, "still_open"),
        (Verdict.VIOLATION, None, True, "cured"),
        (Verdict.VIOLATION, Verdict.COMPLIANT, False, "cured"),
        (Verdict.VIOLATION, None, False, "lost_sight_of"),  # the row is gone, or its table, or the rule
        (Verdict.VIOLATION, None, None, "no_longer_found"),
        (Verdict.VIOLATION, Verdict.UNDETERMINED, True, "lost_sight_of"),
        (Verdict.VIOLATION, Verdict.PENDING, True, "lost_sight_of"),
        (Verdict.UNDETERMINED, None, True, None),
        (Verdict.ADVISORY, Verdict.ADVISORY, True, None),
    ],
)
def test_what_became_of_a_violation(
    before: Verdict | None, now: Verdict | None, judged: bool | None, group: str | None
) -> None:
    assert _group(before, now, judged) == group


def test_a_report_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    with path.open("w", encoding="utf-8") as stream:
        findings_json(demo_source(), stream)
    read, written = earlier_in_json(path), earlier_of(demo_source())
    assert (read.as_of, read.stamp, read.configuration) == (
        written.as_of,
        written.stamp,
        written.configuration,
    )
    assert read.verdicts == written.verdicts
    assert {key: was.message for key, was in read.findings.items()} == {
        key: was.message for key, was in written.findings.items()
    }


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"findings": [{"rule": "RPT001"}]}', '{"findings": 3}'])
def test_what_is_no_report_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "report.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BaselineError, match=r"report\.json"):
        earlier_in_json(path)


def test_the_words() -> None:
    found = compare({}, {_KEY: Verdict.VIOLATION}, lambda _: True)
    text = comparison_text(found, demo_source().judged, Voice(), Page())
    assert "新增（1项）\n  RPT001:S2　考核成绩逾期上报（考核 S2）\n" in text
    assert "已纠正（0项）" in text
