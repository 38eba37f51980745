"""Which verdicts the tests have seen of which rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from sdcompliance.findings import Finding, Report, Verdict
from sdcompliance.rulebook import Rulebook

_SEEN_AS: Final = {
    Verdict.COMPLIANT: "compliant",
    Verdict.VIOLATION: "violated",
    Verdict.ADVISORY: "violated",
    Verdict.UNDETERMINED: "undetermined",
    Verdict.PENDING: "pending",
}
COLUMNS: Final = ("compliant", "violated", "undetermined", "pending", "sensitive")
"""What a rule can be seen as."""


class RuleCoverage:
    """Gathers what was seen; the gatherings of several processes are added up."""

    def __init__(self) -> None:
        self._seen: dict[str, set[str]] = {}

    def see(self, report: Report) -> None:
        """Takes note of every verdict of a report, also of those that it does not show."""
        for rule, verdicts in report.summary.verdicts.items():
            self._note(rule, (verdict for verdict, times in verdicts.items() if times))
        for rule, times in report.summary.sensitive.items():
            if times:
                self._seen.setdefault(rule, set()).add("sensitive")

    def see_finding(self, finding: Finding) -> None:
        """Takes note of one finding."""
        self._note(finding.rule, [finding.verdict])
        if finding.sensitive:
            self._seen[finding.rule].add("sensitive")

    def _note(self, rule: str, verdicts: Iterable[Verdict]) -> None:
        seen = self._seen.setdefault(rule, set())
        seen.update(_SEEN_AS[verdict] for verdict in verdicts if verdict in _SEEN_AS)

    def add(self, seen: Mapping[str, Iterable[str]]) -> None:
        """Adds what another process has seen."""
        for rule, columns in seen.items():
            self._seen.setdefault(rule, set()).update(columns)

    def to_json(self) -> dict[str, list[str]]:
        """What was seen as plain data."""
        return {rule: sorted(seen) for rule, seen in sorted(self._seen.items())}

    def lines(self, rulebook: Rulebook) -> Iterator[str]:
        """A table: a line for each rule, and how many rules were seen as each."""
        yield "rule      " + " ".join(f"{column:<12}" for column in COLUMNS).rstrip()
        for rule in rulebook:
            marks = ["yes" if column in self._seen.get(rule, ()) else "-" for column in COLUMNS]
            yield f"{rule:<9} " + " ".join(f"{mark:<12}" for mark in marks).rstrip()
        counts = [sum(column in self._seen.get(rule, ()) for rule in rulebook) for column in COLUMNS]
        yield f"of {len(rulebook):<6} " + " ".join(f"{count:<12}" for count in counts).rstrip()
