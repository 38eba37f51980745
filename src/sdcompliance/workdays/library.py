"""What the package ``holidays`` knows of China. No other module imports it, and this one on first use.

The package answers for any year up to 2100 and does not say which answers are predictions. The years it
really knows are those in whose table of adjusted days it holds at least one exchange of a working day for
a day off: every arrangement of the State Council since 2001 has one. Its category ``half_day`` is never
loaded: it turns 8 March, 4 May and 1 June into days off.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sdcompliance import prepared
from sdcompliance.workdays import festivals
from sdcompliance.workdays.festivals import Festival

if TYPE_CHECKING:
    from holidays import HolidayBase

FIRST_YEAR: Final = 2001
"""The first year whose arrangement the package has; before it nothing is known here."""

LAST_YEAR: Final = 2099
"""The last year for which the package's lunar tables and its formula for Qingming are reliable."""

_KEPT_AS: Final = "holidays"
_KEPT_FROM: Final = 2018  # the counts of 2020 look two years back
_KEPT_BEYOND: Final = 3

_FIRST_YEAR_OF_ALL_SEVEN: Final = 2008  # order 513 of 2007 made Qingming, Dragon Boat and Mid-Autumn days off

# The package's own names, in the language zh_CN, of the days off by law.
_FESTIVAL_OF_NAME: Final[Mapping[str, Festival]] = {
    "元旦": festivals.NEW_YEAR,
    "农历除夕": festivals.SPRING_FESTIVAL,
    "春节": festivals.SPRING_FESTIVAL,
    "清明节": festivals.QINGMING,
    "劳动节": festivals.LABOUR_DAY,
    "端午节": festivals.DRAGON_BOAT,
    "中秋节": festivals.MID_AUTUMN,
    "国庆节": festivals.NATIONAL_DAY,
    festivals.VICTORY_DAY_2015.zh: festivals.VICTORY_DAY_2015,
}


class LibraryYear(NamedTuple):
    """One year as the package has it.

    ``statutory``: the days off by law, with their festivals. ``off``: every day off it lists, weekends
    only where they are days off by law. ``make_up``: weekend days that work (some of them in the December
    before), each with the day off it was exchanged for.
    """

    statutory: Mapping[date, tuple[Festival, ...]]
    off: frozenset[date]
    make_up: Mapping[date, date]


@cache
def published_years() -> frozenset[int]:
    """The years whose arrangement the package really has.

    A year with no exchange at all in the table counts as not published: that can only widen bounds.
    """
    return _extract().published


@cache
def library_year(year: int) -> LibraryYear:
    """The package's days of ``year``, ``FIRST_YEAR - 1`` to ``LAST_YEAR + 1``.

    Raises RuntimeError where an installed version no longer names a festival as this module expects:
    guessing on would turn uncertain days into certain ones.
    """
    return _extract().years.get(year) or _read_year(year)


class _Extract(NamedTuple):
    """What most questions need of the package."""

    published: frozenset[int]
    years: Mapping[int, LibraryYear]


@cache
def _extract() -> _Extract:
    """The years since the notice came into force, and which are published.

    Importing the package and asking it takes longer than everything else a first answer needs, so
    the extract is kept prepared; another version of the package has another key.
    """
    spec = find_spec("holidays")
    folder = Path(spec.origin).parent if spec is not None and spec.origin else Path()
    key = prepared.key_of((folder / "countries" / "china.py", folder / "version.py", Path(__file__).parent))
    kept: _Extract | None = prepared.load(_KEPT_AS, key)
    if kept is None:
        table = _table(_china(FIRST_YEAR))
        known = (year for year, entry in table.items() if any(len(row) > 3 for row in _rows(entry)))
        published = frozenset(known)
        years = range(_KEPT_FROM, max(published) + _KEPT_BEYOND + 1)
        kept = _Extract(published, {year: _read_year(year) for year in years})
        prepared.keep(_KEPT_AS, key, kept)
    return kept


def _read_year(year: int) -> LibraryYear:
    china = _china(year)
    statutory = {day: named for day in sorted(china) if (named := _named(china.get_list(day)))}
    missing = festivals.YEARLY - {festival for named in statutory.values() for festival in named}
    if missing and year >= _FIRST_YEAR_OF_ALL_SEVEN:
        names = ", ".join(sorted(festival.en for festival in missing))
        raise RuntimeError(
            f"the installed package 'holidays' lists no {names} in {year}; "
            "install a version that sdcompliance supports (holidays >= 0.109)"
        )
    return LibraryYear(statutory, frozenset(china), _make_up(china, year))


def _china(year: int) -> HolidayBase:
    # Without a language the names follow the process's locale; with expand the answer grows by itself.
    from holidays import country_holidays

    return country_holidays("CN", years=year, categories="public", language="zh_CN", expand=False)


def _named(names: list[str]) -> tuple[Festival, ...]:
    return tuple(dict.fromkeys(_FESTIVAL_OF_NAME[name] for name in names if name in _FESTIVAL_OF_NAME))


def _table(china: HolidayBase) -> Mapping[int, Any]:
    """Year → rows (month off, day off, month worked, day worked[, year worked]) or (month, day, name)."""
    table: Mapping[int, Any] = china.special_public_holidays
    return table


def _rows(entry: Any) -> tuple[tuple[Any, ...], ...]:
    """The rows of a year; a single one may stand there without its outer tuple."""
    return entry if entry and isinstance(entry[0], tuple) else (entry,)


def _make_up(china: HolidayBase, year: int) -> dict[date, date]:
    found = {}
    for row in _rows(_table(china).get(year, ())):
        if len(row) > 3:
            off_month, off_day, month, day, *other_year = row
            worked = date(other_year[0] if other_year else year, month, day)
            if worked in china.weekend_workdays:
                found[worked] = date(year, off_month, off_day)
    return found
