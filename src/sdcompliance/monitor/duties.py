"""What must be done by when and by whom, and what must be kept until when: the pending findings, by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sdcompliance.engines import as_of_day, evaluate
from sdcompliance.errors import DateError
from sdcompliance.findings import Finding, Privacy, Verdict, mask_numbers
from sdcompliance.records import Records
from sdcompliance.rulebook import Rule, Rulebook, Words, default_rulebook
from sdcompliance.workdays import Calendar


class ObligationKind(StrEnum):
    """Whether something is to be done or to be kept."""

    DO = "do"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Obligation:
    """One duty that is not done yet, or one thing that is to be kept.

    ``day`` is the last day on which it can be done, or on which it must still be kept; ``day_latest``
    the same under the kindest holiday arrangement, where that of a year is not published. ``free_from``
    is the day from which what is kept may be destroyed; None for a duty. ``days`` counts from the as-of
    date to ``day``. ``addressee`` is the kind of body whose duty it is, None where the rule names none.
    ``title`` is the fault that there will be if it is not done, ``quote`` the words of the clause.
    """

    kind: ObligationKind
    as_of: date
    day: date
    day_latest: date
    free_from: date | None
    rule: str
    subject: str
    subject_id: str
    addressee: str | None
    title: Words
    clause: str
    quote: str
    words: Words

    @property
    def days(self) -> int:
        """Days left."""
        return (self.day - self.as_of).days

    def to_json(self, privacy: Privacy = Privacy.MASKED) -> dict[str, Any]:
        """The obligation as plain JSON data. Personal data are masked unless asked for."""
        guard = mask_numbers if privacy is Privacy.MASKED else str
        return {
            "kind": self.kind.value,
            "day": self.day.isoformat(),
            "day_latest": self.day_latest.isoformat(),
            "days": self.days,
            "free_from": None if self.free_from is None else self.free_from.isoformat(),
            "rule": self.rule,
            "subject": self.subject,
            "subject_id": guard(self.subject_id),
            "addressee": self.addressee,
            "title": {"zh": self.title.zh, "en": self.title.en},
            "clause": self.clause,
            "quote": self.quote,
            "message": {"zh": guard(self.words.zh), "en": guard(self.words.en)},
        }


def obligations(
    records: Records,
    as_of: date | str | None = None,
    until: date | str | None = None,
    *,
    rulebook: Rulebook | None = None,
    calendar: Calendar | None = None,
) -> tuple[Obligation, ...]:
    """What is pending as of a day, the next dates first; with ``until``, up to that day.

    What is overdue is a violation and no obligation of this list: ``evaluate`` reports it. Arguments as
    for ``evaluate``. Raises DateError where a day is none, or ``until`` lies before ``as_of``.
    """
    today = as_of_day(as_of)
    last = date.max if until is None else as_of_day(until)
    if last < today:
        raise DateError(f"until {last} lies before the as-of date {today}; give a later day")
    book = rulebook or default_rulebook()
    report = evaluate(records, today, rulebook=book, calendar=calendar)
    found = (_obligation(finding, book[finding.rule], today) for finding in report.of(Verdict.PENDING))
    due = (one for one in found if one is not None and one.day <= last)
    return tuple(sorted(due, key=lambda one: (one.day, one.rule, one.subject_id)))


def _obligation(finding: Finding, rule: Rule, today: date) -> Obligation | None:
    if finding.due is None:  # pending is always until some day
        return None
    latest = finding.due_latest or finding.due
    keeps = rule.default.until is not None
    return Obligation(
        kind=ObligationKind.KEEP if keeps else ObligationKind.DO,
        as_of=today,
        day=finding.due,
        day_latest=latest,
        free_from=latest + timedelta(days=1) if keeps and latest < date.max else None,
        rule=finding.rule,
        subject=finding.subject,
        subject_id=finding.subject_id,
        addressee=rule.addressee,
        title=rule.title,
        clause=finding.clause,
        quote=finding.quote,
        words=finding.words,
    )
