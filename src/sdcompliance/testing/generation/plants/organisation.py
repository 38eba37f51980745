"""Bodies without what they are to have, and faulty announcements."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

from sdcompliance.testing.generation import names
from sdcompliance.testing.generation.days import ISO, new_year
from sdcompliance.testing.generation.organisation import Announcement, Body
from sdcompliance.testing.generation.planting import Plant

_ITEMS: Final = (
    "has_projects",
    "has_specifications",
    "has_schedule",
    "has_conditions",
    "has_registration_method",
    "has_assessment_method",
)


def _without(*kinds: str) -> Callable[[Body, Random], tuple[str, ...]]:
    """Takes one of these from a body that has it; the department itself keeps what projects rest on."""

    def spoil(body: Body, rng: Random) -> tuple[str, ...]:
        kind = rng.choice(kinds)
        if kind not in body.policies or body.id == names.DEPARTMENT:
            return ()
        body.policies.remove(kind)
        return (body.id,)

    return spoil


def _silent(body: Body, _: Random) -> tuple[str, ...]:
    if body.kind != "city_centre":
        return ()
    body.announces_this_year = False
    return (body.id,)


def _late(announcement: Announcement, rng: Random) -> tuple[str, ...]:
    # 1 April or later: more than 90 days after New Year, in leap years too.
    day = new_year(announcement.year) + 91 + rng.randrange(30)
    announcement.row["published_on"] = ISO[day]
    return (announcement.row["id"],)


def _too_early(announcement: Announcement, rng: Random) -> tuple[str, ...]:
    announcement.row["published_on"] = ISO[new_year(announcement.year) - 32 - rng.randrange(20)]
    return (announcement.row["id"],)


def _incomplete(announcement: Announcement, rng: Random) -> tuple[str, ...]:
    announcement.row[rng.choice(_ITEMS)] = "false"
    return (announcement.row["id"],)


def _by_another(announcement: Announcement, rng: Random) -> tuple[str, ...]:
    other = rng.choice((names.bureau, names.county_centre))
    announcement.row["published_by_id"] = other(announcement.row["city"])
    return (announcement.row["id"],)


_REGISTERS: Final = ("manager_register", "examiner_register", "supervisor_register", "expert_register")

BODIES: Final = (
    Plant(("ANN001",), "bodies", _silent),
    Plant(("ORG001",), "bodies", _without("solicitation_rules")),
    Plant(("ORG002",), "bodies", _without("release_system")),
    Plant(("ORG003",), "bodies", _without("coordination_mechanism")),
    Plant(("ORG004",), "bodies", _without("online_supervision")),
    Plant(("ORG005",), "bodies", _without(*_REGISTERS)),
    Plant(("ORG006",), "bodies", _without("exit_mechanism")),
)
ANNOUNCEMENTS: Final = (
    Plant(("ANN002",), "announcements", _late, weight=0.7),
    Plant(("ANN002",), "announcements", _too_early, "undetermined", weight=0.3),
    Plant(("ANN003",), "announcements", _incomplete),
    Plant(("ANN004",), "announcements", _by_another),
)
