"""The State Council's arrangement of a year's days off, as a user hands it in.

A file holds one year or a list of years, in JSON or YAML::

    year: 2027
    source: 国务院办公厅关于2027年部分节假日安排的通知     # optional
    days_off: [2027-01-01, 2027-01-02, 2027-01-03]         # every day off; weekends may stand there or not
    workdays: [2027-01-09]                                 # the weekend days that are worked in exchange

An arrangement takes the place of all that is otherwise known of its year. The days off by law stay off
whether or not they are listed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from sdcompliance.errors import ArrangementError, did_you_mean
from sdcompliance.workdays.library import FIRST_YEAR, LAST_YEAR, library_year

FARTHEST: Final = 31
"""Days that a listed date may lie outside its arrangement's year."""

_KEYS: Final = ("year", "days_off", "workdays", "source")
_REQUIRED: Final = ("year", "days_off", "workdays")
_SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class ArrangedYear:
    """One year's arrangement: ``days_off``, and the weekend days worked in exchange, ``workdays``."""

    year: int
    days_off: tuple[date, ...]
    workdays: tuple[date, ...]
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Arrangements of one or more years.

    Raises ArrangementError, with every fault at once, on: no year at all; a year outside 2001-2099 or
    given twice; a date given twice or both as a day off and as a working day (within a year or between
    two); a date more than 31 days outside its year; a working day that is a Monday to Friday (it works
    anyway: probably a wrong date) or a day off by law.
    """

    years: tuple[ArrangedYear, ...]

    def __post_init__(self) -> None:
        places = [f"arrangement of {one.year}" for one in self.years]
        _raise(None, _faults(list(zip(places, self.years, strict=True))))

    @classmethod
    def of(
        cls, year: int, days_off: Iterable[date], workdays: Iterable[date] = (), source: str | None = None
    ) -> Arrangement:
        """The arrangement of a single year. Raises ArrangementError as the class does."""
        return cls((ArrangedYear(year, tuple(days_off), tuple(workdays), source),))


def load_arrangement(path: str | Path) -> Arrangement:
    """The arrangement in a ``.json``, ``.yaml`` or ``.yml`` file.

    Raises ArrangementError, with every fault at once (file, key, value, what was expected, the nearest
    valid key), on a file that cannot be read, unknown, missing or repeated keys, values of a wrong type,
    and whatever Arrangement refuses.
    """
    from sdcompliance.workdays.reading import read_plain

    path = Path(path)
    value, faults = read_plain(path)
    entries = value if isinstance(value, list) else [value]
    places = [f"[{i}]." if isinstance(value, list) else "" for i in range(len(entries))]
    read = [(place, _read_year(place, entry, faults)) for place, entry in zip(places, entries, strict=True)]
    whole = [(place.rstrip(".") or str(one.year), one) for place, one in read if one is not None]
    if len(whole) == len(entries):
        faults += _faults(whole)
    _raise(path, faults)
    return Arrangement(tuple(one for _, one in whole))


def _raise(path: Path | None, faults: list[str]) -> None:
    if faults:
        where = "" if path is None else f"{path}: "
        raise ArrangementError("\n".join(f"{where}{fault}" for fault in faults))


def _read_year(place: str, entry: object, faults: list[str]) -> ArrangedYear | None:
    """The entry as a year, or None with its faults appended."""
    before = len(faults)
    if not isinstance(entry, Mapping):
        here = f"{place.rstrip('.')}: " if place else ""
        faults.append(f"{here}{_shown(entry)}; a mapping with the keys {', '.join(_KEYS)} was expected")
        return None
    faults += [
        f"{place}{key}: unknown key{did_you_mean(str(key), _KEYS)}; expected: {', '.join(_KEYS)}"
        for key in entry
        if key not in _KEYS
    ]
    faults += [f"{place}{key}: missing" for key in _REQUIRED if key not in entry]
    year = _read_integer(f"{place}year", entry.get("year", FIRST_YEAR), faults)
    days_off = _read_dates(f"{place}days_off", entry.get("days_off", []), faults)
    workdays = _read_dates(f"{place}workdays", entry.get("workdays", []), faults)
    source = _read_text(f"{place}source", entry.get("source"), faults)
    return ArrangedYear(year, days_off, workdays, source) if len(faults) == before else None


def _read_integer(place: str, value: object, faults: list[str]) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    faults.append(f"{place}: {_shown(value)}; a year such as 2027 was expected")
    return 0


def _read_text(place: str, value: object, faults: list[str]) -> str | None:
    if value is None or isinstance(value, str):
        return value
    faults.append(f"{place}: {_shown(value)}; text was expected")
    return None


def _read_dates(place: str, value: object, faults: list[str]) -> tuple[date, ...]:
    if not isinstance(value, list):
        faults.append(f"{place}: {_shown(value)}; a list of dates was expected, [] for none")
        return ()
    dates = [_date_or_none(item) for item in value]
    faults += [
        f"{place}[{i}]: {_shown(item)}; a date that exists, as 2027-01-31, was expected"
        for i, (item, day) in enumerate(zip(value, dates, strict=True))
        if day is None
    ]
    return tuple(day for day in dates if day is not None)


def _date_or_none(value: object) -> date | None:
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return day if day is not None and day.isoformat() == value else None


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


Placed = list[tuple[str, ArrangedYear]]


def _faults(years: Placed) -> list[str]:
    if not years:
        return ["no year is given; at least one was expected"]
    return [*(fault for place, one in years for fault in _faults_of(place, one)), *_conflicts(years)]


def _faults_of(place: str, one: ArrangedYear) -> Iterator[str]:
    if not FIRST_YEAR <= one.year <= LAST_YEAR:
        yield f"{place}: year {one.year}; {FIRST_YEAR} to {LAST_YEAR} was expected"
        return
    strange = [day for day in (*one.days_off, *one.workdays) if not _is_plain_date(day)]
    yield from (f"{place}: {day!r}; a datetime.date without a time was expected" for day in strange)
    if strange:
        return
    for day, times in Counter((*one.days_off, *one.workdays)).items():
        if day in one.days_off and day in one.workdays:
            yield f"{place}: {day} is both in days_off and in workdays: keep one"
        elif times > 1:
            yield f"{place}: {day} is given {times} times: keep one"
        if not _is_near(day, one.year):
            yield f"{place}: {day} lies more than {FARTHEST} days outside {one.year}"
        elif day in one.workdays:
            yield from _faults_of_workday(place, day)


def _faults_of_workday(place: str, day: date) -> Iterator[str]:
    if day.weekday() < _SATURDAY:
        yield f"{place}: workdays: {day} is a {day:%A}; a Saturday or Sunday was expected"
    elif day in library_year(day.year).statutory:
        yield f"{place}: workdays: {day} is a day off by law; another weekend day was expected"


def _conflicts(years: Placed) -> Iterator[str]:
    numbers = Counter(one.year for _, one in years)
    yield from (
        f"year {year} is given {times} times: keep one" for year, times in numbers.items() if times > 1
    )
    listed: dict[date, tuple[str, str]] = {}
    for place, one in years:
        here = dict.fromkeys(one.days_off, "days_off") | dict.fromkeys(one.workdays, "workdays")
        for day, key in here.items():
            earlier, other = listed.setdefault(day, (place, key))
            if other != key:
                yield f"{place}: {day} is in {key}, but in {other} of {earlier}: keep one"


def _is_plain_date(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _is_near(day: date, year: int) -> bool:
    outside = max(
        date(year, 1, 1).toordinal() - day.toordinal(), day.toordinal() - date(year, 12, 31).toordinal()
    )
    return outside <= FARTHEST
