"""The functions of the condition language as SQL of exact arguments; bounds are values.py's matter.

Each answers NULL for whatever the native function answers None: a NULL, a day no calendar has, a
number of days or months that is no whole number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from sdcompliance.engines.relational.dialect import Dialect

Builder: TypeAlias = Callable[[Dialect, Sequence[str]], str]

_FIRST_DAY, _LAST_DAY = "DATE '0001-01-01'", "DATE '9999-12-31'"
#: More days or months than any calendar has: beyond it the arithmetic itself would fail.
_MOST_STEPS = 4_000_000
_NUMBER = "[0-9]{17}[0-9X]"
#: GB 11643: the check digit is the one that makes this weighted sum come out (ISO 7064 MOD 11-2).
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


def sql_of(function: str, dialect: Dialect, arguments: Sequence[str]) -> str:
    """A call of a function that needs no working days."""
    return _BUILDERS[function](dialect, arguments)


def _stepped(step: Callable[[Dialect, str, str], str]) -> Builder:
    def build(dialect: Dialect, arguments: Sequence[str]) -> str:
        day, n = arguments
        if n.lstrip("-").isdecimal():
            return _in_calendar(step(dialect, day, n)) if abs(int(n)) <= _MOST_STEPS else "NULL"
        whole = f"{n} BETWEEN -{_MOST_STEPS} AND {_MOST_STEPS} AND {n} = floor({n})"
        return f"CASE WHEN {whole} THEN {_in_calendar(step(dialect, day, n))} END"

    return build


def _in_calendar(day: str) -> str:
    return f"CASE WHEN {day} BETWEEN {_FIRST_DAY} AND {_LAST_DAY} THEN {day} END"


def _years_after(dialect: Dialect, day: str, n: str) -> str:
    return dialect.months_after(day, str(12 * int(n)) if n.lstrip("-").isdecimal() else f"12 * ({n})")


def _date(dialect: Dialect, arguments: Sequence[str]) -> str:
    year, month, day = arguments
    made = dialect.make_day(year, month, day)
    in_year = f"{year} BETWEEN 1 AND 9999"
    if month.isdecimal() and day.isdecimal() and 1 <= int(month) <= 12 and 1 <= int(day) <= 28:
        return f"CASE WHEN {in_year} THEN {made} END"
    if (month, day) in _LONG_MONTH_ENDS:
        return f"CASE WHEN {in_year} THEN {made} END"
    whole = " AND ".join(f"{part} = floor({part})" for part in arguments)
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
    "days_after": _stepped(lambda dialect, day, n: dialect.days_after(day, n)),
    "months_after": _stepped(lambda dialect, day, n: dialect.months_after(day, n)),
    "years_after": _stepped(_years_after),
    "year": lambda dialect, arguments: dialect.year(*arguments),
    "date": _date,
    "blank": lambda dialect, arguments: f"({dialect.stripped(*arguments)} = '')",
    "id_valid": _id_valid,
    "id_birth_on": _id_birth_on,
    "id_sex": _id_sex,
}
