"""The count of working days behind a finding's due day, from what the finding itself tells."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sdcompliance.conditions import to_text
from sdcompliance.conditions import tree as t
from sdcompliance.reports.findings_source import Judged, ReportedFinding
from sdcompliance.rulebook import Rule
from sdcompliance.workdays import Calendar

#: Longer counts of working days are not listed day by day.
LONGEST_COUNT = 60


def counts_known(judged: Judged, calendar: Calendar) -> bool:
    """Whether the rules and arrangements here are those that judged, so that days may be counted out."""
    return judged.book is not None and list(judged.configuration.get("arrangements", [])) == sorted(
        calendar.given_years
    )


def counted_from(rules: Mapping[str, Rule]) -> dict[str, str]:
    """Rule → the path of the day from which it counts working days to its due day, where it does so."""
    return {rule.id: path for rule in rules.values() if (path := _start(rule)) is not None}


def span_of(found: ReportedFinding, path: str | None) -> tuple[date, date] | None:
    """From the day counted from (not counted itself) to the last day; None where nothing is counted."""
    start = found.evidence.get(path) if path is not None else None
    if not isinstance(start, str) or found.due_latest is None:
        return None
    try:
        after = date.fromisoformat(start)
    except ValueError:
        return None  # masked, or not a day
    return (after, found.due_latest) if 0 < (found.due_latest - after).days <= LONGEST_COUNT else None


def _start(rule: Rule) -> str | None:
    due = rule.default.due
    if isinstance(due, t.Call) and due.function == "workday_after":
        start = due.arguments[0]
        if isinstance(start, t.Field | t.DayOf):
            return to_text(start)
    return None
