"""The rules about applications and the projects that they name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from benchmarks.by_hand.case import Case
from benchmarks.by_hand.days import by, in_force_there
from benchmarks.by_hand.terms import in_scope, own_centre
from benchmarks.by_hand.truths import (
    NOT_APPLICABLE,
    PAST,
    SOFT,
    UNDETERMINED,
    Truth,
    Truths,
    Verdicts,
    all_of,
    any_of,
    both,
    either,
    negated,
    same,
    where,
)
from sdcompliance.records import (
    ApplicantKind,
    Application,
    ApplicationEquipment,
    ApplicationExaminer,
    ApplicationManager,
    ApplicationProject,
    ApplicationVenue,
    Project,
    Sex,
)

APPLICATION_COLUMNS = (
    "APP001", "APP001.county-centre", "APP002", "APP003", "APP004", "APP005", "APP006", "APP007", "APP009",
    "APP010", "APP011", "APP014", "APP014.county-centre", "APP015", "APP016", "SIT005",
)  # fmt: skip
APPLICATION_PROJECT_COLUMNS = ("APP008", "APP012", "APP013", "APP013.withdrawal-day-still-in-scope")

PANEL = 2
EXAMINERS_OF_A_PROJECT = 3


def application_judge(case: Case) -> Callable[[Application], Verdicts]:
    """The rules about applications."""
    body_of = case.rows("bodies")
    projects_of = case.with_value("application_projects", "application_id")
    venues_of = case.with_value("application_venues", "application_id")
    managers_of = case.with_value("application_managers", "application_id")
    examiners_of = case.with_value("application_examiners", "application_id")

    def judge(row: Application) -> Verdicts:
        city, submitted, decided = row.city, row.submitted_on, row.decided_on
        covered = in_force_there(submitted, city)
        if covered is False:
            return (NOT_APPLICABLE,) * len(APPLICATION_COLUMNS)
        deciding = covered if decided is not None else False
        approving = both(covered, approved_in(row))
        if covered is None:
            unknown = (UNDETERMINED,) * 11
            panel = where(deciding, UNDETERMINED)
            return (*unknown, panel, panel, panel, where(approving, UNDETERMINED), UNDETERMINED)
        key = row.id
        own, own_or_county = own_centre(body_of(row.submitted_to_id), city)
        experts = None if row.expert_count is None else row.expert_count >= PANEL
        panel_own, panel_own_or_county = own_centre(body_of(row.evaluated_by_id), city)
        kind = row.applicant_kind
        return (
            PAST[own],
            PAST[own_or_county],
            PAST[row.has_form],
            PAST[both(row.has_venue_images, row.has_equipment_images)],
            PAST[row.has_management_rules],
            PAST[particulars_given(row, projects_of(key, ()))],
            PAST[head_counts_possible(row)],
            PAST[venue_described(venues_of(key, ()))],
            PAST[listed(managers_of(key, ()), manager_described)],
            PAST[listed(examiners_of(key, ()), examiner_described)],
            PAST[signed_off(row)],
            where(deciding, PAST[both(experts, panel_own)]),
            where(deciding, PAST[both(experts, panel_own_or_county)]),
            where(deciding, PAST[both(by(submitted, row.visited_on), by(row.visited_on, decided))]),
            where(approving, PAST[row.evaluation_passed]),
            SOFT[None if kind is None else kind is not ApplicantKind.OTHER],
        )

    return judge


def approved_in(row: Application) -> Truth:
    """APP016 asks of what was approved; an application that was not decided either was not."""
    return False if row.approved is None and row.decided_on is None else row.approved


def filled(*texts: str | None) -> Truth:
    """Whether no text is blank."""
    found: Truth = True
    for text in texts:
        if text is None:
            found = None
        elif not text.strip():
            return False
    return found


def particulars_given(row: Application, projects: Sequence[ApplicationProject] | None) -> Truth:
    """APP005: a row whose project is not recorded leaves it open whether one was entered."""
    entered: Truth = None
    if projects is not None:
        entered = any_of(None if entry.project_id is None else True for entry in projects)
    return both(filled(row.applicant, row.responsible_person, row.phone, row.address), entered)


def head_counts_possible(row: Application) -> Truth:
    """APP006: none is negative, none exceeds the whole staff."""
    total, parts = row.staff_total, (row.manager_count, row.full_time_teacher_count)
    known = [part for part in parts if part is not None]
    if any(part < 0 for part in known):
        return False
    if total is None:
        return None
    if total < 0 or any(part > total for part in known):
        return False
    return True if len(known) == len(parts) else None


def venue_described(rows: Sequence[ApplicationVenue] | None) -> Truth:
    """APP007: there are rooms, rooms have an area, and an area has rooms."""
    if rows is None:
        return None
    some: Truth = False
    matched: Truth = True
    for row in rows:
        rooms = None if row.count is None else row.count > 0
        area = None if row.area_m2 is None else row.area_m2 > 0
        some = either(some, rooms)
        if rooms is None or area is None:
            matched = both(matched, None)
        elif rooms != area:
            return False
    return both(some, matched)


def listed(rows: Sequence[object] | None, described: Callable[..., Truth]) -> Truth:
    """APP009, APP010: there is a row, and every row has all its cells."""
    if not rows:
        return None if rows is None else False
    return all_of(described(row) for row in rows)


def manager_described(row: ApplicationManager) -> Truth:
    """Every cell of a manager's row but the note."""
    texts = filled(row.name, row.education, row.position, row.vocational_certificate, row.specialty)
    return both(texts, sex_and_age(row.sex, row.age))


