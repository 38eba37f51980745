"""The reading of single values: what a cell may hold, and what it becomes.

One reader a kind of column, each taking what Python, JSON, CSV or a workbook may hold and returning the
value, or None for *not recorded*; anything else is a ``MisreadError`` that says what was expected.

- None and the empty text are *not recorded*, in every column but the id.
- White space around a value is ignored, and white space alone is a misread, except in a text column,
  which keeps its text as it is: there, white space alone is blank text.
- Digits are ASCII digits. Full-width digits (１２) are kept in text and misread everywhere else: they mark
  text typed by hand, and a date or an amount is not guessed from it.
- A number is never a date, neither as a spreadsheet's day count nor as an epoch; True is never a number.
- A float counts for the shortest decimal that prints it (0.1 is 0.1), as everywhere in Python.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from typing import TypeVar
from zoneinfo import ZoneInfo

from sdcompliance.errors import did_you_mean
from sdcompliance.records.cities import CITIES
from sdcompliance.records.codes import Code
from sdcompliance.records.faults import FaultCode

SHANGHAI = ZoneInfo("Asia/Shanghai")
"""The one time zone of the notice: every moment is kept in it, every day is a day there."""

C = TypeVar("C", bound=Code)

_LONGEST = 64  # characters of any date, number, code or city; longer text is not looked at further
_INT64 = 2**63
_EXACT_FLOAT = 2**53  # from here on a float no longer holds every integer
_LONGEST_DIGITS, _LONGEST_BITS = 38, 127  # 2**127 has 39 digits
_WHOLE_DIGITS, _DECIMAL_PLACES = 18, 20  # together they fit the 38 digits of a SQL DECIMAL

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]+))?)?"
    r"(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)
_INTEGER = re.compile(r"[+-]?[0-9]+(?:\.0+)?")
_DECIMAL = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_CITY = re.compile(r"[0-9]{6}")

_BOOLEANS = {"true": True, "yes": True, "1": True, "是": True}
_BOOLEANS |= {"false": False, "no": False, "0": False, "否": False}
_CITY_CODES = {name: code for code, city in CITIES.items() for name in (city, city + "市")}

_A_KEY = "an id (text that is not blank)"
_A_TEXT = "text (a number of at most 38 digits is read as its digits)"
_A_BOOLEAN = "true or false (or yes, no, 1, 0, 是, 否)"
_AN_INTEGER = "an integer of at most 64 bits, in ASCII digits"
_A_DECIMAL = (
    f"a finite decimal number in ASCII digits, at most {_WHOLE_DIGITS} before the point "
    f"and {_DECIMAL_PLACES} after it"
)
_A_DAY = "a date YYYY-MM-DD that the calendar has, in ASCII digits, without a time"
_A_MOMENT = (
    "a date YYYY-MM-DD that the calendar has, in ASCII digits, alone or with a time "
    "(2025-03-05T09:30, 2025-03-05 09:30:00+08:00)"
)
_A_CITY = "a six-digit code, or the name of one of the 16 cities"


class MisreadError(ValueError):
    """A value that its column cannot hold; ``expected`` says what it can."""

    def __init__(self, expected: str, code: FaultCode = FaultCode.BAD_VALUE) -> None:
        super().__init__(expected)
        self.expected = expected
        self.code = code


def read_key(raw: object) -> str:
    """An id: as a reference, but it must be there."""
    key = (read_text(raw) or "").strip()
    if not key:
        raise MisreadError(_A_KEY, FaultCode.ID_MISSING)
    return key


def read_reference(raw: object) -> str | None:
    """The id of a row; stripped as ids are, so that it is found whatever the spreadsheet put around it."""
    text = read_text(raw)
    if text is None:
        return None
    key = text.strip()
    if not key:
        raise MisreadError(_A_KEY)
    return key


def read_text(raw: object) -> str | None:
    """Text as it is; a number as its digits (12.0 is "12")."""
    if raw is None:
        return None
    if isinstance(raw, str):
        if not raw.isascii() and _has_lone_surrogate(raw):
            raise MisreadError("text of whole Unicode characters (this holds half of a surrogate pair)")
        return str(raw) or None
    if isinstance(raw, float) and abs(raw) >= _EXACT_FLOAT:
        raise MisreadError("text (a float this large has lost digits: write the cell as text)")
    digits = f"{_number(raw, _A_TEXT):f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def read_boolean(raw: object) -> bool | None:
    """True or false, also as the words and figures for them."""
    cell = _cell(raw, _A_BOOLEAN)
    if cell is None or isinstance(cell, bool):
        return cell
    word = cell.lower() if isinstance(cell, str) else str(_whole(cell, _A_BOOLEAN))
    if word not in _BOOLEANS:
        raise MisreadError(_A_BOOLEAN)
    return _BOOLEANS[word]


def read_integer(raw: object) -> int | None:
    """A whole number, also written as 12.0."""
    cell = _cell(raw, _AN_INTEGER)
    if cell is None:
        return None
    number = _whole(_written(cell, _INTEGER), _AN_INTEGER)
    if not -_INT64 <= number < _INT64:
        raise MisreadError(_AN_INTEGER)
    return number


def read_decimal(raw: object) -> Decimal | None:
    """A finite decimal number; a float is its shortest decimal, not its binary expansion."""
    cell = _cell(raw, _A_DECIMAL)
    if cell is None:
        return None
    number = _number(_written(cell, _DECIMAL), _A_DECIMAL)
    if number.adjusted() >= _WHOLE_DIGITS or _places(number) > _DECIMAL_PLACES:
        raise MisreadError(_A_DECIMAL)
    return number


def read_day(raw: object) -> date | None:
    """A calendar day. A spreadsheet's midnight without an offset is its day; any other time is misread."""
    cell = _cell(raw, _A_DAY)
    if cell is None:
        return None
    day = _date_or_time(cell, _A_DAY)
    if not isinstance(day, datetime):
        return day
    if day.tzinfo is not None or day.time() != time.min:
        raise MisreadError(_A_DAY)
    return day.date()


