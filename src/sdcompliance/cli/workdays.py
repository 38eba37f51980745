"""``sdcompliance workdays``: working days counted, day by day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from sdcompliance.cli.inputs import calendar_with
from sdcompliance.cli.options import arrangement_option, format_option, language_option
from sdcompliance.cli.output import page_of_stdout, voice_of, write, write_json

if TYPE_CHECKING:
    from datetime import date

    from sdcompliance.reports import WorkdayAnswer
    from sdcompliance.workdays import Calendar

_STEPS = re.compile(r"\+([0-9]{1,5})")


@click.command(short_help="计算工作日 / count working days")
@click.argument("day", metavar="DATE")
@click.argument("until", metavar="[+N|DATE]", required=False)
@arrangement_option
@format_option
@language_option
def workdays(day: str, until: str | None, arrangements: tuple[str, ...], format_: str, language: str) -> None:
    """某日是否工作日；之后第 N 个工作日；两日之间（首日不计、末日计入）有几个工作日。

    Whether a day is a working day; the N-th one after it; how many there are after it up to another day.

    \b
    sdcompliance workdays 2026-10-10
    sdcompliance workdays 2026-09-30 +3
    sdcompliance workdays 2026-09-30 2026-10-12
    """
    from sdcompliance.reports import workday_text

    answer = _answer(_day(day), until, calendar_with(None, arrangements))
    if format_ == "json":
        write_json(answer.to_json())
    else:
        write(workday_text(answer, voice_of(language), page_of_stdout()))


def _answer(day: date, until: str | None, calendar: Calendar) -> WorkdayAnswer:
    from sdcompliance.reports import nth_workday, whether_workday, workdays_between

    if until is None:
        return whether_workday(day, calendar)
    if steps := _STEPS.fullmatch(until):
        return nth_workday(day, int(steps[1]), calendar)
    return workdays_between(day, _day(until), calendar)


def _day(text: str) -> date:
    """A date of the command line. Raises DateError."""
    from datetime import date

    from sdcompliance.errors import DateError

    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise DateError(
            f"{text!r}: a date that exists was expected, as 2026-09-30, or +3 for the third working day"
        )
    return day
