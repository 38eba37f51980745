"""Kills a process again and again in the middle of a stream of events, and holds what is left against what
had been acknowledged: ``python -m tests.monitor.soak ROUNDS [SEED]``.

The process is forked from this one, so that a round takes a fraction of a second: nothing of the monitor is
open before the fork. Every event has an id, and the stream goes on from the last event acknowledged, as a
host would send it again: the journal may have it already.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import tempfile
import time
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path

from tests.engines.dossiers import COMPLIANT

from sdcompliance.engines import Show, evaluate
from sdcompliance.monitor import Alert, Monitor
from sdcompliance.records import TABLES, Records

BEGIN = date(2025, 2, 1)
_LONG = 10_000  # events that no round reaches


def happen(monitor: Monitor, number: int) -> tuple[Alert, ...]:
    """The event of that number, always the same."""
    choice = random.Random(number)
    id_ = f"e{number}"
    if number == 1:
        return monitor.load(Records.parse(COMPLIANT), event_id=id_)
    if number % 9 == 0:
        return monitor.advance(BEGIN + timedelta(days=number // 3), event_id=id_)
    table = choice.choice(list(COMPLIANT))
    row = deepcopy(choice.choice(COMPLIANT[table]))
    if choice.random() < 0.15:
        return monitor.remove(table, row["id"], event_id=id_)
    for name in choice.sample(list(row), min(2, len(row))):
        if name != "id" and choice.random() < 0.7:
            row[name] = None
    return monitor.record(table, row, event_id=id_)


def main(rounds: int, seed: int) -> None:
    """Prints what was found, as one JSON object; fails at the first difference."""
    choice = random.Random(seed)
    reference = Monitor(as_of=BEGIN)
    evaluate(Records.parse(COMPLIANT), BEGIN, show=Show.ALL)  # rules and code are loaded before any fork
    seen: set[int] = set()  # alerts returned, and those that were undelivered after a reopening
    acknowledged = happened = repeated = unacknowledged = 0
    with tempfile.TemporaryDirectory() as folder:
        journal = Path(folder) / "events.sqlite"
        for _ in range(rounds):
            for number, alerts in _killed(journal, acknowledged + 1, choice):
                acknowledged = number
                seen |= set(alerts)
            with Monitor(journal, as_of=BEGIN) as monitor:
                while not _same(monitor, reference):
                    happened += 1
                    assert happened <= acknowledged + 1, "the journal holds what was never sent"
                    happen(reference, happened)
                assert happened >= acknowledged, f"event {acknowledged} was acknowledged and is lost"
                undelivered = monitor.undelivered()
                unacknowledged += happened > acknowledged
                repeated += len({alert.number for alert in undelivered} & seen)
                seen |= {alert.number for alert in undelivered}
                everything = monitor.alerts()
                assert everything == reference.alerts(), "alerts differ"
                assert seen == {alert.number for alert in everything}, "an alert was missed"
    print(
        json.dumps(
            {
                "rounds": rounds,
                "events": happened,
                "alerts": len(seen),
                "recorded, not yet acknowledged when killed": unacknowledged,
                "alerts told again, recognised by their number": repeated,
            }
        )
    )


def _same(monitor: Monitor, reference: Monitor) -> bool:
    """Whether both hold the same records, day and number of events."""
    if monitor.today != reference.today or len(monitor.alerts()) != len(reference.alerts()):
        return False
    mine, other = monitor.records, reference.records
    return all(mine.table(table) == other.table(table) for table in TABLES) and (
        monitor.events == reference.events
    )


def _killed(journal: Path, start: int, choice: random.Random) -> list[tuple[int, list[int]]]:
    """What a process acknowledged before it was killed: numbers of events, each with those of its alerts."""
    read, write = os.pipe()
    pid = os.fork()
    if not pid:
        _child(journal, start, write)
    os.close(write)
    opening = choice.random() < 0.2
    with os.fdopen(read) as lines:
        first = "" if opening else lines.readline()  # the journal is open
        time.sleep(choice.uniform(0, 0.2))
        os.kill(pid, signal.SIGKILL)
        text = lines.read()
    os.waitpid(pid, 0)
    assert opening or first, "the process ended by itself"
    whole = (line for line in text.splitlines(keepends=True) if line[0] == "[" and line[-1] == "\n")
    return [(number, alerts) for number, alerts in map(json.loads, whole)]


def _child(journal: Path, start: int, write: int) -> None:
    """Sends events until it is killed; tells each when its call has returned."""
    try:
        monitor = Monitor(journal, as_of=BEGIN)
        os.write(write, b"open\n")
        for number in range(start, start + _LONG):
            alerts = happen(monitor, number)
            os.write(write, json.dumps([number, [alert.number for alert in alerts]]).encode() + b"\n")
    finally:
        os._exit(1)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
