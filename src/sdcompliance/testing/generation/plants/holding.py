"""Sessions of a project, at a site or with a paper that must not be used."""

from __future__ import annotations

from random import Random
from typing import Final

from sdcompliance.testing.generation import names
from sdcompliance.testing.generation.days import ISO
from sdcompliance.testing.generation.planting import Plant
from sdcompliance.testing.generation.projects import NATIONAL, Examinable
from sdcompliance.testing.generation.sittings import Sitting, paper_row


def _examine(sitting: Sitting, project: Examinable) -> tuple[str, ...]:
    """The session examines a project that must not be, by examiners who are certified for it."""
    sitting.examine(project, sitting.city.staff.specialists)
    return (sitting.session["id"],)


def _exploratory(sitting: Sitting, _: Random) -> tuple[str, ...]:
    return _examine(sitting, sitting.city.forbidden.exploratory)


def _unpublished(sitting: Sitting, _: Random) -> tuple[str, ...]:
    return _examine(sitting, sitting.city.forbidden.unpublished)


def _withdrawn(sitting: Sitting, _: Random) -> tuple[str, ...]:
    return _examine(sitting, sitting.city.forbidden.withdrawn)


def _unspecified(sitting: Sitting, _: Random) -> tuple[str, ...]:
    return _examine(sitting, sitting.city.forbidden.unspecified)


def _premature_site(sitting: Sitting, _: Random) -> tuple[str, ...]:
    return _move(sitting, sitting.city.sites.premature)


def _revoked_site(sitting: Sitting, _: Random) -> tuple[str, ...]:
    return _move(sitting, sitting.city.sites.revoked)


def _project_not_of_the_term(sitting: Sitting, rng: Random) -> tuple[str, ...]:
    """Another project of the city, in scope, that the site may not examine."""
    own = {project.id for project in sitting.site.projects}
    others = [
        project
        for project in sitting.city.catalogue
        if project.id not in own and project.since <= sitting.start
    ]
    project = rng.choice(others)
    sitting.examine(project, sitting.city.staff.able(project.id, sitting.start))
    return (sitting.session["id"],)


def _site_of_another_city(sitting: Sitting, _: Random) -> tuple[str, ...]:
    # The other city's site may examine every national project.
    if sitting.project.id not in {project.id for project in sitting.city.catalogue[:NATIONAL]}:
        return ()
    return _move(sitting, sitting.city.away)


def _move(sitting: Sitting, site: str) -> tuple[str, ...]:
    sitting.move(site)
    return (sitting.session["id"],)


def _paper_not_filed(sitting: Sitting, rng: Random) -> tuple[str, ...]:
    """Filed on the day after the session began, or with another than the provincial centre."""
    if rng.random() < 0.7:
        return _own_paper(sitting, "filed_at", f"{ISO[sitting.start + 1]}T10:00:00+08:00")
    return _own_paper(sitting, "filed_with_id", names.centre(sitting.city.code))


def _paper_not_set_by_centre(sitting: Sitting, rng: Random) -> tuple[str, ...]:
    city = sitting.city.code
    changes = (
        ("set_by_id", names.bureau(city)),
        ("set_by_id", names.county_centre(city)),
        ("expert_count", "0"),
        ("specification_id", sitting.city.forbidden.exploratory.specification),
    )
    return _own_paper(sitting, *rng.choice(changes))


def _own_paper(sitting: Sitting, column: str, value: str) -> tuple[str, ...]:
    id_ = f"PA{sitting.id}"
    paper = paper_row(id_, sitting.city.code, sitting.project, ISO[sitting.start][:4])
    sitting.own_papers.append(paper | {column: value})
    sitting.session["paper_id"] = id_
    return (sitting.session["id"],)


HOLDING: Final = (
    Plant(("SCP001",), "sessions", _exploratory),
    Plant(("SCP002",), "sessions", _unpublished),
    Plant(("SCP003",), "sessions", _withdrawn),
    Plant(("SCP004",), "sessions", _unspecified),
    Plant(("SIT001",), "sessions", _premature_site),
    Plant(("SIT002",), "sessions", _project_not_of_the_term),
    Plant(("SIT006",), "sessions", _site_of_another_city),
    Plant(("REV004",), "sessions", _revoked_site),
    Plant(("PAP001",), "sessions", _paper_not_filed),
    Plant(("PAP002",), "sessions", _paper_not_set_by_centre),
)
