"""A generated data set changed at random: the scan compares as the library does, finding by finding."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest
from tests.testing.generation.data_sets import records_of, rows, written

from sdcompliance import calendar, default_rulebook, evaluate
from sdcompliance.findings import mask_numbers
from sdcompliance.reports.baseline import FindingKey, earlier_of
from sdcompliance.reports.compared_source import ComparedSource
from sdcompliance.reports.report_source import ReportSource
from sdcompliance.reports.scan_source import ScanSource
from sdcompliance.reports.states import State
from sdcompliance.scanning import scan
from sdcompliance.testing.generation import AS_OF, DataSet


def _source(data: DataSet) -> ReportSource:
    records, book, days = records_of(data), default_rulebook(), calendar()
    return ReportSource(evaluate(records, AS_OF), records, book, days)


def _changed(data: DataSet, seed: int) -> None:
    """Rows taken away, cells emptied, and cells exchanged within a column; one table is lost."""
    chance = random.Random(seed)
    for file in sorted(data.records.glob("*.csv")):
        kept = rows(data, file.stem)
        if not kept:
            continue
        for row in kept:
            column = chance.choice(list(row))
            if column != "id" and chance.random() < 0.05:
                row[column] = chance.choice(("", chance.choice(kept)[column]))
        kept = [row for row in kept if chance.random() > 0.02]
        with file.open("w", encoding="utf-8", newline="") as target:
            writer = csv.DictWriter(target, list(kept[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(kept)
    (data.records / chance.choice(("archives.csv", "reports.csv", "assignments.csv"))).unlink()


@pytest.mark.parametrize("seed", [1, 2])
def test_every_state(tmp_path: Path, seed: int) -> None:
    data = written(tmp_path / "data", 30, seed)
    then = earlier_of(_source(data))
    first = scan(data.records, tmp_path / "first", AS_OF)
    _changed(data, seed)
    records = records_of(data)
    now = _source(data)

    def judged_now(key: FindingKey) -> bool:
        judged = now.judged.subjects.get(key.subject) is not None
        return judged and key.subject_id in {mask_numbers(id_) for id_ in records.table(key.subject) or {}}

    ours = ComparedSource(now, then, judged_now)
    second = scan(data.records, tmp_path / "second", AS_OF, baseline=first.folder)
    with ScanSource(second.folder, default_rulebook()) as theirs:
        found = {(f.rule, f.subject_id): (f.state, f.verdict_before) for f in theirs.findings()}
        # What an absent table leaves undetermined is one finding of the scan, and one a row of the library.
        expected = {
            (f.rule, f.subject_id): (f.state, f.verdict_before)
            for f in ours.findings()
            if (f.rule, f.subject_id) in found
        }
        assert {key: value for key, value in found.items() if key[1] is not None} == expected
        assert sorted(one[:5] for one in theirs.no_longer_open()) == sorted(
            one[:5] for one in ours.no_longer_open()
        )
        figures = theirs.judged.baseline
    assert figures == ours.judged.baseline
    assert figures is not None
    assert all(figures.counts[state] > 0 for state in State if state is not State.NO_LONGER_FOUND)
