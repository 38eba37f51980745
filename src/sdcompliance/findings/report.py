"""A Report: all findings on a set of records, and what was judged to get them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sdcompliance.errors import SdcomplianceError
from sdcompliance.findings.finding import Finding
from sdcompliance.findings.masking import Privacy, mask_numbers
from sdcompliance.findings.verdict import Verdict
from sdcompliance.records import Problem


class NonCompliantError(SdcomplianceError):
    """The records break the notice. ``report`` says how."""

    code = "SDC401"

    def __init__(self, report: Report) -> None:
        self.report = report
        shown = [f"{v.rule} {v.subject}:{v.subject_id} {v.message('zh')}" for v in report.violations[:10]]
        more = len(report.violations) - len(shown)
        tail = [f"… 另有 {more} 项 / and {more} more"] if more else []
        super().__init__("\n".join([f"{len(report.violations)} violation(s)", *shown, *tail]))


@dataclass(frozen=True, slots=True)
class Summary:
    """How many rows got which verdict, so that *nothing found* and *nothing looked at* differ."""

    verdicts: Mapping[str, Mapping[Verdict, int]]  # rule id → verdict → rows
    sensitive: Mapping[str, int]  # rule id → rows whose verdict depends on the reading
    subjects: Mapping[str, int | None]  # table → rows judged, None where the source lacks the table
    unpublished_years: tuple[int, ...]
    priority_groups: Mapping[str, int]  # notice/3.1: a figure, not a rule

    def total(self, verdict: Verdict) -> int:
        """How many verdicts of one kind there are over all rules."""
        return sum(counts.get(verdict, 0) for counts in self.verdicts.values())

    def to_json(self) -> dict[str, Any]:
        """The summary as plain JSON data."""
        return {
            "verdicts": {verdict.value: self.total(verdict) for verdict in Verdict},
            "rules": {
                rule: {v.value: counts[v] for v in Verdict if counts.get(v)}
                for rule, counts in self.verdicts.items()
            },
            "sensitive": {rule: count for rule, count in self.sensitive.items() if count},
            "subjects": dict(self.subjects),
            "unpublished_years": list(self.unpublished_years),
            "priority_groups": dict(self.priority_groups),
        }


@dataclass(frozen=True, slots=True)
class RulebookStamp:
    """Which rules were judged."""

    version: str
    digest: str
    rules: int

    def to_json(self) -> dict[str, Any]:
        """The stamp as plain JSON data."""
        return {"version": self.version, "digest": self.digest, "rules": self.rules}


@dataclass(frozen=True, slots=True)
class Report:
    """All findings on a set of records, in order of rule and subject. Immutable."""

    as_of: date
    rulebook: RulebookStamp
    configuration: Mapping[str, Any]
    findings: tuple[Finding, ...]
    summary: Summary
    problems: tuple[Problem, ...]

    @property
    def violations(self) -> tuple[Finding, ...]:
        """The findings that are violations."""
        return self.of(Verdict.VIOLATION)

    def of(self, verdict: Verdict) -> tuple[Finding, ...]:
        """The findings with one verdict."""
        return tuple(finding for finding in self.findings if finding.verdict is verdict)

    def raise_for_violations(self) -> None:
        """Raises NonCompliantError where there is a violation."""
        if self.violations:
            raise NonCompliantError(self)

    def to_json(self, privacy: Privacy = Privacy.MASKED) -> dict[str, Any]:
        """The report as plain JSON data. Personal data are masked unless asked for."""
        guard = mask_numbers if privacy is Privacy.MASKED else str
        return {
            "as_of": self.as_of.isoformat(),
            "rulebook": self.rulebook.to_json(),
            "configuration": dict(self.configuration),
            "findings": [finding.to_json(privacy) for finding in self.findings],
            "summary": self.summary.to_json(),
            "problems": [guard(str(problem)) for problem in self.problems],
        }

    def to_json_text(self, privacy: Privacy = Privacy.MASKED) -> str:
        """The report as JSON text, the same to the byte for the same input."""
        return json.dumps(self.to_json(privacy), ensure_ascii=False, indent=2) + "\n"
