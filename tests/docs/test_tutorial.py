"""docs/tutorial.md followed from beginning to end: every command, in order, shows what the page shows."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.docs.files import DOCS, blocks

from sdcompliance.cli import main

PAGE = DOCS / "tutorial.md"
COMMANDS = tuple(
    (command, shown)
    for console in blocks(PAGE, "console")
    for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", console, re.MULTILINE)
)


class Reader:
    """Somebody who types what the page says, in a folder of their own."""

    def __init__(self) -> None:
        self._status = 0

    def types(self, command: str) -> str:
        """What a command shows on standard output; ours run in this process."""
        program, _, rest = command.partition(" ")
        if command == "echo $?":
            return f"{self._status}\n"
        if program == "sdcompliance":
            run = CliRunner().invoke(main, shlex.split(rest), env={"LC_ALL": "zh_CN.UTF-8"})
            assert run.exit_code in (0, 1), f"{command}\n{run.output}"
            assert run.stderr == "", command
            self._status = run.exit_code
            return run.stdout
        assert program in ("cp", "sed", "grep"), command
        done = subprocess.run(
            command, shell=True, check=True, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL
        )
        self._status = done.returncode
        return done.stdout


def test_the_page_from_the_beginning_to_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for text in blocks(PAGE, "yaml"):
        name = text.splitlines()[0].removeprefix("# ")
        Path(name).write_text(text, encoding="utf-8")
    reader = Reader()
    for command, shown in COMMANDS:
        expected = "(.|\n)*".join(re.escape(part) for part in shown.split("…"))
        told = reader.types(command)
        assert re.fullmatch(expected, told), f"{command}\n{told}"


def test_the_path_is_whole() -> None:
    # Scan, report, one finding explained, a waiver, a second scan with the first as its baseline.
    called = [command.split()[1] for command, _ in COMMANDS if command.startswith("sdcompliance")]
    assert called == ["generate", "scan", "report", "explain", "waivers", "scan", "report"]
    (again,) = [command for command, _ in COMMANDS if "--baseline" in command]
    assert "--waivers" in again
