"""A Report in memory as a source of findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sdcompliance.conditions import tree as t
from sdcompliance.engines.native import Interpreter, functions_for
from sdcompliance.findings import Finding, Privacy, Report, Verdict, mask_numbers
from sdcompliance.records import Records
from sdcompliance.reports.findings_source import (
    BY_WEIGHT,
    BriefFinding,
    Dimension,
    Judged,
    OpenReason,
    ReportedFinding,
    Tally,
    reported_rules,
)
from sdcompliance.reports.states import NoLongerOpen
from sdcompliance.rulebook import Rulebook, Words
from sdcompliance.workdays import Calendar

_WEIGHT = {verdict: weight for weight, verdict in enumerate(BY_WEIGHT)}


class ReportSource:
    """The findings of a Report, with the city, the site and the month that the records give them.

    ``book`` and ``calendar`` are those it was judged by. Raises UnknownNameError where the rulebook lacks
    a rule of the report.
    """

    def __init__(
        self,
        report: Report,
        records: Records,
        book: Rulebook,
        calendar: Calendar,
        privacy: Privacy = Privacy.MASKED,
    ) -> None:
        places = _Places(report, records, book, calendar)
        self._findings = tuple(_reported(found, places.of(found), privacy) for found in report.findings)
        self.judged = _judged(report, book, privacy)

    def __len__(self) -> int:
        return len(self._findings)

    def findings(self) -> Iterator[ReportedFinding]:
        """All findings, in order of rule and row."""
        return iter(self._findings)

    def in_brief(self) -> Iterator[BriefFinding]:
        """All findings, in the same order, each in brief."""
        return (
            BriefFinding(
                found.rule, found.subject, found.subject_id, found.verdict, found.reason, found.message
            )
            for found in self._findings
        )

    def weightiest(self, most: int) -> Iterator[ReportedFinding]:
        """At most so many, the weightiest verdicts first."""
        return iter(sorted(self._findings, key=lambda found: _WEIGHT[found.verdict])[:most])

    def tallies(self, by: Dimension) -> tuple[Tally, ...]:
        """The findings counted by one of their columns."""
        counts: dict[str | None, Counter[Verdict]] = {}
        for found in self._findings:
            counts.setdefault(getattr(found, by.value), Counter())[found.verdict] += 1
        ordered = sorted(counts.items(), key=lambda item: (item[0] is None, item[0] or ""))
        return tuple(Tally(value, dict(count)) for value, count in ordered)

    def no_longer_open(self) -> Iterator[NoLongerOpen]:
        """Nothing: a report by itself is compared with none."""
        return iter(())


@dataclass(frozen=True, slots=True)
class _Place:
    city: str | None
    site_id: str | None
    month: str | None


class _Places:
    """Where and when a finding belongs, by its rule's own paths (rules/subjects.yaml)."""

    def __init__(self, report: Report, records: Records, book: Rulebook, calendar: Calendar) -> None:
        self._as_of = report.as_of
        self._records = records
        self._book = book
        self._functions = functions_for(calendar)

    def of(self, finding: Finding) -> _Place:
        """The place; nothing is known of a row that is not among the records."""
        rule = self._book.rule(finding.rule)
        row = (self._records.table(finding.subject) or {}).get(finding.subject_id)
        if row is None:
            return _Place(None, None, None)
        interpreter = Interpreter(self._records, row, self._as_of, self._functions)
        arose = _exact(rule.default.arises, interpreter)
        return _Place(
            city=_text(_exact(rule.city, interpreter)),
            site_id=_text(_exact(rule.site, interpreter)),
            month=f"{arose:%Y-%m}" if isinstance(arose, date) else None,
        )


def _exact(tree: t.Value | None, interpreter: Interpreter) -> object:
    return None if tree is None else interpreter.value(tree).truth


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _reported(finding: Finding, place: _Place, privacy: Privacy) -> ReportedFinding:
    guard = mask_numbers if privacy is Privacy.MASKED else str
    return ReportedFinding(
        rule=finding.rule,
        subject=finding.subject,
        subject_id=guard(finding.subject_id),
        verdict=finding.verdict,
        sensitive=finding.sensitive,
        readings=finding.readings,
        due=finding.due,
        due_latest=finding.due_latest,
        days=finding.days,
        missing=tuple(guard(path) for path in finding.missing),
        reason=finding.reason_words,
        clause=finding.clause,
        city=place.city,
        site_id=None if place.site_id is None else guard(place.site_id),
        month=place.month,
        message=Words(guard(finding.words.zh), guard(finding.words.en)),
        evidence={guard(item.path): _plain(item.shown(privacy)) for item in finding.read},
    )


def _plain(value: object) -> str | int | float | bool | None:
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def _judged(report: Report, book: Rulebook, privacy: Privacy) -> Judged:
    guard = mask_numbers if privacy is Privacy.MASKED else str
    summary = report.summary
    undetermined = report.of(Verdict.UNDETERMINED)
    reasons = Counter(found.reason_words for found in undetermined if found.reason_words is not None)
    return Judged(
        as_of=report.as_of,
        stamp=report.rulebook,
        law=book.surroundings.law.source,
        configuration=report.configuration,
        unpublished_years=summary.unpublished_years,
        subjects=summary.subjects,
        verdicts={verdict: summary.total(verdict) for verdict in Verdict},
        by_rule=summary.verdicts,
        sensitive=summary.sensitive,
        open_reasons=tuple(OpenReason(reason, n) for reason, n in reasons.most_common()),
        priority_groups=summary.priority_groups,
        problems=tuple(guard(str(problem)) for problem in report.problems),
        rejects=0,
        rules=reported_rules(book),
        book=book if book.digest == report.rulebook.digest else None,
        privacy=privacy,
    )