def examiner_described(row: ApplicationExaminer) -> Truth:
    """Every cell of an examiner's row."""
    texts = filled(
        row.name, row.education, row.title, row.vocational_certificate, row.trade, row.examiner_certificate_no
    )
    return both(texts, sex_and_age(row.sex, row.age))


def sex_and_age(sex: Sex | None, age: int | None) -> Truth:
    """Whether both are given."""
    if age is None:
        return None
    return False if age <= 0 else None if sex is None else True


def signed_off(row: Application) -> Truth:
    """APP011."""
    signed = both(both(row.sealed, row.signed), by(row.signed_on, row.submitted_on))
    return both(filled(row.opinion), signed)


# ── the projects applied for ────────────────────────────────────────────────────────────


def application_project_judge(case: Case) -> Callable[[ApplicationProject], Verdicts]:
    """The rules about the projects that an application names."""
    application_of, project_of = case.rows("applications"), case.rows("projects")
    equipment_of = case.with_value("application_equipment", "application_id")
    examiners_of = case.with_value("application_examiners", "application_id")

    def judge(row: ApplicationProject) -> Verdicts:
        application: Application | None = application_of(row.application_id)
        covered = None
        if application is not None:
            covered = in_force_there(application.submitted_on, application.city)
        if covered is not True or application is None:
            return (where(covered, UNDETERMINED),) * len(APPLICATION_PROJECT_COLUMNS)
        key, project_id, day = application.id, row.project_id, application.submitted_on
        project: Project | None = project_of(project_id)
        scope = in_scope(project, day)
        unwithdrawn, unwithdrawn_before = in_use(project, day)
        return (
            PAST[equipped(equipment_of(key, ()), project_id)],
            PAST[enough_examiners(examiners_of(key, ()), project_id)],
            PAST[both(scope, unwithdrawn)],
            PAST[both(scope, unwithdrawn_before)],
        )

    return judge


def equipped(rows: Sequence[ApplicationEquipment] | None, project_id: str | None) -> Truth:
    """APP008: a line of equipment for the project."""
    if rows is None:
        return None
    return any_of(
        both(same(row.project_id, project_id), None if row.quantity is None else row.quantity > 0)
        for row in rows
    )


def enough_examiners(rows: Sequence[ApplicationExaminer] | None, project_id: str | None) -> Truth:
    """APP012: three examiners of the project, told apart by certificate number, else by name."""
    if rows is None:
        return None
    sure: set[tuple[bool, str]] = set()
    perhaps: set[tuple[bool, str]] = set()
    nameless = 0
    for row in rows:
        named = row.project_id
        if named is not None and project_id is not None and named != project_id:
            continue
        number, name = row.examiner_certificate_no, row.name
        person = None
        if number is not None and number.strip():
            person = (True, number)
        elif name is None:
            nameless += 1
        elif name.strip():
            person = (False, name)
        if person is not None:
            (perhaps if named is None or project_id is None else sure).add(person)
    if len(sure) >= EXAMINERS_OF_A_PROJECT:
        return True
    return None if len(sure | perhaps) + nameless >= EXAMINERS_OF_A_PROJECT else False


def in_use(project: Project | None, day: date | None) -> Truths:
    """APP013: not withdrawn by the day (other reading: before it)."""
    if project is None:
        return None, None
    withdrawn = project.withdrawn_on
    if withdrawn is None:
        return True, True
    return negated(by(withdrawn, day)), by(day, withdrawn)
