"""Kills a process again and again in the middle of a stream of events, and holds what is left against what
had been acknowledged: ``python -m tests.monitor.soak KILLS [SEED]``.

The process is a host as the how-to tells it to be: every event has an id and is sent again if it was not
acknowledged; the last alert handled is remembered, and those after it are asked for on reopening. It is
forked from this one, so that a kill takes a fraction of a second: nothing of the monitor is open before.

Each journal is killed twenty times, from its first moment on. Half of the kills come at a moment of the
clock, half a few milliseconds into a call, most of which go into the commit. Now and then the process closes
its journal and opens it again, so that kills meet that as well; every third kill is followed by another one
before anybody has looked at what the first one left.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NoReturn

from tests.engines.dossiers import COMPLIANT

from sdcompliance.engines import Show, evaluate
from sdcompliance.monitor import Alert, Monitor
from sdcompliance.records import TABLES, Records

BEGIN = date(2025, 2, 1)
KILLS_A_JOURNAL = 20
_LONG = 10_000  # events that no process reaches
_MANY = 60  # sessions that a large event brings


def happen(monitor: Monitor, salt: int, number: int) -> tuple[Alert, ...]:
    """The event of that number, always the same."""
    choice = random.Random(f"{salt} {number}")
    id_ = f"e{number}"
    if number == 1 or number % 31 == 0:
        return monitor.load(_dossier(sessions=0 if number == 1 else choice.randrange(_MANY)), event_id=id_)
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


def _dossier(sessions: int) -> Records:
    """The compliant dossier with so many sessions more, which nobody was sent to."""
    more = [COMPLIANT["sessions"][0] | {"id": f"more{number}"} for number in range(sessions)]
    return Records.parse({**COMPLIANT, "sessions": [*COMPLIANT["sessions"], *more]})


# ── the process that is killed ──────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Host:
    """Sends events until it is killed, and tells each step when it is done."""

    journal: Path
    salt: int
    handled: int
    write: int

    def run(self, number: int, choice: random.Random) -> NoReturn:
        """Opens the journal, catches up, sends events, closes it, and so on."""
        try:
            while True:
                with Monitor(self.journal, as_of=BEGIN) as monitor:
                    self._catch_up(monitor)
                    for _ in range(choice.choice((3, 12, _LONG))):
                        self._tell("send", number)
                        alerts = happen(monitor, self.salt, number)
                        self._tell("done", number, monitor.events, [alert.number for alert in alerts])
                        number += 1
                    self._tell("closing")
        finally:
            os._exit(1)

    def _catch_up(self, monitor: Monitor) -> None:
        self._tell("open", monitor.events)
        for alert in monitor.alerts(after=self.handled):
            self._handle(alert)
        self._tell("undelivered", [alert.number for alert in monitor.undelivered()])
        monitor.subscribe(self._handle)

    def _handle(self, alert: Alert) -> None:
        self._tell("alert", alert.number)
        self.handled = alert.number

    def _tell(self, *what: object) -> None:
        os.write(self.write, json.dumps(what).encode() + b"\n")


def _killed(host: Any, number: int, choice: random.Random) -> Iterator[list[Any]]:
    """What a process told before it was killed."""
    read, write = os.pipe()
    salt = choice.randrange(2**32)
    pid = os.fork()
    if not pid:
        os.close(read)
        _Host(*host, write).run(number, random.Random(salt))
    os.close(write)
    with os.fdopen(read, "rb") as told:
        text = b""
        if choice.random() < 0.5:
            time.sleep(choice.uniform(0, 0.25))
        else:
            for _ in range(choice.randrange(1, 40)):
                text += told.readline()
            time.sleep(choice.uniform(0, 0.004))
        os.kill(pid, signal.SIGKILL)
        text += told.read()
    _, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status), "the process ended by itself"
    yield from (json.loads(line) for line in text.splitlines(keepends=True) if line.endswith(b"\n"))


# ── what is promised ────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class Life:
    """One journal: what was acknowledged and handled, held against a monitor that nobody kills."""

    journal: Path
    salt: int
    counted: Counter[str]
    reference: Monitor = field(default_factory=lambda: Monitor(as_of=BEGIN))
    acknowledged: int = 0  # events
    recorded: int = 0  # of them, and perhaps one more, when last looked
    handled: int = 0  # alerts
    seen: set[int] = field(default_factory=set)  # alerts that a call returned, or undelivered()
    recent: set[int] = field(default_factory=set)  # of these, those the journal need not know of
    events: int = 0

    def kill(self, choice: random.Random) -> None:
        """One process more. Raises AssertionError where a promise is broken."""
        last = "opening"
        told: list[int] = []  # by the subscriber, since the last call began
        for kind, *what in _killed((self.journal, self.salt, self.handled), self.acknowledged + 1, choice):
            last = kind
            match kind:
                case "open":
                    (self.events,) = what
                case "alert":
                    assert what[0] == self.handled + 1, f"after alert {self.handled} comes {what[0]}"
                    self.handled = what[0]
                    told.append(what[0])
                case "send":
                    assert what[0] == self.acknowledged + 1
                    told = []
                case "done":
                    number, events, returned = what
                    assert told == returned, f"event {number} returned {returned}, subscribers got {told}"
                    self.acknowledged = number
                    self._delivered(returned, known=events > self.events)
                    self.events = events
                case "undelivered":
                    assert not {*what[0]} & (self.seen - self.recent), "told again, but known as delivered"
                    self._delivered(what[0], known=False)
        self.counted[f"killed after {last!r}"] += 1

    def _delivered(self, alerts: list[int], *, known: bool) -> None:
        """These alerts were returned; with ``known``, the journal has learnt of all before them."""
        self.counted["told again, recognised by their number"] += len({*alerts} & self.seen)
        self.recent = {*alerts} if known else self.recent | {*alerts}
        self.seen |= {*alerts}

    def look(self) -> None:
        """Opens what was left. Raises AssertionError where something is lost, or told wrongly."""
        with Monitor(self.journal, as_of=BEGIN) as monitor:
            happened, before = monitor.events - 1, len(self.reference.alerts())
            assert happened >= self.acknowledged, f"event {self.acknowledged} was acknowledged and is lost"
            assert happened <= self.acknowledged + 1, "the journal holds what was never sent"
            self.counted["recorded, not yet acknowledged"] += happened > self.acknowledged
            for number in range(self.recorded + 1, happened + 1):
                happen(self.reference, self.salt, number)
            self.recorded = happened
            self._same(monitor, before)
            undelivered = {alert.number for alert in monitor.undelivered()}
            assert not undelivered & (self.seen - self.recent), "told again, but known as delivered"
            self._delivered(sorted(undelivered), known=False)
            assert self.seen == set(range(1, len(monitor.alerts()) + 1)), "an alert was missed"
            self.events = monitor.events

    def _same(self, monitor: Monitor, before: int) -> None:
        assert monitor.today == self.reference.today
        mine, other = monitor.records, self.reference.records
        for table in TABLES:
            assert mine.table(table) == other.table(table), f"{table} differ"
        assert monitor.alerts(before) == self.reference.alerts(before), "alerts differ"

    def end(self) -> None:
        """All of it once more. Raises AssertionError."""
        with Monitor(self.journal) as monitor:
            self._same(monitor, 0)
            rest = [alert.number for alert in monitor.alerts(self.handled)]
            everything = len(monitor.alerts())
            assert rest == list(range(self.handled + 1, everything + 1)), "alerts not handled are not there"
            expected = evaluate(monitor.records, monitor.today, show=Show.ALL).findings
            assert monitor.findings(Show.ALL) == expected, "verdicts differ"
        self.counted["events"] += self.recorded
        self.counted["alerts"] += everything


def main(kills: int, seed: int) -> None:
    """Tells how it goes; at the end what was found, as one JSON object; fails at the first difference."""
    evaluate(Records.parse(COMPLIANT), BEGIN, show=Show.ALL)  # rules and code are loaded before any fork
    choice, counted, start = random.Random(seed), Counter[str](), time.monotonic()
    for first in range(0, kills, KILLS_A_JOURNAL):
        with tempfile.TemporaryDirectory() as folder:
            life = Life(Path(folder) / "events.sqlite", salt=choice.randrange(2**32), counted=counted)
            for kill in range(first, min(first + KILLS_A_JOURNAL, kills)):
                try:
                    life.kill(choice)
                    if kill % 3:
                        life.look()
                except BaseException as error:
                    error.add_note(f"kill {kill + 1} with seed {seed}")
                    raise
            life.look()
            life.end()
        seconds = time.monotonic() - start
        done = min(first + KILLS_A_JOURNAL, kills)
        print(f"{done} kills of {kills}, {counted['events']} events, {seconds:.0f} s", file=sys.stderr)
    print(json.dumps({"kills": kills, "seed": seed, **dict(sorted(counted.items()))}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(2**32))
