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
    both,
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


def of_candidate(rows: Sequence[Any], candidate_id: str | None) -> tuple[list[Any], list[Any]]:
    """The rows about a candidate, and those that may be about them."""
    surely: list[Any] = []
    perhaps: list[Any] = []
    for row in rows:
        candidate = row.candidate_id
        if candidate is None or candidate_id is None:
            perhaps.append(row)
        elif candidate == candidate_id:
            surely.append(row)
    return surely, perhaps


# ── results ─────────────────────────────────────────────────────────────────────────────


def result_judge(case: Case) -> Callable[[Result], Verdicts]:
    """The rules about results."""
    today, session_of, body_of = case.today, case.rows("sessions"), case.rows("bodies")
    certificates_of = case.with_value("certificates", "session_id")
    assignments_of = case.with_value("assignments", "session_id")
    reports_of = case.with_value("reports", "session_id")

    def judge(row: Result) -> Verdicts:
        session: Session | None = session_of(row.session_id)
        covered = covered_by_notice(session)
        if covered is False:
            return (NOT_APPLICABLE,) * len(RESULT_COLUMNS)
        due_certificate = both(row.passed, by(row.confirmed_on, today))
        if covered is None or session is None:
            issued = NOT_APPLICABLE if due_certificate is False else UNDETERMINED
            return issued, UNDETERMINED, UNDETERMINED, UNDETERMINED, UNDETERMINED
        key, confirmed = session.id, row.confirmed_on
        own, own_or_county = own_centre(body_of(row.confirmed_by_id), session.city)
        received = received_by(reports_of(key, ()), confirmed)
        issued = NOT_APPLICABLE
        if due_certificate is not False:
            got_one = due_certificate and has_certificate(certificates_of(key, ()), row.candidate_id)
            issued = COMPLIANT if got_one else UNDETERMINED
        return (
            issued,
            PAST[was_examiner(assignments_of(key, ()), row.scored_by_id)],
            PAST[row.used_rubric],
            PAST[both(own, received)],
            PAST[both(own_or_county, received)],
        )

    return judge


def has_certificate(rows: Sequence[Certificate] | None, candidate_id: str | None) -> bool:
    """CER007: whether a certificate is surely the candidate's."""
    if rows is None or candidate_id is None:
        return False
    return candidate_id in [row.candidate_id for row in rows]


def was_examiner(rows: Sequence[Assignment] | None, person_id: str | None) -> Truth:
    """RES001: somebody was sent as examiner."""
    if rows is None:
        return None
    found: Truth = False
    for row in rows:
        role, sent = row.role, row.person_id
        if role is Role.SUPERVISOR:
            continue
        if sent is None or person_id is None or (role is None and sent == person_id):
            found = None
        elif sent == person_id:
            return True
    return found


def received_by(rows: Sequence[ResultsReport] | None, day: date | None) -> Truth:
    """RES003: a report was received by a day."""
    if rows is None:
        return None
    found: Truth = False
    for row in rows:
        received = day_of(row.results_received_at)
        if received is None or day is None:
            found = None
        elif received <= day:
            return True
    return found


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
        results = results_of(session.id, ())
        found = None if results is None else of_candidate(results, row.candidate_id)
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


def sequence(row: Certificate, found: tuple[list[Result], list[Result]] | None) -> int:
    """CER001: confirmed, coded, printed, issued; without a result surely theirs the first cannot be told."""
    coded, printed, issued = row.coded_on, row.printed_on, row.issued_on
    if coded is not None and printed is not None and issued is not None:
        if not coded <= printed <= issued:
            return VIOLATION
        return after_confirmation(coded, found)
    days = [day for day in (coded, printed, issued) if day is not None]
    if days != sorted(days) or (
        found is not None and any(days[0] < late for late in confirmed(found[0], days))
    ):
        return VIOLATION
    return UNDETERMINED


def confirmed(results: Sequence[Result], days: Sequence[date]) -> list[date]:
    """The days of confirmation, where there is a day to compare them with."""
    return [day for result in results if days and (day := result.confirmed_on) is not None]


def after_confirmation(coded: date, found: tuple[list[Result], list[Result]] | None) -> int:
    """What was done in order was begun after the confirmation."""
    if found is None:
        return UNDETERMINED
    surely, perhaps = found
    verdict = COMPLIANT if surely else UNDETERMINED
    for result in surely:
        day = result.confirmed_on
        if day is None:
            verdict = UNDETERMINED
        elif day > coded:
            return VIOLATION
    for result in perhaps:
        if result.confirmed_on is None or result.confirmed_on > coded:
            verdict = UNDETERMINED
    return verdict


def passed(found: tuple[list[Result], list[Result]] | None) -> int:
    """CER002: the candidate passed."""
    if found is None:
        return UNDETERMINED
    surely, perhaps = found
    if not surely and not perhaps:
        return UNDETERMINED
    outcomes = [result.passed for result in surely]
    if True in outcomes:
        return COMPLIANT
    if None in outcomes:
        return UNDETERMINED
    return VIOLATION if all(result.passed is False for result in perhaps) else UNDETERMINED


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
            by_end = by_end_suffices = kept_until(until, destroyed, today)
            if until is not None and destroyed == until:  # too early by the default reading alone
                by_end_suffices = ended_kept(until, today)
            kept = (
                by_end,
                by_end_suffices,
                kept_until(after(archived, months), destroyed, today),
                by_end if last == ended else kept_until(after(last, months), destroyed, today),
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
    return ended_kept(until, today)


def ended_kept(until: date, today: date) -> int:
    """The verdict on what has not been destroyed too early."""
    return PENDING if today <= until else COMPLIANT


def last_issue(rows: Sequence[Certificate] | None, ended: date | None) -> date | None:
    """The latest issue of the sitting's certificates; without certificates, its last day."""
    if rows is None:
        return None
    if not rows:
        return ended
    last = None
    for row in rows:
        day = row.issued_on
        if day is None:
            return None
        if last is None or day > last:
            last = day
    return last


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
