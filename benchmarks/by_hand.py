"""The rules about sittings, their assignments and their reports, written by hand by a good programmer.

The yardstick for generated code: the same verdicts under the same readings, in the same order, over the same
``Records``. It uses what such a programmer knows of the law and a generator has to find out: that both
readings of a term share all but one comparison, that a site is seldom revoked, that a session to which the
notice applies has a first day. Truths have three values as the rules do: True, False, None for unknown.

``test_by_hand.py`` holds it against the library, whose rules (rules/) say what each condition means and why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from itertools import permutations
from typing import Any, NamedTuple, TypeAlias

from sdcompliance.findings import VERDICTS, Verdict
from sdcompliance.records import (
    SHANGHAI,
    Archive,
    ArchiveKind,
    Assignment,
    Body,
    BodyKind,
    Paper,
    Project,
    ProjectOrigin,
    Records,
    Registration,
    ResultsReport,
    Role,
    Session,
    SiteTerm,
    Specification,
)
from sdcompliance.workdays import Calendar

NOT_APPLICABLE = VERDICTS.index(Verdict.NOT_APPLICABLE)
COMPLIANT = VERDICTS.index(Verdict.COMPLIANT)
PENDING = VERDICTS.index(Verdict.PENDING)
UNDETERMINED = VERDICTS.index(Verdict.UNDETERMINED)
VIOLATION = VERDICTS.index(Verdict.VIOLATION)

#: What each number of a sitting's answer is about; a reading other than the default is named after the dot.
SESSION_COLUMNS = (
    "ARC001", "PAP001", "PAP002", "PAP002.county-centre", "REV004", "RPT001", "RPT001.first-sitting",
    "RPT002", "RPT002.first-sitting", "SCP001", "SCP002", "SCP002.filing-suffices", "SCP003",
    "SCP003.withdrawal-day-still-in-scope", "SCP004", "SES001", "SES001.county-centre", "SES002", "SES003",
    "SES004", "SES005", "SIT001", "SIT001.valid-from-decision", "SIT002", "SIT002.valid-from-decision",
    "SIT006", "STF001", "STF002", "STF004",
)  # fmt: skip
ASSIGNMENT_COLUMNS = (
    "STF003", "STF003.county-centre", "STF005", "STF006", "STF007", "STF007.examiners-only",
)  # fmt: skip
REPORT_COLUMNS = ("RPT003", "RPT003.county-centre", "RPT004")

IN_FORCE_FROM = date(2020, 8, 25)
PROVINCE = frozenset({
    "370100", "370200", "370300", "370400", "370500", "370600", "370700", "370800",
    "370900", "371000", "371100", "371300", "371400", "371500", "371600", "371700",
})  # fmt: skip
REPORT_WITHIN = 3  # working days

CITY_CENTRE, COUNTY_CENTRE = BodyKind.CITY_CENTRE, BodyKind.COUNTY_CENTRE
PROVINCIAL_CENTRE = BodyKind.PROVINCIAL_CENTRE
NATIONAL, PROVINCIAL = ProjectOrigin.NATIONAL, ProjectOrigin.PROVINCIAL
EXAMINER, SUPERVISOR = Role.EXAMINER, Role.SUPERVISOR
PROCESS, CANDIDATE = ArchiveKind.PROCESS, ArchiveKind.CANDIDATE

Truth: TypeAlias = bool | None
Verdicts: TypeAlias = tuple[int, ...]
#: A verdict under the default reading and under the other one.
Two: TypeAlias = tuple[int, int]
Truths: TypeAlias = tuple[Truth, Truth]
#: The same for two rules at once.
Standing: TypeAlias = tuple[Truth, Truth, Truth, Truth]
Span: TypeAlias = tuple[date, date] | None
#: From an id to its row, or to the rows that refer to it.
RowOf: TypeAlias = Callable[[str | None], Any]
RowsOf: TypeAlias = Callable[[str, tuple[()]], Any]

#: The verdict by whether a duty is met: one due on a day that is past, or on none; one that is still ahead.
PAST: dict[Truth, int] = {True: COMPLIANT, False: VIOLATION, None: UNDETERMINED}
AHEAD: dict[Truth, int] = {True: COMPLIANT, False: PENDING, None: PENDING}


# ── three values ────────────────────────────────────────────────────────────────────────


def both(a: Truth, b: Truth) -> Truth:
    """And."""
    if a is True:
        return b
    return False if a is False or b is False else None


def either(a: Truth, b: Truth) -> Truth:
    """Or."""
    if a is False:
        return b
    return True if a is True or b is True else None


def negated(a: Truth) -> Truth:
    """Not."""
    return None if a is None else not a


def by(day: date | None, last: date | None) -> Truth:
    """Whether a day is not later than another."""
    return None if day is None or last is None else day <= last


def any_of(truths: Iterable[Truth]) -> Truth:
    """Whether one holds."""
    found: Truth = False
    for truth in truths:
        if truth:
            return True
        if truth is None:
            found = None
    return found


# ── days, moments and terms ─────────────────────────────────────────────────────────────


def day_of(moment: date | None) -> date | None:
    """The day of a clock time; a bare date is itself."""
    return moment.date() if moment.__class__ is datetime else moment


def earliest(moment: date) -> datetime:
    """The first instant a recorded moment may mean."""
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time.min, SHANGHAI)


def latest(moment: date) -> datetime:
    """The last instant a recorded moment may mean."""
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time.max, SHANGHAI)


def not_later(first: date | None, second: date | None) -> Truth:
    """Whether something recorded at one moment came no later than something recorded at another."""
    if first is None or second is None:
        return None
    if first.__class__ is datetime and second.__class__ is datetime:
        return first <= second
    if latest(first) <= earliest(second):
        return True
    return None if earliest(first) <= latest(second) else False


def in_force_there(day: date | None, city: str | None) -> Truth:
    """Whether the notice covers what was done on a day in a city."""
    if day is not None and city is not None:
        return day >= IN_FORCE_FROM and city in PROVINCE
    elsewhere = city is not None and city not in PROVINCE
    return False if elsewhere or (day is not None and day < IN_FORCE_FROM) else None


def own_centre(body: Body | None, city: str | None) -> Truths:
    """Whether a body is the city's own centre, and whether it is if a county centre counts."""
    if body is None:
        return None, None
    kind, its_city = body.kind, body.city
    there = None if its_city is None or city is None else its_city == city
    if kind is CITY_CENTRE:
        return there, there
    if kind is None:
        return (None, None) if there is not False else (False, False)
    return False, there if kind is COUNTY_CENTRE else False


