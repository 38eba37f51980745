from __future__ import annotations

import pytest

from sdcompliance.workdays import Calendar, calendar


@pytest.fixture
def known_to_2026() -> Calendar:
    """The calendar before the arrangement of 2027, whatever the installed package knows by now."""
    return calendar().known_to(2026)
