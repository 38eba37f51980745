"""``rules`` and ``workdays``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.runs import called

from sdcompliance import default_rulebook


def test_rules_as_text() -> None:
    result = called("rules")
    assert result.exit_code == 0
    assert "RPT001  考核成绩逾期上报" in result.stdout


def test_rules_as_a_list_of_objects() -> None:
    listed = json.loads(called("rules", "--format", "json").stdout)
    assert [rule["id"] for rule in listed] == list(default_rulebook())


def test_nth_working_day() -> None:
    result = called("workdays", "2026-09-30", "+3")
    assert result.exit_code == 0
    assert result.stdout.startswith("2026年9月30日（周三）之后的第3个工作日：2026年10月10日（周六）\n")
    assert (
        json.loads(called("workdays", "2026-09-30", "+3", "--format", "json").stdout)["latest"]
        == "2026-10-10"
    )


def test_working_days_between() -> None:
    # 10-08, 10-09, Saturday 10-10 made up, Monday 10-12.
    result = called("workdays", "2026-09-30", "2026-10-12", "--lang", "en")
    assert result.stdout.startswith(
        "Working days after 2026-09-30 (Wed) up to and including 2026-10-12 (Mon): 4\n"
    )


def test_one_day() -> None:
    assert called("workdays", "2026-10-10").stdout == "2026年10月10日（周六）是工作日：调休上班（国庆节）\n"


def test_uncertain_results_say_so_with_both_bounds() -> None:
    result = called("workdays", "2098-01-01", "2098-12-31")
    assert "至少" in result.stdout
    assert "至多" in result.stdout
    data = json.loads(called("workdays", "2098-01-01", "2098-12-31", "--format", "json").stdout)
    assert data["least"] < data["most"]
    assert data["certain"] is False


def test_a_given_arrangement(tmp_path: Path) -> None:
    file = tmp_path / "2098.json"
    file.write_text('{"year": 2098, "days_off": ["2098-07-09"], "workdays": []}', encoding="utf-8")
    result = called("workdays", "2098-07-09", "--arrangement", str(file))
    assert "2098年7月9日（周三）不是工作日：放假" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("workdays",), "DATE"),
        (("workdays", "2026-02-30"), "'2026-02-30': a date that exists was expected"),
        (("workdays", "20260930"), "'20260930'"),  # one form of a date, as everywhere
        (("workdays", "2026-09-30", "3"), "+3"),
        (("workdays", "2026-09-30", "+x"), "'+x'"),
        (("workdays", "2026-09-30", "-3"), "-3"),
        (("workdays", "1999-09-30"), "2001 to 2099"),
        (("workdays", "2099-12-31", "+3"), "2001 to 2099"),
    ],
)
def test_wrong_questions_are_status_2(arguments: tuple[str, ...], words: str) -> None:
    result = called(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stdout == ""
