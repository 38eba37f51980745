"""Projects that were not brought up to their publication as the notice has it."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

from sdcompliance.testing.generation import names
from sdcompliance.testing.generation.days import FORCE, ISO
from sdcompliance.testing.generation.planting import Plant
from sdcompliance.testing.generation.projects import Project

_CITY: Final = "370100"


def _provincial(change: Callable[[Project, Random], None]) -> Callable[[Project, Random], tuple[str, ...]]:
    def spoil(project: Project, rng: Random) -> tuple[str, ...]:
        if project.row["origin"] != "provincial":
            return ()
        change(project, rng)
        return (project.row["id"],)

    return spoil


@_provincial
def _before_the_rules(project: Project, rng: Random) -> None:
    # The rules were issued on 2020-09-15, three weeks after the notice.
    project.row["solicited_on"] = ISO[FORCE + rng.randrange(20)]


@_provincial
def _solicited_by_another(project: Project, rng: Random) -> None:
    project.row["solicited_by_id"] = rng.choice((names.bureau(_CITY), names.county_centre(_CITY)))


@_provincial
def _not_public(project: Project, _: Random) -> None:
    project.row["solicited_publicly"] = "false"


@_provincial
def _compiled_first(project: Project, rng: Random) -> None:
    project.row["compiled_on"] = ISO[project.solicited - 1 - rng.randrange(30)]


@_provincial
def _collated_by_another(project: Project, _: Random) -> None:
    project.row["collated_by_id"] = names.centre(_CITY)


@_provincial
def _review_wanting(project: Project, rng: Random) -> None:
    if rng.random() < 0.5:
        project.row["review_passed"] = "false"
    else:
        project.row["reviewed_on"] = ISO[project.filed + 1]


@_provincial
def _dossier_incomplete(project: Project, _: Random) -> None:
    project.row["dossier_complete"] = "false"


@_provincial
def _filed_by_another(project: Project, _: Random) -> None:
    project.row["filed_by_id"] = names.centre(_CITY)


@_provincial
def _published_first(project: Project, rng: Random) -> None:
    project.row["published_on"] = ISO[project.workdays.before(project.filed, 1 + rng.randrange(15))]


def _unfiled(project: Project, _: Random) -> tuple[str, ...]:
    if project.row["origin"] != "exploratory":
        return ()
    project.row.update(filed="false", filed_on="", filed_by_id="")
    return (project.row["id"],)


PROJECTS: Final = (
    Plant(("PRJ001",), "projects", _before_the_rules),
    Plant(("PRJ002",), "projects", _solicited_by_another),
    Plant(("PRJ003",), "projects", _not_public),
    Plant(("PRJ004",), "projects", _compiled_first),
    Plant(("PRJ005",), "projects", _collated_by_another),
    Plant(("PRJ006",), "projects", _review_wanting),
    Plant(("PRJ007",), "projects", _dossier_incomplete),
    Plant(("PRJ008",), "projects", _filed_by_another),
    Plant(("PRJ009",), "projects", _published_first),
    Plant(("PRJ010",), "projects", _unfiled, "advisory"),
)
