"""docs/how-to/test-your-own-rule.md, followed to the letter in an empty project."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "test-your-own-rule.md"
TEXT = PAGE.read_text(encoding="utf-8")
FILES = re.findall(r"^`([\w./-]+)`:\n\n```\w+\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
COMMANDS = [line for block in re.findall(r"^```sh\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
            for line in block.splitlines()]  # fmt: skip

#: How a command of the page is called here, whether or not the entry points are installed.
PROGRAMS = {
    "python -m pytest": [sys.executable, "-m", "pytest", "-p", "no:sdcompliance",
                         "-p", "sdcompliance.testing.pytest_plugin", "-p", "no:cacheprovider"],
    "sdcompliance mutate": [sys.executable, "-c", "from sdcompliance.cli.mutate import mutate; mutate()"],
}  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, content in FILES:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return tmp_path


def run(command: str, project: Path) -> subprocess.CompletedProcess[str]:
    [program] = [known for known in PROGRAMS if command.startswith(known)]
    arguments = shlex.split(command.removeprefix(program))
    # The project has its own settings: none of the variables by which this run was configured.
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV"))
    }
    return subprocess.run(
        [*PROGRAMS[program], *arguments],
        cwd=project,
        env={**environment, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_page_has_files_and_commands() -> None:
    assert [Path(name).name for name, _ in FILES] == [
        "HST001_notice-too-late.yaml",
        "records.json",
        "expected.yaml",
        "test_our_rules.py",
    ]
    assert len(COMMANDS) == 2


def test_the_tests_of_the_page_pass_and_every_example_is_one(project: Path) -> None:
    result = run(COMMANDS[0], project)
    assert result.returncode == 0, result.stdout + result.stderr
    # Four tests in Python, one story, seven examples.
    assert "12 passed" in result.stdout
    assert re.search(r"^HST001 +yes +yes +\S+ +yes", result.stdout, re.MULTILINE)


def test_the_examples_of_the_page_notice_every_change(project: Path) -> None:
    result = run(COMMANDS[1], project)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "未察觉0处" in result.stdout
