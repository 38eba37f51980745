"""The rules about sessions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import permutations
from typing import TypeAlias

from benchmarks.by_hand.case import Case, RowOf, RowsOf
from benchmarks.by_hand.days import by, day_of, in_force_there, not_later
from benchmarks.by_hand.terms import PROVINCIAL, in_scope, one_names, own_centre
from benchmarks.by_hand.truths import (
    AHEAD,
    COMPLIANT,
    NOT_APPLICABLE,
    PAST,
    PENDING,
    UNDETERMINED,
    VIOLATION,
    Truth,
    Truths,
    Two,
    Verdicts,
    any_of,
    both,
    either,
    negated,
)
from sdcompliance.records import (
    Archive,
    ArchiveKind,
    Assignment,
    Body,
    BodyKind,
    Paper,
    Project,
    Registration,
    ResultsReport,
    Role,
    Session,
    SiteTerm,
    Specification,
)

SESSION_COLUMNS = (
    "ARC001", "PAP001", "PAP002", "PAP002.county-centre", "REV004", "RPT001", "RPT001.first-sitting",
    "RPT002", "RPT002.first-sitting", "SCP001", "SCP002", "SCP002.filing-suffices", "SCP003",
    "SCP003.withdrawal-day-still-in-scope", "SCP004", "SES001", "SES001.county-centre", "SES002", "SES003",
    "SES004", "SES005", "SIT001", "SIT001.valid-from-decision", "SIT002", "SIT002.valid-from-decision",
    "SIT006", "STF001", "STF002", "STF004",
)  # fmt: skip
REPORT_WITHIN = 3  # working days

PROVINCIAL_CENTRE = BodyKind.PROVINCIAL_CENTRE
EXAMINER, SUPERVISOR = Role.EXAMINER, Role.SUPERVISOR
PROCESS, CANDIDATE = ArchiveKind.PROCESS, ArchiveKind.CANDIDATE

#: Two truths of each of two rules.
Standing: TypeAlias = tuple[Truth, Truth, Truth, Truth]
Span: TypeAlias = tuple[date, date] | None


def session_judge(case: Case) -> Callable[[Session], Verdicts]:
    """The rules about sessions."""
    body_of, site_of = case.rows("bodies"), case.rows("sites")
    paper_of, project_of = case.rows("papers"), case.rows("projects")
    specification_of = case.rows("specifications")
    terms_of = case.with_value("site_terms", "site_id")
    projects_of_term = case.with_value("site_term_projects", "site_term_id")
    archives_of = case.with_value("archives", "session_id")
    reports_of = case.with_value("reports", "session_id")
    registrations_of = case.with_value("registrations", "session_id")
    assignments_of = case.with_value("assignments", "session_id")
    today, span_after = case.today, case.calendar.span_after

    def judge(session: Session) -> Verdicts:
        key, city = session.id, session.city
        started_at = session.started_at
        started, ended = day_of(started_at), day_of(session.ended_at)
        site = site_of(session.site_id)
        terms = terms_of(site.id, ()) if site is not None else None
        revoked = [term for term in terms if term.revoked_on is not None] if terms is not None else None
        project = project_of(session.project_id)
        covered = in_force_there(started, city)
        if covered is False:
            return (NOT_APPLICABLE,) * len(SESSION_COLUMNS)
        if covered is None or started is None:
            return perhaps_covered(project, revoked, started, ended, today)
        verdict = AHEAD if today <= started else PAST  # of what is due on the first sitting day
        paper = paper_of(session.paper_id)
        set_well, set_well_by_county = properly_set(paper, body_of, city, session.specification_id)
        organised, organised_by_county = own_centre(body_of(session.organised_by_id), city)
        results, papers = days_received(reports_of(key, ()))
        due = None if ended is None else span_after(ended, REPORT_WITHIN)
        due_by_first = span_after(started, REPORT_WITHIN)
        published, published_or_filed = released(project, started, verdict)
        unwithdrawn, unwithdrawn_before = in_use(project, started, ended)
        project_id = project.id if project is not None else None
        stands, stands_decided, examines, examines_decided = site_standing(
            terms, projects_of_term, project_id, started, ended
        )
        examiners, supervisors, nobody_as_both = staffing(assignments_of(key, ()))
        site_city = site.city if site is not None else None
        return (
            archiving(archives_of(key, ()), started, ended, today),
            verdict[filed_before(paper, body_of, started_at)],
            verdict[set_well],
            verdict[set_well_by_county],
            after_revocation(terms, revoked, started, ended, verdict),
            receipt(results, due, today),
            receipt(results, due_by_first, today),
            receipt(papers, due, today),
            receipt(papers, due_by_first, today),
            verdict[in_scope(project, started)],
            published,
            published_or_filed,
            verdict[unwithdrawn],
            verdict[unwithdrawn_before],
            verdict[specification_filed(specification_of(session.specification_id), started)],
            verdict[organised],
            verdict[organised_by_county],
            verdict[both(by(session.preparation_notice_on, started), session.preparation_met)],
            verdict[session.staff_arranged],
            verdict[session.supervision_recorded],
            verdict[registered_in_time(registrations_of(key, ()), started)],
            verdict[stands],
            verdict[stands_decided],
            verdict[examines],
            verdict[examines_decided],
            verdict[None if site_city is None else site_city == city],
            verdict[examiners],
            verdict[supervisors],
            verdict[nobody_as_both],
        )

    return judge


def perhaps_covered(
    project: Project | None,
    revoked: Sequence[SiteTerm] | None,
    started: date | None,
    ended: date | None,
    today: date,
) -> Verdicts:
    """Every rule, where it is unknown whether the notice covers the session: some ask less than all."""
    answer = [UNDETERMINED] * len(SESSION_COLUMNS)
    if both(by(started, today), None if ended is None else ended < today) is False:
        answer[SESSION_COLUMNS.index("ARC001")] = NOT_APPLICABLE
    if revoked is not None and any_of(reached_by(term, started, ended) for term in revoked) is False:
        answer[SESSION_COLUMNS.index("REV004")] = NOT_APPLICABLE
    if project is not None and project.origin not in (None, PROVINCIAL):
        answer[SESSION_COLUMNS.index("SCP002")] = NOT_APPLICABLE
        answer[SESSION_COLUMNS.index("SCP002.filing-suffices")] = NOT_APPLICABLE
    return tuple(answer)


def archiving(rows: Sequence[Archive] | None, started: date, ended: date | None, today: date) -> int:
    """ARC001: there is no last day for it, so what is not archived is for a person to judge."""
    if started > today or (ended is not None and ended >= today):
        return NOT_APPLICABLE
    if ended is None or rows is None:
        return UNDETERMINED
    kinds = [archive.kind for archive in rows if archive.archived_on is not None]
    return COMPLIANT if PROCESS in kinds and CANDIDATE in kinds else UNDETERMINED


def filed_before(paper: Paper | None, body_of: RowOf, started_at: date | None) -> Truth:
    """PAP001: filed with the provincial centre before use."""
    if paper is None:
        return None
    filed_with: Body | None = body_of(paper.filed_with_id)
    kind = filed_with.kind if filed_with is not None else None
    return both(None if kind is None else kind is PROVINCIAL_CENTRE, not_later(paper.filed_at, started_at))


def properly_set(
    paper: Paper | None, body_of: RowOf, city: str | None, specification_id: str | None
) -> Truths:
    """PAP002: by experts of the city's own centre, for the session's specification."""
    if paper is None:
        return None, None
    experts, set_for = paper.expert_count, paper.specification_id
    by_experts = None if experts is None else experts >= 1
    fits = None if set_for is None or specification_id is None else set_for == specification_id
    as_asked = both(by_experts, fits)
    centre, or_county = own_centre(body_of(paper.set_by_id), city)
    return both(centre, as_asked), both(or_county, as_asked)


def reached_by(term: SiteTerm, started: date | None, ended: date | None) -> Truth:
    """Whether a revoked term was revoked by a sitting day."""
    revoked = term.revoked_on
    return either(by(revoked, started), by(revoked, ended))


def after_revocation(
    terms: Sequence[SiteTerm] | None,
    revoked: Sequence[SiteTerm] | None,
    started: date,
    ended: date | None,
    verdict: dict[Truth, int],
) -> int:
    """REV004: a term announced anew after each revocation that the session reaches."""
    if terms is None or revoked is None:
        return UNDETERMINED
    if not revoked:
        return NOT_APPLICABLE
    reached = [reached_by(term, started, ended) for term in revoked]
    if True not in reached:
        return UNDETERMINED if None in reached else NOT_APPLICABLE
    missed = (
        both(truth, negated(anew(term, terms, started))) for term, truth in zip(revoked, reached, strict=True)
    )
    return verdict[negated(any_of(missed))]


def anew(term: SiteTerm, terms: Sequence[SiteTerm], started: date) -> Truth:
    """Whether another term was announced after a term's revocation, and by the first sitting day."""
    revoked = term.revoked_on
    assert revoked is not None
    return any_of(
        None if (day := other.announced_on) is None else revoked <= day and (day <= started or day == revoked)
        for other in terms
        if other.id != term.id
    )


