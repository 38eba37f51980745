"""Findings as SARIF 2.1.0, for code scanning and other viewers, written as a stream."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any, TextIO
from urllib.parse import quote

from sdcompliance.findings import Verdict
from sdcompliance.reports import words as w
from sdcompliance.reports.findings_json import summary_json
from sdcompliance.reports.findings_source import FindingsSource, Judged, ReportedFinding, ReportedRule
from sdcompliance.reports.headline import headline
from sdcompliance.reports.voice import Voice
from sdcompliance.rulebook import Words

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

#: Kind and level of a result; a level other than none is for failures only (SARIF 3.27.10).
_KINDS = {
    Verdict.VIOLATION: ("fail", "error"),
    Verdict.WAIVED: ("fail", "error"),
    Verdict.ADVISORY: ("fail", "note"),
    Verdict.UNDETERMINED: ("open", "none"),
    Verdict.PENDING: ("informational", "none"),
    Verdict.COMPLIANT: ("pass", "none"),
    Verdict.NOT_APPLICABLE: ("notApplicable", "none"),
}


def findings_sarif(source: FindingsSource, stream: TextIO, voice: Voice, artifact: str | None) -> None:
    """Writes one SARIF log with one run.

    ``artifact`` is the path of what was judged, as the reader of the log knows it; None where there is
    none (standard input). A waived finding is a suppressed failure.
    """
    for piece in _pieces(source, voice, artifact):
        stream.write(piece)


def _pieces(source: FindingsSource, voice: Voice, artifact: str | None) -> Iterator[str]:
    judged = source.judged
    places = {id_: place for place, id_ in enumerate(judged.rules)}
    driver = {
        "name": "sdcompliance",
        "version": judged.stamp.version,
        "rules": [_rule(rule, voice) for rule in judged.rules.values()],
    }
    yield f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{"tool": {_json({"driver": driver})},\n'
    yield '"invocations": [{"executionSuccessful": true}],\n'
    yield f'"properties": {_json(_properties(judged, voice))},\n'
    yield '"results": ['
    separator = "\n"
    for found in source.findings():
        yield separator + _json(_result(found, places[found.rule], voice, artifact))
        separator = ",\n"
    yield "\n]}]}\n"


_json = json.JSONEncoder(ensure_ascii=False).encode


def _properties(judged: Judged, voice: Voice) -> dict[str, Any]:
    return {
        "as_of": judged.as_of.isoformat(),
        "rulebook": judged.stamp.to_json(),
        "configuration": dict(judged.configuration),
        "headline": dict(headline(judged, voice)),
        "summary": summary_json(judged),
    }


def _rule(rule: ReportedRule, voice: Voice) -> dict[str, Any]:
    language = voice.language
    clause = voice.say(w.CLAUSE, title=rule.clause_title.in_(language), quote=rule.quote)
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title.in_(language)},
        "fullDescription": {"text": clause},
        "help": {"text": rule.remedy.in_(language)},
        "properties": {"clause": rule.clause, "norm": rule.norm},
    }


def _result(found: ReportedFinding, place: int, voice: Voice, artifact: str | None) -> dict[str, Any]:
    kind, level = _KINDS[found.verdict]
    name = f"{found.subject}/{found.subject_id}"
    location: dict[str, Any] = {
        "logicalLocations": [{"name": found.subject_id, "fullyQualifiedName": name, "kind": "object"}]
    }
    if artifact is not None:
        location["physicalLocation"] = {
            "artifactLocation": {"uri": quote(artifact)},
            "region": {"startLine": 1},
        }
    result = {
        "ruleId": found.rule,
        "ruleIndex": place,
        "kind": kind,
        "level": level,
        "message": {"text": found.message.in_(voice.language)},
        "locations": [location],
        "partialFingerprints": {"finding/v1": _fingerprint(found)},
        "properties": {
            "verdict": found.verdict.value,
            "sensitive": found.sensitive,
            "readings": dict(found.readings),
            "due": found.due.isoformat() if found.due else None,
            "days": found.days,
            "missing": list(found.missing),
            "city": found.city,
            "site_id": found.site_id,
            "evidence": dict(found.evidence),
        },
    }
    if found.verdict is Verdict.WAIVED:
        justification = (found.reason or Words("", "")).in_(voice.language)
        result["suppressions"] = [{"kind": "external", "justification": justification}]
    return result


def _fingerprint(found: ReportedFinding) -> str:
    """The same finding in a later run has the same fingerprint."""
    name = "\0".join((found.rule, found.subject, found.subject_id))
    return hashlib.sha256(name.encode()).hexdigest()[:32]
