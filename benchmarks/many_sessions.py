"""Judges many copies of a sitting in one call and prints what it took, as one JSON object.

Run in a process of its own, so that the peak memory is that of the work:
python -m benchmarks.many_sessions 20000
"""

from __future__ import annotations

import json
import sys
from datetime import date
from time import perf_counter
from typing import Any

import sdcompliance as sdc
from benchmarks.memory import peak
from sdcompliance.rulebook import compliant_dossier

# After the two years for which the archives of March 2025 are kept: nothing is pending, so no time goes into
# explaining findings.
AS_OF = date(2027, 6, 1)
CHECKS = 20
OF_A_SITTING = ("assignments", "reports", "registrations", "archives")


def dossier(sittings: int) -> dict[str, list[dict[str, Any]]]:
    """The compliant dossier with so many copies of S1, each with rows of its own that refer to it."""
    tables: dict[str, list[dict[str, Any]]] = json.loads(compliant_dossier().read_text(encoding="utf-8"))
    (session,) = (row for row in tables["sessions"] if row["id"] == "S1")
    tables["sessions"] = [session | {"id": f"S1-{n}"} for n in range(sittings)]
    for table in OF_A_SITTING:
        of_session = [row for row in tables[table] if row["session_id"] == "S1"]
        tables[table] = [
            row | {"id": f"{row['id']}-{n}", "session_id": f"S1-{n}"}
            for n in range(sittings)
            for row in of_session
        ]
    for table in ("results", "certificates", "subsidies"):
        tables[table] = []
    return tables


def main(sittings: int) -> None:
    """Builds the records, judges them, prints seconds and megabytes."""
    records = sdc.Records.parse(dossier(sittings))
    sdc.evaluate(sdc.Records(), AS_OF)  # loads the rules
    sdc.evaluate(sdc.Records.load(compliant_dossier()), AS_OF)  # generates the functions
    before = peak()
    start = perf_counter()
    report = sdc.evaluate(records, AS_OF)
    seconds = perf_counter() - start
    most = peak()
    assert records.sessions is not None
    session = records.sessions["S1-0"]
    start = perf_counter()
    for _ in range(CHECKS):
        sdc.check(session, records, AS_OF)
    answer = {
        "evaluate": seconds,
        "check": (perf_counter() - start) / CHECKS,
        "rows": sum(count or 0 for count in report.summary.subjects.values()),
        "findings": len(report.findings),
        "before": before,
        "peak": most,
    }
    print(json.dumps(answer))


if __name__ == "__main__":
    main(int(sys.argv[1]))
