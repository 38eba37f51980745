"""Findings as CSV for spreadsheets: UTF-8 with a byte order mark, and nothing in it runs as a formula."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from typing import TextIO

from sdcompliance.reports.findings_source import FindingsSource, ReportedFinding, ReportedRule

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
)

# What a spreadsheet takes for the beginning of a formula; white space before it is passed over by some.
_FORMULA_STARTS = frozenset("=+-@＝＋－＠\t\r\n")

_json = json.JSONEncoder(ensure_ascii=False).encode


def findings_csv(source: FindingsSource, stream: TextIO) -> None:
    """Writes a line a finding, in order of rule and row. Open the stream with ``newline=""``."""
    stream.write("\ufeff")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    rules = source.judged.rules
    for found in source.findings():
        cells = _cells(found, rules[found.rule])
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in cells])


def harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would read it as a formula."""
    first = text[:1]
    if first in " \u3000":
        first = text.lstrip(" \u3000")[:1]
    return f"'{text}" if first and first in _FORMULA_STARTS else text


def _cells(found: ReportedFinding, rule: ReportedRule) -> Iterator[str | int | None]:
    yield from (found.rule, found.subject, found.subject_id, found.verdict.value)
    yield "true" if found.sensitive else "false"
    yield _json(dict(found.readings))
    yield found.due.isoformat() if found.due else None
    yield found.due_latest.isoformat() if found.due_latest else None
    yield found.days
    yield _json(found.missing)
    yield from (found.reason.zh, found.reason.en) if found.reason else (None, None)
    yield from (found.clause, rule.quote, found.city, found.site_id, found.month)
    yield from (found.message.zh, found.message.en, rule.remedy.zh, rule.remedy.en)
    yield _json(dict(found.evidence))
