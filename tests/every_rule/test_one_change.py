"""One change to the compliant dossier gives what follows from it, and nothing else.

The changes and their findings are data: fixtures/one-change.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field

from sdcompliance.engines import Show, evaluate
from sdcompliance.findings import Finding, Verdict
from sdcompliance.records import TABLES, ColumnKind, Records
from sdcompliance.rulebook import ExamplePart, compliant_dossier, default_rulebook, read_part
from sdcompliance.rulebook.format import Text, VerdictName
from sdcompliance.rulebook.ledger import Coverage, read_ledger
from sdcompliance.testing import records_of

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "one-change"
#: Rules that count findings, and how many there must be.
COUNTING = {"REV005": 3, "RPT005": 2}
ACCUSING = frozenset({Verdict.VIOLATION, Verdict.ADVISORY})


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class FindingPart(_Part):
    """A finding that the unchanged dossier does not have, or has otherwise."""

    rule: str
    subject_id: str
    verdict: VerdictName
    otherwise: dict[str, VerdictName] = {}  # reading → its verdict, where it differs


class ConsequencePart(FindingPart):
    """A finding of another rule, and why it follows from the same change."""

    because: Text


class ChangePart(_Part):
    """A change to the compliant dossier, and every finding that it changes."""

    as_of: date | None = None
    change: dict[str, dict[str, dict[str, Any]]] = {}
    add: dict[str, list[dict[str, Any]]] = {}
    remove: dict[str, list[str]] = {}
    findings: list[FindingPart] = []
    consequences: list[ConsequencePart] = []

    @property
    def size(self) -> int:
        """How many cells are changed and rows added or taken away."""
        cells = sum(len(columns) for rows in self.change.values() for columns in rows.values())
        added = sum(len(rows) for rows in self.add.values())
        removed = sum(len(rows) for rows in self.remove.values())
        return cells + added + removed


class JudgementPart(ChangePart):
    """A change that people would have to judge; ``sentence`` is an anchor of the ledger."""

    sentence: str


class ChangesFile(_Part):
    """fixtures/one-change/changes.yaml"""

    as_of: date
    changes: dict[str, ChangePart]
    left_to_judgement: dict[str, JudgementPart]


class AccusingColumnPart(_Part):
    """A column that accuses where it is emptied: by which rules, and why that is right."""

    accused_by: list[str] = Field(min_length=1)
    because: Text


class EmptiedFile(_Part):
    """fixtures/one-change/emptied.yaml"""

    accusing: dict[str, AccusingColumnPart]


FILE = read_part(ChangesFile, FOLDER / "changes.yaml")
EMPTIED = read_part(EmptiedFile, FOLDER / "emptied.yaml")
EVERY_CHANGE = (*FILE.changes.values(), *FILE.left_to_judgement.values())
DAYS = sorted({FILE.as_of, *(each.as_of for each in EVERY_CHANGE if each.as_of)})


# ── what a change changes ───────────────────────────────────────────────────────────────

Key = tuple[str, str]  # rule, subject id


@dataclass(frozen=True)
class State:
    """What a rule says of a row: its verdict, and each reading's that is another."""

    verdict: str
    otherwise: Mapping[str, str]

    @property
    def settled(self) -> bool:
        return Verdict(self.verdict).settled and not self.otherwise


def state(finding: Finding) -> State:
    return State(finding.verdict, {k: v for k, v in finding.readings.items() if v is not finding.verdict})


def states(records: Records, as_of: date) -> dict[Key, State]:
    report = evaluate(records, as_of, show=Show.ALL)
    return {(finding.rule, finding.subject_id): state(finding) for finding in report.findings}


@cache
def unchanged(as_of: date) -> Mapping[Key, State]:
    return states(Records.load(compliant_dossier()), as_of)


def changed(part: ChangePart) -> Records:
    return records_of(
        ExamplePart(
            name="one change",
            as_of=part.as_of or FILE.as_of,
            change=part.change,
            add=part.add,
            remove=part.remove,
            expect="violation",
        )
    )


def differing(part: ChangePart) -> dict[Key, State]:
    """The findings on the changed dossier that are new or other.

    Of an added row, what is settled is no difference; of a row taken away nothing is said any more.
    """
    as_of = part.as_of or FILE.as_of
    before = unchanged(as_of)
    found = states(changed(part), as_of)
    return {
        key: each
        for key, each in found.items()
        if (each != before[key] if key in before else not each.settled)
    }


def listed(parts: Iterable[FindingPart]) -> dict[Key, State]:
    return {(part.rule, part.subject_id): State(part.verdict, part.otherwise) for part in parts}


# ── the dossier as it is ────────────────────────────────────────────────────────────────


def test_the_compliant_dossier_fills_every_table() -> None:
    records = Records.load(compliant_dossier())
    assert [name for name in TABLES if not records.table(name)] == []
    assert records.problems == ()


