"""Killed at any moment, a journal has every acknowledged event, and no alert is missed or doubled."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = 25  # 500 in `make soak`


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked, which this system cannot do")
def test_no_acknowledged_event_is_lost_and_no_alert_missed_or_doubled() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.monitor.soak", str(KILLS)],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert run.returncode == 0, "see above"
    print(run.stdout)
    assert json.loads(run.stdout)["kills"] == KILLS
