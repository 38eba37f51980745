"""What was planted in a generated data set is found by a scan: no more, no less."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from tests.scanning.folders import rows
from tests.testing.generation.data_sets import ACCUSING, Finding, expected, written

from sdcompliance.scanning import scan
from sdcompliance.testing.generation import AS_OF, Extent


@pytest.mark.parametrize(
    ("sessions", "extent"), [(300, Extent.ALL), (3_000, Extent.CORE)], ids=["all tables", "core tables"]
)
def test_the_key_is_what_is_found(tmp_path: Path, sessions: int, extent: Extent) -> None:
    data = written(tmp_path / "data", sessions, extent=extent)
    result = scan(data.records, tmp_path / "out", AS_OF)
    found = Counter(
        Finding(row["rule"], row["subject"], row["subject_id"], row["verdict"])
        for row in rows(result)
        if row["verdict"] in ACCUSING
    )
    assert found == expected(data)
    assert result.rejects == 0
    assert result.summary["absent"] == []
    assert {t: n for t, n in result.summary["tables"].items() if n} == {
        t: n for t, n in data.rows.items() if n
    }
    in_files = Counter(row["verdict"] for row in rows(result))
    accused = ("undetermined", "advisory", "violation")
    assert {v: in_files[v] for v in accused} == {v: result.summary["verdicts"][v] for v in accused}
