"""What is kept prepared changes how fast an answer comes, never the answer."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sdcompliance import prepared

JUDGE = """
import sys, sdcompliance as sdc
from sdcompliance.rulebook import compliant_dossier
report = sdc.evaluate(sdc.Records.load(compliant_dossier()), "2025-06-01", show=sdc.Show.ALL)
print(report.to_json_text())
print("holidays" in sys.modules, "yaml" in sys.modules, file=sys.stderr)
"""


def judged(prefix: Path, *options: str) -> tuple[str, str]:
    """The report of a new process that keeps its byte code below ``prefix``, and what it imported."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(prefix)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, *options, "-c", JUDGE]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stdout, done.stderr.strip()


def kept(prefix: Path) -> set[str]:
    return {path.name.split(".")[0] for path in prefix.rglob("*.prepared")}


def test_a_second_process_uses_what_the_first_kept(tmp_path: Path) -> None:
    first, loaded = judged(tmp_path)
    assert loaded == "True True"
    assert kept(tmp_path) == {"rulebook", "native", "holidays"}
    second, loaded = judged(tmp_path)
    assert loaded == "False False"
    assert second == first


def test_a_damaged_file_is_made_again(tmp_path: Path) -> None:
    first, _ = judged(tmp_path)
    for path in tmp_path.rglob("*.prepared"):
        path.write_bytes(path.read_bytes()[:1000])
    assert judged(tmp_path)[0] == first
    assert judged(tmp_path) == (first, "False False")


def test_nothing_is_kept_where_byte_code_is_not_written(tmp_path: Path) -> None:
    judged(tmp_path, "-B")
    assert kept(tmp_path) == set()


def test_another_file_or_version_is_another_key(tmp_path: Path) -> None:
    rule = tmp_path / "RULE.yaml"
    rule.write_text("a")
    before = prepared.key_of((tmp_path,), "1")
    assert prepared.key_of((tmp_path,), "1") == before
    assert prepared.key_of((tmp_path,), "2") != before
    rule.write_text("ab")
    assert prepared.key_of((tmp_path,), "1") != before


def test_what_was_kept_under_another_key_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    prepared.keep("something", "key", [1, 2])
    assert prepared.load("something", "key") == [1, 2]
    assert prepared.load("something", "other key") is None
    assert prepared.load("nothing", "key") is None


def test_a_folder_that_cannot_be_written_is_no_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("a file where a folder would have to be")
    monkeypatch.setattr(sys, "pycache_prefix", str(blocked))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    prepared.keep("something", "key", 1)
    assert prepared.load("something", "key") is None
