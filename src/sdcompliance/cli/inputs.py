"""What is named on the command line, read."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sdcompliance.findings import Privacy
    from sdcompliance.records import Records
    from sdcompliance.rulebook import Rulebook
    from sdcompliance.workdays import Calendar

STANDARD_INPUT = "-"


def dossier_at(path: str) -> Records:
    """The records of a file, or of standard input where the path is ``-``. Raises RecordsError."""
    from sdcompliance.records import Records

    return Records.load(sys.stdin.buffer if path == STANDARD_INPUT else path)


def rulebook_with(path: str | None) -> Rulebook:
    """The rules of the notice, and those at ``path`` where one is given. Raises RuleError."""
    from sdcompliance.rulebook import default_rulebook, load_rules

    return default_rulebook() if path is None else load_rules(path)


def calendar_with(paths: Iterable[str]) -> Calendar:
    """The published calendar with the arrangements of the files. Raises ArrangementError."""
    from sdcompliance.workdays import calendar, load_arrangement

    days = calendar()
    for path in paths:
        days = days.with_arrangement(load_arrangement(path))
    return days


def privacy_of(show_personal: bool) -> Privacy:
    """What an output may show."""
    from sdcompliance.findings import Privacy

    return Privacy.SHOWN if show_personal else Privacy.MASKED
