"""Findings as CSV for spreadsheets: UTF-8 with a byte order mark, and nothing in it runs as a formula."""

from __future__ import annotations

import json
from typing import TextIO

from sdcompliance.reports import words as w
from sdcompliance.reports.findings_source import FindingsSource, ReportedFinding, ReportedRule
from sdcompliance.reports.states import NoLongerOpen

COLUMNS = (
    "rule",
    "subject",
    "subject_id",
    "verdict",
    "sensitive",
    "readings",
    "due",
    "due_latest",
    "days",
    "missing",
    "reason_zh",
    "reason_en",
    "clause",
    "quote",
    "city",
    "site_id",
    "month",
    "message_zh",
    "message_en",
    "remedy_zh",
    "remedy_en",
    "evidence",
    "state",
    "verdict_before",
)

# What a spreadsheet takes for the beginning of a formula; white space before it is passed over by some.
_FORMULA_STARTS = frozenset("=+-@＝＋－＠\t\r\n")

_json = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def findings_csv(source: FindingsSource, stream: TextIO) -> None:
    """Writes a line a finding, in order of rule and row. Open the stream with ``newline=""``.

    Where they are compared with an earlier report, its violations that are none now stand at the end.
    """
    stream.write("\ufeff" + ",".join(COLUMNS) + "\r\n")
    shared = {rule.id: _shared(rule) for rule in source.judged.rules.values()}
    for found in source.findings():
        stream.write(",".join(_cells(found, *shared[found.rule])) + "\r\n")
    for left in source.no_longer_open():
        stream.write(",".join(_left(left)) + "\r\n")


def harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would read it as a formula."""
    first = text[:1]
    if first in " \u3000":
        first = text.lstrip(" \u3000")[:1]
    return f"'{text}" if first and first in _FORMULA_STARTS else text


def _shared(rule: ReportedRule) -> tuple[str, str]:
    """The quote, and the remedies: cells that every finding of a rule repeats."""
    return _text(rule.quote), f"{_text(rule.remedy.zh)},{_text(rule.remedy.en)}"


def _cells(found: ReportedFinding, quote: str, remedies: str) -> tuple[str, ...]:
    reason, message = found.reason, found.message
    return (
        _text(found.rule),
        _text(found.subject),
        _text(found.subject_id),
        found.verdict,
        "true" if found.sensitive else "false",
        _quoted(_json(dict(found.readings))) if found.readings else "{}",
        "" if found.due is None else found.due.isoformat(),
        "" if found.due_latest is None else found.due_latest.isoformat(),
        "" if found.days is None else str(found.days),
        _quoted(_json(found.missing)) if found.missing else "[]",
        "," if reason is None else f"{_text(reason.zh)},{_text(reason.en)}",
        _text(found.clause),
        quote,
        _text(found.city),
        _text(found.site_id),
        _text(found.month),
        _text(message.zh),
        _text(message.en),
        remedies,
        _quoted(_json(dict(found.evidence))) if found.evidence else "{}",
        found.state or "",
        found.verdict_before or "",
    )


def _left(left: NoLongerOpen) -> tuple[str, ...]:
    """What was found then, said to be of then; the verdict is the one of now."""
    cells = {
        "rule": _text(left.rule),
        "subject": _text(left.subject),
        "subject_id": _text(left.subject_id),
        "verdict": left.verdict or "",
        "city": _text(left.city),
        "site_id": _text(left.site_id),
        "message_zh": _text(w.THEN.zh.format(message=left.message.zh)),
        "message_en": _text(w.THEN.en.format(message=left.message.en)),
        "state": left.state,
        "verdict_before": left.verdict_before,
    }
    return tuple(cells.get(column, "") for column in COLUMNS)


# The csv module looks at every character by itself, which takes longer than all the rest; by RFC 4180 the
# rule is simple.


def _text(text: str | None) -> str:
    """A cell that nothing takes for a formula, in quotation marks where it needs them."""
    if not text:
        return ""
    text = harmless(text)
    return _quoted(text) if '"' in text or "," in text or "\n" in text or "\r" in text else text


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
