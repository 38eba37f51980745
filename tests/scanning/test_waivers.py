"""A scan with waivers: what the single report says of the same records, row for row and count for count."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pytest
from tests.reports.dossiers import DEMO
from tests.scanning.folders import (
    AS_OF,
    as_finding,
    expected,
    is_for_absence,
    row_of,
    rows,
    story_folder,
    texts,
)

from sdcompliance import Privacy, Records, Report, Verdict, evaluate
from sdcompliance.findings.waivers import WaiverError, Waivers, apply_waivers, load_waivers, parse_waivers
from sdcompliance.scanning import ScanResult, scan

_WAIVER = """\
  - rule: {rule}
    subject: {subject}
    legal_basis: 鲁人社函〔2026〕5号
    reason: {reason}
    requester: 烟台中心
    approver: 省厅
    from: {start}
    until: {end}
"""


def waiver(
    rule: str = "RPT001",
    subject: str = "S2",
    reason: str = "暴雪封路",
    start: str = "2026-02-25",
    end: str = "2026-12-31",
) -> str:
    """One waiver as it stands in a file. In fixtures/demo S2 and S4 violate RPT001."""
    return _WAIVER.format(rule=rule, subject=subject, reason=reason, start=start, end=end)


def waivers(*items: str) -> Waivers:
    """A file of them."""
    return parse_waivers("waivers:\n" + "".join(items))


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return story_folder("demo", tmp_path_factory.mktemp("in"))


def _scanned(source: Path, out: Path, given: Waivers | Path | None, **more: Privacy) -> ScanResult:
    return scan(source, out, AS_OF, waivers=given, **more)


def _report(given: Waivers) -> Report:
    return apply_waivers(evaluate(Records.load(DEMO), AS_OF), given)


@pytest.mark.parametrize("privacy", Privacy)
def test_the_findings_are_those_of_the_single_report(source: Path, tmp_path: Path, privacy: Privacy) -> None:
    given = waivers(
        waiver(),
        waiver(subject="[S4, S9]", reason="'另一原因'"),
        waiver("RPT002", end="2026-03-31"),
        waiver("SIT001", subject="S1"),
    )
    result = _scanned(source, tmp_path / "out", given, privacy=privacy)
    report = _report(given)
    assert [f.verdict for f in report.findings].count(Verdict.WAIVED) >= 2  # S2 and S4 of RPT001
    found = [as_finding(row) for row in rows(result)]
    assert [f for f in found if not is_for_absence(f)] == [
        f for f in expected(report, privacy) if not is_for_absence(f)
    ]
    summary = report.summary.to_json()
    assert {name: result.summary[name] for name in ("verdicts", "rules", "sensitive")} == {
        name: summary[name] for name in ("verdicts", "rules", "sensitive")
    }
    assert result.violations == len(report.violations)


def test_each_waived_finding_says_by_which_waiver(source: Path, tmp_path: Path) -> None:
    given = waivers(waiver(), waiver(subject="S4", reason="停电"))
    result = _scanned(source, tmp_path / "out", given)
    assert "暴雪封路" in row_of(result, "RPT001", "S2")["reason_zh"]
    assert "停电" in row_of(result, "RPT001", "S4")["reason_zh"]
    with (result.folder / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        listed = {(row["rule"], row["subject_id"]): row for row in csv.DictReader(file)}
    assert listed["RPT001", "S2"]["verdict"] == "waived"


def test_the_counts_by_place_move(source: Path, tmp_path: Path) -> None:
    def of(result: ScanResult, verdict: str) -> int:
        counts = result.summary["counts"]
        return sum(row["count"] for row in counts if (row["rule"], row["verdict"]) == ("RPT001", verdict))

    plain = _scanned(source, tmp_path / "one", None)
    waived = _scanned(source, tmp_path / "two", waivers(waiver()))
    assert of(waived, "violation") == of(plain, "violation") - 1
    assert (of(plain, "waived"), of(waived, "waived")) == (0, 1)
    assert all(row["count"] > 0 for row in waived.summary["counts"])


def test_the_summary_lists_the_waivers_and_what_each_excused(source: Path, tmp_path: Path) -> None:
    file = tmp_path / "waivers.yaml"
    given = [waiver(), waiver(end="2026-03-31"), waiver("RPT003"), waiver(subject="S4", start="2026-11-24")]
    file.write_text("waivers:\n" + "".join(given), encoding="utf-8")
    result = _scanned(source, tmp_path / "out", file)
    told = result.summary["waivers"]
    assert told["excused"] == 1
    assert [(one["rule"], one["excused"], one["doubts"]) for one in told["waivers"]] == [
        ("RPT001", 1, []),
        ("RPT001", 0, ["expired"]),
        ("RPT003", 0, ["never-used"]),
        ("RPT001", 0, ["not-yet"]),
    ]
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    assert result.manifest["waivers"] == {"name": str(file), "sha256": digest}
    assert load_waivers(file).sha256 == digest


def test_without_waivers_nothing_is_said(source: Path, tmp_path: Path) -> None:
    result = _scanned(source, tmp_path / "out", None)
    assert (result.summary["waivers"], result.manifest["waivers"]) == (None, None)


@pytest.mark.parametrize("wrong", [waiver("RPT009"), waiver("PRJ010"), waiver(subject="'*'")])
def test_a_waiver_that_cannot_stand_stops_before_anything_is_judged(
    source: Path, tmp_path: Path, wrong: str
) -> None:
    with pytest.raises(WaiverError):
        _scanned(source, tmp_path / "out", waivers(wrong))
    assert list(tmp_path.iterdir()) == []


def test_ids_that_look_alike_once_masked_are_told_apart(tmp_path: Path) -> None:
    # Two candidates with their identity numbers for ids; both numbers end in a wrong check digit. One is
    # excused. Masked, both are 370***********1111.
    one, other, third = "370102199001011111", "370102199102021111", "370102199203031111"
    source = texts(
        tmp_path / "in",
        {"candidates.csv": "id,id_number\n" + "".join(f"{id_},{id_}\n" for id_ in (one, other, third))},
    )
    plain = _scanned(source, tmp_path / "plain", None)
    assert plain.summary["rules"]["REG005"]["violation"] == 3
    given = waivers(
        waiver("REG005", subject=f"'{one}'"), waiver("REG005", subject=f"'{third}'", reason="更正中")
    )
    result = _scanned(source, tmp_path / "out", given)
    assert result.summary["rules"]["REG005"] == {"violation": 1, "waived": 2}
    found = [row for row in rows(result) if row["rule"] == "REG005"]
    assert {row["subject_id"] for row in found} == {"370***********1111"}
    assert sorted((row["verdict"], "更正中" in (row["reason_zh"] or "")) for row in found) == [
        ("violation", False),
        ("waived", False),
        ("waived", True),
    ]


def test_what_follows_from_a_waived_finding_stays(tmp_path: Path) -> None:
    # REV005 of a site counts its violations before any is excused (decisions/0013).
    from tests.testing.generation.data_sets import written

    data = written(tmp_path / "data", 60)
    plain = scan(data.records, tmp_path / "plain", AS_OF)
    consequences = {"REV005", "RPT005", "CER008"}
    before = {rule: plain.summary["rules"].get(rule) for rule in consequences}
    open_ = [(row["rule"], row["subject_id"]) for row in rows(plain) if row["verdict"] == "violation"]
    given = waivers(*(waiver(rule, f"'{id_}'") for rule, id_ in open_ if rule not in consequences))
    result = scan(data.records, tmp_path / "out", AS_OF, waivers=given)
    assert {rule: result.summary["rules"].get(rule) for rule in consequences} == before
    assert result.summary["verdicts"]["waived"] == len(
        [rule for rule, _ in open_ if rule not in consequences]
    )
