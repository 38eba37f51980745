"""The language: the option, else the environment, else Chinese."""

from __future__ import annotations

import pytest
from tests.cli.runs import called

from sdcompliance.cli.language import language_of


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "zh"),
        ({"LANG": "C"}, "zh"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "EN"}, "en"),
        ({"LC_ALL": "en_GB", "LANG": "zh_CN"}, "en"),
        ({"LC_ALL": "C", "LC_MESSAGES": "en_GB", "LANG": "en_GB"}, "zh"),
        ({"LC_ALL": "", "LC_MESSAGES": "en_GB", "LANG": "zh_CN"}, "en"),  # empty is as good as unset
    ],
)
def test_the_first_variable_that_is_set_decides(environment: dict[str, str], language: str) -> None:
    assert language_of(environment) == language


def test_the_option_goes_before_the_environment() -> None:
    english = called("workdays", "2026-10-10", env={"LANG": "en_US.UTF-8"})
    assert english.stdout.startswith("2026-10-10 (Sat) is a working day")
    chinese = called("workdays", "2026-10-10", "--lang", "zh", env={"LANG": "en_US.UTF-8"})
    assert chinese.stdout.startswith("2026年10月10日（周六）是工作日")


def test_messages_follow_it() -> None:
    assert called("explain", "RPT01", "--lang", "en").stderr.startswith("Error: There is no such name:")
    assert called("explain", "RPT01").stderr.startswith("错误：没有这个名称：")


@pytest.mark.parametrize("command", [(), ("check",), ("explain",), ("rules",), ("workdays",)])
def test_help_is_in_both_with_an_example(command: tuple[str, ...]) -> None:
    text = called(*command, "--help").stdout
    assert "。" in text
    assert "\n  sdcompliance " in text
    assert "." in text
