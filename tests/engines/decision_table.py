"""The table of verdicts, written out from the design: the yardstick for generated code."""

from __future__ import annotations

from datetime import date

from sdcompliance.engines.native import Interpreter
from sdcompliance.findings import Verdict
from sdcompliance.rulebook import Norm, Rule, Variant


def verdict_by_table(rule: Rule, variant: Variant, interpreter: Interpreter, today: date) -> Verdict:
    applies = interpreter.value(variant.applies).truth
    if applies is False:
        return Verdict.NOT_APPLICABLE
    if applies is None:
        return Verdict.UNDETERMINED
    if variant.undecided is not None and interpreter.value(variant.undecided).truth is True:
        return Verdict.UNDETERMINED
    required = interpreter.value(variant.required).truth
    broken = Verdict.VIOLATION if rule.norm is Norm.MUST else Verdict.ADVISORY
    if variant.until is not None:
        return _kept(required, interpreter.value(variant.until), today, broken)
    if required is True:
        return Verdict.COMPLIANT
    if variant.due is not None:
        due = interpreter.value(variant.due)
        if not due.known:
            return Verdict.UNDETERMINED
        if today <= due.least:
            return Verdict.PENDING
        if today <= due.greatest:
            return Verdict.UNDETERMINED
    return broken if required is False else Verdict.UNDETERMINED


def _kept(required: bool | None, until, today: date, broken: Verdict) -> Verdict:
    if required is False:
        return broken
    if not until.known:
        return Verdict.UNDETERMINED
    if today <= until.least:
        return Verdict.PENDING
    if today <= until.greatest:
        return Verdict.UNDETERMINED
    return Verdict.COMPLIANT if required is True else Verdict.UNDETERMINED
