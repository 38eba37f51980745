"""Where a result goes: whole or not at all, and never over what is somebody else's."""

from __future__ import annotations

import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests.scanning.folders import AS_OF, contents, texts

from sdcompliance.records import SHANGHAI
from sdcompliance.scanning import ResultExistsError, Step, scan
from sdcompliance.sources import NoTableError


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return texts(tmp_path / "in", {"sites.csv": "id,name,city,kind\nX1,甲,370600,school\n"})


@pytest.mark.parametrize("name", ["notes.txt", ".hidden", "findings.csv"])
def test_a_folder_of_somebody_else_is_refused(source: Path, tmp_path: Path, name: str) -> None:
    out = texts(tmp_path / "out", {name: "mine"})
    with pytest.raises(ResultExistsError, match="is not the result of an earlier scan"):
        scan(source, out, AS_OF)
    assert contents(out) == {name: b"mine"}
    assert {path.name for path in tmp_path.iterdir()} == {"in", "out"}


def test_a_file_of_that_name_is_refused(source: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(ResultExistsError):
        scan(source, tmp_path / "out", AS_OF)


def test_an_empty_folder_is_used_and_folders_above_are_made(source: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert scan(source, tmp_path / "out", AS_OF).folder == tmp_path / "out"
    assert scan(source, tmp_path / "a" / "b", AS_OF).manifest["as_of"] == AS_OF


def test_an_earlier_result_is_replaced_whole(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    scan(source, out, AS_OF)
    stale = texts(out / "findings" / "rule=OLD001", {"findings.parquet": "of another scan"})
    second = scan(source, out, "2026-01-01")
    assert second.summary["as_of"] == "2026-01-01"
    assert not stale.exists()
    assert {path.name for path in tmp_path.iterdir()} == {"in", "out"}


def test_what_fails_leaves_the_earlier_result(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    scan(source, out, AS_OF)
    before = contents(out)
    (source / "sites.csv").rename(source / "nothing-known.csv")
    with pytest.raises(NoTableError):
        scan(source, out, AS_OF)
    assert contents(out) == before
    assert {path.name for path in tmp_path.iterdir()} == {"in", "out"}


@pytest.mark.parametrize("kind", [KeyboardInterrupt, MemoryError])
def test_an_interrupt_at_any_step_leaves_nothing(
    source: Path, tmp_path: Path, kind: type[BaseException]
) -> None:
    def stop(step: Step) -> None:
        if step.rows_done:
            raise kind

    with pytest.raises(kind):
        scan(source, tmp_path / "out", AS_OF, progress=stop)
    assert {path.name for path in tmp_path.iterdir()} == {"in"}


def test_progress_counts_every_row_by_every_rule(source: Path, tmp_path: Path) -> None:
    steps: list[Step] = []
    scan(source, tmp_path / "out", AS_OF, progress=steps.append)
    assert steps[0].what == str(source)
    done = [step.rows_done for step in steps]
    assert done == sorted(done)
    assert steps[-1].rows_done == steps[-1].rows_total > 0


def test_without_a_folder_it_is_a_new_temporary_one(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    one, two = scan(source, as_of=AS_OF), scan(source, as_of=AS_OF)
    assert one.folder != two.folder
    assert one.summary == two.summary


def test_as_of_is_today_in_shanghai_by_default(source: Path, tmp_path: Path) -> None:
    before = datetime.now(SHANGHAI).date()
    judged = scan(source, tmp_path / "out").summary["as_of"]
    assert judged in {before.isoformat(), (before + timedelta(days=1)).isoformat()}
