"""What is found in a data set is what its key lists: no more, no less."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from tests.testing.generation.data_sets import expected, found, judged, records_of, written

from sdcompliance import default_rulebook
from sdcompliance.findings import Report
from sdcompliance.records import TABLES
from sdcompliance.testing.generation import DataSet, Extent, read_key

#: Rules about tables that a core data set leaves empty, and the two that need a registration or certificates.
_BEYOND_CORE = {
    "applications",
    "application_projects",
    "candidates",
    "registrations",
    "results",
    "certificates",
    "subsidies",
}


def test_everything_planted_is_found_and_nothing_else(data: DataSet, report: Report) -> None:
    assert found(report) == expected(data)


def test_every_rule_has_a_fault(data: DataSet) -> None:
    assert {planted.rule for planted in read_key(data.key)} == set(default_rulebook())
    assert data.unplanted == ()


def test_all_that_a_key_lists_is_one_finding(data: DataSet) -> None:
    key = expected(data)
    assert sum(key.values()) == data.planted
    assert max(key.values()) == 1


def test_what_the_text_leaves_open_is_planted_too(data: DataSet) -> None:
    open_ = {planted.rule for planted in read_key(data.key) if planted.verdict == "undetermined"}
    assert open_ == {
        "ANN002", "ARC001", "CER001", "CER002", "CER007", "REV006", "RPT004", "SIT004", "SUB002",
    }  # fmt: skip


@pytest.mark.parametrize(("seed", "sessions", "rate"), [(2, 300, 0.02), (3, 400, 0.008), (4, 300, 0.002)])
def test_the_key_is_exact_for_other_seeds(tmp_path: Path, seed: int, sessions: int, rate: float) -> None:
    data = written(tmp_path / "data", sessions, seed, rate)
    assert found(judged(data)) == expected(data)
    assert {planted.rule for planted in read_key(data.key)} == set(default_rulebook())


@pytest.mark.parametrize("seed", [1, 2])
def test_core_tables_have_a_key_of_their_own(tmp_path: Path, seed: int) -> None:
    data = written(tmp_path / "data", 600, seed, extent=Extent.CORE)
    assert found(judged(data)) == expected(data)
    rules = default_rulebook()
    planted = {each.rule for each in read_key(data.key)}
    assert planted == {id_ for id_, rule in rules.items() if rule.subject not in _BEYOND_CORE} - {"SES005"}
    assert data.unplanted == ()


def test_without_violations_nothing_is_found(tmp_path: Path) -> None:
    data = written(tmp_path / "data", 300, rate=0)
    assert data.planted == 0
    assert found(judged(data)) == Counter()


@pytest.mark.parametrize("sessions", [1, 7, 60])
def test_a_small_data_set_names_the_rules_it_could_not_hold(tmp_path: Path, sessions: int) -> None:
    data = written(tmp_path / "data", sessions)
    assert found(judged(data)) == expected(data)
    assert data.unplanted
    planted = {each.rule for each in read_key(data.key)}
    assert planted | set(data.unplanted) == set(default_rulebook())
    assert planted.isdisjoint(data.unplanted)


def test_every_table_is_there_and_every_reference_leads_somewhere(data: DataSet) -> None:
    records = records_of(data)
    assert [name for name in TABLES if not records.table(name)] == []
    assert records.problems == ()
