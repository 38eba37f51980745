"""The rate of faults is the rate asked for."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from tests.testing.generation.data_sets import written

from sdcompliance import default_rulebook
from sdcompliance.testing.generation import Extent, read_key

#: Rules of which only some subjects can carry the fault, with the table whose rows are counted instead.
_OF_SESSIONS = (
    "SCP001",
    "SCP004",
    "SIT001",
    "SIT006",
    "REV004",
    "PAP001",
    "SES003",
    "STF001",
    "RPT001",
    "ARC001",
)


@pytest.mark.parametrize("rate", [0.002, 0.01])
def test_of_the_subjects_of_a_rule_that_part_breaks_it(tmp_path: Path, rate: float) -> None:
    data = written(tmp_path / "data", 8_000, rate=rate, extent=Extent.CORE)
    planted = Counter(each.rule for each in read_key(data.key))
    book = default_rulebook()
    for rule in ("STF003", "STF005", "STF007", "RPT003", "RPT004", "ARC002", "ARC004", *_OF_SESSIONS):
        eligible = data.rows[book[rule].subject]
        # One fault early, one late, and a tenth for what an average session has.
        assert abs(planted[rule] - rate * eligible) <= 2 + 0.1 * rate * eligible, rule


def test_candidates_break_rules_at_that_rate(tmp_path: Path) -> None:
    data = written(tmp_path / "data", 300, rate=0.01)
    planted = Counter(each.rule for each in read_key(data.key))
    book = default_rulebook()
    for rule in (
        "REG002",
        "REG005",
        "FEE001",
        "RES001",
        "RES002",
        "RES003",
        "CER003",
        "CER005",
        "CER007",
        "SUB001",
    ):
        eligible = data.rows[book[rule].subject]
        assert abs(planted[rule] - 0.01 * eligible) <= 2 + 0.25 * 0.01 * eligible, rule
