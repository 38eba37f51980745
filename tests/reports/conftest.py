from __future__ import annotations

import pytest

from sdcompliance.workdays import Calendar, china, days, library


@pytest.fixture
def known_to_2026(monkeypatch: pytest.MonkeyPatch) -> Calendar:
    """The calendar before the arrangement of 2027, whatever the installed package knows by now."""
    until_2026 = frozenset(year for year in library.published_years() if year <= 2026)
    monkeypatch.setattr(days, "published_years", lambda: until_2026)
    monkeypatch.setattr(china, "published_years", lambda: until_2026)
    return Calendar()
