"""Whatever kind of file a dossier is written as, every cell is what ``Records.load`` gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sources.dossiers import DOSSIERS, WRITERS, expected, found, tables_of

from sdcompliance.records import TABLES, ProblemCode, Records
from sdcompliance.sources import open_source


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("dossier", DOSSIERS, ids=lambda path: path.parent.name)
def test_every_cell_is_what_the_records_have(dossier: Path, kind: str, tmp_path: Path) -> None:
    records = Records.load(dossier)
    with open_source(WRITERS[kind](tables_of(dossier), tmp_path)) as source:
        assert source.tables == {name for name in TABLES if records.table(name) is not None}
        assert source.faulted == frozenset()
        for table in source.tables:
            assert found(source, table) == expected(records, table), table
        dangling = {
            (p.table, p.row, p.column) for p in records.problems if p.code is ProblemCode.DANGLING_REFERENCE
        }
        assert {(r.table, r.row, r.column) for r in source.rejects()} == dangling
