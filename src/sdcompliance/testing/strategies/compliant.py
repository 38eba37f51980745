"""Dossiers that break nothing, by construction: every step is drawn no later than the law has it."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from sdcompliance.records import CITIES
from sdcompliance.testing.strategies.dossier import Dossier
from sdcompliance.testing.strategies.making import LAST_SITTING, Making
from sdcompliance.testing.strategies.organisation import add_organisation
from sdcompliance.testing.strategies.people import add_staff
from sdcompliance.testing.strategies.qualification import add_qualification
from sdcompliance.testing.strategies.sitting import LONGEST, add_sitting

_PUBLISHED = (0, 14, 30, 31, 58, 89, -1, -31)  # days from 1 January: 31 March at the latest
_MOST_SITTINGS = 3
_MOST_CANDIDATES = 2  # of one sitting
_PLACES = tuple(CITIES)


@st.composite
def compliant_making(draw: st.DrawFn) -> tuple[Making, date]:
    """The tables of a compliant dossier, none of them empty, with the day on which it is judged."""
    making = Making(draw, draw(st.sampled_from(_PLACES)))
    add_organisation(making)
    add_qualification(making)
    last = _add_sittings(making)
    add_staff(making, last + timedelta(LONGEST))
    as_of = making.from_(last)
    for year in sorted({making.first.year, as_of.year}):
        _add_announcement(making, year)
    return making, as_of


@st.composite
def drawn_compliant(draw: st.DrawFn) -> Dossier:
    """A compliant dossier."""
    making, as_of = draw(compliant_making())
    return Dossier.of(making.tables, as_of)


def _add_sittings(making: Making) -> date:
    """The sittings one after another; returns the last day on which one begins."""
    started_on, candidate = making.first, 1
    for number in range(1, making.count(1, _MOST_SITTINGS) + 1):
        if number > 1:
            started_on = min(making.from_(started_on), LAST_SITTING)
        candidates = range(candidate, candidate + making.count(1, _MOST_CANDIDATES))
        candidate = candidates.stop
        add_sitting(making, number, started_on, candidates)
    return started_on


def _add_announcement(making: Making, year: int) -> None:
    """At the beginning of the year, which may be December before or the last day of March."""
    published = date(year, 1, 1) + timedelta(making.one_of(_PUBLISHED))
    items = ("projects", "specifications", "schedule", "conditions", "registration_method",
             "assessment_method", "other")  # fmt: skip
    making.add("announcements", f"AN{year}", city=making.city, year=year, published_on=published,
               published_by_id="CENTRE", **{f"has_{item}": True for item in items})  # fmt: skip
