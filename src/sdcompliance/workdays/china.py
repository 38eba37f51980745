"""China's working days, with certain bounds where a year's arrangement is not published yet."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from threading import Lock
from typing import Final, NamedTuple

from sdcompliance.errors import DateError
from sdcompliance.workdays.arrangement import ArrangedYear, Arrangement
from sdcompliance.workdays.bounds import CountBounds, DayBounds
from sdcompliance.workdays.counts import NOTHING, RunningCounts, running_counts
from sdcompliance.workdays.days import NO_CALENDAR, REACH, DayFact, DayReason, Facts, by_weekday, exceptions
from sdcompliance.workdays.festivals import Festival
from sdcompliance.workdays.library import FIRST_YEAR, LAST_YEAR, published_years
from sdcompliance.workdays.periods import plain_date

LONGEST_EXPLANATION: Final = 3660
"""Days that ``Calendar.explain`` lists at most: ten years, more than any period of the notice."""

_CERTAIN_WORKDAYS_A_YEAR: Final = 130
"""About the fewest that a year has; only decides how many years to build ahead for a long count."""


class CountedDay(NamedTuple):
    """One day of a count: whether it works (None: uncertain), the count up to and with it, and why.

    ``festival`` is the festival whose arrangement makes the day what it is, or may; None on others.
    """

    day: date
    works: bool | None
    running: CountBounds
    reason: DayReason
    festival: Festival | None


class Calendar:
    """China's working days from 2001 to 2099; immutable, and safe to use from any thread.

    A day works if it is a weekday that no arrangement of the State Council gives off, or a weekend day
    that one has worked in exchange. Where a year's arrangement is not published, the days off by law are
    off, every other day within 11 days of one may work or not, and the rest follow their weekday; answers
    are then bounds that hold whatever is arranged. Arrangements apply by date: the last days of December
    belong to the New Year and so to the next year's arrangement.

    Outside 2001-2099 nothing is known: ``is_workday`` is None, and so are counts that would need a day
    there. Nothing is loaded before the first question, and then only the years around it.
    """

    __slots__ = ("_arranged", "_counts", "_digest", "_exceptions", "_known_to", "_lock", "_years")

    def __init__(self) -> None:
        self._arranged: Mapping[int, ArrangedYear] = {}
        self._known_to = LAST_YEAR
        self._counts: RunningCounts = NOTHING
        self._years = range(0)
        self._exceptions: dict[int, Facts] = {}
        self._digest: str | None = None
        self._lock = Lock()

    def is_workday(self, day: date) -> bool | None:
        """Whether ``day`` is a working day; None where that is uncertain or not known.

        Raises DateError on a date with a time.
        """
        return self._fact(plain_date(day)).works

    def workday_after(self, day: date, n: int) -> DayBounds | None:
        """The ``n``-th working day after ``day``, which itself is not counted (Civil Code 201).

        0 gives ``day`` itself, working or not. None where the count leaves 2001-2099. Raises DateError on
        a date with a time and on a negative or fractional ``n``.
        """
        plain_date(day)
        if not isinstance(n, int) or n < 0:
            raise DateError(f"{n!r} working days; a whole number from 0 on was expected")
        found = self.span_after(day, n)
        return None if found is None else DayBounds(*found)

    def workdays_between(self, after: date, until: date) -> CountBounds | None:
        """The working days after ``after`` up to and including ``until``; negative where ``until`` is
        earlier. None where either day lies outside 2001-2099. Raises DateError on a date with a time.
        """
        found = self.count_between(plain_date(after), plain_date(until))
        return None if found is None else CountBounds(*found)

    def span_after(self, day: date, n: int) -> tuple[date, date] | None:
        """``workday_after`` as a plain pair and for trusted callers: arguments are not checked."""
        first, possible, certain, possible_days, certain_days = self._counts
        at = day.toordinal() - first
        if at >= 0 and n > 0:
            try:
                return possible_days[possible[at] + n], certain_days[certain[at] + n]
            except IndexError:
                pass  # beyond the years built so far
        return self._span_after_building(day, n)

    def count_between(self, after: date, until: date) -> tuple[int, int] | None:
        """``workdays_between`` as a plain pair and for trusted callers: arguments are not checked."""
        first, possible, certain, _, _ = self._counts
        start, end = after.toordinal() - first, until.toordinal() - first
        if start >= 0 and end >= 0:
            try:
                may, must = possible[end] - possible[start], certain[end] - certain[start]
            except IndexError:
                pass  # beyond the years built so far
            else:
                return (must, may) if end >= start else (may, must)
        return self._count_between_building(after, until)

    def running_counts(self) -> RunningCounts:
        """The counts over all years covered: for engines that count working days by a table."""
        return self._counts_over(FIRST_YEAR, LAST_YEAR)

    def explain(self, after: date, until: date) -> tuple[CountedDay, ...]:
        """Each day after ``after`` up to and including ``until``, with the running count; empty where
        ``until`` is not later. Days outside 2001-2099 widen the count by one each.

        Raises DateError on a date with a time and on more than 3660 days.
        """
        length = plain_date(until).toordinal() - plain_date(after).toordinal()
        if length > LONGEST_EXPLANATION:
            raise DateError(
                f"{after} to {until}: {length} days; at most {LONGEST_EXPLANATION} can be listed: "
                "shorten the span, or use workdays_between"
            )
        return tuple(self._counted(after, length))

    @property
    def published_years(self) -> frozenset[int]:
        """The years whose arrangement is known: published by the State Council, or given by the user."""
        return self._from_library | self._arranged.keys()

    @property
    def _from_library(self) -> frozenset[int]:
        return frozenset(year for year in published_years() if year <= self._known_to)

    @property
    def given_years(self) -> frozenset[int]:
        """The years whose arrangement the user has given."""
        return frozenset(self._arranged)

    def is_published(self, year: int) -> bool:
        """Whether the arrangement of ``year`` is known."""
        return year in self.published_years

    def with_arrangement(self, arrangement: Arrangement) -> Calendar:
        """A new calendar in which each given year's arrangement takes the place of what was known of that
        year, last December's days from the 21st on included. A date that a given arrangement lists is
        settled by it, in whatever year it lies; of two that list it, by the one given later.
        """
        given = {one.year: one for one in arrangement.years}
        kept = {year: one for year, one in self._arranged.items() if year not in given}
        return self._made_of(kept | given, self._known_to)

    def known_to(self, year: int) -> Calendar:
        """A new calendar that knows no published arrangement after that of ``year``: what was judged
        before the next one came out can be judged again."""
        return self._made_of(self._arranged, year)

    @staticmethod
    def _made_of(arranged: Mapping[int, ArrangedYear], known_to: int) -> Calendar:
        new = Calendar()
        new._arranged = arranged
        new._known_to = known_to
        return new

    @property
    def digest(self) -> str:
        """SHA-256, in hexadecimal, over the published years and every day of theirs that departs from its
        weekday: equal digests mean equal answers (of one version of this library)."""
        if self._digest is None:
            text = "\n".join(self._content())
            self._digest = hashlib.sha256(text.encode()).hexdigest()
        return self._digest

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Calendar):
            return NotImplemented
        return self is other or self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        given = ", ".join(str(year) for year in sorted(self._arranged))
        return f"<Calendar of China's working days{f', given: {given}' if given else ''}>"

    def __getstate__(self) -> tuple[Mapping[int, ArrangedYear], int]:
        return self._arranged, self._known_to

    def __setstate__(self, state: tuple[Mapping[int, ArrangedYear], int]) -> None:
        Calendar.__init__(self)
        self._arranged, self._known_to = state

    def _content(self) -> Iterator[str]:
        years = self.published_years
        yield f"reach {REACH}"
        yield f"published {' '.join(str(year) for year in sorted(years))}"
        for year in range(FIRST_YEAR, min(max(years) + 1, LAST_YEAR) + 1):
            for day, fact in sorted(self._exceptions_of(year).items()):
                if fact.works is not by_weekday(day).works:
                    yield f"{day} {fact.works}"

    def _counted(self, after: date, length: int) -> Iterator[CountedDay]:
        least = most = 0
        for distance in range(1, length + 1):
            day = after + timedelta(days=distance)
            works, reason, festival = self._fact(day)
            least += works is True
            most += works is not False
            yield CountedDay(day, works, CountBounds(least, most), reason, festival)

    def _fact(self, day: date) -> DayFact:
        if not _is_covered(day):
            return NO_CALENDAR
        return self._exceptions_of(day.year).get(day) or by_weekday(day)

    def _exceptions_of(self, year: int) -> Facts:
        # Two threads may work out the same year; both find the same.
        known = self._exceptions.get(year)
        if known is None:
            known = self._exceptions[year] = exceptions(year, self._arranged, self._from_library)
        return known

    def _span_after_building(self, day: date, n: int) -> tuple[date, date] | None:
        if n < 0:
            raise DateError(f"{n} working days; a whole number from 0 on was expected")
        if n == 0:
            return day, day
        if not _is_covered(day):
            return None
        last = day.year
        while True:
            first, possible, certain, possible_days, certain_days = self._counts_over(day.year, last)
            at = day.toordinal() - first
            missing = certain[at] + n + 1 - len(certain_days)
            if missing <= 0:
                return possible_days[possible[at] + n], certain_days[certain[at] + n]
            if last == LAST_YEAR:
                return None
            last = min(LAST_YEAR, last + 1 + missing // _CERTAIN_WORKDAYS_A_YEAR)

    def _count_between_building(self, after: date, until: date) -> tuple[int, int] | None:
        if not (_is_covered(after) and _is_covered(until)):
            return None
        years = sorted((after.year, until.year))
        self._counts_over(*years)
        return self.count_between(after, until)

    def _counts_over(self, first_year: int, last_year: int) -> RunningCounts:
        """Counts that cover at least these years; those already covered stay covered."""
        with self._lock:
            if first_year not in self._years or last_year not in self._years:
                self._years = _widened(self._years, first_year, last_year)
                self._counts = running_counts(self._years[0], self._years[-1], self._exceptions_of)
            return self._counts


def _widened(years: range, first_year: int, last_year: int) -> range:
    """A year more on each side than asked for: the next question is mostly about a neighbour."""
    first = max(FIRST_YEAR, first_year - 1)
    last = min(LAST_YEAR, last_year + 1)
    return range(min([first, *years[:1]]), max([last, *years[-1:]]) + 1)


def _is_covered(day: date) -> bool:
    return FIRST_YEAR <= day.year <= LAST_YEAR


_DEFAULT: Final = Calendar()


def calendar() -> Calendar:
    """The process's calendar: the published arrangements and nothing else. Built when first asked."""
    return _DEFAULT
