"""Citizen identification numbers (GB 11643-1999): 6 digits of place, 8 of birth, 3 of order, 1 check.

Only the shape, the check digit (ISO 7064 MOD 11-2) and the birth date are looked at. The place is not:
the tables of county codes reject numbers that are valid, of counties that were renamed or are newer.
A birth date only has to exist; whether it lies in the future is a question of the day one asks.

The 15-digit numbers of GB 11643-1989 are not valid: 18 digits have been in force since 1 October 1999
(国发〔1999〕15号), and the cards with 15 lapsed on 1 January 2013 (居民身份证法, article 23), before the
notice. They have no check digit either, so nothing could be concluded from one.

White space around a number is ignored, and a final x may be small. Full-width digits are not digits here,
as everywhere in the records.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

_NUMBER = re.compile(r"[0-9]{17}[0-9X]")
_ORDER_PARITY = 16  # the place of the digit that is odd for men and even for women


def id_valid(number: str | None) -> bool | None:
    """Whether a number has the shape, the check digit and a birth date that exists; None for None."""
    if number is None:
        return None
    from stdnum.cn import ric

    digits = _digits(number)
    return digits is not None and _birth(digits) is not None and ric.calc_check_digit(digits) == digits[-1]


def id_birth_on(number: str | None) -> date | None:
    """The birth date a number holds, right check digit or not; None where it holds none."""
    digits = _digits(number)
    return None if digits is None else _birth(digits)


def id_sex(number: str | None) -> Literal["male", "female"] | None:
    """The sex a number holds, right check digit or not; None where it has not the shape of one."""
    digits = _digits(number)
    if digits is None:
        return None
    return "male" if int(digits[_ORDER_PARITY]) % 2 else "female"


def _digits(number: str | None) -> str | None:
    """The 18 characters of a number, its x a capital; None where it has not the shape of one."""
    text = (number or "").strip().upper()
    return text if _NUMBER.fullmatch(text) else None


def _birth(digits: str) -> date | None:
    # Digits 7 to 14 (GB 11643). stdnum reads the same ones, five times slower.
    try:
        return date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return None
