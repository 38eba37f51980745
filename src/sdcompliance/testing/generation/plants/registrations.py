"""Registrations of those too young, unwilling or overcharged; identity numbers that cannot be right."""

from __future__ import annotations

from random import Random
from typing import Final

from sdcompliance.testing.generation import names
from sdcompliance.testing.generation.days import FORCE, ISO
from sdcompliance.testing.generation.enrolment import ACCEPTED, MEAN, REFUSED, Enrolment, earlier
from sdcompliance.testing.generation.planting import Plant


def _too_young(enrolment: Enrolment, rng: Random) -> tuple[str, ...]:
    registration, candidate = enrolment.registration, enrolment.candidate
    if enrolment.known or registration["accepted"] != "true" or enrolment.registered < FORCE:
        return ()
    # At most 15 years and 10 months old on the day, and on the day of the session.
    birth = earlier(ISO[enrolment.registered], 15, 60 + rng.randrange(240))
    order = int(candidate["id_number"][14:17])
    candidate["birth_on"] = birth
    candidate["id_number"] = names.identity_number(registration["city"], birth, order)
    return (registration["id"],)


def _unwilling(enrolment: Enrolment, _: Random) -> tuple[str, ...]:
    return _changed(enrolment, "voluntary", "false")


def _refused_otherwise(enrolment: Enrolment, _: Random) -> tuple[str, ...]:
    if enrolment.registration["accepted"] == "true":
        return ()
    return _changed(enrolment, "refusal_ground", "other")


def _received_by_another(enrolment: Enrolment, rng: Random) -> tuple[str, ...]:
    other = rng.choice((names.bureau, names.county_centre))
    return _changed(enrolment, "received_by_id", other(enrolment.registration["city"]))


def _overcharged(enrolment: Enrolment, rng: Random) -> tuple[str, ...]:
    return _changed(enrolment, "fee_charged", str(enrolment.charge + 10 * rng.randint(1, 12)))


def _changed(enrolment: Enrolment, column: str, value: str) -> tuple[str, ...]:
    if enrolment.registered < FORCE:
        return ()
    enrolment.registration[column] = value
    return (enrolment.registration["id"],)


def _number_wrong(enrolment: Enrolment, rng: Random) -> tuple[str, ...]:
    """Another check digit, another sex, or another day of birth than the number holds."""
    if enrolment.known:
        return ()
    candidate = enrolment.candidate
    kind = rng.randrange(3)
    if kind == 0:
        check = candidate["id_number"][-1]
        candidate["id_number"] = candidate["id_number"][:-1] + ("1" if check != "1" else "2")
    elif kind == 1:
        candidate["sex"] = "female" if candidate["sex"] == "male" else "male"
    else:
        candidate["birth_on"] = str(int(candidate["birth_on"][:4]) - 1) + candidate["birth_on"][4:]
    return (candidate["id"],)


REGISTRATIONS: Final = (
    Plant(("REG001",), "registrations", _too_young, weight=ACCEPTED),
    Plant(("REG002",), "registrations", _unwilling, weight=MEAN),
    Plant(("REG003",), "registrations", _refused_otherwise, weight=REFUSED),
    Plant(("REG004",), "registrations", _received_by_another, "advisory", weight=MEAN),
    Plant(("REG005",), "candidates", _number_wrong, weight=MEAN),
    Plant(("FEE001",), "registrations", _overcharged, weight=MEAN),
)
