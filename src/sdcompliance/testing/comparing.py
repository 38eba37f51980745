"""Where a finding differs from what somebody expected of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sdcompliance.findings import Finding


def differences(finding: Finding, wanted: Mapping[str, Any], readings: Mapping[str, str]) -> Iterator[str]:
    """Each difference as a line.

    ``wanted`` has values of the finding's JSON keys (dates as dates), None where nothing is
    expected; ``readings`` the verdicts of single readings.
    """
    given: dict[str, Any] = {
        "verdict": finding.verdict.value,
        "sensitive": finding.sensitive,
        "due": finding.due,
        "due_latest": finding.due_latest,
        "missing": list(finding.missing),
        "reason": finding.reason,
    }
    for name, value in given.items():
        if wanted.get(name) is not None and wanted[name] != value:
            yield f"{name}: expected {wanted[name]}, found {value}"
    for reading, verdict in readings.items():
        found = finding.readings.get(reading)
        if found != verdict:
            yield f"reading {reading}: expected {verdict}, found {found}"
