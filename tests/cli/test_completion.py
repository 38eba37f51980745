"""Shell completion: the script is there, and commands, options and rules complete."""

from __future__ import annotations

import pytest
from click.shell_completion import ShellComplete
from tests.cli.runs import process

from sdcompliance.cli import main


def _completed(*typed: str) -> list[str]:
    """What a shell offers for the last word."""
    completion = ShellComplete(main, {}, "sdcompliance", "_SDCOMPLIANCE_COMPLETE")
    return [item.value for item in completion.get_completions(list(typed[:-1]), typed[-1])]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (("ex",), ["explain"]),
        (("scan", "--fail"), ["--fail-on", "--fail-on-expired"]),
        (("scan", "x", "--fail-on", "un"), ["undetermined"]),
        (("explain", "RPT00"), ["RPT001", "RPT002", "RPT003", "RPT004", "RPT005"]),
        (("explain", "scp001"), ["SCP001"]),  # as it is typed in a hurry
        (("sql", "ORG00"), [f"ORG00{n}" for n in range(1, 7)]),
    ],
)
def test_words_complete(typed: tuple[str, ...], offered: list[str]) -> None:
    assert _completed(*typed) == offered


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_the_script_is_printed(shell: str) -> None:
    # That for bash asks which bash is installed; zsh and fish need not be there.
    run = process(env={"_SDCOMPLIANCE_COMPLETE": f"{shell}_source"}, given=b"")
    assert run.returncode == 0, run.stderr
    assert b"_COMPLETE" in run.stdout
