"""The rules about projects."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from benchmarks.by_hand.case import Case, RowOf
from benchmarks.by_hand.days import IN_FORCE_FROM, by, first_of, in_force, in_province
from benchmarks.by_hand.terms import NATIONAL, PROVINCIAL, kind_is
from benchmarks.by_hand.truths import (
    NOT_APPLICABLE,
    PAST,
    SOFT,
    UNDETERMINED,
    Truth,
    Truths,
    Verdicts,
    any_of,
    both,
    either,
    where,
)
from sdcompliance.records import Body, BodyKind, Policy, PolicyKind, Project, Specification

PROJECT_COLUMNS = (
    "PRJ001", "PRJ002", "PRJ002.county-centre", "PRJ003", "PRJ004", "PRJ005", "PRJ006", "PRJ007", "PRJ008",
    "PRJ009", "PRJ010",
)  # fmt: skip

RULES = PolicyKind.SOLICITATION_RULES
DEPARTMENT, CENTRE = BodyKind.PROVINCIAL_DEPARTMENT, BodyKind.PROVINCIAL_CENTRE


def project_judge(case: Case) -> Callable[[Project], Verdicts]:
    """The rules about projects."""
    today, body_of = case.today, case.rows("bodies")
    policies_of_kind = case.with_value("policies", "kind")
    specifications_of = case.with_value("specifications", "project_id")
    none = (NOT_APPLICABLE,) * len(PROJECT_COLUMNS)

    def judge(project: Project) -> Verdicts:
        origin = project.origin
        if origin is NATIONAL:
            return none
        filed, filed_on = project.filed, project.filed_on
        exploring = NOT_APPLICABLE
        if today >= IN_FORCE_FROM and origin is not PROVINCIAL:
            exploring = UNDETERMINED if origin is None else SOFT[both(filed, by(filed_on, today))]
        if origin is not None and origin is not PROVINCIAL:
            return (*none[:-1], exploring)
        provincial = True if origin is PROVINCIAL else None
        solicited, compiled = project.solicited_on, project.compiled_on
        collated, published = project.collated_on, project.published_on
        soliciting = both(in_force(solicited), provincial)
        if soliciting:
            ruled = had_rules(policies_of_kind(RULES, ()), policies_of_kind(None, ()), body_of, solicited)
            rightly, rightly_by_county = solicitor(body_of(project.solicited_by_id))
        else:
            ruled = rightly = rightly_by_county = None
        filing = both(in_force(filed_on), both(provincial, filed))
        filed_by = body_of(project.filed_by_id)
        return (
            where(soliciting, PAST[ruled]),
            where(soliciting, PAST[rightly]),
            where(soliciting, PAST[rightly_by_county]),
            where(
                both(in_force(first_of(solicited, compiled, collated, filed_on, published)), provincial),
                PAST[project.solicited_publicly],
            ),
            where(
                both(in_force(first_of(compiled, collated, filed_on, published, solicited)), provincial),
                compiling(project, specifications_of(project.id, ())),
            ),
            where(
                both(in_force(first_of(collated, filed_on, published, compiled)), provincial),
                PAST[both(kind_is(body_of(project.collated_by_id), CENTRE), by(compiled, collated))],
            ),
            where(filing, PAST[both(project.review_passed, by(project.reviewed_on, filed_on))]),
            where(filing, PAST[project.dossier_complete]),
            where(filing, PAST[either(kind_is(filed_by, CENTRE), kind_is(filed_by, DEPARTMENT))]),
            where(both(in_force(published), provincial), PAST[both(filed, by(filed_on, published))]),
            exploring,
        )

    return judge


def had_rules(
    rows: Sequence[Policy] | None, unnamed: Sequence[Policy] | None, body_of: RowOf, day: date | None
) -> Truth:
    """PRJ001: the department had issued rules by a day; some policies may be of any kind."""
    if rows is None or unnamed is None:
        return None
    found = any_of(both(by(row.issued_on, day), kind_is(body_of(row.body_id), DEPARTMENT)) for row in rows)
    if found is not False:
        return found
    perhaps = any_of(
        both(by(row.issued_on, day), kind_is(body_of(row.body_id), DEPARTMENT)) for row in unnamed
    )
    return False if perhaps is False else None


def solicitor(body: Body | None) -> Truths:
    """PRJ002: the provincial centre, or a city centre of the province (or a county centre)."""
    if body is None or body.kind is None:
        return None, None
    kind = body.kind
    if kind is CENTRE:
        return True, True
    there = in_province(body.city)
    if kind is BodyKind.CITY_CENTRE:
        return there, there
    return False, there if kind is BodyKind.COUNTY_CENTRE else False


def compiling(project: Project, specifications: Sequence[Specification] | None) -> int:
    """PRJ004: compiled after soliciting; where nothing followed yet, that is for a person to judge."""
    if project.compiled_on is not None:
        return PAST[by(project.solicited_on, project.compiled_on)]
    if specifications is None or specifications:
        return UNDETERMINED
    followed = first_of(project.collated_on, project.filed_on, project.published_on)
    return UNDETERMINED if followed is None else PAST[False]
