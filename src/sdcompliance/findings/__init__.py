"""Verdicts, findings and reports: what follows from judging, and why."""

from sdcompliance.findings.finding import Evidence, Finding
from sdcompliance.findings.masking import Privacy, mask, mask_numbers
from sdcompliance.findings.reasons import Doubt, DoubtKind, distinct, reason_of
from sdcompliance.findings.report import NonCompliantError, Report, RulebookStamp, Summary
from sdcompliance.findings.verdict import VERDICTS, Verdict

__all__ = [
    "VERDICTS",
    "Doubt",
    "DoubtKind",
    "Evidence",
    "Finding",
    "NonCompliantError",
    "Privacy",
    "Report",
    "RulebookStamp",
    "Summary",
    "Verdict",
    "distinct",
    "mask",
    "mask_numbers",
    "reason_of",
]
