"""The records that the tests of reports and of the command line read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sdcompliance import Records

#: The day as of which fixtures/demo is judged; its README says what was planted and why.
AS_OF = "2026-11-23"
DEMO = Path(__file__).parents[2] / "fixtures" / "demo" / "records.json"


def demo_tables() -> dict[str, list[dict[str, Any]]]:
    """The demonstration dossier as plain data."""
    tables: dict[str, list[dict[str, Any]]] = json.loads(DEMO.read_text(encoding="utf-8"))
    return tables


def demo() -> Records:
    """The demonstration dossier."""
    return Records.load(DEMO)


def telling_values() -> list[str]:
    """Names, identity numbers and telephone numbers of natural persons in the demonstration dossier."""
    tables = demo_tables()
    named = ("candidates", "personnel", "application_managers", "application_examiners")
    names = [row["name"] for table in named for row in tables[table]]
    names += [row["responsible_person"] for row in tables["applications"]]
    numbers = [row["id_number"] for row in tables["candidates"]]
    return [*names, *numbers, *(row["phone"] for row in tables["applications"])]


#: One sitting in 2027, whose holiday arrangement is not published, reported eleven days later.
#: Spring Festival 2027 is Saturday 02-06.
UNPUBLISHED = {
    "sessions": [{"id": "S1", "city": "370600", "started_at": "2027-02-04", "ended_at": "2027-02-04"}],
    "reports": [{"id": "RP1", "session_id": "S1", "results_received_at": "2027-02-15"}],
}