# ── judging ─────────────────────────────────────────────────────────────────────────────


class Judges(NamedTuple):
    """One function a table: from a row to its verdicts."""

    sessions: Callable[[Session], Verdicts]
    assignments: Callable[[Assignment], Verdicts]
    reports: Callable[[ResultsReport], Verdicts]


def link(records: Records, today: date, calendar: Calendar) -> Judges:
    """The functions that judge these records as of a day."""
    return Judges(
        session_judge(records, today, calendar),
        assignment_judge(records, today),
        report_judge(records),
    )


def session_judge(records: Records, today: date, calendar: Calendar) -> Callable[[Session], Verdicts]:
    """The rules about sessions."""
    body_of, site_of = _rows(records, "bodies"), _rows(records, "sites")
    paper_of, project_of = _rows(records, "papers"), _rows(records, "projects")
    specification_of = _rows(records, "specifications")
    terms_of = _children(records, "site_terms", "site_id")
    projects_of_term = _children(records, "site_term_projects", "site_term_id")
    archives_of = _children(records, "archives", "session_id")
    reports_of = _children(records, "reports", "session_id")
    registrations_of = _children(records, "registrations", "session_id")
    assignments_of = _children(records, "assignments", "session_id")
    span_after = calendar.span_after

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


def assignment_judge(records: Records, today: date) -> Callable[[Assignment], Verdicts]:
    """The rules about assignments."""
    session_of, body_of = _rows(records, "sessions"), _rows(records, "bodies")
    person_of = _rows(records, "personnel")
    projects_of_person = _children(records, "personnel_projects", "person_id")

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
            from_start = by(person.valid_from_on, started)
            valid = both(from_start, by(day_of(session.ended_at), person.valid_until_on))
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


def report_judge(records: Records) -> Callable[[ResultsReport], Verdicts]:
    """The rules about reports."""
    session_of, body_of = _rows(records, "sessions"), _rows(records, "bodies")

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


# ── the rules about sessions ────────────────────────────────────────────────────────────


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


def in_scope(project: Project | None, day: date) -> Truth:
    """SCP001: published by the ministry, or developed by the province and filed."""
    if project is None:
        return None
    origin = project.origin
    if origin is NATIONAL:
        return by(project.published_on, day)
    if origin is PROVINCIAL:
        return both(project.filed, by(project.filed_on, day))
    if origin is not None:
        return False
    perhaps = either(by(project.published_on, day), both(project.filed, by(project.filed_on, day)))
    return False if perhaps is False else None


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
    """SES005: nobody admitted whose registration is dated after the start."""
    if rows is None:
        return None
    in_time: Truth = True
    for row in rows:
        accepted = row.accepted
        if accepted is False:
            continue
        day = row.registered_on
        if day is None:
            in_time = None
        elif day > started:
            if accepted:
                return False
            in_time = None
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


# ── the rules about assignments and reports ─────────────────────────────────────────────


def of_examiners(role: Role | None, verdict: int) -> int:
    """STF006 asks examiners only."""
    if role is EXAMINER:
        return verdict
    return UNDETERMINED if role is None else NOT_APPLICABLE


def one_names(rows: Sequence[Any] | None, project_id: str | None) -> Truth:
    """Whether one of the rows names the project."""
    if rows is None:
        return None
    found: Truth = False
    for row in rows:
        named = row.project_id
        if named is None or project_id is None:
            found = None
        elif named == project_id:
            return True
    return found


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


# ── rows of the records ─────────────────────────────────────────────────────────────────


def _rows(records: Records, table: str) -> RowOf:
    rows = records.table(table)
    known: dict[str | None, Any] = {} if rows is None else dict(rows)
    return known.get


def _children(records: Records, table: str, column: str) -> RowsOf:
    index = records.children(table, column)
    return _nothing if index is None else dict(index).get


def _nothing(*_: object) -> None:
    """The table is absent: its rows are unknown."""
