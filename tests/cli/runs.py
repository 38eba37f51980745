"""The command line called inside this process, and as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping

from click.testing import CliRunner, Result
from tests.reports.dossiers import AS_OF, DEMO

from sdcompliance.cli import main

CHECK_DEMO = ("check", str(DEMO), "--as-of", AS_OF)
_LANGUAGE = ("LC_ALL", "LC_MESSAGES", "LANG")


def called(*arguments: str, given: str | bytes = b"", env: Mapping[str, str | None] | None = None) -> Result:
    """One call inside this process, in Chinese unless the environment given says otherwise."""
    none: dict[str, str | None] = dict.fromkeys(_LANGUAGE)
    return CliRunner().invoke(main, arguments, input=given, env={**none, **(env or {})})


def process(
    *arguments: str, given: bytes = b"", env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """One call as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "sdcompliance.cli", *arguments],
        input=given,
        env=environment(env or {}),
        capture_output=True,
        check=False,
    )


def environment(changes: Mapping[str, str]) -> dict[str, str]:
    """This process's environment without its language, and with the changes."""
    kept = {name: value for name, value in os.environ.items() if name not in _LANGUAGE}
    return {**kept, **changes}
