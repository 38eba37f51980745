"""A monitor that holds 100,000 open sessions: one event, reopening, memory.

Open: held on 4 and 5 March 2025, as of Saturday 8 March; nothing is handed in yet, and the archives are to be
kept. The core tables, without candidates: three assignments and three archives a session, 200 sites. The
journal is made and used in processes of their own, so that the peak memory is that of the work:
python -m benchmarks.test_monitor make|use JOURNAL SESSIONS
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from benchmarks.figures import AtMost, Figure

Report = Callable[[Figure], None]

SESSIONS = 100_000
SITES = 200
EVENTS = 2000
AS_OF, NEXT = "2025-03-08", "2025-03-09"
_WITHOUT = ("candidates", "registrations", "results", "certificates", "subsidies", "reports")


def dossier(sessions: int) -> dict[str, list[dict[str, Any]]]:
    """The compliant dossier with so many copies of S1 at so many copies of its site."""
    from sdcompliance.rulebook import compliant_dossier

    tables: dict[str, list[dict[str, Any]]] = json.loads(compliant_dossier().read_text(encoding="utf-8"))
    tables |= {table: [] for table in _WITHOUT}
    (session,) = (row for row in tables["sessions"] if row["id"] == "S1")
    (site,) = (row for row in tables["sites"] if row["id"] == session["site_id"])
    terms = [row for row in tables["site_terms"] if row["site_id"] == site["id"]]
    named = [
        row for row in tables["site_term_projects"] if row["site_term_id"] in {term["id"] for term in terms}
    ]
    tables["sessions"] = [session | {"id": f"S{n}", "site_id": f"X{n % SITES}"} for n in range(sessions)]
    for n in range(SITES):
        tables["sites"].append(site | {"id": f"X{n}"})
        tables["site_terms"] += [row | {"id": f"{row['id']}-{n}", "site_id": f"X{n}"} for row in terms]
        tables["site_term_projects"] += [
            row | {"id": f"{row['id']}-{n}", "site_term_id": f"{row['site_term_id']}-{n}"} for row in named
        ]
    for table in ("assignments", "archives"):
        own = [row for row in tables[table] if row["session_id"] == "S1"]
        tables[table] = [
            row | {"id": f"{row['id']}-{n}", "session_id": f"S{n}"} for n in range(sessions) for row in own
        ]
    return tables


def make(journal: str, sessions: int) -> dict[str, float]:
    """A journal with these sessions, made with one load."""
    from sdcompliance.monitor import Monitor
    from sdcompliance.records import Records

    records = Records.parse(dossier(sessions))
    with Monitor(journal, as_of=AS_OF, due_soon=1) as monitor:
        start = perf_counter()
        monitor.load(records)
        return {"load": perf_counter() - start}


def use(journal: str, sessions: int) -> dict[str, Any]:
    """Reopens the journal, sends events about random sessions, lets a day pass."""
    from benchmarks.memory import peak
    from sdcompliance.monitor import Monitor

    start = perf_counter()
    monitor = Monitor(journal, due_soon=1)
    reopen = perf_counter() - start
    choice, numbers = random.Random(1), count()
    rows = monitor.records
    assert rows.sessions is not None
    assert rows.assignments is not None
    plain = [dict(next(iter(table.values()))) for table in (rows.sessions, rows.assignments)]
    rows = None
    events = []
    for _ in range(EVENTS):
        n = choice.randrange(sessions)
        match choice.randrange(3):
            case 0:
                when = {"results_received_at": AS_OF, "papers_received_at": AS_OF}
                event = ("reports", {"id": f"R{n}", "session_id": f"S{n}", **when})
            case 1:
                own = {"id": f"N{next(numbers)}", "session_id": f"S{n}", "badge_worn": choice.random() < 0.9}
                event = ("assignments", plain[1] | own)
            case _:
                own = {"id": f"S{n}", "site_id": f"X{n % SITES}", "staff_arranged": choice.random() < 0.9}
                event = ("sessions", plain[0] | own)
        start = perf_counter()
        monitor.record(*event)
        events.append(perf_counter() - start)
    start = perf_counter()
    alerts = monitor.advance(NEXT)
    advance = perf_counter() - start
    monitor.close()
    return {"reopen": reopen, "events": events, "advance": advance, "alerts": len(alerts), "peak": peak()}


def test_a_monitor_with_many_open_sessions(report: Report, tmp_path: Path) -> None:
    made = _run("make", tmp_path / "events.sqlite")
    used = _run("use", tmp_path / "events.sqlite")
    milliseconds = [seconds * 1e3 for seconds in used["events"]]
    spread = (min(milliseconds), quantiles(milliseconds, n=100)[98])
    what = f"monitor with {SESSIONS:,} open sessions"
    report(
        Figure(
            f"{what}: one event, journal on (max: 99th percentile)",
            median(milliseconds),
            "ms",
            spread,
            AtMost(2),
        )
    )
    report(Figure(f"{what}: reopening the journal", used["reopen"], "s", goal=AtMost(20)))
    report(
        Figure(
            f"{what}: peak memory of reopening and {EVENTS:,} events", used["peak"], "MB", goal=AtMost(2048)
        )
    )
    report(Figure(f"{what}: a day passes, {used['alerts']:,} alerts", used["advance"], "s"))
    report(Figure(f"{what}: loading them into a new journal", made["load"], "s"))


def _run(what: str, journal: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.test_monitor", what, str(journal), str(SESSIONS)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


if __name__ == "__main__":
    print(json.dumps({"make": make, "use": use}[sys.argv[1]](sys.argv[2], int(sys.argv[3]))))
