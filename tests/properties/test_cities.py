"""A data set split by city and judged city by city: together the findings of the whole.

What belongs to a city is split; what cities share (sites, projects, people, the province's papers and
policies) stays whole in every part. The exceptions are the rules that look across cities: CER004 asks for
the same number anywhere, and the consequences count what was found at a site, whoever sat there.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import sdcompliance as sdc
from sdcompliance.records import TABLES
from sdcompliance.testing.generation import AS_OF, Outline, generate

Rows = dict[str, list[dict[str, Any]]]

#: Tables whose rows say their city, and those whose rows belong to a row of one of them.
OF_A_CITY = ("sessions", "registrations", "announcements", "applications")
OF_A_PARENT = {
    "assignments": "sessions",
    "reports": "sessions",
    "results": "sessions",
    "certificates": "sessions",
    "archives": "sessions",
    "subsidies": "certificates",
    "application_projects": "applications",
    "application_venues": "applications",
    "application_equipment": "applications",
    "application_managers": "applications",
    "application_examiners": "applications",
}
ACROSS = {"CER004"} | {rule.id for rule in sdc.default_rulebook().values() if rule.reads}


def _read(folder: Path) -> Rows:
    found: Rows = {}
    for table in TABLES:
        with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            found[table] = list(csv.DictReader(file))
    return found


def _part(whole: Rows, city: str) -> Rows:
    part = dict(whole)
    for table in OF_A_CITY:
        part[table] = [row for row in whole[table] if row["city"] == city]
    for table, parent in OF_A_PARENT.items():
        ids = {row["id"] for row in part[parent]}
        column = TABLES[parent].children[table].name
        part[table] = [row for row in whole[table] if row[column] in ids]
    return part


def _findings(rows: Rows) -> set[str]:
    split = {*OF_A_CITY, *OF_A_PARENT}
    report = sdc.evaluate(sdc.Records.parse(rows), AS_OF)
    return {
        str(finding.to_json())
        for finding in report.findings
        if finding.subject in split and finding.rule not in ACROSS
    }


def test_the_parts_say_what_the_whole_says(tmp_path: Path) -> None:
    whole = _read(generate(tmp_path / "data", Outline(120, seed=7, violations=0.01)).records)
    cities = {row["city"] for table in OF_A_CITY for row in whole[table]}
    assert len(cities) > 10
    found = _findings(whole)
    parts = [_findings(_part(whole, city)) for city in sorted(cities)]
    assert found
    assert set().union(*parts) == found
    assert sum(map(len, parts)) == len(found)
