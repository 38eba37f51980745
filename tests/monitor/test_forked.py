"""A process that is forked while a journal is open has nothing to do with it, whatever it does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sdcompliance.monitor import Monitor

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork processes")

#: Opens a journal, forks, has the child do something, goes on, and dies without closing.
PROGRAM = """
import gc, os, sys
from sdcompliance.monitor import Monitor, MonitorError

monitor = Monitor({journal!r}, as_of="2025-06-01")
monitor.record("sessions", {{"id": "S0"}})
if not (child := os.fork()):
    {child}
    sys.exit(0)  # ends as Python ends, and lets go of everything
assert os.waitpid(child, 0)[1] == 0
for number in range(1, 50):
    monitor.record("sessions", {{"id": f"S{{number}}"}})
os._exit(0)
"""


@pytest.mark.parametrize(
    "child",
    ["pass", "monitor.close()", "del monitor; gc.collect()", "monitor = None"],
    ids=["ends", "closes it", "forgets it", "replaces it"],
)
def test_what_a_forked_process_does_loses_nothing(tmp_path: Path, child: str) -> None:
    program = PROGRAM.format(journal=str(tmp_path / "j"), child=child)
    subprocess.run([sys.executable, "-c", program], check=True)
    with Monitor(tmp_path / "j") as monitor:
        assert list(monitor.records.sessions or ()) == sorted(f"S{number}" for number in range(50))
        assert monitor.events == 51


@pytest.mark.parametrize(
    "call",
    ["monitor.record('sessions', {'id': 'X'})", "monitor.alerts()", "monitor.findings()", "monitor.records"],
)
def test_a_forked_process_is_told_to_open_its_own(tmp_path: Path, call: str) -> None:
    child = (
        f"try: {call}\n    except MonitorError as error: assert 'another process' in str(error)"
        "\n    else: sys.exit(1)"
    )
    subprocess.run(
        [sys.executable, "-c", PROGRAM.format(journal=str(tmp_path / "j"), child=child)], check=True
    )
    with Monitor(tmp_path / "j") as monitor:
        assert len(monitor.records.sessions or ()) == 50


def test_a_monitor_without_a_journal_is_each_process_s_own() -> None:
    program = PROGRAM.replace("{journal!r}", "None").format(child="monitor.record('sessions', {'id': 'X'})")
    subprocess.run([sys.executable, "-c", program], check=True)
