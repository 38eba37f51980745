"""A report with the violations that are waived marked so."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from types import MappingProxyType

from sdcompliance.findings.finding import Finding
from sdcompliance.findings.report import Report
from sdcompliance.findings.verdict import Verdict
from sdcompliance.findings.waivers.model import Waiver, Waivers


def apply_waivers(report: Report, waivers: Waivers) -> Report:
    """The report, its violations waived where a waiver is in force on the as-of date.

    A waived finding keeps its message, clause and evidence, and says as its reason by what it is waived;
    it is counted as waived and no longer as a violation, also under its other readings. Only violations
    can be waived. What follows from other findings was judged before and stays.
    """
    findings = tuple(_waived(finding, waivers, report) for finding in report.findings)
    changed = Counter(
        new.rule for old, new in zip(report.findings, findings, strict=True) if old.verdict is not new.verdict
    )
    if not changed:
        return report
    verdicts = dict(report.summary.verdicts)
    for rule, times in changed.items():
        counts = Counter(verdicts[rule])
        counts[Verdict.VIOLATION] -= times
        counts[Verdict.WAIVED] += times
        verdicts[rule] = MappingProxyType(+counts)
    summary = replace(report.summary, verdicts=MappingProxyType(verdicts))
    return replace(report, findings=findings, summary=summary)


def _waived(finding: Finding, waivers: Waivers, report: Report) -> Finding:
    if finding.verdict is not Verdict.VIOLATION:
        return finding
    waiver = waivers.waiver_of(finding.rule, finding.subject_id, report.as_of)
    return finding if waiver is None else _marked(finding, waiver)


def _marked(finding: Finding, waiver: Waiver) -> Finding:
    readings = {
        name: Verdict.WAIVED if verdict is Verdict.VIOLATION else verdict
        for name, verdict in finding.readings.items()
    }
    return replace(
        finding,
        verdict=Verdict.WAIVED,
        readings=MappingProxyType(readings),
        reason_words=waiver.words,
    )
