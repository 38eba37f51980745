"""The calls a host makes: evaluate a whole set of records, or check one row of it."""

from __future__ import annotations

import re
from datetime import date, datetime
from enum import Enum

from sdcompliance.engines.native import RuleVerdicts
from sdcompliance.engines.registry import EngineName, engine_named, native_engine
from sdcompliance.errors import DateError
from sdcompliance.findings import Report
from sdcompliance.records import SHANGHAI, TABLES, Records, Row, table_of
from sdcompliance.rulebook import Rulebook, default_rulebook
from sdcompliance.workdays import Calendar
from sdcompliance.workdays import calendar as default_calendar

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Show(Enum):
    """Which verdicts become findings of a report."""

    NOTEWORTHY = "all that are neither compliant nor not applicable, and all sensitive ones"
    ALL = "every verdict"


def evaluate(
    records: Records,
    as_of: date | str | None = None,
    *,
    rulebook: Rulebook | None = None,
    calendar: Calendar | None = None,
    show: Show = Show.NOTEWORTHY,
    engine: EngineName | str = EngineName.NATIVE,
) -> Report:
    """Judges every row of the records by every rule about its table.

    ``as_of`` is a date or its ISO text, by default today in Asia/Shanghai; facts dated after it
    count as recorded. ``rulebook`` is by default the notice's; ``calendar`` the State Council's
    published arrangements; ``engine`` the native one, which the others agree with to the byte. Never
    raises on valid records, whatever is missing in them; DateError where ``as_of`` is no date,
    UnknownNameError where there is no such engine, ExtraMissingError where its packages are missing.
    """
    rows = {table: found.values() for table in TABLES if (found := records.table(table)) is not None}
    judging = engine_named(engine, rulebook or default_rulebook())
    return judging.judge(records, as_of_day(as_of), calendar or default_calendar(), rows, _SHOWN[show])


def check(
    row: Row,
    records: Records,
    as_of: date | str | None = None,
    *,
    rulebook: Rulebook | None = None,
    calendar: Calendar | None = None,
    show: Show = Show.NOTEWORTHY,
) -> Report:
    """Judges one row by every rule about its table, with what it refers to in the records.

    The row itself need not be among the records. Where a rule follows from the findings of others, the
    rows are judged that those findings are about, and no others. Arguments as for ``evaluate``.
    """
    engine = native_engine(rulebook or default_rulebook())
    rows = {table_of(row).name: (row,)}
    return engine.judge_some(records, as_of_day(as_of), calendar or default_calendar(), rows, _SHOWN[show])


def as_of_day(as_of: date | str | None) -> date:
    """The as-of date: today in Asia/Shanghai where none is given. Raises DateError where it is no date."""
    if as_of is None:
        return datetime.now(SHANGHAI).date()
    if isinstance(as_of, datetime):
        raise DateError(f"the as-of date is a day, not a clock time: {as_of.isoformat()}; give its date()")
    if isinstance(as_of, date):
        return as_of
    try:
        if _DAY.fullmatch(as_of):
            return date.fromisoformat(as_of)
    except (ValueError, TypeError):
        pass  # 30 February, or something else than text
    raise DateError(f"the as-of date {as_of!r} is no date; write it 2026-11-23")


def _noteworthy(found: RuleVerdicts) -> bool:
    return found.noteworthy


def _all(_: RuleVerdicts) -> bool:
    return True


_SHOWN = {Show.NOTEWORTHY: _noteworthy, Show.ALL: _all}
