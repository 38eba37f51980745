"""The functions of the condition language at run time.

Each takes values that are known exactly, or None for a value that is not known, and never
raises. A function whose result may be known only within bounds returns a pair (least, greatest),
NO_SPAN where nothing is known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeAlias

from sdcompliance.records import SHANGHAI, id_birth_on, id_sex, id_valid
from sdcompliance.workdays import Calendar, days_after, days_between, months_after, years_after

Span: TypeAlias = tuple[Any, Any]
NO_SPAN: Span = (None, None)

#: Functions of which even exact arguments may give a result within bounds.
SPANNING = frozenset({"workday_after", "workdays_between"})

_SPANS_KEPT = 10_000
_LAST_MOMENT = timedelta(days=1) - timedelta(microseconds=1)


def moment_span(moment: date | datetime | None) -> Span:
    """The first and the last instant at which something recorded as this moment may have been."""
    if moment is None:
        return NO_SPAN
    if isinstance(moment, datetime):
        return moment, moment
    start = datetime(moment.year, moment.month, moment.day, tzinfo=SHANGHAI)
    return start, start + _LAST_MOMENT


def with_nulls(access: Callable[..., Any], key: object) -> tuple[Any, ...] | None:
    """The rows with this key and those whose key is not recorded; None where the table is absent."""
    rows: tuple[Any, ...] | None = access(key, ())
    unkeyed: tuple[Any, ...] | None = access(None, ())
    return rows + unkeyed if rows is not None and unkeyed else rows


def _whole(number: int | Decimal) -> int | None:
    if number.__class__ is int:
        return number
    whole = int(number)
    return whole if whole == number else None


def _period(step: Callable[[date, int], date | None]) -> Callable[..., date | None]:
    def after(day: date | None, n: int | Decimal | None) -> date | None:
        if day is None or n is None or (whole := _whole(n)) is None:
            return None
        return step(day, whole)

    return after


def _year(day: date | None) -> int | None:
    return None if day is None else day.year


def _date(*parts: int | Decimal | None) -> date | None:
    try:
        return date(*parts)  # type: ignore[arg-type]
    except TypeError:
        pass  # a part is not known, or a decimal
    except (ValueError, OverflowError):
        return None
    whole = [None if part is None else _whole(part) for part in parts]
    try:
        return None if None in whole else date(*whole)  # type: ignore[arg-type]
    except (ValueError, OverflowError):
        return None  # a 29 February that the year does not have


def _between(first: date | None, last: date | None) -> int | None:
    return None if first is None or last is None else days_between(first, last)


def _blank(text: str | None) -> bool | None:
    return None if text is None else not text.strip()


_EXACT: dict[str, Callable[..., Any]] = {
    "days_between": _between,
    "days_after": _period(days_after),
    "months_after": _period(months_after),
    "years_after": _period(years_after),
    "year": _year,
    "date": _date,
    "blank": _blank,
    "id_valid": id_valid,
    "id_birth_on": id_birth_on,
    "id_sex": id_sex,
}


#: Every function of the language by name.
Functions: TypeAlias = Mapping[str, Callable[..., Any]]


def functions_for(calendar: Calendar) -> Functions:
    """Every function of the language, counting working days by this calendar."""
    span_after, count_between = calendar.span_after, calendar.count_between
    # Sittings end on the same few thousand days; looking a day up again is cheaper than counting.
    spans: dict[tuple[date, int], Span] = {}

    def workday_after(day: date | None, n: int | Decimal | None) -> Span:
        """The first and the last day that the ``n``-th working day after the day may be."""
        if day is None or n is None or n < 0 or (whole := _whole(n)) is None:
            return NO_SPAN
        span = spans.get((day, whole))
        if span is None:
            if len(spans) >= _SPANS_KEPT:
                spans.clear()
            span = spans[day, whole] = span_after(day, whole) or NO_SPAN
        return span

    def workdays_between(first: date | None, last: date | None) -> Span:
        """The fewest and the most working days after the first day up to the last."""
        if first is None or last is None:
            return NO_SPAN
        return count_between(first, last) or NO_SPAN

    return {**_EXACT, "workday_after": workday_after, "workdays_between": workdays_between}
