"""The compliant dossier, changed, and monitors that hold it."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from tests.engines.dossiers import COMPLIANT

from sdcompliance.monitor import Monitor
from sdcompliance.records import Records


def row_of(table: str, id_: str, **changed: Any) -> dict[str, Any]:
    """One row of the compliant dossier with other values in some columns."""
    row = deepcopy(next(row for row in COMPLIANT[table] if row["id"] == id_))
    return row | changed


def monitor_of(as_of: str, **arguments: Any) -> Monitor:
    """A monitor without a journal that holds the compliant dossier."""
    monitor = Monitor(as_of=as_of, **arguments)
    monitor.load(Records.parse(COMPLIANT))
    return monitor
