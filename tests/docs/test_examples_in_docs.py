"""The code and the commands of tutorial and how-tos do what the pages say."""

from __future__ import annotations

import re
import shlex
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest
from click.testing import CliRunner
from tests.docs.files import DOCS, ROOT, blocks, name

import sdcompliance as sdc
from sdcompliance.cli import main
from sdcompliance.errors import SdcomplianceError

#: write-a-rule.md has a rule file, which tests/every_rule covers.
WITH_CODE = (
    "how-to/arrangements.md",
    "how-to/configure.md",
    "how-to/durable-rules.md",
    "how-to/monitor.md",
    "how-to/obligations.md",
    "how-to/scan.md",
    "how-to/use-in-a-host.md",
)
#: Their code needs what a host has: folders and servers of its own, a cluster.
OF_A_HOST = ("how-to/sources.md", "how-to/spark.md")
WITH_COMMANDS = ("how-to/arrangements.md", "how-to/check-a-dossier.md")
#: A path of its own, from beginning to end: test_tutorial.py.
PATH = "tutorial.md"


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages name files from the root of the project."""
    monkeypatch.chdir(ROOT)


def test_every_page_with_code_is_run() -> None:
    pages = (*DOCS.glob("*.md"), *(DOCS / "how-to").glob("*.md"))
    generated = {"notice.md", "terms.md", "tables.md"}
    with_code = {name(page) for page in pages if blocks(page, "python")} - generated
    assert with_code == {*WITH_CODE, *OF_A_HOST}
    assert {name(page) for page in pages if blocks(page, "console")} == {*WITH_COMMANDS, PATH}


@pytest.mark.parametrize("page", WITH_CODE)
def test_code_runs(page: str) -> None:
    names: dict[str, object] = {}
    for code in blocks(DOCS / page, "python"):
        exec(compile(code, page, "exec"), names)


@pytest.mark.parametrize("page", WITH_COMMANDS)
def test_commands_print_what_the_page_shows(page: str, tmp_path: Path) -> None:
    for text in blocks(DOCS / page, "json"):
        (tmp_path / "dossier.json").write_text(text, encoding="utf-8")
    for console in blocks(DOCS / page, "console"):
        for command, shown in re.findall(r"^\$ sdcompliance (.*)\n((?:(?!\$ ).*\n)*)", console, re.MULTILINE):
            arguments = [
                str(tmp_path / word) if word == "dossier.json" else word for word in shlex.split(command)
            ]
            run = CliRunner().invoke(main, arguments, env={"LC_ALL": "zh_CN.UTF-8"})
            assert run.exit_code in (0, 1), run.output
            expected = "(.|\n)*".join(re.escape(part) for part in shown.split("…"))
            assert re.fullmatch(expected, run.stdout), f"{command}\n{run.stdout}"


def test_the_arrangement_of_2026_is_the_official_one() -> None:
    # chinesecalendar has the State Council's arrangement from a source of its own.
    arrangement = sdc.load_arrangement(DOCS / "how-to" / "arrangement-2026.yaml")
    days = sdc.calendar().with_arrangement(arrangement)
    # From 21 December on days are uncertain until the arrangement of 2027 is known: 365 - 11 days.
    for day in (date(2026, 1, 1) + timedelta(n) for n in range(354)):
        assert days.is_workday(day) is chinese_calendar.is_workday(day), day
    # New Year, Spring Festival, Qingming, Labour Day, Dragon Boat, Mid-Autumn, National Day
    assert len(arrangement.years[0].days_off) == 3 + 9 + 3 + 5 + 3 + 3 + 7
    assert len(arrangement.years[0].workdays) == 6


def test_the_table_of_errors_is_right() -> None:
    text = (DOCS / "how-to" / "use-in-a-host.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `(\w+)` \| (SDC\d+) \|", text, re.MULTILINE))
    public = {one: getattr(sdc, one) for one in sdc.__all__ if one.endswith("Error")}
    bases = {"SdcomplianceError", "InputError"}
    assert told == {one: error.code for one, error in public.items() if one not in bases}
    assert all(issubclass(error, SdcomplianceError) for error in public.values())
