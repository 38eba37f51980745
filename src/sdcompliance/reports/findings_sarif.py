"""Findings as SARIF 2.1.0, for code scanning and other viewers, written as a stream."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any, TextIO
from urllib.parse import quote

from sdcompliance.findings import Verdict
from sdcompliance.reports import words as w
from sdcompliance.reports.findings_json import summary_json
from sdcompliance.reports.findings_source import FindingsSource, Judged, ReportedFinding, ReportedRule
from sdcompliance.reports.headline import headline
from sdcompliance.reports.states import NoLongerOpen, State
from sdcompliance.reports.voice import Voice
from sdcompliance.rulebook import Language, Words

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
    none (standard input). A waived finding is a suppressed failure. Compared with an earlier report, every
    result has its ``baselineState``.
    """
    for piece in _pieces(source, voice, artifact):
        stream.write(piece)


def _pieces(source: FindingsSource, voice: Voice, artifact: str | None) -> Iterator[str]:
    judged = source.judged
    driver = {
        "name": "sdcompliance",
        "version": judged.stamp.version,
        "rules": [_rule(rule, voice) for rule in judged.rules.values()],
    }
    yield f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{"tool": {_json({"driver": driver})},\n'
    yield '"invocations": [{"executionSuccessful": true}],\n'
    yield f'"properties": {_json(_properties(judged, voice))},\n'
    yield '"results": ['
    separator, physical = "\n", _physical_location(artifact)
    for result in _results(source, voice.language, physical):
        yield separator + _json(result)
        separator = ",\n"
    yield "\n]}]}\n"


_json = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


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


def _results(
    source: FindingsSource, language: Language, physical: dict[str, Any] | None
) -> Iterator[dict[str, Any]]:
    """The findings; compared with an earlier report, what of it is no longer open as well, each once."""
    places = {id_: place for place, id_ in enumerate(source.judged.rules)}
    compared = source.judged.baseline is not None
    told: set[tuple[str, str, str | None]] = set()
    for found in source.findings():
        result = _result(found, places[found.rule], language, physical)
        if compared:
            result["baselineState"] = _baseline_state(found)
            result["properties"] |= {"state": found.state, "verdict_before": found.verdict_before}
            if found.state not in (None, State.NEW, State.STILL_OPEN):
                told.add((found.rule, found.subject, found.subject_id))
        yield result
    for left in source.no_longer_open():
        if (left.rule, left.subject, left.subject_id) not in told:
            yield _left(left, places, language, physical)


def _baseline_state(found: ReportedFinding) -> str:
    """SARIF compares results of every kind (3.27.24)."""
    if found.state is State.NEW or found.verdict_before is None:
        return "new"
    return "unchanged" if found.verdict_before is found.verdict else "updated"


def _left(
    left: NoLongerOpen, places: Mapping[str, int], language: Language, physical: dict[str, Any] | None
) -> dict[str, Any]:
    """What was cured is absent now. What nobody can judge is open: absent would pass for cured."""
    cured = left.state is State.CURED
    result = {
        "ruleId": left.rule,
        "kind": "pass" if cured else "open",
        "level": "none",
        "baselineState": "absent" if cured else "updated",
        "message": {"text": w.THEN.in_(language).format(message=left.message.in_(language))},
        "locations": [_location(left, physical)],
        "partialFingerprints": {"finding/v1": _fingerprint(left.rule, left.subject, left.subject_id)},
        "properties": {
            "state": left.state,
            "verdict_before": left.verdict_before,
            "verdict": left.verdict,
            "not_there": left.not_there,
            "city": left.city,
            "site_id": left.site_id,
        },
    }
    return result | ({"ruleIndex": places[left.rule]} if left.rule in places else {})


def _result(
    found: ReportedFinding, place: int, language: Language, physical: dict[str, Any] | None
) -> dict[str, Any]:
    kind, level = _KINDS[found.verdict]
    result: dict[str, Any] = {
        "ruleId": found.rule,
        "ruleIndex": place,
        "kind": kind,
        "level": level,
        "message": {"text": found.message.in_(language)},
        "locations": [_location(found, physical)],
        "partialFingerprints": {"finding/v1": _fingerprint_of(found)},
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
        justification = (found.reason or Words("", "")).in_(language)
        result["suppressions"] = [{"kind": "external", "justification": justification}]
    return result


def _physical_location(artifact: str | None) -> dict[str, Any] | None:
    if artifact is None:
        return None
    return {"artifactLocation": {"uri": quote(artifact)}, "region": {"startLine": 1}}


def _location(found: ReportedFinding | NoLongerOpen, physical: dict[str, Any] | None) -> dict[str, Any]:
    location: dict[str, Any] = {"logicalLocations": [_logical_location(found.subject, found.subject_id)]}
    if physical is not None:
        location["physicalLocation"] = physical
    return location


def _logical_location(subject: str, subject_id: str | None) -> dict[str, Any]:
    if subject_id is None:
        return {"name": subject, "fullyQualifiedName": subject, "kind": "object"}
    return {"name": subject_id, "fullyQualifiedName": f"{subject}/{subject_id}", "kind": "object"}


def _fingerprint_of(found: ReportedFinding) -> str:
    """The same finding in a later run has the same fingerprint.

    Where it stands for the rows that absent tables leave undetermined, the tables tell it from others.
    """
    if found.subject_id is not None:
        return _fingerprint(found.rule, found.subject, found.subject_id)
    return _fingerprint(found.rule, found.subject, "", *found.missing)


def _fingerprint(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
