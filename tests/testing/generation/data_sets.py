"""Data sets written for a test, read back as records, and held against their key."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from sdcompliance import Records, evaluate
from sdcompliance.findings import Report
from sdcompliance.testing.generation import AS_OF, DataSet, Extent, Outline, generate, read_key

ACCUSING = ("violation", "advisory", "undetermined")


class Finding(NamedTuple):
    """What a key tells of a finding."""

    rule: str
    subject: str
    subject_id: str
    verdict: str


def written(
    folder: Path, sessions: int, seed: int = 1, rate: float = 0.02, extent: Extent = Extent.ALL
) -> DataSet:
    """A data set in CSV."""
    return generate(folder, Outline(sessions, seed, extent, violations=rate))


def rows(data: DataSet, table: str) -> list[dict[str, str]]:
    """The rows of a table as they stand in its file."""
    with (data.records / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def records_of(data: DataSet) -> Records:
    """The data set as records."""
    return Records.parse({path.stem: rows(data, path.stem) for path in data.records.glob("*.csv")})


def judged(data: DataSet) -> Report:
    """The report on the data set as of its day."""
    return evaluate(records_of(data), AS_OF)


def found(report: Report) -> Counter[Finding]:
    """The findings of a report that a key would list."""
    return Counter(
        Finding(each.rule, each.subject, each.subject_id, each.verdict.value)
        for each in report.findings
        if each.verdict.value in ACCUSING
    )


def expected(data: DataSet) -> Counter[Finding]:
    """The findings that the data set's key lists."""
    return Counter(Finding(k.rule, k.subject, k.subject_id, k.verdict) for k in read_key(data.key))
