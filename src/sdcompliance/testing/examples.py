"""Rule examples: changes to the compliant dossier, and the verdict each must get."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sdcompliance.engines import Show, check
from sdcompliance.errors import UnknownNameError, did_you_mean
from sdcompliance.findings import Finding
from sdcompliance.records import TABLES, Records, Row
from sdcompliance.rulebook import ExamplePart, Rule, Rulebook, compliant_dossier, default_rulebook
from sdcompliance.testing.comparing import differences
from sdcompliance.workdays import Arrangement, Calendar, calendar

Tables = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class ExampleOutcome:
    """What a rule said of an example, and where that differs from what the example expects."""

    finding: Finding
    differences: tuple[str, ...]


def run_example(rule: Rule, example: ExamplePart, rulebook: Rulebook | None = None) -> ExampleOutcome:
    """Judges one example of a rule.

    Raises UnknownNameError where the example names a table or a row that the dossier lacks, and
    RecordsError where a changed value is no value of its column.
    """
    records = records_of(example)
    row = _judged(rule, example, records)
    book = rulebook or default_rulebook()
    report = check(row, records, example.as_of, rulebook=book, calendar=calendar_of(example), show=Show.ALL)
    finding = next(finding for finding in report.findings if finding.rule == rule.id)
    wanted = {**example.model_dump(), "verdict": example.expect}
    return ExampleOutcome(finding, tuple(differences(finding, wanted, example.readings)))


def records_of(example: ExamplePart) -> Records:
    """The compliant dossier with the example's changes."""
    tables: Tables = {table: [dict(row) for row in rows] for table, rows in compliant_tables().items()}
    for table, changes in example.change.items():
        for id_, columns in changes.items():
            _row(tables, table, id_).update(columns)
    for table, rows in example.add.items():
        _rows(tables, table).extend(rows)
    for table, ids in example.remove.items():
        for id_ in ids:
            _rows(tables, table).remove(_row(tables, table, id_))
    for table in example.drop:
        _rows(tables, table)
        del tables[table]
    return Records.parse(tables)


@cache
def compliant_tables() -> Mapping[str, list[dict[str, Any]]]:
    """The rows of fixtures/compliant as they stand in the file, by table; not to be changed."""
    found: Tables = json.loads(compliant_dossier().read_text(encoding="utf-8"))
    return found


def _rows(tables: Tables, table: str) -> list[dict[str, Any]]:
    if table not in tables:
        raise UnknownNameError(f"the compliant dossier has no table {table!r}{did_you_mean(table, TABLES)}")
    return tables[table]


def _row(tables: Tables, table: str, id_: str) -> dict[str, Any]:
    rows = {row["id"]: row for row in _rows(tables, table)}
    if id_ is None or id_ not in rows:
        raise UnknownNameError(f"the compliant dossier has no {table} {id_!r}{did_you_mean(id_, rows)}")
    return rows[id_]


def _judged(rule: Rule, example: ExamplePart, records: Records) -> Row:
    rows = records.table(rule.subject) or {}
    id_ = example.subject_id or next(iter(rows), None)
    if id_ is None or id_ not in rows:
        raise UnknownNameError(f"{rule.id}, {example.name}: no {rule.subject} {id_!r} to judge")
    return rows[id_]


def calendar_of(example: ExamplePart) -> Calendar:
    """The calendar under which an example is judged: what was published when, and what it gives itself."""
    known_to = example.calendar_known_to
    chosen = calendar() if known_to is None else calendar().known_to(known_to)
    for given in example.arrangements:
        chosen = chosen.with_arrangement(
            Arrangement.of(given["year"], given["days_off"], given.get("workdays", ()))
        )
    return chosen
