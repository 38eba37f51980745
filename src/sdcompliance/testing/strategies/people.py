"""Candidates with identity numbers that agree with them, and the staff that is sent to sittings."""

from __future__ import annotations

from datetime import date, timedelta

from stdnum.cn import ric

from sdcompliance.records import TABLES
from sdcompliance.testing.strategies.catalogue import NATIONAL, PROVINCIAL
from sdcompliance.testing.strategies.making import Making

EXAMINERS = ("PE1", "PE2")
SUPERVISOR = "PE3"
_GROUPS = TABLES["candidates"].columns["group"].codes
_WORKING_AGE = 16


def add_staff(making: Making, last: date) -> None:
    """Two examiners certified for both projects and a supervisor, whose certificates cover the sittings."""
    before, after = making.gaps(2)
    for person in (*EXAMINERS, SUPERVISOR):
        making.add("personnel", person, name=f"人员{person}", certificate_no=f"KP{person}",
                   valid_from_on=making.first - before, valid_until_on=last + after)  # fmt: skip
    for person in EXAMINERS:
        for project in (NATIONAL, PROVINCIAL):
            making.add("personnel_projects", f"{person}-{project}", person_id=person, project_id=project)


def add_candidate(making: Making, number: int, registered_on: date) -> str:
    """Somebody old enough to register on that day, by a day or by many years."""
    days_over, male, group = making.several((1, 2, 365, 4000, 12000), (0, 1), range(len(_GROUPS)))
    birth = _years_before(registered_on, _WORKING_AGE) - timedelta(days_over)
    making.add(
        "candidates", f"C{number}", name=f"考生{number}", birth_on=birth, sex="male" if male else "female",
        id_number=identity_number(birth, 2 * number + male), group=_GROUPS[group],
    )  # fmt: skip
    return f"C{number}"


def identity_number(birth_on: date, sequence: int) -> str:
    """A number of GB 11643 with its check digit; an odd sequence (1 to 999) is a man's."""
    body = f"370102{birth_on:%Y%m%d}{sequence:03}"
    return body + ric.calc_check_digit(body + "0")


def _years_before(day: date, years: int) -> date:
    """The corresponding day, 28 February for a leap day that the year lacks."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - years, day=28 if leap else day.day)
