"""Dossiers of any kind: a compliant one, changed until nothing can be relied upon."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from hypothesis import strategies as st

from sdcompliance.testing.strategies.changes import change
from sdcompliance.testing.strategies.compliant import compliant_making
from sdcompliance.testing.strategies.days import days
from sdcompliance.testing.strategies.dossier import Dossier

COMMONLY_ABSENT: Final[tuple[frozenset[str], ...]] = (
    frozenset(),
    frozenset({"reports"}),
    frozenset({"bodies"}),
    frozenset({"site_terms", "tariffs", "policies"}),
    frozenset({"sessions"}),
    frozenset({"projects", "personnel", "results"}),
    frozenset({"certificates", "registrations", "announcements", "application_examiners"}),
)
"""Sets of tables that a source may lack. Few, because engines prepare themselves for each anew."""


@st.composite
def any_dossiers(draw: st.DrawFn, absent: Sequence[frozenset[str]]) -> Dossier:
    """A compliant dossier with changes, without one of the given sets of tables."""
    making, as_of = draw(compliant_making())
    change(draw, making.tables)
    for name in draw(st.sampled_from(absent)):
        del making.tables[name]
    return Dossier.of(making.tables, draw(st.one_of(st.just(as_of), days())))
