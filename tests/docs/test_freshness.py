"""The committed pages are those that the rules give."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.docs.files import DOCS, ROOT, name

COMMAND = "python docs/generate.py"


def generate(*arguments: str, seed: str = "0") -> subprocess.CompletedProcess[str]:
    """Runs the generator as a user does."""
    return subprocess.run(
        [sys.executable, "docs/generate.py", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages written anew into a folder of their own."""
    folder = tmp_path_factory.mktemp("docs")
    run = generate("--into", str(folder), seed="1")
    assert run.returncode == 0, run.stderr
    return folder


def test_pages_are_fresh() -> None:
    run = generate("--check")
    assert run.returncode == 0, f"{run.stderr}\nThe rules have changed; renew the pages: {COMMAND}"


def test_the_same_rules_give_the_same_bytes(fresh: Path) -> None:
    run = generate("--check", "--into", str(fresh), seed="2")
    assert run.returncode == 0, run.stderr


def test_stale_missing_and_left_over_pages_are_named_and_renewed(fresh: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(fresh, tmp_path / "docs")
    (folder / "terms.md").write_bytes(b"# old\n")
    (folder / "rules" / "RPT001.md").unlink()
    (folder / "rules" / "OLD001.md").write_bytes(b"# a rule that is gone\n")
    run = generate("--check", "--into", str(folder))
    assert run.returncode == 1
    assert {line.split()[0] for line in run.stderr.splitlines()} == {
        "docs/rules/RPT001.md",
        "docs/terms.md",
        "docs/rules/OLD001.md",
    }
    assert all(COMMAND in line for line in run.stderr.splitlines())

    assert generate("--into", str(folder)).returncode == 0
    assert not (folder / "rules" / "OLD001.md").exists()
    assert (folder / "terms.md").read_bytes() == (fresh / "terms.md").read_bytes()
    assert (folder / "rules" / "RPT001.md").is_file()


def test_generated_pages_say_so(fresh: Path) -> None:
    for page in fresh.rglob("*.md"):
        first = page.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("<!--"), page
        assert COMMAND in first, page
        committed = DOCS / page.relative_to(fresh)
        assert committed.is_file(), f"docs/{name(committed)} is missing; renew: {COMMAND}"
