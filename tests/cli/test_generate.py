"""``generate``: what is written, told and refused."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.docs.files import DOCS, blocks

from sdcompliance.cli.generate import generate
from sdcompliance.cli.group import Cli


def called(*arguments: str) -> Result:
    group = Cli("sdcompliance", commands={"generate": generate})
    return CliRunner().invoke(group, ["generate", *arguments], env={"LC_ALL": None, "LANG": None})


def test_a_data_set_is_written_and_told_of(tmp_path: Path) -> None:
    result = called("--sessions", "3", "--seed", "7", "--out", str(tmp_path / "d"), "--violations", "0")
    assert result.exit_code == 0, result.output
    assert "考核3场" in result.stdout
    assert "植入0项" in result.stdout
    assert "2026-11-23" in result.stdout
    assert "未能植入" not in result.stdout
    assert (tmp_path / "d" / "records" / "sessions.csv").read_text().count("\n") == 4


def test_in_english_with_the_rules_it_was_too_small_for(tmp_path: Path) -> None:
    result = called("--sessions", "3", "--tables", "core", "--out", str(tmp_path / "d"), "--lang", "en")
    assert result.exit_code == 0, result.output
    assert "Data set generated" in result.stdout
    assert "Too small to hold a fault of these rules: " in result.stdout
    assert "SCP001, " in result.stdout


def test_parquet(tmp_path: Path) -> None:
    result = called("--sessions", "3", "--format", "parquet", "--out", str(tmp_path / "d"))
    assert result.exit_code == 0, result.output
    assert (tmp_path / "d" / "records" / "sessions.parquet").is_file()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--sessions", "0"), "0 sessions"),
        (("--sessions", "1", "--violations", "0.5"), "from 0 to 0.02"),
    ],
)
def test_what_cannot_be_is_status_2(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    result = called(*arguments, "--out", str(tmp_path / "d"))
    assert result.exit_code == 2
    assert words in result.stderr
    assert "不能这样生成数据集" in result.stderr
    assert result.stdout == ""
    assert not (tmp_path / "d").exists()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    result = called("--sessions", "1", "--out", str(tmp_path), "--lang", "en")
    assert result.exit_code == 2
    assert "a folder that is new or empty was expected" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_the_commands_of_the_page_are_calls_that_it_takes(tmp_path: Path) -> None:
    commands = [
        shlex.split(line)[2:]
        for code in blocks(DOCS / "how-to" / "generate.md", "sh")
        for line in code.splitlines()
    ]
    assert len(commands) == 4
    for arguments in commands:
        small = ["--sessions", "2", "--out", str(tmp_path / arguments[-1])]
        result = called(*arguments, *small)
        assert result.exit_code == 0, result.output
