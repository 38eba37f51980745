"""The rules about results, certificates, archives and subsidies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from benchmarks.by_hand.case import Case
from benchmarks.by_hand.days import by, day_of, in_force_there
from benchmarks.by_hand.terms import kind_is, own_centre
from benchmarks.by_hand.truths import (
    COMPLIANT,
    NOT_APPLICABLE,
    PAST,
    PENDING,
    UNDETERMINED,
    VIOLATION,
    Truth,
    Verdicts,
    all_of,
    any_of,
    both,
    either,
    same,
    where,
)
from sdcompliance.records import (
    Archive,
    ArchiveKind,
    Assignment,
    BodyKind,
    Certificate,
    Result,
    ResultsReport,
    Role,
    Session,
    Subsidy,
)
from sdcompliance.workdays import months_after

RESULT_COLUMNS = ("CER007", "RES001", "RES002", "RES003", "RES003.county-centre")
CERTIFICATE_COLUMNS = (
    "CER001", "CER002", "CER003", "CER003.county-centre", "CER004", "CER005", "CER006",
)  # fmt: skip
ARCHIVE_COLUMNS = (
    "ARC002", "ARC002.last-day-suffices", "ARC002.clock-from-archiving", "ARC002.clock-from-last-certificate",
    "ARC003", "ARC003.last-day-suffices", "ARC003.clock-from-archiving", "ARC003.clock-from-last-certificate",
    "ARC004",
)  # fmt: skip
SUBSIDY_COLUMNS = ("SUB001", "SUB002")

KEPT_MONTHS, VIDEO_KEPT_MONTHS = 24, 6


def covered_by_notice(session: Session | None) -> Truth:
    """Whether the notice covers a sitting."""
    return None if session is None else in_force_there(day_of(session.started_at), session.city)


def of_candidate(
    rows: Sequence[Any] | None, candidate_id: str | None
) -> tuple[Sequence[Any], Sequence[Any]] | None:
    """The rows about a candidate, and those that may be about them; None where no row can be read."""
    if rows is None:
        return None
    if candidate_id is None:
        return (), rows
    surely = [row for row in rows if row.candidate_id == candidate_id]
    return surely, [row for row in rows if row.candidate_id is None]


# ── results ─────────────────────────────────────────────────────────────────────────────


def result_judge(case: Case) -> Callable[[Result], Verdicts]:
    """The rules about results."""
    session_of, body_of = case.rows("sessions"), case.rows("bodies")
    certificates_of = case.with_value("certificates", "session_id")
    assignments_of = case.with_value("assignments", "session_id")
    reports_of = case.with_value("reports", "session_id")

    def judge(row: Result) -> Verdicts:
        session: Session | None = session_of(row.session_id)
        covered = covered_by_notice(session)
        if covered is False:
            return (NOT_APPLICABLE,) * len(RESULT_COLUMNS)
        due_certificate = False if row.confirmed_on is None else row.passed
        if covered is None or session is None:
            issued = NOT_APPLICABLE if due_certificate is False else UNDETERMINED
            return issued, UNDETERMINED, UNDETERMINED, UNDETERMINED, UNDETERMINED
        key, confirmed = session.id, row.confirmed_on
        found = of_candidate(certificates_of(key, ()), row.candidate_id) if due_certificate else None
        own, own_or_county = own_centre(body_of(row.confirmed_by_id), session.city)
        received = received_by(reports_of(key, ()), confirmed)
        return (
            where(due_certificate, COMPLIANT if found is not None and found[0] else UNDETERMINED),
            PAST[was_examiner(assignments_of(key, ()), row.scored_by_id)],
            PAST[row.used_rubric],
            PAST[both(own, received)],
            PAST[both(own_or_county, received)],
        )

    return judge


def was_examiner(rows: Sequence[Assignment] | None, person_id: str | None) -> Truth:
    """RES001: somebody was sent as examiner."""
    if rows is None or person_id is None:
        # Where it is not known who scored, no examiner is still none.
        roles = () if rows is None else [row.role for row in rows]
        known = rows is not None and all(role is Role.SUPERVISOR for role in roles)
        return False if known else None
    found: Truth = False
    for row in rows:
        if row.role is Role.SUPERVISOR:
            continue
        if row.person_id is None or (row.role is None and row.person_id == person_id):
            found = None
        elif row.person_id == person_id:
            return True
    return found


def received_by(rows: Sequence[ResultsReport] | None, day: date | None) -> Truth:
    """RES003: a report was received by a day."""
    return None if rows is None else any_of(by(day_of(row.results_received_at), day) for row in rows)


# ── certificates ────────────────────────────────────────────────────────────────────────


def certificate_judge(case: Case) -> Callable[[Certificate], Verdicts]:
    """The rules about certificates."""
    session_of, body_of = case.rows("sessions"), case.rows("bodies")
    results_of = case.with_value("results", "session_id")
    certificates_numbered = case.with_value("certificates", "number")

    def judge(row: Certificate) -> Verdicts:
        session: Session | None = session_of(row.session_id)
        covered = covered_by_notice(session)
        if covered is not True or session is None:
            return (where(covered, UNDETERMINED),) * len(CERTIFICATE_COLUMNS)
        found = of_candidate(results_of(session.id, ()), row.candidate_id)
        own, own_or_county = own_centre(body_of(row.issued_by_id), session.city)
        number, fee = row.number, row.query_fee
        numbered = None
        if number is not None:
            numbered = bool(number.strip()) and len(certificates_numbered(number, ())) == 1
        return (
            sequence(row, found),
            passed(found),
            PAST[own],
            PAST[own_or_county],
            PAST[numbered],
            PAST[kind_is(body_of(row.blank_printed_by_id), BodyKind.PROVINCIAL_CENTRE)],
            PAST[both(row.queryable_online, None if fee is None else fee <= 0)],
        )

    return judge


def sequence(row: Certificate, found: tuple[Sequence[Result], Sequence[Result]] | None) -> int:
    """CER001: confirmed, coded, printed, issued; without a result the first cannot be told."""
    coded, printed, issued = row.coded_on, row.printed_on, row.issued_on
    steps = both(by(coded, printed), by(printed, issued))
    in_order = both(steps, by(coded, issued))
    if found is None:
        return PAST[both(in_order, None)]
    surely, perhaps = found
    if steps and not surely and not perhaps:
        return UNDETERMINED
    days = (coded, printed, issued)
    confirmed = all_of(by(result.confirmed_on, day) for result in surely for day in days)
    if confirmed and not all(by(result.confirmed_on, day) for result in perhaps for day in days):
        confirmed = None
    return PAST[both(in_order, confirmed)]


def passed(found: tuple[Sequence[Result], Sequence[Result]] | None) -> int:
    """CER002: the candidate passed."""
    if found is None:
        return UNDETERMINED
    surely, perhaps = found
    if not surely and not perhaps:
        return UNDETERMINED
    unsure = both(None, any_of(result.passed for result in perhaps))
    return PAST[either(any_of(result.passed for result in surely), unsure)]


# ── archives ────────────────────────────────────────────────────────────────────────────


def archive_judge(case: Case) -> Callable[[Archive], Verdicts]:
    """The rules about archives."""
    today, session_of = case.today, case.rows("sessions")
    certificates_of = case.with_value("certificates", "session_id")
    none = (NOT_APPLICABLE,) * 4

    def judge(row: Archive) -> Verdicts:
        session: Session | None = session_of(row.session_id)
        covered = covered_by_notice(session)
        if covered is False:
            return (NOT_APPLICABLE,) * len(ARCHIVE_COLUMNS)
        kind, archived = row.kind, row.archived_on
        complete = UNDETERMINED if covered is None or archived is None else PAST[row.complete]
        kept: Verdicts = (UNDETERMINED,) * 4
        if kind is None:
            return (*kept, *kept, complete)
        video = kind is ArchiveKind.VIDEO
        if covered and session is not None:
            months = VIDEO_KEPT_MONTHS if video else KEPT_MONTHS
            ended, destroyed = day_of(session.ended_at), row.destroyed_on
            until = after(ended, months)
            last = last_issue(certificates_of(session.id, ()), ended)
            kept = (
                kept_until(until, destroyed, today),
                # Destroyed on the last day, it is destroyed too early by the default reading alone.
                ended_kept(today, until)
                if destroyed is not None and destroyed == until
                else kept_until(until, destroyed, today),
                kept_until(after(archived, months), destroyed, today),
                kept_until(after(last, months), destroyed, today),
            )
        return (*none, *kept, complete) if video else (*kept, *none, complete)

    return judge


def after(day: date | None, months: int) -> date | None:
    """The last day of a period."""
    return None if day is None else months_after(day, months)


def kept_until(until: date | None, destroyed: date | None, today: date) -> int:
    """ARC002, ARC003: not destroyed before the period is over."""
    if until is None:
        return UNDETERMINED
    if destroyed is not None and destroyed <= until:
        return VIOLATION
    return ended_kept(today, until)


def ended_kept(today: date, until: date | None) -> int:
    """The verdict on what has not been destroyed too early."""
    if until is None:
        return UNDETERMINED
    return PENDING if today <= until else COMPLIANT


def last_issue(rows: Sequence[Certificate] | None, ended: date | None) -> date | None:
    """The latest issue of the sitting's certificates; without certificates, its last day."""
    if rows is None:
        return None
    if not rows:
        return ended
    days = [row.issued_on for row in rows]
    return None if None in days else max(day for day in days if day is not None)


# ── subsidies ───────────────────────────────────────────────────────────────────────────


def subsidy_judge(case: Case) -> Callable[[Subsidy], Verdicts]:
    """The rules about subsidies."""
    today, certificate_of, session_of = case.today, case.rows("certificates"), case.rows("sessions")

    def judge(row: Subsidy) -> Verdicts:
        certificate: Certificate | None = certificate_of(row.certificate_id)
        session: Session | None = session_of(certificate.session_id) if certificate is not None else None
        covered = covered_by_notice(session)
        granted, started, issued = row.granted_on, None, None
        if covered is False:
            return NOT_APPLICABLE, NOT_APPLICABLE
        own = None
        if certificate is not None:
            own, issued = same(certificate.candidate_id, row.candidate_id), certificate.issued_on
        if session is not None:
            started = day_of(session.started_at)
        trained = both(row.eligible, by(row.trained_on, started))
        grounds = both(both(trained, own), by(issued, granted))
        due = both(covered, both(both(trained, own), by(issued, today)))
        return (
            where(covered if granted is not None else False, PAST[grounds]),
            where(due, UNDETERMINED if granted is None else COMPLIANT),
        )

    return judge