@pytest.mark.parametrize("as_of", DAYS, ids=str)
def test_nothing_is_found_in_the_compliant_dossier_but_periods_still_running(as_of: date) -> None:
    # Open by the catalogue: retention that runs on (ground rule 13).
    found = {key: each for key, each in unchanged(as_of).items() if not each.settled}
    retention = {("ARC002", id_) for id_ in ("AR1", "AR2", "AR4", "AR5")}  # to 2027
    video = {("ARC003", "AR3")} if as_of <= date(2025, 9, 5) else set()  # six months from 2025-03-05
    assert found == {key: State("pending", {}) for key in retention | video}


# ── one change a rule ───────────────────────────────────────────────────────────────────


def test_every_rule_has_its_change() -> None:
    assert sorted(FILE.changes) == sorted(default_rulebook())


@pytest.mark.parametrize("rule", FILE.changes)
def test_a_change_is_one_cell_or_one_row(rule: str) -> None:
    if rule in COUNTING:  # these say nothing of one fault alone: as few as they count
        assert 1 < FILE.changes[rule].size <= COUNTING[rule]
    else:
        assert FILE.changes[rule].size == 1


@pytest.mark.parametrize("rule", FILE.changes)
def test_a_change_triggers_its_own_rule_and_names_other_rules_as_consequences(rule: str) -> None:
    part = FILE.changes[rule]
    assert {finding.rule for finding in part.findings} == {rule}
    assert {finding.verdict for finding in part.findings} <= {"violation", "advisory", "undetermined"}
    assert rule not in {finding.rule for finding in part.consequences}


@pytest.mark.parametrize("rule", FILE.changes)
def test_a_change_gives_exactly_what_follows_from_it(rule: str) -> None:
    part = FILE.changes[rule]
    assert differing(part) == listed([*part.findings, *part.consequences])


# ── what the notice leaves to judgement ─────────────────────────────────────────────────


@pytest.mark.parametrize("name", FILE.left_to_judgement)
def test_no_rule_decides_what_is_left_to_judgement(name: str) -> None:
    part = FILE.left_to_judgement[name]
    found = differing(part)
    assert found == listed([*part.findings, *part.consequences])
    assert not {each.verdict for each in found.values()} & ACCUSING


def test_every_sentence_that_is_judgement_alone_is_tried() -> None:
    entries = {entry.anchor: entry.coverage for entry in read_ledger().entries}
    tried = {part.sentence for part in FILE.left_to_judgement.values()}
    assert tried <= entries.keys()
    assert {anchor for anchor, coverage in entries.items() if coverage is Coverage.JUDGEMENT} <= tried


# ── null accuses nobody ─────────────────────────────────────────────────────────────────

Cell = tuple[str, str, str]  # table, id, column


def _cells() -> tuple[Cell, ...]:
    dossier = json.loads(compliant_dossier().read_text(encoding="utf-8"))
    return tuple(
        (table, row["id"], column)
        for table, rows in dossier.items()
        for row in rows
        for column, value in row.items()
        if column != "id" and value is not None
    )


CELLS = _cells()
COLUMNS = sorted({f"{table}.{column}" for table, _, column in CELLS})
#: Several emptied references of one parent leave it without children, which is what one does elsewhere.
PLAIN = [
    (table, id_, column)
    for table, id_, column in CELLS
    if f"{table}.{column}" not in EMPTIED.accusing
    and TABLES[table].columns[column].kind is not ColumnKind.REFERENCE
]


def accusers(cells: Iterable[Cell]) -> set[str]:
    """The rules that accuse somebody, under any reading, where these cells are empty."""
    change: dict[str, dict[str, dict[str, Any]]] = defaultdict(lambda: defaultdict(dict))
    for table, id_, column in cells:
        change[table][id_][column] = None
    report = evaluate(changed(ChangePart(change=change)), FILE.as_of)
    return {
        finding.rule
        for finding in report.findings
        if ACCUSING & {finding.verdict, *finding.readings.values()}
    }


@pytest.mark.parametrize("name", COLUMNS)
def test_an_empty_cell_accuses_nobody_but_where_empty_says_something(name: str) -> None:
    cells = [cell for cell in CELLS if f"{cell[0]}.{cell[2]}" == name]
    found = {rule for cell in cells for rule in accusers([cell])}
    listed_here = EMPTIED.accusing.get(name)
    assert sorted(found) == (sorted(listed_here.accused_by) if listed_here else [])


def test_only_columns_of_the_dossier_are_listed_as_accusing() -> None:
    assert EMPTIED.accusing.keys() <= set(COLUMNS)


@settings(max_examples=300, deadline=None)
@given(st.sets(st.sampled_from(PLAIN), min_size=2, max_size=40))
def test_however_many_cells_are_empty_nobody_is_accused(cells: set[Cell]) -> None:
    assert accusers(cells) == set()
