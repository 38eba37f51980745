"""By what a journal's verdicts were reached: if it changes, everything is judged anew on reopening."""

from __future__ import annotations

from sdcompliance.monitor.events import json_text
from sdcompliance.rulebook import Rulebook
from sdcompliance.version import __version__
from sdcompliance.workdays import Calendar


def basis_of(rulebook: Rulebook, calendar: Calendar, due_soon: int) -> str:
    """The rules, how they are read, the calendar and the warning time, as text."""
    return json_text(
        {
            "version": __version__,
            "rules": rulebook.digest,
            "settings": rulebook.settings.to_json(),
            "calendar": calendar.digest,
            "due_soon": due_soon,
        }
    )
