"""Sessions to which nobody, or the wrong person, was sent, or by the wrong body."""

from __future__ import annotations

from random import Random
from typing import Final

from sdcompliance.testing.generation import names
from sdcompliance.testing.generation.planting import Plant
from sdcompliance.testing.generation.sittings import Sitting, assignment_row

_SENT: Final = 3.0  # assignments of an average session
_EXAMINERS: Final = 1.95


def _no_examiner(sitting: Sitting, _: Random) -> tuple[str, ...]:
    # Nobody to score: the session has no results, so that none is scored by somebody not sent.
    sitting.assignments = [row for row in sitting.assignments if row["role"] != "examiner"]
    sitting.examined = False
    return (sitting.session["id"],)


def _no_supervisor(sitting: Sitting, _: Random) -> tuple[str, ...]:
    sitting.assignments = [row for row in sitting.assignments if row["role"] != "supervisor"]
    return (sitting.session["id"],)


def _both(sitting: Sitting, _: Random) -> tuple[str, ...]:
    """The first examiner supervises as well, beside the supervisor."""
    examiner = sitting.assignments[0]["person_id"]
    _send(sitting, examiner, "supervisor")
    return (sitting.session["id"],)


def _sent_by_another(sitting: Sitting, rng: Random) -> tuple[str, ...]:
    assignment = rng.choice(sitting.assignments)
    other = rng.choice((names.bureau, names.county_centre))
    assignment["dispatched_by_id"] = other(sitting.city.code)
    return (assignment["id"],)


def _no_badge(sitting: Sitting, rng: Random) -> tuple[str, ...]:
    assignment = rng.choice(sitting.assignments)
    assignment["badge_worn"] = "false"
    return (assignment["id"],)


def _uncertified(sitting: Sitting, _: Random) -> tuple[str, ...]:
    return (_send(sitting, sitting.city.staff.uncertified, "examiner"),)


def _lapsed(sitting: Sitting, rng: Random) -> tuple[str, ...]:
    return (_send(sitting, sitting.city.staff.lapsed, rng.choice(("examiner", "supervisor"))),)


def _send(sitting: Sitting, person: str, role: str) -> str:
    """Sends one person more; gives the id of the assignment."""
    id_ = f"A{sitting.id}-{len(sitting.assignments) + 1}"
    sitting.assignments.append(assignment_row(id_, sitting.id, person, role, sitting.city.code))
    return id_


STAFFING: Final = (
    Plant(("STF001",), "sessions", _no_examiner),
    Plant(("STF002",), "sessions", _no_supervisor),
    Plant(("STF003",), "assignments", _sent_by_another, weight=_SENT),
    Plant(("STF004",), "sessions", _both),
    Plant(("STF005",), "assignments", _no_badge, weight=_SENT),
    Plant(("STF006",), "assignments", _uncertified, weight=_EXAMINERS),
    Plant(("STF007",), "assignments", _lapsed, weight=_SENT),
)
