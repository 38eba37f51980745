"""Projects of each origin with their specifications and tariffs, all in order by the day they are needed."""

from __future__ import annotations

import operator
from datetime import date
from itertools import accumulate

from sdcompliance.testing.strategies.making import Making

NATIONAL, PROVINCIAL, EXPLORATORY = "P1", "P2", "P3"
SPECIFICATIONS = {NATIONAL: "SP1", PROVINCIAL: "SP2"}


def add_catalogue(making: Making, needed_on: date) -> None:
    """A national project, one of the province and an exploratory one, in scope on ``needed_on``."""
    before = making.gaps(1 + len(SPECIFICATIONS))
    published = needed_on - before[0]
    making.add("projects", NATIONAL, name="中式面点制作", origin="national", published_on=published,
               published_by_id="MINISTRY")  # fmt: skip
    _add_provincial(making, needed_on)
    making.add("projects", EXPLORATORY, name="短视频助农推广", origin="exploratory", filed=True,
               filed_on=needed_on, filed_by_id="PROVINCIAL")  # fmt: skip
    for (project, id_), gap in zip(SPECIFICATIONS.items(), before[1:], strict=True):
        making.add("specifications", id_, project_id=project, version="1", filed=True,
                   filed_on=needed_on - gap)  # fmt: skip
    making.add("tariffs", "TF1", amount=150, effective_on=date(2016, 9, 1))


def _add_provincial(making: Making, needed_on: date) -> None:
    """Every step no later than the next: the same day passes."""
    steps = accumulate(making.gaps(6), operator.sub, initial=needed_on)
    published, filed, reviewed, collated, compiled, solicited, issued = steps
    making.add("policies", "PO1", body_id="DEPARTMENT", kind="solicitation_rules", issued_on=issued)
    solicited_by, filed_by = making.several(("CENTRE", "PROVINCIAL"), ("PROVINCIAL", "DEPARTMENT"))
    making.add(
        "projects", PROVINCIAL, name="糖醋黄河鲤鱼制作", origin="provincial",
        solicited_on=solicited, solicited_by_id=solicited_by,
        solicited_publicly=True, compiled_on=compiled, collated_on=collated, collated_by_id="PROVINCIAL",
        reviewed_on=reviewed, review_passed=True, dossier_complete=True, filed=True, filed_on=filed,
        filed_by_id=filed_by,
        published_on=published, published_by_id="PROVINCIAL",
    )  # fmt: skip
