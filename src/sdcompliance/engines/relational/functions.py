"""The functions of the condition language as SQL of exact arguments; bounds are values.py's matter.

Each answers NULL for whatever the native function answers None: a NULL, a day no calendar has, a
number of days or months that is no whole number.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import TypeAlias

from sdcompliance.engines.relational.dialect import Dialect

Builder: TypeAlias = Callable[[Dialect, Sequence[str]], str]

_FIRST_DAY = "DATE '0001-01-01'"
#: How many days after it the calendar's last day is.
_LAST_NUMBER = (date.max - date.min).days
#: Months from year 0 on: January of the year 1, December of 9999.
_FIRST_MONTH, _LAST_MONTH = 12, 119_999
_NUMBER = "[0-9]{17}[0-9X]"
#: GB 11643: the check digit is the one that makes this weighted sum come out (ISO 7064 MOD 11-2).
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


def sql_of(function: str, dialect: Dialect, arguments: Sequence[str]) -> str:
    """A call of a function that needs no working days."""
    return _BUILDERS[function](dialect, arguments)


def _days_after(dialect: Dialect, arguments: Sequence[str]) -> str:
    day, n = arguments
    step = dialect.days_after(day, n)
    if _is_whole(n):
        return _at_most(dialect, day, int(n), _last_by_days(int(n)), step)
    number = dialect.days_between(_FIRST_DAY, day)
    return f"CASE WHEN {n} = floor({n}) AND {number} + {n} BETWEEN 0 AND {_LAST_NUMBER} THEN {step} END"


def _months_after(dialect: Dialect, arguments: Sequence[str]) -> str:
    day, n = arguments
    step = dialect.months_after(day, n)
    if _is_whole(n):
        return _at_most(dialect, day, int(n), _last_by_months(int(n)), step)
    month = f"{dialect.year(day)} * 12 + {dialect.month(day)} - 1 + {n}"
    within = f"{month} BETWEEN {_FIRST_MONTH} AND {_LAST_MONTH}"
    return f"CASE WHEN {n} = floor({n}) AND {within} THEN {step} END"


def _years_after(dialect: Dialect, arguments: Sequence[str]) -> str:
    day, n = arguments
    if _is_whole(n):
        return _months_after(dialect, [day, str(12 * int(n))])
    within = f"{dialect.year(day)} + {n} BETWEEN 1 AND 9999"
    return f"CASE WHEN {n} = floor({n}) AND {within} THEN {dialect.months_after(day, f'12 * ({n})')} END"


def _is_whole(n: str) -> bool:
    return n.lstrip("-").isdecimal()


def _at_most(dialect: Dialect, day: str, n: int, last: date | None, step: str) -> str:
    """A day ``n`` steps away from one up to ``last``, or from it on: beyond it the step might fail."""
    if last is None:
        return "CAST(NULL AS DATE)"
    return f"CASE WHEN {day} {'<=' if n >= 0 else '>='} {dialect.day(last)} THEN {step} END"


def _last_by_days(n: int) -> date | None:
    """The last day that has one ``n`` days after it; for a negative ``n`` the first."""
    try:
        return (date.max if n >= 0 else date.min) - timedelta(days=n)
    except OverflowError:
        return None


def _last_by_months(n: int) -> date | None:
    """The same for months."""
    month = (_LAST_MONTH if n >= 0 else _FIRST_MONTH) - n
    if not _FIRST_MONTH <= month <= _LAST_MONTH:
        return None
    year, zero_based = divmod(month, 12)
    return date(year, zero_based + 1, monthrange(year, zero_based + 1)[1] if n >= 0 else 1)


def _date(dialect: Dialect, arguments: Sequence[str]) -> str:
    year, month, day = arguments
    made = dialect.make_day(year, month, day)
    in_year = f"{year} BETWEEN 1 AND 9999" + ("" if year.isdecimal() else f" AND {year} = floor({year})")
    if month.isdecimal() and day.isdecimal() and 1 <= int(month) <= 12 and 1 <= int(day) <= 28:
        return f"CASE WHEN {in_year} THEN {made} END"
    if (month, day) in _LONG_MONTH_ENDS:
        return f"CASE WHEN {in_year} THEN {made} END"
    whole = " AND ".join(f"{part} = floor({part})" for part in (month, day))
    return (
        f"CASE WHEN {whole} AND {in_year} AND {month} BETWEEN 1 AND 12"
        f" AND {day} BETWEEN 1 AND {_days_of_month(year, month)} THEN {made} END"
    )


_LONG_MONTH_ENDS = {(str(month), "31") for month in (1, 3, 5, 7, 8, 10, 12)} | {
    (str(month), str(day)) for month in range(1, 13) if month != 2 for day in (29, 30)
}


def _days_of_month(year: str, month: str) -> str:
    leap = f"{year} % 4 = 0 AND ({year} % 100 <> 0 OR {year} % 400 = 0)"
    others = f"WHEN {month} IN (4, 6, 9, 11) THEN 30 WHEN {month} <> 2 THEN 31"
    return f"CASE {others} WHEN {leap} THEN 29 ELSE 28 END"


def _digits(dialect: Dialect, number: str) -> str:
    return f"upper({dialect.stripped(number)})"


def _has_shape(dialect: Dialect, digits: str) -> str:
    return dialect.matches(digits, _NUMBER)


def _number_at(digits: str, start: int, length: int) -> str:
    return f"CAST(substr({digits}, {start}, {length}) AS INTEGER)"


def _id_birth_on(dialect: Dialect, arguments: Sequence[str]) -> str:
    digits = _digits(dialect, arguments[0])
    parts = [_number_at(digits, start, length) for start, length in ((7, 4), (11, 2), (13, 2))]
    return f"CASE WHEN {_has_shape(dialect, digits)} THEN {_date(dialect, parts)} END"


def _id_sex(dialect: Dialect, arguments: Sequence[str]) -> str:
    digits = _digits(dialect, arguments[0])
    odd = f"{_number_at(digits, 17, 1)} % 2 = 1"
    return f"CASE WHEN {_has_shape(dialect, digits)} THEN CASE WHEN {odd} THEN 'male' ELSE 'female' END END"


def _id_valid(dialect: Dialect, arguments: Sequence[str]) -> str:
    (number,) = arguments
    digits = _digits(dialect, number)
    weighted = " + ".join(
        f"{weight} * {_number_at(digits, place, 1)}" for place, weight in enumerate(_WEIGHTS, start=1)
    )
    check = f"substr('{_CHECK_DIGITS}', ({weighted}) % 11 + 1, 1)"
    right = f"{_id_birth_on(dialect, arguments)} IS NOT NULL AND {check} = substr({digits}, 18, 1)"
    valid = f"CASE WHEN {_has_shape(dialect, digits)} THEN {right} ELSE FALSE END"
    return f"CASE WHEN {number} IS NOT NULL THEN {valid} END"


_BUILDERS: Mapping[str, Builder] = {
    "days_between": lambda dialect, arguments: dialect.days_between(*arguments),
    "days_after": _days_after,
    "months_after": _months_after,
    "years_after": _years_after,
    "year": lambda dialect, arguments: dialect.year(*arguments),
    "date": _date,
    "blank": lambda dialect, arguments: f"({dialect.stripped(*arguments)} = '')",
    "id_valid": _id_valid,
    "id_birth_on": _id_birth_on,
    "id_sex": _id_sex,
}
