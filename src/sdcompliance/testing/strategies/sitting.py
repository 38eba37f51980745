"""One sitting from its paper to its archive, with nothing to object to."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Final

from sdcompliance.testing.strategies.catalogue import NATIONAL, PROVINCIAL, SPECIFICATIONS
from sdcompliance.testing.strategies.days import moment_on
from sdcompliance.testing.strategies.making import LAST_SITTING, Making
from sdcompliance.testing.strategies.outcomes import Sat, add_outcome
from sdcompliance.testing.strategies.people import EXAMINERS, SUPERVISOR, add_candidate
from sdcompliance.testing.strategies.qualification import SITE
from sdcompliance.workdays import calendar

LONGEST: Final = 3
"""Days that a sitting lasts at most after its first."""

_STARTS: Final = (time(8, 30), time(0, 0), time(13, 0))
_ENDS: Final = (time(16, 40), time(23, 59, 59), time(13, 0))
_LIMIT: Final = 3  # working days, annex1/4.4
_CLOCKS: Final = (time(23, 59, 59), time(16, 40), time(0, 0), time(23, 59, 59, 999_999))
_RECEIVED: Final = tuple((days, clock) for days in range(_LIMIT + 1) for clock in _CLOCKS)


def add_sitting(making: Making, number: int, started_on: date, candidates: range) -> Sat:
    """The session ``S<number>`` with everything that hangs on it, for the candidates of these numbers."""
    project = making.one_of((NATIONAL, PROVINCIAL))
    start, end = making.several(_STARTS, _ENDS)
    days, experts, examiners = making.several(range(LONGEST + 1), (1, 3), (1, 2))
    ended_on = started_on + timedelta(days)
    noticed, filed = making.gaps(2)
    session, paper = f"S{number}", f"PA{number}"
    making.add(
        "papers", paper, project_id=project, specification_id=SPECIFICATIONS[project], set_by_id="CENTRE",
        expert_count=experts, filed_at=moment_on(started_on - filed, start), filed_with_id="PROVINCIAL",
    )  # fmt: skip
    making.add(
        "sessions", session, city=making.city, site_id=SITE, project_id=project,
        specification_id=SPECIFICATIONS[project], paper_id=paper, organised_by_id="CENTRE",
        preparation_notice_on=started_on - noticed, preparation_met=True, staff_arranged=True,
        supervision_recorded=True, started_at=moment_on(started_on, start), ended_at=moment_on(ended_on, end),
    )  # fmt: skip
    _add_assignments(making, session, examiners)
    received_on = _add_report(making, number, session, ended_on, end)
    sat = Sat(session, project, started_on, ended_on, received_on)
    for candidate in candidates:
        _add_registration(making, sat, candidate)
    add_outcome(making, sat, candidates)
    return sat


def _add_assignments(making: Making, session: str, examiners: int) -> None:
    for person in EXAMINERS[:examiners]:
        _assign(making, session, person, "examiner")
    _assign(making, session, SUPERVISOR, "supervisor")


def _assign(making: Making, session: str, person: str, role: str) -> None:
    making.add("assignments", f"{session}-{person}", session_id=session, person_id=person, role=role,
               dispatched_by_id="CENTRE", badge_worn=True)  # fmt: skip


def _add_report(making: Making, number: int, session: str, ended_on: date, end: time) -> date:
    """Received on the day of the end, at the earliest at its moment, or by the third working day after."""
    days, clock = making.one_of(_RECEIVED)
    due = calendar().workday_after(ended_on, days)
    if due is None:
        raise ValueError(f"{ended_on}: its working days are not known; sittings end by {LAST_SITTING}")
    day = due.earliest
    received = moment_on(day, max(end, clock) if day == ended_on else clock)
    making.add("reports", f"RP{number}", session_id=session, results_received_at=received,
               papers_received_at=received, sent_by_id="SITE", received_by_id="CENTRE")  # fmt: skip
    return day


def _add_registration(making: Making, sat: Sat, candidate: int) -> None:
    registered, trained = making.gaps(2)
    registered_on = sat.started_on - registered
    registered_by, fee = making.one_of((("individual", 0), ("individual", 150), ("unit", 150)))
    making.add(
        "registrations", f"R{candidate}", candidate_id=add_candidate(making, candidate, registered_on),
        project_id=sat.project, session_id=sat.session, city=making.city, registered_on=registered_on,
        registered_by=registered_by, channel="provincial_system",
        received_by_id="CENTRE", voluntary=True, accepted=True, trained_on=registered_on - trained,
        fee_charged=fee,
    )  # fmt: skip