def days_received(
    reports: Sequence[ResultsReport] | None,
) -> tuple[Sequence[date | None] | None, Sequence[date | None] | None]:
    """The days on which results and papers were received; None where no report can be read."""
    if reports is None:
        return None, None
    results = [day_of(report.results_received_at) for report in reports]
    papers = [day_of(report.papers_received_at) for report in reports]
    return results, papers


def receipt(days: Sequence[date | None] | None, due: Span, today: date) -> int:
    """RPT001, RPT002: received by the last day, which may be known only within bounds."""
    if due is None:
        return UNDETERMINED
    surely, perhaps = due
    for day in days or ():
        if day is not None and day <= surely:
            return COMPLIANT
    if today <= surely:
        return PENDING
    if days is None or today <= perhaps:
        return UNDETERMINED
    return UNDETERMINED if any(day is None or day <= perhaps for day in days) else VIOLATION


def released(project: Project | None, day: date, verdict: dict[Truth, int]) -> Two:
    """SCP002: a provincial project published by the day (other reading: or filed)."""
    origin = project.origin if project is not None else None
    if project is None or origin is None:
        return UNDETERMINED, UNDETERMINED
    if origin is not PROVINCIAL:
        return NOT_APPLICABLE, NOT_APPLICABLE
    published = by(project.published_on, day)
    filed = both(project.filed, by(project.filed_on, day))
    return verdict[published], verdict[either(published, filed)]


