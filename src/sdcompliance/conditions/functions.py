"""The functions a condition may call: their arguments, their result, how bounds pass through them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from sdcompliance.conditions.types import DAY, NUMBER, TEXT, TRUTH, ValueKind, ValueType


class Bound(Enum):
    """How an argument that is known only within bounds bears on the result."""

    RISES = "the result never falls when the argument rises"
    FALLS = "the result never rises when the argument rises"
    EXACT = "the argument must be known exactly"


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a function takes at one place."""

    name: str
    type: ValueType
    bound: Bound


@dataclass(frozen=True, slots=True)
class Function:
    """One function of the language. ``doc`` is shown in the documentation of the language."""

    name: str
    parameters: tuple[Parameter, ...]
    result: ValueType
    doc: str


def _rises(name: str, type_: ValueType) -> Parameter:
    return Parameter(name, type_, Bound.RISES)


def _falls(name: str, type_: ValueType) -> Parameter:
    return Parameter(name, type_, Bound.FALLS)


def _exact(name: str, type_: ValueType) -> Parameter:
    return Parameter(name, type_, Bound.EXACT)


_DAY_AND_N = (_rises("day", DAY), _rises("n", NUMBER))
_SEX = ValueType(ValueKind.TEXT, codes=("male", "female"))
_FROM_TO = (_falls("first", DAY), _rises("last", DAY))

FUNCTIONS: dict[str, Function] = {
    function.name: function
    for function in (
        Function("workday_after", _DAY_AND_N, DAY, "the n-th working day after the day"),
        Function("workdays_between", _FROM_TO, NUMBER, "working days after the first day up to the last"),
        Function("days_between", _FROM_TO, NUMBER, "days from the first to the last, the first not counted"),
        Function("days_after", _DAY_AND_N, DAY, "the day n days later"),
        Function(
            "months_after", _DAY_AND_N, DAY, "the corresponding day n months later, or the month's last"
        ),
        Function("years_after", _DAY_AND_N, DAY, "the corresponding day n years later, or the month's last"),
        Function("year", (_rises("day", DAY),), NUMBER, "the calendar year of the day"),
        Function(
            "date",
            (_exact("year", NUMBER), _exact("month", NUMBER), _exact("day", NUMBER)),
            DAY,
            "the day of that year, month and day of the month",
        ),
        Function("blank", (_exact("text", TEXT),), TRUTH, "recorded, but nothing but white space"),
        Function(
            "id_valid",
            (_exact("number", TEXT),),
            TRUTH,
            "an identity number with a right check digit and date",
        ),
        Function("id_birth_on", (_exact("number", TEXT),), DAY, "the birth date an identity number carries"),
        Function(
            "id_sex", (_exact("number", TEXT),), _SEX, "the sex an identity number carries: male or female"
        ),
    )
}

#: `coalesce` takes values of any one type and is typed where it is used.
COALESCE = "coalesce"
FUNCTION_NAMES = frozenset({*FUNCTIONS, COALESCE})
QUANTIFIERS = ("any", "all", "count", "count_distinct", "min", "max")
