"""What a session leaves behind: results and papers handed in wrongly, archives wanting or destroyed."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

from sdcompliance.testing.generation import names
from sdcompliance.testing.generation.days import ISO, TODAY
from sdcompliance.testing.generation.planting import Plant
from sdcompliance.testing.generation.sittings import Sitting

_LIMIT: Final = 3  # working days
_WITHIN: Final = {"process": 700, "candidate": 700, "video": 170}  # days: shorter than every period


def _results_late(sitting: Sitting, rng: Random) -> tuple[str, ...]:
    sitting.received = sitting.city.workdays.after(sitting.end, _LIMIT + 1 + rng.randrange(4))
    sitting.report["results_received_at"] = f"{ISO[sitting.received]}T09:30:00+08:00"
    return (sitting.session["id"],)


def _papers_late(sitting: Sitting, rng: Random) -> tuple[str, ...]:
    received = sitting.city.workdays.after(sitting.end, _LIMIT + 1 + rng.randrange(4))
    sitting.report["papers_received_at"] = f"{ISO[received]}T09:30:00+08:00"
    return (sitting.session["id"],)


def _received_by_another(sitting: Sitting, rng: Random) -> tuple[str, ...]:
    other = rng.choice((names.bureau, names.county_centre))
    sitting.report["received_by_id"] = other(sitting.city.code)
    return (sitting.report["id"],)


def _received_too_early(sitting: Sitting, _: Random) -> tuple[str, ...]:
    """Papers that came in on the last day, hours before it ended."""
    sitting.report["papers_received_at"] = f"{ISO[sitting.end]}T08:00:00+08:00"
    return (sitting.report["id"],)


def _not_archived(sitting: Sitting, rng: Random) -> tuple[str, ...]:
    lost = rng.choice(("process", "candidate"))
    sitting.archives = [row for row in sitting.archives if row["kind"] != lost]
    return (sitting.session["id"],)


def _destroyed(*kinds: str) -> Callable[[Sitting, Random], tuple[str, ...]]:
    def spoil(sitting: Sitting, rng: Random) -> tuple[str, ...]:
        rows = [row for row in sitting.archives if row["kind"] in kinds]
        if not rows:
            return ()
        row = rng.choice(rows)
        first = ISO.index(row["archived_on"]) + 1
        last = min(sitting.end + _WITHIN[row["kind"]], TODAY)
        if first > last:
            return ()
        row["destroyed_on"] = ISO[rng.randint(first, last)]
        return (row["id"],)

    return spoil


def _incomplete(sitting: Sitting, rng: Random) -> tuple[str, ...]:
    row = rng.choice(sitting.archives)
    row["complete"] = "false"
    return (row["id"],)


TRACE: Final = (
    Plant(("RPT001",), "sessions", _results_late),
    Plant(("RPT002",), "sessions", _papers_late),
    Plant(("RPT003",), "reports", _received_by_another),
    Plant(("RPT004",), "reports", _received_too_early, "undetermined"),
    Plant(("ARC001",), "sessions", _not_archived, "undetermined"),
    Plant(("ARC002",), "archives", _destroyed("process", "candidate"), weight=2.0),
    Plant(("ARC004",), "archives", _incomplete, weight=2.0),
)


def video_destroyed(videos: float) -> Plant[Sitting]:
    """The fault of a video, where this part of the sessions has one."""
    return Plant(("ARC003",), "archives", _destroyed("video"), weight=videos)