def read_moment(raw: object) -> date | None:
    """A moment in Asia/Shanghai, or a bare day: some time that day. No offset means Asia/Shanghai."""
    cell = _cell(raw, _A_MOMENT)
    if cell is None:
        return None
    moment = _date_or_time(cell, _A_MOMENT)
    return _in_shanghai(moment) if isinstance(moment, datetime) else moment


def read_city(raw: object) -> str | None:
    """A six-digit code; also the name of a city of Shandong, with or without 市."""
    cell = _cell(raw, _A_CITY)
    if cell is None:
        return None
    text = cell if isinstance(cell, str) else str(_whole(cell, _A_CITY))
    if _CITY.fullmatch(text):
        return text
    if text not in _CITY_CODES:
        raise MisreadError(_A_CITY + did_you_mean(text, _CITY_CODES))
    return _CITY_CODES[text]


def code_reader(codes: type[C]) -> Callable[[object], C | None]:
    """The reader of one enumeration: its codes as they are written, or their Chinese labels."""
    known = {str(member): member for member in codes} | {member.label: member for member in codes}
    expected = "one of " + ", ".join(f"{member.value} ({member.label})" for member in codes)

    def read_code(raw: object) -> C | None:
        """The code that is written so; None for nothing. Raises MisreadError."""
        cell = _cell(raw, expected)
        if cell is None:
            return None
        if not isinstance(cell, str):
            raise MisreadError(expected)
        if cell not in known:
            raise MisreadError(expected + did_you_mean(cell, known))
        return known[cell]

    return read_code


def day_of(moment: date | None) -> date | None:
    """The Shanghai day of a value of a MOMENT column."""
    return moment.date() if isinstance(moment, datetime) else moment


def _cell(raw: object, expected: str) -> object:
    """Text without white space around it, None where nothing is recorded; what is not text, as it is."""
    if not isinstance(raw, str):
        return raw
    if not raw:
        return None
    text = str(raw).strip()
    if not 0 < len(text) <= _LONGEST:
        raise MisreadError(expected)
    return text


def _written(cell: object, form: re.Pattern[str]) -> object:
    """The number that text of this form writes; anything else as it is."""
    return Decimal(cell) if isinstance(cell, str) and form.fullmatch(cell) else cell


def _number(cell: object, expected: str) -> Decimal:
    """The exact decimal of an int, a float or a Decimal of reasonable size."""
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        raise MisreadError(expected)
    if isinstance(cell, int) and cell.bit_length() > _LONGEST_BITS:
        raise MisreadError(expected)
    number = Decimal(repr(float(cell))) if isinstance(cell, float) else Decimal(cell)
    if not number.is_finite() or number.adjusted() >= _LONGEST_DIGITS or _places(number) > _LONGEST_DIGITS:
        raise MisreadError(expected)
    return number


def _whole(cell: object, expected: str) -> int:
    number = _number(cell, expected)
    if number != number.to_integral_value():
        raise MisreadError(expected)
    return int(number)


def _places(number: Decimal) -> int:
    """Digits after the point."""
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _date_or_time(cell: object, expected: str) -> date:
    """A plain date, or a datetime with the offset it is written with, if any."""
    if isinstance(cell, str):
        return _iso(cell, expected)
    if not isinstance(cell, date):
        raise MisreadError(expected)
    try:
        day = date(cell.year, cell.month, cell.day)
        return datetime.combine(day, cell.timetz()) if isinstance(cell, datetime) else day
    except (TypeError, ValueError):  # another library's "not a time", which is a datetime without a year
        raise MisreadError(expected) from None


def _iso(text: str, expected: str) -> date:
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
        match = _MOMENT.fullmatch(text)
        if match is None:
            raise MisreadError(expected)
        day, hour, minute, second, fraction, offset = match.groups()
        # Cut, not rounded: rounding up could move a moment into the next day.
        microsecond = int(f"{fraction or '':0<6.6}")
        clock = time(int(hour), int(minute), int(second or 0), microsecond, _zone(offset))
        return datetime.combine(date.fromisoformat(day), clock)
    except ValueError:
        raise MisreadError(expected) from None


def _zone(offset: str | None) -> tzinfo | None:
    if offset is None:
        return None
    if offset == "Z":
        return UTC
    hours, minutes = int(offset[1:3]), int(offset[3:].lstrip(":") or 0)
    if minutes > 59:
        raise ValueError(offset)
    away = timedelta(hours=hours, minutes=minutes)
    return timezone(-away if offset[0] == "-" else away)


def _in_shanghai(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        return moment.replace(tzinfo=SHANGHAI)
    try:
        return moment.astimezone(SHANGHAI)
    except OverflowError:
        raise MisreadError(_A_MOMENT) from None


def _has_lone_surrogate(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False
