"""The folder that is written: the same bytes for the same outline, nothing overwritten, nothing half told."""

from __future__ import annotations

import builtins
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.testing.generation.data_sets import rows, written

from sdcompliance.errors import ExtraMissingError
from sdcompliance.records import TABLES
from sdcompliance.testing.generation import (
    DataSet,
    Extent,
    Format,
    GenerationError,
    Outline,
    building,
    generate,
    read_key,
)

_WRITE = """
import sys
from sdcompliance.testing.generation import Outline, generate
generate(sys.argv[1], Outline(40, 5, violations=0.02))
"""


def content(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    for hash_seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "TZ": f"UTC{hash_seed}"}
        subprocess.run([sys.executable, "-c", _WRITE, str(tmp_path / hash_seed)], env=environment, check=True)
    assert content(tmp_path / "1") == content(tmp_path / "2")


def test_another_seed_gives_another_data_set(tmp_path: Path) -> None:
    first, second = written(tmp_path / "1", 20, seed=1), written(tmp_path / "2", 20, seed=2)
    assert rows(first, "sessions") != rows(second, "sessions")


def test_the_manifest_tells_what_was_written(data: DataSet) -> None:
    manifest = json.loads((data.folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["as_of"] == "2026-11-23"
    assert (manifest["sessions"], manifest["seed"], manifest["violations"]) == (300, 1, 0.02)
    assert manifest["planted"] == len(read_key(data.key)) == data.planted
    assert manifest["rows"] == {name: len(rows(data, name)) for name in TABLES}
    assert "2026-11-23" in (data.folder / "README.md").read_text(encoding="utf-8")


def test_core_leaves_the_other_tables_empty_not_absent(tmp_path: Path) -> None:
    data = written(tmp_path / "data", 30, extent=Extent.CORE)
    assert {path.stem for path in data.records.iterdir()} == set(TABLES)
    assert data.rows["candidates"] == data.rows["registrations"] == data.rows["applications"] == 0
    assert (data.records / "candidates.csv").read_text().startswith("id,name,id_number,")


def test_the_key_is_in_order_of_rule_and_subject(data: DataSet) -> None:
    key = [(each.rule, each.subject_id) for each in read_key(data.key)]
    assert key == sorted(key)


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(GenerationError, match="new or empty"):
        written(tmp_path, 1)
    assert content(tmp_path) == {"mine.txt": b"mine"}
    with pytest.raises(GenerationError, match="new or empty"):
        written(tmp_path / "mine.txt", 1)


def test_an_empty_folder_is_used(tmp_path: Path) -> None:
    assert written(tmp_path, 1).rows["sessions"] == 1


@pytest.mark.parametrize(
    ("sessions", "rate", "words"),
    [
        (0, 0.002, "0 sessions"),
        (-5, 0.002, "-5 sessions"),
        (1, 0.03, "0.03"),
        (1, -0.1, "-0.1"),
        (1, float("nan"), "nan"),
    ],
)
def test_what_cannot_be_is_refused(sessions: int, rate: float, words: str) -> None:
    with pytest.raises(GenerationError, match=words) as caught:
        Outline(sessions, violations=rate)
    assert caught.value.code == "SDC403"


def test_an_interrupted_data_set_has_no_manifest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(building, "write_sitting", interrupted)
    with pytest.raises(KeyboardInterrupt):
        written(tmp_path / "data", 10)
    assert not (tmp_path / "data" / "manifest.json").exists()
    assert not (tmp_path / "data" / "planted.csv").exists()


def test_parquet_holds_the_same_rows(tmp_path: Path) -> None:
    plain = written(tmp_path / "csv", 30)
    packed = generate(tmp_path / "parquet", Outline(30, 1, format=Format.PARQUET, violations=0.02))
    assert {path.suffix for path in packed.records.iterdir()} == {".parquet"}
    with duckdb.connect() as connection:
        for table in TABLES:
            read = connection.execute(
                "SELECT * FROM read_parquet(?)", [str(packed.records / f"{table}.parquet")]
            )
            found = [[as_text(value) for value in row] for row in read.fetchall()]
            assert found == [list(row.values()) for row in rows(plain, table)], table
    assert content(plain.folder)["planted.csv"] == content(packed.folder)["planted.csv"]


def test_parquet_is_the_same_bytes_too(tmp_path: Path) -> None:
    for name in ("1", "2"):
        generate(tmp_path / name, Outline(30, 1, format=Format.PARQUET))
    assert content(tmp_path / "1") == content(tmp_path / "2")


def test_parquet_without_duckdb_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "duckdb":
            raise ImportError(name)
        return known(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ExtraMissingError, match=r"sdcompliance\[scan\]"):
        generate(tmp_path / "data", Outline(1, format=Format.PARQUET))
    assert not (tmp_path / "data").exists()


def as_text(value: object) -> str:
    """A value of Parquet as the CSV has it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:f}".rstrip("0").rstrip(".") if hasattr(value, "normalize") else str(value)
