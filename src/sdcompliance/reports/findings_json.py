"""Findings as the JSON of ``check --format json``, written as a stream: any number of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, TextIO

from sdcompliance.findings import Verdict
from sdcompliance.reports.findings_source import FindingsSource, Judged, ReportedFinding, ReportedRule
from sdcompliance.reports.states import BaselineFigures


def findings_json(source: FindingsSource, stream: TextIO) -> None:
    """Writes the same bytes as ``Report.to_json_text`` for the same findings.

    Where they are compared with an earlier report, each has its ``state`` and ``verdict_before`` besides, and
    ``baseline`` stands at the end.
    """
    for piece in _pieces(source):
        stream.write(piece)


def summary_json(judged: Judged) -> dict[str, Any]:
    """The counts as plain JSON data."""
    return {
        "verdicts": {verdict.value: judged.verdicts.get(verdict, 0) for verdict in Verdict},
        "rules": {
            rule: {verdict.value: counts[verdict] for verdict in Verdict if counts.get(verdict)}
            for rule, counts in judged.by_rule.items()
        },
        "sensitive": {rule: count for rule, count in judged.sensitive.items() if count},
        "subjects": dict(judged.subjects),
        "unpublished_years": list(judged.unpublished_years),
        "priority_groups": dict(judged.priority_groups),
    }


def _pieces(source: FindingsSource) -> Iterator[str]:
    judged = source.judged
    yield "{\n"
    for name, value in (
        ("as_of", judged.as_of.isoformat()),
        ("rulebook", judged.stamp.to_json()),
        ("configuration", dict(judged.configuration)),
    ):
        yield f'  "{name}": {_indented(value)},\n'
    yield '  "findings": ['
    shared = {rule.id: _shared(rule) for rule in judged.rules.values()}
    separator, told = "\n", _finding if judged.baseline is None else _compared
    for found in source.findings():
        yield f"{separator}    {told(found, *shared[found.rule])}"
        separator = ",\n"
    yield "],\n" if separator == "\n" else "\n  ],\n"
    yield f'  "summary": {_indented(summary_json(judged))},\n'
    yield f'  "problems": {_indented(list(judged.problems))}'
    if judged.baseline is not None:
        yield from _baseline(judged.baseline, source)
    yield "\n}\n"


def _baseline(baseline: BaselineFigures, source: FindingsSource) -> Iterator[str]:
    """With what the findings are compared, and what is no longer open, a line each."""
    yield ',\n  "baseline": {\n'
    for name, value in baseline.to_json().items():
        yield f'    "{name}": {_indented(value, 4)},\n'
    yield '    "no_longer_open": ['
    separator = "\n"
    for left in source.no_longer_open():
        yield f"{separator}      {_encoded(left.to_json())}"
        separator = ",\n"
    yield "]\n  }" if separator == "\n" else "\n    ]\n  }"


def finding_json(found: ReportedFinding, rule: ReportedRule) -> dict[str, Any]:
    """One finding as plain JSON data, with what became of it where it is compared."""
    told = _finding if found.state is None and found.verdict_before is None else _compared
    data: dict[str, Any] = json.loads(told(found, *_shared(rule)))
    return data


def _shared(rule: ReportedRule) -> tuple[str, str]:
    """The quote and the remedy of a rule: every finding of it repeats them."""
    return _encoded(rule.quote), _lines({"zh": rule.remedy.zh, "en": rule.remedy.en})


def _indented(value: Any, depth: int = 2) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2).replace("\n", "\n" + " " * depth)


# With an indent the standard encoder runs in Python, more than twice as long as what follows: members are
# encoded with a separator that breaks the line, and only their brackets are put on lines of their own.

_encoded = json.JSONEncoder(ensure_ascii=False).encode
_members = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",\n        ", ": ")).encode


def _finding(found: ReportedFinding, quote: str, remedy: str) -> str:
    """One finding; ``quote`` and ``remedy`` are what all findings of its rule share, as JSON."""
    return f"""{{
      "rule": {_encoded(found.rule)},
      "subject": {_encoded(found.subject)},
      "subject_id": {_text(found.subject_id)},
      "verdict": {_encoded(found.verdict)},
      "sensitive": {"true" if found.sensitive else "false"},
      "readings": {_lines(dict(found.readings)) if found.readings else "{}"},
      "due": {_day(found.due)},
      "due_latest": {_day(found.due_latest)},
      "days": {"null" if found.days is None else found.days},
      "missing": {_lines(found.missing) if found.missing else "[]"},
      "reason": {"null" if found.reason is None else _encoded(found.reason.en)},
      "clause": {_encoded(found.clause)},
      "quote": {quote},
      "message": {{
        "zh": {_encoded(found.message.zh)},
        "en": {_encoded(found.message.en)}
      }},
      "remedy": {remedy},
      "evidence": {_lines(dict(found.evidence)) if found.evidence else "{}"}
    }}"""


def _compared(found: ReportedFinding, quote: str, remedy: str) -> str:
    """One finding with what became of it."""
    told = _finding(found, quote, remedy).removesuffix("\n    }")
    return f"""{told},
      "state": {_text(found.state)},
      "verdict_before": {_text(found.verdict_before)}
    }}"""


def _lines(value: dict[str, Any] | tuple[str, ...]) -> str:
    """An object or a list that is not empty, a line a member."""
    text = _members(value)
    return f"{text[0]}\n        {text[1:-1]}\n      {text[-1]}"


def _text(text: str | None) -> str:
    return "null" if text is None else _encoded(text)


def _day(day: date | None) -> str:
    return "null" if day is None else f'"{day.isoformat()}"'
