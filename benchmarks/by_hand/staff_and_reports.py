"""The rules about assignments and about the reports of results."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from benchmarks.by_hand.case import Case
from benchmarks.by_hand.days import by, day_of, in_force_there, not_later
from benchmarks.by_hand.terms import one_names, own_centre
from benchmarks.by_hand.truths import (
    AHEAD,
    NOT_APPLICABLE,
    PAST,
    UNDETERMINED,
    Truth,
    Verdicts,
    both,
    either,
)
from sdcompliance.records import Assignment, ResultsReport, Role

ASSIGNMENT_COLUMNS = (
    "STF003", "STF003.county-centre", "STF005", "STF006", "STF007", "STF007.examiners-only",
)  # fmt: skip
REPORT_COLUMNS = ("RPT003", "RPT003.county-centre", "RPT004")

EXAMINER = Role.EXAMINER


def assignment_judge(case: Case) -> Callable[[Assignment], Verdicts]:
    """The rules about assignments."""
    today, session_of, body_of = case.today, case.rows("sessions"), case.rows("bodies")
    person_of = case.rows("personnel")
    projects_of_person = case.with_value("personnel_projects", "person_id")

    def judge(assignment: Assignment) -> Verdicts:
        session, role = session_of(assignment.session_id), assignment.role
        started = day_of(session.started_at) if session is not None else None
        city = session.city if session is not None else None
        covered = in_force_there(started, city)
        if covered is False:
            return (NOT_APPLICABLE,) * len(ASSIGNMENT_COLUMNS)
        if covered is None or session is None or started is None:
            unknown = UNDETERMINED
            return unknown, unknown, unknown, of_examiners(role, unknown), unknown, unknown
        verdict = AHEAD if today <= started else PAST
        own, own_or_county = own_centre(body_of(assignment.dispatched_by_id), city)
        person = person_of(assignment.person_id)
        certified = valid = None
        if person is not None:
            if role is EXAMINER:
                certified = one_names(projects_of_person(person.id, ()), session.project_id)
            until = person.valid_until_on
            at_start = both(by(person.valid_from_on, started), by(started, until))
            valid = both(at_start, by(day_of(session.ended_at), until))
        valid_or_supervisor = valid if role is EXAMINER else either(None if role is None else True, valid)
        return (
            verdict[own],
            verdict[own_or_county],
            verdict[assignment.badge_worn],
            of_examiners(role, verdict[certified]),
            verdict[valid],
            verdict[valid_or_supervisor],
        )

    return judge


def report_judge(case: Case) -> Callable[[ResultsReport], Verdicts]:
    """The rules about reports."""
    session_of, body_of = case.rows("sessions"), case.rows("bodies")

    def judge(report: ResultsReport) -> Verdicts:
        session = session_of(report.session_id)
        if session is None:
            return (UNDETERMINED,) * len(REPORT_COLUMNS)
        city = session.city
        covered = in_force_there(day_of(session.started_at), city)
        if covered is not True:
            return (UNDETERMINED if covered is None else NOT_APPLICABLE,) * len(REPORT_COLUMNS)
        own, own_or_county = own_centre(body_of(report.received_by_id), city)
        received = (report.results_received_at, report.papers_received_at)
        return PAST[own], PAST[own_or_county], consistency(received, session.ended_at)

    return judge


def of_examiners(role: Role | None, verdict: int) -> int:
    """STF006 asks examiners only."""
    if role is EXAMINER:
        return verdict
    return UNDETERMINED if role is None else NOT_APPLICABLE


def consistency(received: Iterable[date | None], ended: date | None) -> int:
    """RPT004: nothing received before the end; a receipt dated before it contradicts it."""
    last_day = day_of(ended)
    after: Truth = True
    for moment in received:
        if moment is None or ended is None:
            after = both(after, None)
        elif not_later(ended, moment) is False:
            return UNDETERMINED
        else:
            after = both(after, by(last_day, day_of(moment)))
    return PAST[after]
