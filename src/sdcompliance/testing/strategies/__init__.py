"""Hypothesis strategies for dossiers, rows, days and calendars (the extra ``testing``).

::

    from hypothesis import given
    from sdcompliance.testing import strategies

    @given(strategies.dossiers(violating="RPT001"))
    def test_late_results_are_shown(dossier):
        report = sdc.evaluate(dossier, dossier.as_of)

What is drawn shrinks to few rows and round days, and is printed as the files of a story.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

try:
    from hypothesis import strategies as st
except ModuleNotFoundError as error:
    from sdcompliance.errors import ExtraMissingError

    raise ExtraMissingError("testing", "drawing dossiers") from error

from sdcompliance.records import Row
from sdcompliance.rulebook import Rulebook, default_rulebook
from sdcompliance.testing.strategies.anything import COMMONLY_ABSENT, any_dossiers
from sdcompliance.testing.strategies.boundaries import boundary_days
from sdcompliance.testing.strategies.calendars import working_calendars
from sdcompliance.testing.strategies.compliant import drawn_compliant
from sdcompliance.testing.strategies.days import days, moments
from sdcompliance.testing.strategies.dossier import Dossier, records_text, story_text
from sdcompliance.testing.strategies.rows import drawn_rows
from sdcompliance.testing.strategies.violating import Breakable, drawn_violating

__all__ = [
    "COMMONLY_ABSENT",
    "Dossier",
    "boundary_dates",
    "compliant_dossiers",
    "days",
    "dossiers",
    "moments",
    "records_text",
    "rows",
    "story_text",
    "working_calendars",
]


def dossiers(
    *,
    violating: str | None = None,
    absent: Sequence[frozenset[str]] = COMMONLY_ABSENT,
    rulebook: Rulebook | None = None,
) -> st.SearchStrategy[Dossier]:
    """Dossiers of any kind: nulls, dangling references, bare dates and clock times, absent tables.

    With ``violating``, the id of a rule of ``rulebook`` (by default the notice's), the rule objects to
    something in every one of them as of the dossier's day, and no table is absent but where an example
    of the rule lacks it. ``absent`` names the sets of tables one of which is left out of a dossier.
    Raises UnknownNameError where there is no such rule.
    """
    if violating is None:
        return any_dossiers(tuple(absent))
    book = rulebook or default_rulebook()
    return drawn_violating(Breakable(book.rule(violating), book))


def compliant_dossiers() -> st.SearchStrategy[Dossier]:
    """Dossiers over all 28 tables in which no rule of the notice finds a fault as of the dossier's day.

    Every verdict is compliant, pending or not applicable under the default reading; days lie on the
    limits as often as within them, so that another reading may see it otherwise.
    """
    return drawn_compliant()


def boundary_dates(rule: str, *, rulebook: Rulebook | None = None) -> st.SearchStrategy[date]:
    """Days at which the rule of this id may turn: each limit of its examples, the day before, the day after.

    Limits are due dates, as-of dates, the first day in force and the days on which parameters change.
    Raises UnknownNameError where there is no such rule.
    """
    book = rulebook or default_rulebook()
    return boundary_days(book.rule(rule), book)


def rows(table: str) -> st.SearchStrategy[Row]:
    """Rows of one table with any values. Raises UnknownNameError where there is no such table."""
    return drawn_rows(table)
