"""docs/how-to/add-a-rule.md: followed step by step, its commands print what the page shows."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from tests.cli.runs import called

from sdcompliance.rulebook import load_rules
from sdcompliance.testing import run_example

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "add-a-rule.md"
FILE = Path("our-rules") / "HST001_preparation-notice-late.yaml"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = _BLOCK.findall(PAGE.read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def follow(tag: str, text: str) -> str:
    """Does what one block of the page says; what a command prints, else nothing."""
    if tag == "yaml":
        FILE.write_text(text, encoding="utf-8")
    elif tag == "json":
        Path("dossier.json").write_text(text, encoding="utf-8")
    elif tag == "sh":
        program, *arguments = shlex.split(text)
        assert program == "sdcompliance"
        result = called(*arguments)
        assert result.exit_code == (1 if "check" in arguments else 0), result.output
        return result.stdout
    return ""


def test_the_page_can_be_followed() -> None:
    assert [tag for tag, _ in BLOCKS].count("sh") == 5
    printed = ""
    for tag, text in BLOCKS:
        if tag == "text":
            expected = "(.|\n)*".join(re.escape(part.rstrip("\n")) for part in text.split("…"))
            assert re.fullmatch(expected + "\n?", printed), f"{text}\n{printed}"
        else:
            printed = follow(tag, text)


def test_the_examples_of_the_page_run() -> None:
    (text,) = (text for tag, text in BLOCKS if tag == "yaml")
    FILE.parent.mkdir()
    FILE.write_text(text, encoding="utf-8")
    book = load_rules("our-rules")
    for example in book["HST001"].examples:
        assert not run_example(book["HST001"], example, book).differences, example.name
