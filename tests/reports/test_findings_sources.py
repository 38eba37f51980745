"""The same findings come out of a report in memory and out of a result folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.reports import scan_folders
from tests.reports.dossiers import UNPUBLISHED, demo_tables
from tests.reports.sources import demo_source, source_of

from sdcompliance import Records, Verdict, default_rulebook
from sdcompliance.reports.errors import ResultFolderError
from sdcompliance.reports.findings_source import BY_WEIGHT, Dimension
from sdcompliance.reports.scan_source import ScanSource


def test_place_and_month_follow_the_rule_s_own_paths() -> None:
    # S2 of the demonstration was held at ST1 in Yantai (370600) on 2026-02-12.
    found = next(f for f in demo_source().findings() if (f.rule, f.subject_id) == ("RPT001", "S2"))
    assert (found.city, found.site_id, found.month) == ("370600", "ST1", "2026-02")


def test_what_has_no_place_has_none() -> None:
    found = next(f for f in demo_source().findings() if f.rule == "REG005")  # about a candidate
    assert (found.city, found.site_id) == (None, None)


def test_a_result_folder_says_the_same(tmp_path: Path) -> None:
    memory, book = demo_source(), default_rulebook()
    with ScanSource(scan_folders.of_source(memory, tmp_path, book), book) as folder:
        assert len(folder) == len(memory)
        assert [*folder.findings()] == [*memory.findings()]
        assert [*folder.weightiest(7)] == [*memory.weightiest(7)]
        assert all(folder.tallies(by) == memory.tallies(by) for by in Dimension)
        ours, theirs = memory.judged, folder.judged
        assert theirs.stamp == ours.stamp
        assert theirs.verdicts == ours.verdicts
        assert theirs.absent_tables == ours.absent_tables
        assert {(r.reason, r.findings) for r in theirs.open_reasons} == {
            (r.reason, r.findings) for r in ours.open_reasons
        }
        assert {id_: rule.readings for id_, rule in theirs.rules.items()} == {
            id_: rule.readings for id_, rule in ours.rules.items()
        }


def test_in_brief_they_are_the_same(tmp_path: Path) -> None:
    memory, book = demo_source(), default_rulebook()
    with ScanSource(scan_folders.of_source(memory, tmp_path, book), book) as folder:
        for source in (memory, folder):
            assert [(f.rule, f.subject_id, f.verdict, f.reason, f.message) for f in source.in_brief()] == [
                (f.rule, f.subject_id, f.verdict, f.reason, f.message) for f in memory.findings()
            ]


def test_the_weightiest_come_first() -> None:
    weights = [BY_WEIGHT.index(found.verdict) for found in demo_source().weightiest(1000)]
    assert weights == sorted(weights)
    assert [f.verdict for f in demo_source().weightiest(1)] == [Verdict.VIOLATION]


def test_what_was_not_judged_is_counted() -> None:
    tables = demo_tables()
    del tables["reports"]
    judged = source_of(Records.parse(tables)).judged
    assert "reports" in judged.absent_tables
    absent = [item.findings for item in judged.open_reasons if "table absent" in item.reason.en]
    assert sum(absent) > 0


def test_years_without_arrangement_are_named() -> None:
    assert 2098 in source_of(Records.parse(UNPUBLISHED), "2098-08-01").judged.unpublished_years


def test_a_folder_without_findings(tmp_path: Path) -> None:
    book = default_rulebook()
    empty = source_of(Records())
    with ScanSource(scan_folders.of_source(empty, tmp_path, book), book) as folder:
        assert len(folder) == 0
        assert [*folder.findings()] == []
        assert folder.tallies(Dimension.CITY) == ()


def test_other_rules_here_than_those_that_judged(tmp_path: Path) -> None:
    book = default_rulebook()
    scan_folders.of_source(demo_source(), tmp_path, book)
    summary = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    summary["rulebook"]["digest"] = "0" * 64
    (tmp_path / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    with ScanSource(tmp_path, book) as folder:
        assert folder.judged.book is None


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda d: (d / "summary.json").unlink(), "summary.json"),
        (lambda d: (d / "summary.json").write_text("{}", encoding="utf-8"), "as_of|rulebook"),
        (lambda d: (d / "summary.json").write_text("{", encoding="utf-8"), "cannot be read"),
        (lambda d: (d / "rules.json").write_text('{"a": 1}', encoding="utf-8"), "rules.json"),
        (
            lambda d: next((d / "findings").glob("*/*.parquet")).write_bytes(b"no parquet"),
            "findings",
        ),
    ],
)
def test_a_damaged_folder_is_refused_with_the_place(tmp_path: Path, damage, words: str) -> None:  # type: ignore[no-untyped-def]
    book = default_rulebook()
    scan_folders.of_source(demo_source(), tmp_path, book)
    damage(tmp_path)
    with pytest.raises(ResultFolderError, match=words):
        ScanSource(tmp_path, book)
