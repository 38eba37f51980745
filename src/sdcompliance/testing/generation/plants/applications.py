"""Applications that lack something, and decisions that were not prepared as the notice has it."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

from sdcompliance.testing.generation import names
from sdcompliance.testing.generation.applications import Application
from sdcompliance.testing.generation.days import ISO
from sdcompliance.testing.generation.planting import Plant
from sdcompliance.testing.generation.tables import Row

Change = Callable[[Application, Random], None]
Spoil = Callable[[Application, Random], tuple[str, ...]]

_BLANK: Final = " "  # an empty cell would say that nothing is recorded
_PARTICULARS: Final = ("applicant", "responsible_person", "phone", "address")
_MANAGER_CELLS: Final = ("name", "education", "position", "vocational_certificate", "specialty")
_EXAMINER_CELLS: Final = ("education", "title", "vocational_certificate", "trade")
_PROJECTS: Final = 2.4  # of an average application


def _whole(change: Change) -> Spoil:
    def spoil(application: Application, rng: Random) -> tuple[str, ...]:
        change(application, rng)
        return (application.id,)

    return spoil


def _cell(*columns: str, value: str = "false") -> Spoil:
    """One of these columns of the application gets a value."""

    @_whole
    def spoil(application: Application, rng: Random) -> None:
        application.row[rng.choice(columns)] = value

    return spoil


@_whole
def _submitted_to_another(application: Application, rng: Random) -> None:
    other = rng.choice((names.bureau, names.county_centre))
    application.row["submitted_to_id"] = other(application.city)


@_whole
def _too_many(application: Application, rng: Random) -> None:
    column = rng.choice(("manager_count", "full_time_teacher_count"))
    application.row[column] = str(int(application.row["staff_total"]) + 1)


@_whole
def _venue_wanting(application: Application, rng: Random) -> None:
    rng.choice(application.venues)[rng.choice(("count", "area_m2"))] = "0"


@_whole
def _blank_manager(application: Application, rng: Random) -> None:
    rng.choice(application.managers)[rng.choice(_MANAGER_CELLS)] = _BLANK


@_whole
def _blank_examiner(application: Application, rng: Random) -> None:
    rng.choice(application.examiners)[rng.choice(_EXAMINER_CELLS)] = _BLANK


@_whole
def _not_signed_off(application: Application, rng: Random) -> None:
    lacking: Row = {
        "opinion": _BLANK,
        "sealed": "false",
        "signed": "false",
        "signed_on": ISO[application.steps.submitted + 1],
    }
    column = rng.choice(tuple(lacking))
    application.row[column] = lacking[column]


@_whole
def _no_panel(application: Application, rng: Random) -> None:
    if rng.random() < 0.5:
        application.row["expert_count"] = "1"
    else:
        application.row["evaluated_by_id"] = names.bureau(application.city)


@_whole
def _visited_out_of_turn(application: Application, rng: Random) -> None:
    steps = application.steps
    application.row["visited_on"] = ISO[rng.choice((steps.submitted - 3, steps.decided + 2))]


def _approved_without_passing(application: Application, _: Random) -> tuple[str, ...]:
    if application.row["approved"] != "true":
        return ()
    application.row["evaluation_passed"] = "false"
    return (application.id,)


def _no_equipment(application: Application, rng: Random) -> tuple[str, ...]:
    requested = rng.choice(application.requested)
    for piece in application.equipment:
        if piece["project_id"] == requested["project_id"]:
            piece["quantity"] = "0"
    return (requested["id"],)


def _same_examiner(application: Application, rng: Random) -> tuple[str, ...]:
    """One examiner is entered twice for a project."""
    requested = rng.choice(application.requested)
    first, second, *_ = (x for x in application.examiners if x["project_id"] == requested["project_id"])
    second["examiner_certificate_no"] = first["examiner_certificate_no"]
    return (requested["id"],)


def _out_of_scope(application: Application, rng: Random) -> tuple[str, ...]:
    application.request(application.out_of_scope, rng)
    return (application.requested[-1]["id"],)


APPLICATIONS: Final = (
    Plant(("APP001",), "applications", _submitted_to_another),
    Plant(("APP002",), "applications", _cell("has_form")),
    Plant(("APP003",), "applications", _cell("has_venue_images", "has_equipment_images")),
    Plant(("APP004",), "applications", _cell("has_management_rules")),
    Plant(("APP005",), "applications", _cell(*_PARTICULARS, value=_BLANK)),
    Plant(("APP006",), "applications", _too_many),
    Plant(("APP007",), "applications", _venue_wanting),
    Plant(("APP008",), "application_projects", _no_equipment, weight=_PROJECTS),
    Plant(("APP009",), "applications", _blank_manager),
    Plant(("APP010",), "applications", _blank_examiner),
    Plant(("APP011",), "applications", _not_signed_off),
    Plant(("APP012",), "application_projects", _same_examiner, weight=_PROJECTS),
    Plant(("APP013",), "application_projects", _out_of_scope, weight=_PROJECTS),
    Plant(("APP014",), "applications", _no_panel),
    Plant(("APP015",), "applications", _visited_out_of_turn),
    Plant(("APP016",), "applications", _approved_without_passing),
    Plant(("SIT005",), "applications", _cell("applicant_kind", value="other"), "advisory"),
)
