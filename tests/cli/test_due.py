"""``sdcompliance due``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from icalendar import Calendar
from tests.engines.dossiers import COMPLIANT

from sdcompliance.cli.due import due
from sdcompliance.cli.group import Cli

_MAIN = Cli(commands={"due": due})


def called(*arguments: str) -> Result:
    return CliRunner().invoke(
        _MAIN, ["due", *arguments], env={"LC_ALL": None, "LC_MESSAGES": None, "LANG": None}
    )


@pytest.fixture
def dossier(tmp_path: Path) -> str:
    path = tmp_path / "dossier.json"
    path.write_text(json.dumps({**COMPLIANT, "reports": []}), encoding="utf-8")
    return str(path)


def test_a_list_for_people(dossier: str) -> None:
    run = called(dossier, "--as-of", "2025-03-06", "--until", "2025-03-31")
    assert run.exit_code == 0, run.output
    assert "2025年3月10日（周一），还有4天" in run.output
    assert "考点：考核结束后3个工作日内将考核成绩" in run.output


def test_in_english(dossier: str) -> None:
    run = called(dossier, "--as-of", "2025-03-06", "--lang", "en")
    assert "2025-09-05 (Fri)" in run.output
    assert "may be destroyed from 2025-09-06" in run.output


def test_json(dossier: str) -> None:
    run = called(dossier, "--as-of", "2025-03-06", "--until", "2025-03-10", "--format", "json")
    answer = json.loads(run.output)
    assert answer["as_of"] == "2025-03-06"
    assert [(one["rule"], one["day"], one["days"]) for one in answer["obligations"]] == [
        ("RPT001", "2025-03-10", 4),
        ("RPT002", "2025-03-10", 4),
    ]


def test_a_calendar(dossier: str) -> None:
    run = called(dossier, "--as-of", "2025-03-06", "--until", "2025-03-10", "--format", "ics")
    events = Calendar.from_ical(run.stdout_bytes).walk("VEVENT")
    assert [event["DTSTART"].dt.isoformat() for event in events] == ["2025-03-10", "2025-03-10"]


@pytest.mark.parametrize("until", ["2025-03-05", "2025-02-30", "soon"])
def test_a_day_that_cannot_be_is_refused(dossier: str, until: str) -> None:
    run = called(dossier, "--as-of", "2025-03-06", "--until", until)
    assert run.exit_code == 2
    assert until in run.output
