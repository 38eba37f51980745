"""Of a source only what a rule reads of one row is taken, and it says of it what all records say."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.scanning.folders import FIXTURES, story_folder, texts

from sdcompliance import Records, Show, UnknownNameError, default_rulebook, evaluate, explain
from sdcompliance.scanning.around import records_around
from sdcompliance.sources import open_source

_AS_OF = "2026-11-23"


@pytest.mark.parametrize("story", ["demo", "revoked-and-re-approved", "application-form", "compliant"])
def test_the_explanation_is_that_of_all_records(story: str, tmp_path: Path) -> None:
    whole, book = Records.load(FIXTURES / story / "records.json"), default_rulebook()
    every = evaluate(whole, _AS_OF, show=Show.ALL).findings
    noteworthy = {(f.rule, f.subject_id) for f in evaluate(whole, _AS_OF).findings}
    chosen = {f.rule: f for f in reversed(every)}  # one row of every rule, and all that is noteworthy
    with open_source(story_folder(story, tmp_path)) as source:
        for finding in every:
            if finding is chosen[finding.rule] or (finding.rule, finding.subject_id) in noteworthy:
                around = records_around(source, book[finding.rule], finding.subject_id)
                assert around.unreadable == ()
                found = explain(finding.rule, finding.subject_id, around.records, _AS_OF)
                assert found == explain(finding.rule, finding.subject_id, whole, _AS_OF)


def test_nothing_else_is_taken(tmp_path: Path) -> None:
    # RPT001 reads the session and its reports; S1 has nothing to do with those of S2.
    rule = default_rulebook()["RPT001"]
    with open_source(story_folder("demo", tmp_path)) as source:
        records = records_around(source, rule, "S2").records
    assert list(records.sessions or ()) == ["S2"]
    assert {report.session_id for report in (records.reports or {}).values()} == {"S2"}
    assert (records.candidates, records.bodies) == (None, None)


def test_numbers_used_twice_are_looked_up_in_the_whole_table(tmp_path: Path) -> None:
    # CER004: a number used twice, by another certificate that nothing else leads to.
    lines = "id,number,city\nC1,37-1,370600\nC2,37-1,370600\nC3,37-2,370600\n"
    folder = texts(tmp_path, {"certificates.csv": lines.replace(",city", "").replace(",370600", "")})
    with open_source(folder) as source:
        records = records_around(source, default_rulebook()["CER004"], "C1").records
    assert sorted(records.certificates or ()) == ["C1", "C2"]


def test_what_could_not_be_read_is_named(tmp_path: Path) -> None:
    folder = texts(tmp_path, {"sessions.csv": "id,ended_at\nS1,2025-02-30\n"})
    with open_source(folder) as source:
        assert records_around(source, default_rulebook()["RPT001"], "S1").unreadable == ("sessions",)


def test_a_row_that_is_not_there_is_told_with_the_nearest(tmp_path: Path) -> None:
    folder = texts(tmp_path, {"sessions.csv": "id,ended_at\nS100,2025-02-03\n"})
    book = default_rulebook()
    with open_source(folder) as source:
        with pytest.raises(UnknownNameError, match="S100"):
            records_around(source, book["RPT001"], "S10")
        with pytest.raises(UnknownNameError, match="no such table"):
            records_around(source, book["REG005"], "C1")
