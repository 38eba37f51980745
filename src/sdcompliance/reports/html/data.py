"""The findings as the page reads them: columns of small numbers, every repeated text once."""

from __future__ import annotations

import json
import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sdcompliance.conditions import to_text
from sdcompliance.conditions import tree as t
from sdcompliance.findings import Privacy
from sdcompliance.findings.wording import VERDICT_WORDS
from sdcompliance.records import CITIES, TABLES, Code
from sdcompliance.reports.findings_source import (
    BY_WEIGHT,
    Dimension,
    FindingsSource,
    Judged,
    ReportedFinding,
    Tally,
)
from sdcompliance.reports.html.words import PAGE
from sdcompliance.reports.labels import path_label, requirement_label, table_label
from sdcompliance.reports.settings_text import setting_lines
from sdcompliance.reports.voice import Voice
from sdcompliance.rulebook import Language, Rule, Words
from sdcompliance.workdays import Calendar

#: Findings that the page lists; charts and counts are of all of them.
MOST_FINDINGS = 100_000
#: Values of a dimension that the page has one by one; the others are summed up.
MOST_VALUES = 200
#: Longer counts of working days are not listed day by day.
LONGEST_COUNT = 60

_ROW_ID = re.compile(r"\[(.*?)\](?=\.|$)")
_ZH, _EN = Voice(Language.ZH, Privacy.SHOWN), Voice(Language.EN, Privacy.SHOWN)


def page_data(source: FindingsSource, calendar: Calendar, voice: Voice) -> dict[str, Any]:
    """Everything the page shows, as plain data. ``calendar`` is the one it was judged by."""
    judged = source.judged
    columns = _Columns(judged, _counter(judged, calendar))
    for finding in source.weightiest(MOST_FINDINGS):
        columns.add(finding)
    return {
        "language": voice.language.value,
        "privacy": None if judged.privacy is None else judged.privacy.value,
        "words": {name: _both(words) for name, words in PAGE.items()},
        "verdicts": [[verdict.value, _both(VERDICT_WORDS[verdict])] for verdict in BY_WEIGHT],
        "cities": dict(CITIES),
        "codes": _CODE_LABELS,
        "judged": _headline(judged),
        "total": len(source),
        "tallies": {by.value: _tally(source.tallies(by)) for by in Dimension},
        **columns.to_json(),
    }


def _both(words: Words) -> list[str]:
    return [words.zh, words.en]


def _headline(judged: Judged) -> dict[str, Any]:
    return {
        "as_of": judged.as_of.isoformat(),
        "law": _both(judged.law),
        "stamp": judged.stamp.to_json(),
        "subjects": [[*_table(table), rows] for table, rows in judged.subjects.items()],
        "open": [[*_both(item.reason), item.findings] for item in judged.open_reasons],
        "unpublished": list(judged.unpublished_years),
        "rejects": judged.rejects,
        "problems": list(judged.problems),
        "settings": [setting_lines(judged.configuration, _ZH), setting_lines(judged.configuration, _EN)],
        "counts": [judged.verdicts.get(verdict, 0) for verdict in BY_WEIGHT],
        "sensitive": sum(judged.sensitive.values()),
        "groups": dict(judged.priority_groups),
    }


def _table(name: str) -> list[str]:
    return [table_label(name, _ZH), table_label(name, _EN)]


def _tally(tallies: Iterable[Tally]) -> dict[str, Any]:
    """The values with most findings, and the sum of the others."""
    ordered = sorted(tallies, key=lambda tally: (-tally.total, tally.value is None, tally.value or ""))
    rest = ordered[MOST_VALUES:]
    return {
        "values": [[tally.value, *_counts([tally])] for tally in ordered[:MOST_VALUES]],
        "rest": [len(rest), *_counts(rest)],
    }


def _counts(tallies: Iterable[Tally]) -> list[int]:
    found = list(tallies)
    return [sum(tally.counts.get(verdict, 0) for tally in found) for verdict in BY_WEIGHT]


# ── columns ─────────────────────────────────────────────────────────────────────────────


