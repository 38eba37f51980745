"""What is wrong with waivers, a line each."""

from __future__ import annotations

from sdcompliance.findings import mask_numbers
from sdcompliance.findings.waivers import WaiverLint
from sdcompliance.reports import words as w
from sdcompliance.rulebook import Language, Words

_SUBJECTS_SHOWN = 3


def lint_line(lint: WaiverLint, file: str, language: Language | str) -> str:
    """File, line, rule and rows, whether it is an error or a warning, and what is wrong."""
    shown = lint.waiver.subjects[:_SUBJECTS_SHOWN]
    more = "…" if len(lint.waiver.subjects) > len(shown) else ""
    form: Words = w.WAIVER_LINT
    return form.in_(language).format(
        file=file,
        line=lint.waiver.line,
        rule=lint.waiver.rule,
        subjects=mask_numbers(w.LIST_COMMA.in_(language).join(shown)) + more,
        severity=w.WAIVER_SEVERITY[lint.severity.value].in_(language),
        text=lint.words.in_(language),
    )
