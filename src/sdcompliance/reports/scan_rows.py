"""Rows of the files of a scan → findings, as writers read them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sdcompliance.findings import Verdict
from sdcompliance.reports.findings_source import BriefFinding, ReportedFinding
from sdcompliance.reports.states import NoLongerOpen, State
from sdcompliance.rulebook import Words

COLUMNS = (
    "rule, subject, subject_id, verdict, sensitive, readings, due, due_latest, days, missing, "
    "reason_zh, reason_en, clause, city, site_id, month, message_zh, message_en, evidence, "
    "state, verdict_before"
)
BRIEF_COLUMNS = "rule, subject, subject_id, verdict, reason_zh, reason_en, message_zh, message_en, state"
LEFT_COLUMNS = (
    "state, rule, subject, subject_id, verdict_before, verdict, not_there, city, site_id, "
    "message_zh, message_en"
)

_parsed = json.JSONDecoder().decode
_VERDICTS = {verdict.value: verdict for verdict in Verdict}
_STATES = {state.value: state for state in State}


def no_longer_open(row: tuple[Any, ...]) -> NoLongerOpen:
    """What a row of LEFT_COLUMNS tells."""
    state, rule, subject, subject_id, before, now, not_there, city, site_id, message_zh, message_en = row
    verdict = None if now is None else _VERDICTS[now]
    message = Words(message_zh, message_en)
    return NoLongerOpen(
        *(_STATES[state], rule, subject, subject_id, _VERDICTS[before], verdict, not_there, city, site_id),
        message,
    )


def in_brief(row: tuple[Any, ...]) -> BriefFinding:
    """The finding that a row of BRIEF_COLUMNS tells."""
    rule, subject, subject_id, verdict, reason_zh, reason_en, message_zh, message_en, state = row
    reason = None if reason_zh is None else _reason(reason_zh, reason_en)
    message = Words(message_zh, message_en)
    return BriefFinding(
        rule, subject, subject_id, _VERDICTS[verdict], reason, message, _STATES[state] if state else None
    )


def reported(row: tuple[Any, ...]) -> ReportedFinding:
    """The finding that a row of COLUMNS tells."""
    rule, subject, subject_id, verdict, sensitive, readings, due, due_latest, days, missing = row[:10]
    reason_zh, reason_en, clause, city, site_id, month, message_zh, message_en, evidence = row[10:19]
    state, before = row[19:]
    return ReportedFinding(
        rule,
        subject,
        subject_id,
        _VERDICTS[verdict],
        sensitive,
        _readings(readings),
        due,
        due_latest,
        days,
        () if missing in (None, "[]") else tuple(_parsed(missing)),
        None if reason_zh is None else _reason(reason_zh, reason_en),
        clause,
        city,
        site_id,
        month,
        Words(message_zh, message_en),
        _parsed(evidence or "{}"),
        _STATES[state] if state else None,
        _VERDICTS[before] if before else None,
    )


# A scan has few different readings and reasons.


@lru_cache(maxsize=4096)
def _readings(text: str | None) -> Mapping[str, Verdict]:
    readings: dict[str, str] = _parsed(text or "{}")
    return MappingProxyType({name: _VERDICTS[verdict] for name, verdict in readings.items()})


@lru_cache(maxsize=4096)
def _reason(zh: str, en: str) -> Words:
    return Words(zh, en)
