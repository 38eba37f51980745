"""Findings to write: the demonstration dossier, and one whose every text is hostile."""

from __future__ import annotations

from functools import cache
from typing import Any

from tests.reports.dossiers import AS_OF, demo

from sdcompliance import Records, Show, calendar, default_rulebook, evaluate
from sdcompliance.reports.report_source import ReportSource

SCRIPT = "</script><script>window.broken=1</script><img src=x onerror=window.broken=1>"
FORMULA = '=HYPERLINK("http://example.invalid","x")'


def source_of(records: Records, as_of: str = AS_OF, show: Show = Show.NOTEWORTHY) -> ReportSource:
    """The findings on some records."""
    book, days = default_rulebook(), calendar()
    return ReportSource(
        evaluate(records, as_of, rulebook=book, calendar=days, show=show), records, book, days
    )


@cache
def demo_source() -> ReportSource:
    """The findings on the demonstration dossier."""
    return source_of(demo())


def hostile() -> Records:
    """Texts that want to be HTML, formulas, commands, control characters, wherever a text may stand."""
    session: dict[str, Any] = {
        "id": f"{FORMULA}{SCRIPT}\x07\n::error::x",
        "city": "370600",
        "site_id": f"@{SCRIPT}",
        "project_id": f"+{SCRIPT}",
        "started_at": "2026-02-12",
        "ended_at": "2026-02-12",
    }
    reports = [
        {"id": f"-{SCRIPT}]", "session_id": session["id"], "results_received_at": "2026-03-01"},
    ]
    sites = [{"id": session["site_id"], "name": SCRIPT, "city": "370600"}]
    projects = [{"id": session["project_id"], "name": FORMULA + SCRIPT, "origin": "exploratory"}]
    return Records.parse(
        {"sessions": [session], "reports": reports, "sites": sites, "projects": projects, SCRIPT: []}
    )
