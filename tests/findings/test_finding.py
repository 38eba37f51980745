"""A Finding as a host programmer meets it."""

from __future__ import annotations

import json
from datetime import date

import pytest

from sdcompliance.engines import evaluate
from sdcompliance.findings import Finding, Privacy
from sdcompliance.records import Records
from sdcompliance.rulebook import compliant_dossier


def found(rule: str, **changes: dict[str, object]) -> Finding:
    """The finding of a rule on the compliant dossier with the first rows of some tables changed."""
    tables = json.loads(compliant_dossier().read_text(encoding="utf-8"))
    for table, columns in changes.items():
        tables[table][0].update(columns)
    report = evaluate(Records.parse(tables), "2025-06-01")
    return next(finding for finding in report.findings if finding.rule == rule)


def test_evidence_is_a_mapping_from_paths_to_values() -> None:
    late = found("RPT001", reports={"results_received_at": "2025-03-11T09:00"})
    assert late.evidence["reports[RP1].results_received_on"] == date(2025, 3, 11)
    assert late.evidence["ended_on"] == date(2025, 3, 5)
    assert list(late.evidence) == sorted(late.evidence)
    with pytest.raises(TypeError):
        late.evidence["ended_on"] = None  # type: ignore[index]


def test_the_reason_is_a_text() -> None:
    assert found("RPT001", reports={"results_received_at": None}).reason == "not recorded"
    assert found("RPT001", reports={"results_received_at": "2025-03-11"}).reason is None


def test_personal_evidence_is_masked_in_json_only() -> None:
    wrong = found("REG005", candidates={"id_number": "370102198807120020"})
    assert wrong.evidence["id_number"] == "370102198807120020"
    assert wrong.to_json()["evidence"]["id_number"] == "370***********0020"
    assert wrong.to_json(Privacy.SHOWN)["evidence"]["id_number"] == "370102198807120020"


def test_the_keys_of_the_json_are_the_contract() -> None:
    assert list(found("RPT001", reports={"results_received_at": "2025-03-11"}).to_json()) == [
        "rule", "subject", "subject_id", "verdict", "sensitive", "readings", "due", "due_latest", "days",
        "missing", "reason", "clause", "quote", "message", "remedy", "evidence",
    ]  # fmt: skip
