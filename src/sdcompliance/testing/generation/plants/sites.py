"""Terms that were not announced or revoked as the notice has it, and sites that ought to be revoked."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

from sdcompliance.testing.generation import names
from sdcompliance.testing.generation.days import ISO
from sdcompliance.testing.generation.planting import Plant
from sdcompliance.testing.generation.terms import SUSPECTED_EVERY, Incident, Term


def _announced_by_another(term: Term, rng: Random) -> tuple[str, ...]:
    term.row["announced_by_id"] = rng.choice((names.centre(term.city), names.DEPARTMENT))
    return (term.id,)


def _announced_first(term: Term, rng: Random) -> tuple[str, ...]:
    announced = ISO.index(term.row["announced_on"])
    term.row["decided_on"] = ISO[term.workdays.after(announced, 1 + rng.randrange(10))]
    return (term.id,)


def _not_announced(term: Term, _: Random) -> tuple[str, ...]:
    # Whether a term counts that was announced on an unknown day is unknown; nothing else may hang on it.
    if not term.lasting:
        return ()
    term.row.update(announced_on="", announced_by_id="")
    return (term.id,)


def _revoked_on_another_ground(term: Term, _: Random) -> tuple[str, ...]:
    if not term.row["revoked_on"]:
        return ()
    term.row["revocation_ground"] = "other"
    return (term.id,)


def _revoked_by_another(term: Term, rng: Random) -> tuple[str, ...]:
    if not term.row["revoked_on"]:
        return ()
    term.row["revoked_by_id"] = rng.choice((names.centre(term.city), names.DEPARTMENT))
    return (term.id,)


def _confirmed(ground: str) -> Callable[[Incident, Random], tuple[str, ...]]:
    """What the standing site was suspected of is confirmed, and nothing follows."""

    def spoil(incident: Incident, _: Random) -> tuple[str, ...]:
        incident.row.update(
            kind=ground,
            confirmed="true",
            confirmed_on=ISO[incident.day],
            confirmed_by_id=names.bureau(incident.city),
        )
        return (incident.row["id"],)

    return spoil


#: A term in four was revoked; the incidents of one ground are a third of all.
TERMS: Final = (
    Plant(("SIT003",), "site_terms", _announced_by_another),
    Plant(("SIT004",), "site_terms", _announced_first, weight=0.5),
    Plant(("SIT004",), "site_terms", _not_announced, "undetermined", weight=0.5),
    Plant(("REV006",), "site_terms", _revoked_on_another_ground, "undetermined", weight=0.25),
    Plant(("REV007",), "site_terms", _revoked_by_another, weight=0.25),
)
INCIDENTS: Final = (
    Plant(("REV001",), "incidents", _confirmed("breach_of_trust"), weight=1 / SUSPECTED_EVERY),
    Plant(("REV002",), "incidents", _confirmed("malicious_competition"), weight=1 / SUSPECTED_EVERY),
    Plant(("REV003",), "incidents", _confirmed("mismanagement"), weight=1 / SUSPECTED_EVERY),
)
