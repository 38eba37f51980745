"""Findings as the JSON of ``check --format json``, written as a stream: any number of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from sdcompliance.findings import Verdict
from sdcompliance.reports.findings_source import FindingsSource, Judged, ReportedFinding, ReportedRule


def findings_json(source: FindingsSource, stream: TextIO) -> None:
    """Writes the same bytes as ``Report.to_json_text`` for the same findings."""
    for piece in _pieces(source):
        stream.write(piece)


def finding_json(found: ReportedFinding, rule: ReportedRule) -> dict[str, Any]:
    """One finding as plain JSON data."""
    return {
        "rule": found.rule,
        "subject": found.subject,
        "subject_id": found.subject_id,
        "verdict": found.verdict.value,
        "sensitive": found.sensitive,
        "readings": {name: verdict.value for name, verdict in found.readings.items()},
        "due": found.due.isoformat() if found.due else None,
        "due_latest": found.due_latest.isoformat() if found.due_latest else None,
        "days": found.days,
        "missing": list(found.missing),
        "reason": None if found.reason is None else found.reason.en,
        "clause": found.clause,
        "quote": rule.quote,
        "message": {"zh": found.message.zh, "en": found.message.en},
        "remedy": {"zh": rule.remedy.zh, "en": rule.remedy.en},
        "evidence": dict(found.evidence),
    }


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
    separator = "\n"
    for found in source.findings():
        yield f"{separator}    {_object(finding_json(found, judged.rules[found.rule]).items(), 3)}"
        separator = ",\n"
    yield "],\n" if separator == "\n" else "\n  ],\n"
    yield f'  "summary": {_indented(summary_json(judged))},\n'
    yield f'  "problems": {_indented(list(judged.problems))}\n}}\n'


def _indented(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2).replace("\n", "\n  ")


# With an indent the standard encoder runs in Python, several times slower than what follows.


def _object(items: Iterable[tuple[str, Any]], depth: int) -> str:
    lines = [f"{_LEAF(name)}: {_value(value, depth)}" for name, value in items]
    return _between("{", lines, "}", depth)


def _value(value: Any, depth: int) -> str:
    if isinstance(value, dict):
        return _object(value.items(), depth + 1)
    if isinstance(value, list):
        return _between("[", [_LEAF(item) for item in value], "]", depth + 1)
    return _LEAF(value)


def _between(start: str, lines: list[str], end: str, depth: int) -> str:
    if not lines:
        return start + end
    inner = "\n" + "  " * depth
    return f"{start}{inner}{f',{inner}'.join(lines)}{inner[:-2]}{end}"


_LEAF = json.JSONEncoder(ensure_ascii=False).encode