def in_use(project: Project | None, started: date, ended: date | None) -> Truths:
    """SCP003: not withdrawn by a sitting day (other reading: before it)."""
    if project is None:
        return None, None
    withdrawn = project.withdrawn_on
    if withdrawn is None:
        return True, True
    by_then = True if withdrawn <= started else by(withdrawn, ended)
    before = True if withdrawn < started else (None if ended is None else withdrawn < ended)
    return negated(by_then), negated(before)


def specification_filed(specification: Specification | None, day: date) -> Truth:
    """SCP004."""
    return None if specification is None else both(specification.filed, by(specification.filed_on, day))


def registered_in_time(rows: Sequence[Registration] | None, started: date) -> Truth:
    """SES005: nobody who was not refused registered after the start."""
    if rows is None:
        return None
    in_time: Truth = True
    for row in rows:
        if row.accepted is False:
            continue
        day = row.registered_on
        if day is None:
            in_time = None
        elif day > started:
            return False
    return in_time


def site_standing(
    terms: Sequence[SiteTerm] | None,
    projects_of_term: RowsOf,
    project_id: str | None,
    started: date,
    ended: date | None,
) -> Standing:
    """SIT001, SIT002: valid on the first sitting day, and on each later one on which a term is revoked."""
    if terms is None:
        return None, None, None, None
    found = standing(terms, projects_of_term, project_id, started)
    for term in terms:
        day = term.revoked_on
        if day is None or day <= started or (sitting := by(day, ended)) is False:
            continue
        then = standing(terms, projects_of_term, project_id, day)
        stands, stands_decided, examines, examines_decided = (
            both(so_far, negated(both(sitting, negated(truth))))
            for so_far, truth in zip(found, then, strict=True)
        )
        found = stands, stands_decided, examines, examines_decided
    return found


def standing(
    terms: Sequence[SiteTerm], projects_of_term: RowsOf, project_id: str | None, day: date
) -> Standing:
    """Has the site a valid term on a day; if so, does one name the project? Each under both readings."""
    stands: Truth = False
    stands_decided: Truth = False
    names: Truth = False
    names_decided: Truth = False
    for term in terms:
        revoked = term.revoked_on
        if revoked is not None and revoked <= day:
            continue
        valid, valid_decided = by(term.announced_on, day), by(term.decided_on, day)
        named = one_names(projects_of_term(term.id, ()), project_id)
        stands, names = either(stands, valid), either(names, both(valid, named))
        stands_decided = either(stands_decided, valid_decided)
        names_decided = either(names_decided, both(valid_decided, named))
    return (
        stands,
        stands_decided,
        either(negated(stands), names),
        either(negated(stands_decided), names_decided),
    )


def staffing(rows: Sequence[Assignment] | None) -> tuple[Truth, Truth, Truth]:
    """STF001, STF002, STF004: an examiner, a supervisor, and nobody as both."""
    if rows is None:
        return None, None, None
    sent = [(row.role, row.person_id) for row in rows]
    examiners = [person for role, person in sent if role is EXAMINER]
    supervisors = [person for role, person in sent if role is SUPERVISOR]
    if len(examiners) + len(supervisors) < len(sent):  # a role that is not recorded may be either
        return True if examiners else None, True if supervisors else None, apart(sent)
    known = None not in examiners and None not in supervisors
    return (
        bool(examiners),
        bool(supervisors),
        set(examiners).isdisjoint(supervisors) if known else apart(sent),
    )


def apart(sent: Sequence[tuple[Role | None, str | None]]) -> Truth:
    """Whether nobody was sent as examiner and again as supervisor, where not all is recorded."""
    return negated(
        any_of(
            both(
                both(
                    None if role is None else role is EXAMINER, None if other is None else other is SUPERVISOR
                ),
                None if person is None or person_again is None else person == person_again,
            )
            for (role, person), (other, person_again) in permutations(sent, 2)
        )
    )
