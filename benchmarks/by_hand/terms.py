"""What the rules about several tables ask alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from benchmarks.by_hand.days import by
from benchmarks.by_hand.truths import Truth, Truths, both, either, same
from sdcompliance.records import Body, BodyKind, Project, ProjectOrigin

CITY_CENTRE, COUNTY_CENTRE = BodyKind.CITY_CENTRE, BodyKind.COUNTY_CENTRE
NATIONAL, PROVINCIAL = ProjectOrigin.NATIONAL, ProjectOrigin.PROVINCIAL


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


def own_bureau(body: Body | None, city: str | None) -> Truth:
    """Whether a body is the city's own bureau."""
    if body is None:
        return None
    kind = body.kind
    return both(None if kind is None else kind is BodyKind.CITY_BUREAU, same(body.city, city))


def kind_is(body: Body | None, kind: BodyKind) -> Truth:
    """Whether a body is of a kind."""
    return None if body is None or body.kind is None else body.kind is kind


def in_scope(project: Project | None, day: date | None) -> Truth:
    """Published by the ministry, or developed by the province and filed."""
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
