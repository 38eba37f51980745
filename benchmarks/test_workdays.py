"""A difference in working days, once the calendar is built."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from statistics import median
from typing import Any

import pytest

from benchmarks.figures import AtMost, Figure
from benchmarks.timing import seconds_each
from sdcompliance.workdays import calendar

Report = Callable[[Figure], None]

# After Wednesday 24 September 2025, up to and with Friday 10 October: 25, 26, Sunday 28 (worked in exchange),
# 29 and 30 September; 1-8 October are off; 9 and 10 October. 5 + 2.
AFTER, UNTIL, BETWEEN = date(2025, 9, 24), date(2025, 10, 10), 7


@pytest.mark.parametrize(
    ("call", "goal"),
    [
        ("count_between(after, until)", AtMost(300)),
        ("workdays_between(after, until)", None),
        ("span_after(after, 3)", None),
    ],
)
def test_a_difference(call: str, goal: AtMost | None, report: Report) -> None:
    days = calendar()
    assert days.count_between(AFTER, UNTIL) == (BETWEEN, BETWEEN)
    name = call.partition("(")[0]
    names: dict[str, Any] = {name: getattr(days, name), "after": AFTER, "until": UNTIL}
    seconds = seconds_each(call, names)
    spread = (min(seconds) * 1e9, max(seconds) * 1e9)
    report(Figure(f"calendar().{call}", median(seconds) * 1e9, "ns", spread, goal))