class _Numbers:
    """Values by the order in which they were first met."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}

    def of(self, value: Hashable) -> int:
        return self._numbers.setdefault(value, len(self._numbers))

    def __iter__(self) -> Iterator[Any]:
        return iter(self._numbers)


@dataclass(slots=True)
class _Columns:
    judged: Judged
    counter: _Counter
    rules: _Numbers = field(default_factory=_Numbers)
    texts: _Numbers = field(default_factory=_Numbers)
    paths: _Numbers = field(default_factory=_Numbers)
    missing: _Numbers = field(default_factory=_Numbers)
    rows: dict[str, list[Any]] = field(default_factory=dict)

    def add(self, found: ReportedFinding) -> None:
        """Appends one finding."""
        for name, value in self._cells(found):
            self.rows.setdefault(name, []).append(value)

    def _cells(self, found: ReportedFinding) -> Iterator[tuple[str, Any]]:
        text = self.texts.of
        yield "rule", self.rules.of((found.rule, found.subject))
        yield "id", found.subject_id
        yield "verdict", BY_WEIGHT.index(found.verdict)
        yield "sensitive", int(found.sensitive)
        yield "city", text(found.city)
        yield "site_id", text(found.site_id)
        yield "month", text(found.month)
        yield "due", text(_iso(found.due))
        yield "due_latest", text(_iso(found.due_latest))
        yield "days", found.days
        yield "zh", found.message.zh
        yield "en", found.message.en
        yield "reason", text(None if found.reason is None else (found.reason.zh, found.reason.en))
        yield "missing", [self.missing.of((path, found.rule)) for path in found.missing]
        yield "readings", text(tuple((n, BY_WEIGHT.index(v)) for n, v in found.readings.items()))
        yield (
            "evidence",
            [
                [self.paths.of((_ROW_ID.sub("[{}]", path), found.subject)), _ROW_ID.findall(path), value]
                for path, value in found.evidence.items()
            ],
        )
        yield "count", self.counter.of(found)

    def to_json(self) -> dict[str, Any]:
        """The columns, and what their numbers stand for."""
        return {
            "columns": self.rows,
            "texts": list(self.texts),
            "rules": [self._rule(rule, subject) for rule, subject in self.rules],
            "paths": [_path(template, subject) for template, subject in self.paths],
            "missing": [self._missing(path, rule) for path, rule in self.missing],
            "day_counts": self.counter.listed(),
            "counts_known": self.counter.known,
        }

    def _rule(self, id_: str, subject: str) -> dict[str, Any]:
        rule = self.judged.rules[id_]
        return {
            "id": id_,
            "title": _both(rule.title),
            "subject": [*_table(subject), subject],
            "clause": [*_both(rule.clause_title), rule.clause],
            "quote": rule.quote,
            "remedy": _both(rule.remedy),
            "readings": {name: _both(basis) for name, basis in rule.readings.items()},
        }

    def _missing(self, path: str, rule_id: str) -> list[str]:
        rule = None if self.judged.book is None else self.judged.book.get(rule_id)
        if rule is None:
            return [path, path]
        if path in {requirement.name for requirement in rule.default.require}:
            return [requirement_label(path, rule, _ZH), requirement_label(path, rule, _EN)]
        return [path_label(path, rule.subject, _ZH), path_label(path, rule.subject, _EN)]


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _path(template: str, subject: str) -> list[Any]:
    """Chinese label and path, ``{}`` for the ids of rows; then whether its values are codes."""
    label = path_label(template, subject, _ZH) if subject in TABLES else template
    return [label, template, template.rpartition(".")[2] in _CODED]


_CODED = {column.name for table in TABLES.values() for column in table.columns.values() if column.codes}
_CODE_LABELS = {member.value: member.label for kind in Code.__subclasses__() for member in kind}


# ── working days ────────────────────────────────────────────────────────────────────────


class _Counter:
    """The counts of working days behind due days, each listed once whatever the number of findings."""

    def __init__(self, starts: dict[str, str], calendar: Calendar, *, known: bool) -> None:
        self._starts = starts
        self._calendar = calendar
        self._spans = _Numbers()
        self.known = known

    def of(self, found: ReportedFinding) -> int | None:
        """The number of the finding's count, None where its due day follows from none."""
        path = self._starts.get(found.rule)
        start = found.evidence.get(path) if path is not None else None
        if not isinstance(start, str) or found.due_latest is None:
            return None
        try:
            after = date.fromisoformat(start)
        except ValueError:
            return None  # masked, or not a day
        if not 0 < (found.due_latest - after).days <= LONGEST_COUNT:
            return None
        return self._spans.of((after, found.due_latest))

    def listed(self) -> list[list[list[Any]]]:
        """Every count: day, whether it works, the running count, the reason, the festival."""
        return [
            [
                [
                    day.day.isoformat(),
                    day.works,
                    day.running.least,
                    day.running.most,
                    [day.reason.zh, day.reason.en],
                    [day.festival.zh, day.festival.en] if day.festival else None,
                ]
                for day in self._calendar.explain(after, until)
            ]
            for after, until in self._spans
        ]


def _counter(judged: Judged, calendar: Calendar) -> _Counter:
    same_days = list(judged.configuration.get("arrangements", [])) == sorted(calendar.given_years)
    if judged.book is None or not same_days:
        return _Counter({}, calendar, known=False)
    starts = {rule.id: path for rule in judged.book.values() if (path := _counted_from(rule)) is not None}
    return _Counter(starts, calendar, known=True)


def _counted_from(rule: Rule) -> str | None:
    """The path of the day from which the rule counts working days to its due day."""
    due = rule.default.due
    if isinstance(due, t.Call) and due.function == "workday_after":
        start = due.arguments[0]
        if isinstance(start, t.Field | t.DayOf):
            return to_text(start)
    return None


def to_json_bytes(data: dict[str, Any]) -> bytes:
    """The data as compact JSON in UTF-8."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
