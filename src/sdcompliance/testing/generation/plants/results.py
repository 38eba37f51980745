"""Results that were scored or confirmed wrongly, and results without the certificate that follows."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

from sdcompliance.testing.generation import names
from sdcompliance.testing.generation.days import ISO
from sdcompliance.testing.generation.enrolment import CERTIFIED, SCORED, Enrolment
from sdcompliance.testing.generation.planting import Plant
from sdcompliance.testing.generation.tables import Row


def _scored(
    change: Callable[[Enrolment, Row, Random], bool],
) -> Callable[[Enrolment, Random], tuple[str, ...]]:
    """Changes the result of somebody who has one; where the change cannot be made, nothing is."""

    def spoil(enrolment: Enrolment, rng: Random) -> tuple[str, ...]:
        result = enrolment.result
        return (result["id"],) if result is not None and change(enrolment, result, rng) else ()

    return spoil


@_scored
def _scored_by_supervisor(enrolment: Enrolment, result: Row, _: Random) -> bool:
    sent = enrolment.sitting.assignments
    examiners = {row["person_id"] for row in sent if row["role"] == "examiner"}
    for row in sent:
        if row["role"] == "supervisor" and row["person_id"] not in examiners:
            result["scored_by_id"] = row["person_id"]
            return True
    return False


@_scored
def _without_standard(_: Enrolment, result: Row, __: Random) -> bool:
    result["used_rubric"] = "false"
    return True


@_scored
def _wrongly_confirmed(enrolment: Enrolment, result: Row, rng: Random) -> bool:
    if rng.random() < 0.5:
        result["confirmed_by_id"] = names.bureau(enrolment.sitting.city.code)
    else:
        result["confirmed_on"] = ISO[enrolment.sitting.received - 1]
    return True


def _no_certificate(enrolment: Enrolment, _: Random) -> tuple[str, ...]:
    if enrolment.result is None or enrolment.certificate is None:
        return ()
    enrolment.certificate = enrolment.subsidy = None
    return (enrolment.result["id"],)


RESULTS: Final = (
    Plant(("RES001",), "results", _scored_by_supervisor, weight=SCORED),
    Plant(("RES002",), "results", _without_standard, weight=SCORED),
    Plant(("RES003",), "results", _wrongly_confirmed, weight=SCORED),
    Plant(("CER007",), "results", _no_certificate, "undetermined", weight=CERTIFIED),
)
