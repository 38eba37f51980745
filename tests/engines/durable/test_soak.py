"""Eight threads judge by durable-rules: no crash, the native engine's findings, memory that stays level."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("durable", reason="durable-rules is not installed; it needs a C compiler")

SECONDS = 5  # a minute in `make soak`


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="resident memory is read from /proc")
def test_eight_threads_for_some_time() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.engines.durable.soak", str(SECONDS)],
        cwd=Path(__file__).parents[3],
        env={**os.environ, "MALLOC_ARENA_MAX": "1"},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert run.returncode == 0, "see above"
    print(run.stdout)
    assert json.loads(run.stdout)["dossiers"] >= 3 * 8 * 4
