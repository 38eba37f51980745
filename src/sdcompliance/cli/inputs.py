"""What is named on the command line, read."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sdcompliance.findings import Privacy
    from sdcompliance.records import Records
    from sdcompliance.rulebook import Configuration, Rulebook
    from sdcompliance.workdays import Calendar

STANDARD_INPUT = "-"


def dossier_at(path: str) -> Records:
    """The records of a file, or of standard input where the path is ``-``. Raises RecordsError."""
    from sdcompliance.records import Records

    return Records.load(sys.stdin.buffer if path == STANDARD_INPUT else path)


def configuration_at(path: str | None) -> Configuration | None:
    """The configuration of a file, else that of the working folder, where it has one.

    Raises ConfigurationError.
    """
    from sdcompliance.rulebook import find_configuration, load_configuration

    return find_configuration() if path is None else load_configuration(path)


def rulebook_with(configuration: Configuration | None, path: str | None) -> Rulebook:
    """The rules of the notice as configured, and those at ``path`` where one is given.

    Raises RuleError or ConfigurationError.
    """
    from sdcompliance.rulebook import configure, default_rulebook, load_rules

    book = default_rulebook() if path is None else load_rules(path)
    return book if configuration is None else configure(book, configuration)


def calendar_with(configuration: Configuration | None, paths: Iterable[str]) -> Calendar:
    """The published calendar with the arrangements that are configured, then those of the files.

    Raises ArrangementError.
    """
    from sdcompliance.workdays import calendar, load_arrangement

    days = calendar()
    configured: Iterable[str | Path] = configuration.arrangements if configuration else ()
    for path in (*configured, *paths):
        days = days.with_arrangement(load_arrangement(path))
    return days


def privacy_of(show_personal: bool) -> Privacy:
    """What an output may show."""
    from sdcompliance.findings import Privacy

    return Privacy.SHOWN if show_personal else Privacy.MASKED
