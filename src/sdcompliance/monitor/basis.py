"""By what a journal's verdicts were reached: if it changes, everything is judged anew on reopening."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

from sdcompliance.monitor.events import json_text
from sdcompliance.rulebook import Rulebook
from sdcompliance.version import __version__
from sdcompliance.workdays import Calendar

_FIRST, _LAST = date(2019, 1, 1), date(2040, 12, 31)  # the days whose being a working day is compared


def basis_of(rulebook: Rulebook, calendar: Calendar, due_soon: int) -> str:
    """The rules, how they are read, the calendar and the warning time, as text."""
    return json_text(
        {
            "version": __version__,
            "rules": rulebook.digest,
            "settings": rulebook.settings.to_json(),
            "calendar": _digest(calendar),
            "due_soon": due_soon,
        }
    )


def _digest(calendar: Calendar) -> str:
    content = hashlib.blake2b(digest_size=16)
    for number in range((_LAST - _FIRST).days):
        day = _FIRST + timedelta(days=number)
        content.update(repr(calendar.count_between(day, day + timedelta(days=1))).encode())
    return content.hexdigest()
