"""Certificates issued to the wrong person, by the wrong body or out of order; subsidies without grounds."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

from sdcompliance.testing.generation import names
from sdcompliance.testing.generation.days import ISO
from sdcompliance.testing.generation.enrolment import CERTIFIED, SUBSIDISED, Enrolment, certify
from sdcompliance.testing.generation.planting import Plant
from sdcompliance.testing.generation.tables import Row


def _certified(
    change: Callable[[Enrolment, Row, Random], None],
) -> Callable[[Enrolment, Random], tuple[str, ...]]:
    """Changes the certificate of somebody who has one."""

    def spoil(enrolment: Enrolment, rng: Random) -> tuple[str, ...]:
        if enrolment.certificate is None:
            return ()
        change(enrolment, enrolment.certificate, rng)
        return (enrolment.certificate["id"],)

    return spoil


@_certified
def _out_of_order(enrolment: Enrolment, certificate: Row, rng: Random) -> None:
    """Coded before the result was confirmed, or printed before it was coded."""
    if rng.random() < 0.5:
        certificate["coded_on"] = ISO[enrolment.confirmed - 1]
    else:
        certificate["printed_on"] = ISO[enrolment.confirmed]


def _without_passing(enrolment: Enrolment, _: Random) -> tuple[str, ...]:
    result = enrolment.result
    if result is None or result["passed"] == "true":
        return ()
    certify(enrolment, int(result["id"].rpartition("-")[2]))
    return (result["id"].replace("RS", "CE"),)


def _without_result(enrolment: Enrolment, _: Random) -> tuple[str, ...]:
    if enrolment.certificate is None:
        return ()
    enrolment.result = None
    return (enrolment.certificate["id"],)


@_certified
def _issued_by_another(enrolment: Enrolment, certificate: Row, rng: Random) -> None:
    other = rng.choice((names.bureau, names.county_centre))
    certificate["issued_by_id"] = other(enrolment.sitting.city.code)


@_certified
def _no_number(_: Enrolment, certificate: Row, __: Random) -> None:
    certificate["number"] = " "


def _number_twice(enrolment: Enrolment, _: Random) -> tuple[str, ...]:
    """The number of the certificate before it in the session: both fail, and the other carries no fault."""
    certificate, previous = enrolment.certificate, enrolment.previous
    if certificate is None or previous is None:
        return ()
    certificate["number"] = previous["number"]
    return (certificate["id"], previous["id"])


@_certified
def _blank_of_another(enrolment: Enrolment, certificate: Row, _: Random) -> None:
    certificate["blank_printed_by_id"] = names.centre(enrolment.sitting.city.code)


@_certified
def _not_queryable(_: Enrolment, certificate: Row, rng: Random) -> None:
    if rng.random() < 0.5:
        certificate["queryable_online"] = "false"
    else:
        certificate["query_fee"] = "5"


def _without_grounds(enrolment: Enrolment, rng: Random) -> tuple[str, ...]:
    """Not eligible, trained only after the session, or granted before the certificate was issued."""
    subsidy = enrolment.subsidy
    if subsidy is None:
        return ()
    changes = (
        ("eligible", "false"),
        ("trained_on", ISO[enrolment.sitting.end + 3]),
        ("granted_on", ISO[enrolment.issued - 1]),
    )
    column, value = rng.choice(changes)
    subsidy[column] = value
    return (subsidy["id"],)


def _not_granted(enrolment: Enrolment, _: Random) -> tuple[str, ...]:
    if enrolment.subsidy is None:
        return ()
    enrolment.subsidy["granted_on"] = ""
    return (enrolment.subsidy["id"],)


_FAILED: Final = 4.0  # candidates of an average session who did not pass

CERTIFICATES: Final = (
    Plant(("CER001",), "certificates", _out_of_order, weight=CERTIFIED / 2),
    Plant(("CER001", "CER002"), "certificates", _without_result, "undetermined", weight=CERTIFIED / 2),
    Plant(("CER002",), "certificates", _without_passing, weight=_FAILED),
    Plant(("CER003",), "certificates", _issued_by_another, weight=CERTIFIED),
    Plant(("CER004",), "certificates", _no_number, weight=CERTIFIED / 2),
    Plant(("CER004",), "certificates", _number_twice, weight=CERTIFIED / 4),
    Plant(("CER005",), "certificates", _blank_of_another, weight=CERTIFIED),
    Plant(("CER006",), "certificates", _not_queryable, weight=CERTIFIED),
    Plant(("SUB001",), "subsidies", _without_grounds, weight=SUBSIDISED),
    Plant(("SUB002",), "subsidies", _not_granted, "undetermined", weight=SUBSIDISED),
)
