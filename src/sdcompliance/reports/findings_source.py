"""What every writer of findings reads: what was judged, the findings one by one, and their counts.

Two implementations: ``report_source`` over a ``Report`` in memory, ``scan_source`` over a result folder.
Everything here is plain data in which personal data are masked already unless they were asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, NamedTuple, Protocol, TypeAlias

from sdcompliance.findings import Privacy, RulebookStamp, Verdict
from sdcompliance.reports.states import BaselineFigures, NoLongerOpen, State
from sdcompliance.rulebook import Rulebook, Words

#: A value of evidence as JSON has it: dates and decimals are text.
Plain: TypeAlias = str | int | float | bool | None

#: What a reader must see first, first.
BY_WEIGHT = (
    Verdict.VIOLATION,
    Verdict.UNDETERMINED,
    Verdict.WAIVED,
    Verdict.ADVISORY,
    Verdict.PENDING,
    Verdict.COMPLIANT,
    Verdict.NOT_APPLICABLE,
)


class Dimension(Enum):
    """By what findings are counted: the name of the column."""

    RULE = "rule"
    CITY = "city"
    SITE = "site_id"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class ReportedRule:
    """A rule as the findings quote it. ``readings`` are the other readings with their basis."""

    id: str
    title: Words
    clause: str
    clause_title: Words
    quote: str
    remedy: Words
    norm: str
    readings: Mapping[str, Words]


class ReportedFinding(NamedTuple):
    """One finding. ``month`` is that of the day the duty arose, as ``2025-03``.

    ``subject_id`` is None where one finding stands for all rows that an absent table leaves undetermined.
    ``reason`` says why an undetermined verdict stays open, or by what a waived one is waived. ``state`` and
    ``verdict_before`` compare it with an earlier report, None where there is none. The rest is as in
    ``findings.Finding``.
    """

    # A tuple: made hundreds of thousands of times, it costs a fraction of a frozen dataclass.
    rule: str
    subject: str
    subject_id: str | None
    verdict: Verdict
    sensitive: bool
    readings: Mapping[str, Verdict]
    due: date | None
    due_latest: date | None
    days: int | None
    missing: tuple[str, ...]
    reason: Words | None
    clause: str
    city: str | None
    site_id: str | None
    month: str | None
    message: Words
    evidence: Mapping[str, Plain]
    state: State | None = None
    verdict_before: Verdict | None = None


class BriefFinding(NamedTuple):
    """Of a finding what a line about it says; the rest costs time to read. As in ReportedFinding."""

    rule: str
    subject: str
    subject_id: str | None
    verdict: Verdict
    reason: Words | None
    message: Words
    state: State | None = None


@dataclass(frozen=True, slots=True)
class OpenReason:
    """Why verdicts stay open, and how many: so that *not judged* is never read as *in order*."""

    reason: Words
    findings: int


@dataclass(frozen=True, slots=True)
class Tally:
    """The findings with one value of a dimension; ``value`` None where it is not recorded."""

    value: str | None
    counts: Mapping[Verdict, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Judged:
    """What was judged, by which rules, as of when; and what was not, and why.

    ``subjects`` counts the rows judged by table, None for a table that the source lacks. ``verdicts`` and
    ``by_rule`` count every verdict, those that are not findings included. ``configuration`` names what
    differs from the default. ``book`` is the rulebook itself, None where other rules are installed here
    than those that judged; then labels are the names in the data. ``privacy`` says whether personal data
    are masked in the findings, None where that is not known. ``baseline`` is there where they are compared
    with an earlier report.
    """

    as_of: date
    stamp: RulebookStamp
    law: Words
    configuration: Mapping[str, Any]
    unpublished_years: tuple[int, ...]
    subjects: Mapping[str, int | None]
    verdicts: Mapping[Verdict, int]
    by_rule: Mapping[str, Mapping[Verdict, int]]
    sensitive: Mapping[str, int]
    open_reasons: tuple[OpenReason, ...]
    priority_groups: Mapping[str, int]
    problems: tuple[str, ...]
    rejects: int
    rules: Mapping[str, ReportedRule]
    book: Rulebook | None
    privacy: Privacy | None
    baseline: BaselineFigures | None = None

    @property
    def absent_tables(self) -> tuple[str, ...]:
        """Tables whose rows would have been judged, had the source had them."""
        return tuple(table for table, rows in self.subjects.items() if rows is None)


class FindingsSource(Protocol):
    """The findings that a writer writes."""

    @property
    def judged(self) -> Judged:
        """What was judged to get them."""

    def __len__(self) -> int:
        """How many findings there are."""

    def findings(self) -> Iterator[ReportedFinding]:
        """All of them, in order of rule and row."""

    def in_brief(self) -> Iterator[BriefFinding]:
        """All of them, in the same order, each in brief."""

    def weightiest(self, most: int) -> Iterator[ReportedFinding]:
        """At most so many, the weightiest verdicts first (BY_WEIGHT), then in order of rule and row."""

    def tallies(self, by: Dimension) -> tuple[Tally, ...]:
        """The findings counted, in order of the value; what is not recorded comes last."""

    def no_longer_open(self) -> Iterator[NoLongerOpen]:
        """The violations of an earlier report that are none now, in order of state, rule and row."""


def reported_rules(book: Rulebook) -> dict[str, ReportedRule]:
    """The rules of a rulebook as findings quote them."""
    clauses = book.surroundings.law.clauses
    return {
        rule.id: ReportedRule(
            rule.id,
            rule.title,
            rule.clause,
            clauses[rule.clause].title,
            rule.quote,
            rule.remedy,
            rule.norm.value,
            rule.readings,
        )
        for rule in book.values()
    }
