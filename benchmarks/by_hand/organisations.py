"""The rules about bodies and their announcements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from benchmarks.by_hand.case import Case
from benchmarks.by_hand.days import IN_FORCE_FROM, in_force_there, in_province
from benchmarks.by_hand.terms import own_centre
from benchmarks.by_hand.truths import (
    AHEAD,
    COMPLIANT,
    NOT_APPLICABLE,
    PAST,
    PENDING,
    UNDETERMINED,
    UNSURE,
    VIOLATION,
    Truth,
    Verdicts,
    all_of,
    where,
)
from sdcompliance.records import Announcement, Body, BodyKind, Policy, PolicyKind

BODY_COLUMNS = ("ANN001", "ORG001", "ORG002", "ORG003", "ORG004", "ORG005", "ORG006")
ANNOUNCEMENT_COLUMNS = (
    "ANN002", "ANN002.january-only", "ANN002.within-the-year", "ANN003", "ANN004", "ANN004.county-centre",
)  # fmt: skip

DEPARTMENT, BUREAU, CENTRE = BodyKind.PROVINCIAL_DEPARTMENT, BodyKind.CITY_BUREAU, BodyKind.CITY_CENTRE
PROVINCE_ITSELF = "370000"
REGISTERS = (
    PolicyKind.MANAGER_REGISTER,
    PolicyKind.EXAMINER_REGISTER,
    PolicyKind.SUPERVISOR_REGISTER,
    PolicyKind.EXPERT_REGISTER,
)


def body_judge(case: Case) -> Callable[[Body], Verdicts]:
    """The rules about bodies."""
    today = case.today
    policies_of = case.with_value("policies", "body_id")
    announcements_of = case.with_value("announcements", "city")
    year_in_force = date(today.year, 1, 1) >= IN_FORCE_FROM
    announcing = AHEAD if today <= date(today.year, 3, 31) else PAST
    none = (NOT_APPLICABLE,) * len(BODY_COLUMNS)
    unknown = (where(None if year_in_force else False, UNDETERMINED),) + (UNDETERMINED,) * 6

    def judge(body: Body) -> Verdicts:
        kind, city = body.kind, body.city
        if today < IN_FORCE_FROM:
            return none
        provincial = city is None or city == PROVINCE_ITSELF
        if kind is None:
            return unknown if provincial or in_province(city) else none
        covered = True if kind is DEPARTMENT and provincial else in_province(city)
        if covered is False or kind not in (DEPARTMENT, BUREAU, CENTRE):
            return none
        verdict = UNSURE if covered is None else PAST
        policies = policies_of(body.id, ())
        if kind is DEPARTMENT:
            solicitation, release = held(
                policies, (PolicyKind.SOLICITATION_RULES, PolicyKind.RELEASE_SYSTEM), today
            )
            return (NOT_APPLICABLE, verdict[solicitation], verdict[release], *none[3:])
        if kind is BUREAU:
            coordination, online = held(
                policies, (PolicyKind.COORDINATION_MECHANISM, PolicyKind.ONLINE_SUPERVISION), today
            )
            return (*none[:3], verdict[coordination], verdict[online], *none[5:])
        *registers, leaving = held(policies, (*REGISTERS, PolicyKind.EXIT_MECHANISM), today)
        announced = NOT_APPLICABLE
        if year_in_force:
            named, unnamed = announcements_of(city, ()), announcements_of(None, ())
            published = announced_by(named, unnamed, city, today)
            announced = UNDETERMINED if covered is None else announcing[published]
        return (announced, *none[1:5], verdict[all_of(registers)], verdict[leaving])

    return judge


def held(rows: Sequence[Policy] | None, kinds: Sequence[PolicyKind], today: date) -> list[Truth]:
    """Whether a policy of each kind has been issued."""
    if rows is None:
        return [None] * len(kinds)
    sure, perhaps = set(), set()
    for row in rows:
        issued = row.issued_on
        if issued is None:
            perhaps.add(row.kind)
        elif issued <= today:
            sure.add(row.kind)
    unclear = None if None in sure or None in perhaps else False  # of any kind
    return [True if kind in sure else None if kind in perhaps else unclear for kind in kinds]


def announced_by(
    named: Sequence[Announcement] | None,
    unnamed: Sequence[Announcement] | None,
    city: str | None,
    today: date,
) -> Truth:
    """ANN001: an announcement of the city for the year, published by today; some may name no city."""
    if city is None or named is None or unnamed is None:
        return None
    found = of_year(named, today)
    if found is not False:
        return found
    return False if of_year(unnamed, today) is False else None


def of_year(rows: Sequence[Announcement], today: date) -> Truth:
    """Whether one is for the year, published by today."""
    found: Truth = False
    for row in rows:
        year, published = row.year, row.published_on
        if (year is not None and year != today.year) or (published is not None and published > today):
            continue
        if year is not None and published is not None:
            return True
        found = None
    return found


def announcement_judge(case: Case) -> Callable[[Announcement], Verdicts]:
    """The rules about announcements."""
    today, body_of = case.today, case.rows("bodies")

    def judge(row: Announcement) -> Verdicts:
        city, year, published = row.city, row.year, row.published_on
        in_force = in_force_there(first_day(year), city)
        if in_force is True and year is not None:
            timing = in_time(year, published, today)
        else:
            timing = (where(in_force, UNDETERMINED),) * 3
        covered = in_force_there(published, city)
        if covered is not True:
            return (*timing, *(where(covered, UNDETERMINED),) * 3)
        own, own_or_county = own_centre(body_of(row.published_by_id), city)
        items = (
            row.has_projects, row.has_specifications, row.has_schedule,
            row.has_conditions, row.has_registration_method, row.has_assessment_method,
        )  # fmt: skip
        return (*timing, PAST[all_of(items)], PAST[own], PAST[own_or_county])

    return judge


def first_day(year: int | None) -> date | None:
    """1 January, where there is such a year."""
    return date(year, 1, 1) if year is not None and 1 <= year <= 9999 else None


def in_time(year: int, published: date | None, today: date) -> Verdicts:
    """ANN002: by 31 March (by 31 January; not in the year before). Who is much too early is for a person."""
    march, january = date(year, 3, 31), date(year, 1, 31)
    if published is None:
        whole = PENDING if today <= march else UNDETERMINED
        return whole, PENDING if today <= january else UNDETERMINED, whole
    by_march = published_by(published, march, today)
    within = by_march
    if published < date(year, 1, 1):
        within = PENDING if today <= march else VIOLATION
    if published < date(year - 1, 12, 1):
        return UNDETERMINED, UNDETERMINED, within
    return by_march, published_by(published, january, today), within


def published_by(published: date, last: date, today: date) -> int:
    """The verdict on a publication with a last day."""
    if published <= last:
        return COMPLIANT
    return PENDING if today <= last else VIOLATION
