"""Questions about working days and their answers, as text and as JSON data."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sdcompliance.errors import DateError
from sdcompliance.reports import words as w
from sdcompliance.reports.day_text import day_json, day_paragraphs, reason_text
from sdcompliance.reports.layout import BLANK, Page, Paragraph, Tone, render
from sdcompliance.reports.voice import Voice, day_before
from sdcompliance.workdays import Calendar, CountBounds, CountedDay, DayBounds, DayReason

#: A span is listed day by day up to this many days.
DAYS_LISTED = 100


class WorkdayAnswer(ABC):
    """An answer, with the days that lead to it."""

    @property
    @abstractmethod
    def days(self) -> tuple[CountedDay, ...] | None:
        """The days counted, None where they are too many to list."""

    @property
    @abstractmethod
    def certain(self) -> bool:
        """Whether every possible arrangement gives the same answer."""

    @abstractmethod
    def sentence(self, voice: Voice) -> str:
        """The answer in one sentence."""

    @abstractmethod
    def to_json(self) -> dict[str, Any]:
        """The answer as plain JSON data."""


@dataclass(frozen=True, slots=True)
class NthWorkday(WorkdayAnswer):
    """The ``n``-th working day after a day."""

    day: date
    n: int
    found: DayBounds
    days: tuple[CountedDay, ...] | None

    @property
    def certain(self) -> bool:
        """Whether every arrangement that bears on it is published."""
        return self.found.certain

    def sentence(self, voice: Voice) -> str:
        first, last = voice.dated(self.found.earliest), voice.dated(self.found.latest)
        result = first if self.certain else voice.say(w.EARLIEST_LATEST, first=first, last=last)
        return voice.say(w.WORKDAY_AFTER, day=voice.dated(self.day), n=self.n, result=result)

    def to_json(self) -> dict[str, Any]:
        """The day, its bounds and, where they were asked for, the days counted."""
        return {
            "after": self.day.isoformat(),
            "n": self.n,
            "earliest": self.found.earliest.isoformat(),
            "latest": self.found.latest.isoformat(),
            "certain": self.certain,
            "days": _days_json(self.days),
        }


@dataclass(frozen=True, slots=True)
class WorkdaysBetween(WorkdayAnswer):
    """The working days after one day up to and including another."""

    after: date
    until: date
    found: CountBounds
    days: tuple[CountedDay, ...] | None

    @property
    def certain(self) -> bool:
        """Whether every arrangement that bears on it is published."""
        return self.found.certain

    def sentence(self, voice: Voice) -> str:
        least, most = self.found
        result = least if self.certain else voice.say(w.LEAST_MOST, least=least, most=most)
        return voice.say(
            w.WORKDAYS_BETWEEN, after=voice.dated(self.after), until=voice.dated(self.until), result=result
        )

    def to_json(self) -> dict[str, Any]:
        """The count, its bounds and, where they were asked for, the days counted."""
        return {
            "after": self.after.isoformat(),
            "until": self.until.isoformat(),
            "least": self.found.least,
            "most": self.found.most,
            "certain": self.certain,
            "days": _days_json(self.days),
        }


@dataclass(frozen=True, slots=True)
class WhetherWorkday(WorkdayAnswer):
    """Whether one day is a working day, and why."""

    found: CountedDay

    @property
    def days(self) -> tuple[CountedDay, ...] | None:
        return ()  # the sentence says it all

    @property
    def certain(self) -> bool:
        return self.found.works is not None

    def sentence(self, voice: Voice) -> str:
        form = {True: w.IS_WORKDAY, False: w.IS_NO_WORKDAY, None: w.MAY_BE_WORKDAY}[self.found.works]
        return voice.say(form, day=voice.dated(self.found.day), reason=reason_text(self.found, voice))

    def to_json(self) -> dict[str, Any]:
        """The day, whether it works (null: nobody knows yet) and why."""
        fact = day_json(self.found)
        return {key: fact[key] for key in ("day", "works", "reason", "festival")} | {"certain": self.certain}


def nth_workday(day: date, n: int, calendar: Calendar) -> NthWorkday:
    """The ``n``-th working day after ``day``. Raises DateError where no calendar covers it."""
    found = calendar.workday_after(day, n)
    if found is None:
        raise DateError(f"{n} working days after {day}: the calendar covers 2001 to 2099")
    return NthWorkday(day, n, found, _listed(day, found.latest, calendar))


def workdays_between(after: date, until: date, calendar: Calendar) -> WorkdaysBetween:
    """The working days after ``after`` up to ``until``. Raises DateError where no calendar covers them."""
    found = calendar.workdays_between(after, until)
    if found is None:
        raise DateError(f"working days from {after} to {until}: the calendar covers 2001 to 2099")
    return WorkdaysBetween(after, until, found, _listed(after, until, calendar))


def whether_workday(day: date, calendar: Calendar) -> WhetherWorkday:
    """Whether ``day`` is a working day. Raises DateError where no calendar covers it."""
    before = day_before(day)
    found = () if before is None else calendar.explain(before, day)
    if not found or found[0].reason is DayReason.NO_CALENDAR:
        raise DateError(f"whether {day} is a working day: the calendar covers 2001 to 2099")
    return WhetherWorkday(found[0])


def workday_text(answer: WorkdayAnswer, voice: Voice | None = None, page: Page | None = None) -> str:
    """The answer for people, day by day. Default: Chinese, not wrapped."""
    return render(_paragraphs(answer, voice or Voice()), page or Page())


def _paragraphs(answer: WorkdayAnswer, voice: Voice) -> Iterator[Paragraph]:
    yield Paragraph(answer.sentence(voice), hang=2, tone=Tone.HEADING)
    if not answer.certain:
        yield Paragraph(voice.say(w.UNCERTAIN_NOTE), hang=2, tone=Tone.OPEN)
    if answer.days is None:
        yield Paragraph(voice.say(w.NOT_LISTED, n=DAYS_LISTED))
    elif answer.days:
        yield BLANK
        yield from day_paragraphs(answer.days, 2, voice)


def _listed(after: date, until: date, calendar: Calendar) -> tuple[CountedDay, ...] | None:
    return calendar.explain(after, until) if (until - after).days <= DAYS_LISTED else None


def _days_json(days: tuple[CountedDay, ...] | None) -> list[dict[str, Any]] | None:
    return None if days is None else [day_json(day) for day in days]
