"""A scan finds what the native engine finds on the same records: field by field, and in every count."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from tests.scanning.folders import FIXTURES, as_finding, expected, is_for_absence, rows, story_folder

from sdcompliance import Report, evaluate
from sdcompliance.scanning import ScanResult, scan
from sdcompliance.testing.stories import read_story

#: Many faults; absent tables; clock times; an arrangement of its own.
STORIES = ("demo", "half-the-tables", "half-past-midnight", "unpublished-2027-arranged")


@pytest.fixture(scope="module", params=STORIES)
def judged(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, ...]:
    """A story judged twice: the result of the scan, and the native report."""
    story = read_story(FIXTURES / request.param)
    folder = tmp_path_factory.mktemp(request.param)
    day = story.expected.as_of
    source = story_folder(story.name, folder / "in")
    result = scan(source, folder / "out", day, calendar=story.calendar)
    return result, evaluate(story.records, day, calendar=story.calendar)


def test_every_finding_is_the_native_one(judged: tuple[ScanResult, Report]) -> None:
    result, report = judged
    found = [as_finding(row) for row in rows(result) if row["subject_id"] is not None]
    assert found == [finding for finding in expected(report) if not is_for_absence(finding)]


def test_absent_tables_are_summed_by_rule(judged: tuple[ScanResult, Report]) -> None:
    result, report = judged
    native = Counter(finding["rule"] for finding in expected(report) if is_for_absence(finding))
    summed: Counter[str] = Counter()
    for absence in result.summary["absent"]:
        summed[absence["rule"]] += absence["subjects"]
    assert summed == native
    rows_without_subject = [row["rule"] for row in rows(result) if row["subject_id"] is None]
    assert sorted(rows_without_subject) == sorted(absence["rule"] for absence in result.summary["absent"])


def test_every_count_is_the_native_one(judged: tuple[ScanResult, Report]) -> None:
    result, report = judged
    native, summary = report.summary, result.summary
    assert summary["subjects"] == dict(native.subjects)
    assert summary["rules"] == {
        rule: {verdict.value: count for verdict, count in counts.items() if count}
        for rule, counts in native.verdicts.items()
    }
    assert summary["sensitive"] == {rule: count for rule, count in native.sensitive.items() if count}
    assert summary["unpublished_years"] == list(native.unpublished_years)
    assert summary["priority_groups"] == dict(native.priority_groups)
    assert summary["configuration"] == dict(report.configuration)
    assert summary["rulebook"] == report.rulebook.to_json()


def test_counts_by_place_add_up(judged: tuple[ScanResult, Report]) -> None:
    result, _ = judged
    by_rule: dict[str, Counter[str]] = {}
    for place in result.summary["counts"]:
        by_rule.setdefault(place["rule"], Counter())[place["verdict"]] += place["count"]
    assert by_rule == {rule: Counter(counts) for rule, counts in result.summary["rules"].items()}
    of_all = Counter({verdict: n for verdict, n in result.summary["verdicts"].items() if n})
    assert of_all == sum(by_rule.values(), Counter())


def test_every_row_is_judged_by_every_rule_about_it(judged: tuple[ScanResult, Report]) -> None:
    result, _ = judged
    subjects = result.summary["subjects"]
    for rule in json.loads((result.folder / "rules.json").read_text("utf-8")):
        counts = result.summary["rules"].get(rule["id"], {})
        assert sum(counts.values()) == (subjects[rule["subject"]] or 0), rule["id"]
