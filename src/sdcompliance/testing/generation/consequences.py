"""What follows from planted faults: the findings of rules that judge other findings.

Three rules do (docs/decisions/0010-consequences.md): the certificates of a session at a site that was not
qualified (CER008), the sites with several faults of their own within a year (REV005), and those that were
late more than once (RPT005). What the rules set as limits is repeated here, and held against them by test.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Final

from sdcompliance.testing.generation.days import number
from sdcompliance.testing.generation.planting import Key, Planted
from sdcompliance.testing.generation.sittings import Sitting

OF_SITES: Final = ("REV005", "RPT005")
OF_CERTIFICATES: Final = ("CER008",)
_UNQUALIFIED: Final = frozenset({"SIT001", "REV004"})
_LATE: Final = frozenset({"RPT001", "RPT002"})
_OWN_DUTIES: Final = frozenset({"RPT001", "RPT002", "RPT003", "SES002", "SES003"})
_WINDOW: Final = number(date(2025, 11, 23))  # twelve months before AS_OF, that day included
_MANY: Final = 3
_LATE_SESSIONS: Final = 2  # a session carries one fault, so every late one is another


class Consequences:
    """Notes what is planted, and adds to the key what follows from it."""

    def __init__(self, key: Key) -> None:
        self._key = key
        self._own: Counter[str] = Counter()
        self._late: Counter[str] = Counter()

    def note(self, planted: Iterable[Planted], sitting: Sitting) -> None:
        """Notes what was planted in a session."""
        for each in planted:
            sitting.unqualified |= each.rule in _UNQUALIFIED
            if sitting.start >= _WINDOW:
                site = sitting.session["site_id"]
                self._own[site] += each.rule in _OWN_DUTIES
                self._late[site] += each.rule in _LATE

    def certified(self, sitting: Sitting, certificate: str) -> None:
        """Notes a certificate that rests on a session."""
        if sitting.unqualified:
            self._key.add(Planted("CER008", certificate, "certificates", "advisory"))

    def close(self) -> None:
        """Adds what follows for sites, once all sessions are written."""
        for site, times in self._own.items():
            if times >= _MANY:
                self._key.add(Planted("REV005", site, "sites", "advisory"))
        for site, times in self._late.items():
            if times >= _LATE_SESSIONS:
                self._key.add(Planted("RPT005", site, "sites", "advisory"))
