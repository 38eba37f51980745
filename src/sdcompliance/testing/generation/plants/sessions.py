"""What a session can carry: how it was held, conducted and staffed, and what it left behind."""

from __future__ import annotations

from random import Random
from typing import Final

from sdcompliance.testing.generation.planting import Plant
from sdcompliance.testing.generation.plants.conduct import CONDUCT
from sdcompliance.testing.generation.plants.holding import HOLDING
from sdcompliance.testing.generation.plants.staffing import STAFFING
from sdcompliance.testing.generation.plants.trace import TRACE, video_destroyed
from sdcompliance.testing.generation.sittings import Sitting

_ALWAYS: Final = (*HOLDING, *CONDUCT, *STAFFING, *TRACE)


def _late_registration(sitting: Sitting, _: Random) -> tuple[str, ...]:
    sitting.late = f"RG{sitting.id}-1"
    return (sitting.session["id"],)


def on_sessions(videos: float) -> tuple[Plant[Sitting], ...]:
    """The faults of sessions whose candidates are not recorded; this part of them is kept on video."""
    return (*_ALWAYS, video_destroyed(videos))


def on_whole_sessions(videos: float) -> tuple[Plant[Sitting], ...]:
    """The faults of sessions with their candidates."""
    return (*on_sessions(videos), Plant(("SES005",), "sessions", _late_registration))


#: What one site can neglect, each in another session, until it is referred to a person.
HABITUAL: Final = tuple(plant for plant in _ALWAYS if {"RPT001", "RPT002", "SES003"} & {*plant.rules})
