"""The findings as the page reads them: columns of small numbers, every repeated text once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from sdcompliance.findings import Privacy
from sdcompliance.findings.wording import VERDICT_WORDS
from sdcompliance.records import CITIES, TABLES, Code
from sdcompliance.reports.day_counts import counted_from, counts_known, span_of
from sdcompliance.reports.findings_source import (
    BY_WEIGHT,
    Dimension,
    FindingsSource,
    Judged,
    ReportedFinding,
    Tally,
)
from sdcompliance.reports.headline import baseline_line
from sdcompliance.reports.html.words import PAGE
from sdcompliance.reports.labels import path_label, requirement_label, table_label
from sdcompliance.reports.settings_text import setting_lines
from sdcompliance.reports.states import NOT_THERE, STATE_WORDS, BaselineFigures
from sdcompliance.reports.voice import Voice
from sdcompliance.rulebook import Language, Words
from sdcompliance.workdays import Calendar

#: Findings that the page lists; charts and counts are of all of them.
MOST_FINDINGS = 100_000
#: Values of a dimension that the page has one by one; the others are summed up.
MOST_VALUES = 200

#: Violations of an earlier report that the page lists as no longer open.
MOST_LEFT = 1_000

_STATE = {state: number for number, state in enumerate(STATE_WORDS)}
_WEIGHT = {verdict: weight for weight, verdict in enumerate(BY_WEIGHT)}
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
        "baseline": None if judged.baseline is None else _baseline(judged.baseline, source),
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


def _baseline(baseline: BaselineFigures, source: FindingsSource) -> dict[str, Any]:
    """With what the findings are compared, and what of it is no longer open."""
    return {
        "line": [baseline_line(baseline, _ZH), baseline_line(baseline, _EN)],
        "states": [[state.value, _both(words)] for state, words in STATE_WORDS.items()],
        "total": baseline.no_longer_open,
        "left": [
            (
                _STATE[left.state],
                left.rule,
                _table(left.subject),
                left.subject_id,
                None if left.verdict is None else _WEIGHT[left.verdict],
                None if left.not_there is None else _both(NOT_THERE[left.not_there]),
                _both(left.message),
            )
            for left in islice(source.no_longer_open(), MOST_LEFT)
        ],
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


class _Numbers(dict[Any, int]):
    """Values by the order in which they were first met."""

    def __missing__(self, value: Any) -> int:
        number = self[value] = len(self)
        return number


class _Paths:
    """The paths of evidence, by the number of what remains of them without the ids of rows."""

    def __init__(self) -> None:
        self.templates = _Numbers()
        self._without_ids: dict[tuple[str, str], tuple[int, Sequence[str]]] = {}

    def of(self, path: str, subject: str) -> tuple[int, Sequence[str]]:
        """The number of the path about a table, and the ids of the rows it leads through."""
        if "[" in path:
            # Ids and what stands between them, in turn.
            parts = _ROW_ID.split(path)
            return self.templates["[{}]".join(parts[::2]), subject], tuple(parts[1::2])
        found = self._without_ids.get((path, subject))
        if found is None:
            found = self._without_ids[path, subject] = self.templates[path, subject], ()
        return found


_NAMES = (
    *("rule", "id", "verdict", "sensitive", "city", "site_id", "month", "due", "due_latest", "days"),
    *("zh", "en", "reason", "missing", "readings", "evidence", "count", "state"),
)


@dataclass(slots=True)
class _Columns:
    judged: Judged
    counter: _Counter
    rules: _Numbers = field(default_factory=_Numbers)
    texts: _Numbers = field(default_factory=_Numbers)
    paths: _Paths = field(default_factory=_Paths)
    missing: _Numbers = field(default_factory=_Numbers)
    rows: list[tuple[Any, ...]] = field(default_factory=list)

    def add(self, found: ReportedFinding) -> None:
        """Appends one finding."""
        text, of_path, subject, reason = self.texts, self.paths.of, found.subject, found.reason
        cells = (
            self.rules[found.rule, subject],
            found.subject_id,
            _WEIGHT[found.verdict],
            int(found.sensitive),
            text[found.city],
            text[found.site_id],
            text[found.month],
            text[_iso(found.due)],
            text[_iso(found.due_latest)],
            found.days,
            found.message.zh,
            found.message.en,
            text[None if reason is None else (reason.zh, reason.en)],
            tuple([self.missing[path, found.rule] for path in found.missing]),
            text[tuple((name, _WEIGHT[verdict]) for name, verdict in found.readings.items())],
            # Tuples of plain values: the garbage collector leaves them alone.
            tuple([(*of_path(path, subject), value) for path, value in found.evidence.items()]),
            self.counter.of(found),
            None if found.state is None else _STATE[found.state],
        )  # in the order of _NAMES
        self.rows.append(cells)

    def to_json(self) -> dict[str, Any]:
        """The columns, and what their numbers stand for."""
        return {
            "columns": dict(zip(_NAMES, zip(*self.rows, strict=True), strict=False)),  # none of no rows
            "texts": list(self.texts),
            "rules": [self._rule(rule, subject) for rule, subject in self.rules],
            "paths": [_path(template, subject) for template, subject in self.paths.templates],
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
        span = span_of(found, self._starts.get(found.rule))
        return None if span is None else self._spans[span]

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
    if judged.book is None or not counts_known(judged, calendar):
        return _Counter({}, calendar, known=False)
    return _Counter(counted_from(judged.book), calendar, known=True)


def to_json_bytes(data: dict[str, Any]) -> bytes:
    """The data as compact JSON in UTF-8."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
