"""Two sets of findings compared: what is new, what is still open, what was cured in between.

A violation that is no longer found is cured only if its row was judged again and found in order. Where
the row has left the records, its table is missing now, or the rule is off, nobody can say so: it is *lost
sight of*, and listed apart. Where the rows judged are not known one by one, as in the result folder of a
scan, it is *no longer found*, which may be either.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from sdcompliance.findings import RulebookStamp, Verdict, mask_numbers
from sdcompliance.reports.errors import BaselineError
from sdcompliance.reports.findings_source import BY_WEIGHT, FindingsSource
from sdcompliance.rulebook import Words


class FindingKey(NamedTuple):
    """Which finding it is, whatever became of it."""

    rule: str
    subject: str
    subject_id: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The violations of now and of before, each in one group, in order of rule and row."""

    new: tuple[FindingKey, ...]
    still_open: tuple[FindingKey, ...]
    cured: tuple[FindingKey, ...]
    no_longer_found: tuple[FindingKey, ...]
    lost_sight_of: tuple[FindingKey, ...]


_OPEN = (Verdict.VIOLATION, Verdict.WAIVED)


def compare(
    before: Mapping[FindingKey, Verdict],
    now: Mapping[FindingKey, Verdict],
    judged_now: Callable[[FindingKey], bool | None],
) -> Comparison:
    """Compares violations, waived ones included: a waiver excuses, it does not cure.

    ``now`` has all findings of now; ``judged_now`` tells whether a row without finding was judged by the
    rule all the same, None where nobody can know.
    """
    was_open = {key for key, verdict in before.items() if verdict in _OPEN}
    is_open = {key for key, verdict in now.items() if verdict in _OPEN}
    in_order = {key: _in_order(now.get(key), key, judged_now) for key in was_open - is_open}
    return Comparison(
        new=tuple(sorted(is_open - was_open)),
        still_open=tuple(sorted(is_open & was_open)),
        cured=tuple(sorted(key for key, known in in_order.items() if known is True)),
        no_longer_found=tuple(sorted(key for key, known in in_order.items() if known is None)),
        lost_sight_of=tuple(sorted(key for key, known in in_order.items() if known is False)),
    )


def _in_order(
    verdict: Verdict | None, key: FindingKey, judged_now: Callable[[FindingKey], bool | None]
) -> bool | None:
    return judged_now(key) if verdict is None else verdict.settled


@dataclass(frozen=True, slots=True)
class Was:
    """A finding of then."""

    verdict: Verdict
    city: str | None
    site_id: str | None
    message: Words


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier report: as of when and by which rules and settings it was judged, and its findings."""

    as_of: date
    stamp: RulebookStamp
    configuration: Mapping[str, Any]
    findings: Mapping[FindingKey, Was]

    @property
    def verdicts(self) -> dict[FindingKey, Verdict]:
        """The verdicts of its findings."""
        return {key: was.verdict for key, was in self.findings.items()}


def key_of(rule: str, subject: str, subject_id: str | None) -> FindingKey:
    """Which finding it is. Ids are compared as masked reports have them; without an id it is every row."""
    return FindingKey(rule, subject, mask_numbers(subject_id or ""))


def verdicts_of(source: FindingsSource) -> dict[FindingKey, Verdict]:
    """The verdicts of a source by their keys; of ids that look alike, the weightiest."""
    found: dict[FindingKey, Verdict] = {}
    for one in source.in_brief():
        key = key_of(one.rule, one.subject, one.subject_id)
        found[key] = min(found.get(key, one.verdict), one.verdict, key=BY_WEIGHT.index)
    return found


def earlier_of(source: FindingsSource) -> Earlier:
    """A source as an earlier report."""
    judged = source.judged
    rows = (
        (key_of(one.rule, one.subject, one.subject_id), Was(one.verdict, one.city, one.site_id, one.message))
        for one in source.findings()
    )
    return Earlier(judged.as_of, judged.stamp, judged.configuration, _weightiest(rows))


def earlier_in_json(path: str | os.PathLike[str]) -> Earlier:
    """A report that ``check --format json`` or ``report --out x.json`` wrote.

    Raises BaselineError where it is none.
    """
    try:
        report: Mapping[str, Any] = json.loads(Path(path).read_text(encoding="utf-8-sig"))
        stamp = {name: report["rulebook"][name] for name in ("version", "digest", "rules")}
        return Earlier(
            date.fromisoformat(report["as_of"]),
            RulebookStamp(**stamp),
            report["configuration"],
            _weightiest(map(_in_json, report["findings"])),
        )
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError, ValueError) as error:
        raise BaselineError(
            f"{os.fspath(path)}: no earlier report ({type(error).__name__}: {error}); expected the JSON of "
            "`sdcompliance check --format json`, or the folder of a scan"
        ) from None


def _in_json(found: Mapping[str, Any]) -> tuple[FindingKey, Was]:
    message = Words(found["message"]["zh"], found["message"]["en"])
    key = key_of(found["rule"], found["subject"], found["subject_id"])
    return key, Was(Verdict(found["verdict"]), None, None, message)


def _weightiest(rows: Iterable[tuple[FindingKey, Was]]) -> dict[FindingKey, Was]:
    found: dict[FindingKey, Was] = {}
    for key, was in rows:
        known = found.get(key)
        if known is None or BY_WEIGHT.index(was.verdict) < BY_WEIGHT.index(known.verdict):
            found[key] = was
    return found
