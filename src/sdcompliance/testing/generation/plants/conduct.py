"""Sessions that were organised, prepared or supervised otherwise than the notice has it."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

from sdcompliance.testing.generation import names
from sdcompliance.testing.generation.days import ISO
from sdcompliance.testing.generation.planting import Plant
from sdcompliance.testing.generation.sittings import Sitting


def _organised_by_another(sitting: Sitting, rng: Random) -> tuple[str, ...]:
    other = rng.choice((names.bureau, names.county_centre))
    sitting.session["organised_by_id"] = other(sitting.city.code)
    return (sitting.session["id"],)


def _not_prepared(sitting: Sitting, rng: Random) -> tuple[str, ...]:
    if rng.random() < 0.5:
        sitting.session["preparation_met"] = "false"
    else:
        sitting.session["preparation_notice_on"] = ISO[sitting.start + 1]
    return (sitting.session["id"],)


def _cell(column: str) -> Callable[[Sitting, Random], tuple[str, ...]]:
    def spoil(sitting: Sitting, _: Random) -> tuple[str, ...]:
        sitting.session[column] = "false"
        return (sitting.session["id"],)

    return spoil


CONDUCT: Final = (
    Plant(("SES001",), "sessions", _organised_by_another),
    Plant(("SES002",), "sessions", _not_prepared),
    Plant(("SES003",), "sessions", _cell("staff_arranged")),
    Plant(("SES004",), "sessions", _cell("supervision_recorded")),
)
