"""All rules, written by hand by a good programmer: the yardstick for generated code.

The same verdicts under the same readings, in the same order, over the same ``Records``. It uses what such a
programmer knows of the law and a generator has to find out: that both readings of a term share all but one
comparison, that a site is seldom revoked, that a session to which the notice applies has a first day, that
of the tariffs the latest counts.

``test_by_hand.py`` holds it against the library, whose rules (rules/) say what each condition means and why.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeAlias

from benchmarks.by_hand import (
    applications,
    enrolment,
    organisations,
    outcomes,
    projects,
    sessions,
    sites,
    staff_and_reports,
)
from benchmarks.by_hand.case import Case
from benchmarks.by_hand.truths import Verdicts
from sdcompliance.records import Records
from sdcompliance.workdays import Calendar

#: From a row to its verdicts.
Judge: TypeAlias = Callable[[Any], Verdicts]

#: What each number of an answer is about, by table; a reading other than the default is named after the dot.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "bodies": organisations.BODY_COLUMNS,
    "announcements": organisations.ANNOUNCEMENT_COLUMNS,
    "projects": projects.PROJECT_COLUMNS,
    "applications": applications.APPLICATION_COLUMNS,
    "application_projects": applications.APPLICATION_PROJECT_COLUMNS,
    "site_terms": sites.SITE_TERM_COLUMNS,
    "incidents": sites.INCIDENT_COLUMNS,
    "candidates": enrolment.CANDIDATE_COLUMNS,
    "registrations": enrolment.REGISTRATION_COLUMNS,
    "sessions": sessions.SESSION_COLUMNS,
    "assignments": staff_and_reports.ASSIGNMENT_COLUMNS,
    "reports": staff_and_reports.REPORT_COLUMNS,
    "results": outcomes.RESULT_COLUMNS,
    "certificates": outcomes.CERTIFICATE_COLUMNS,
    "archives": outcomes.ARCHIVE_COLUMNS,
    "subsidies": outcomes.SUBSIDY_COLUMNS,
}

_JUDGES: Mapping[str, Callable[[Case], Judge]] = {
    "bodies": organisations.body_judge,
    "announcements": organisations.announcement_judge,
    "projects": projects.project_judge,
    "applications": applications.application_judge,
    "application_projects": applications.application_project_judge,
    "site_terms": sites.site_term_judge,
    "incidents": sites.incident_judge,
    "candidates": enrolment.candidate_judge,
    "registrations": enrolment.registration_judge,
    "sessions": sessions.session_judge,
    "assignments": staff_and_reports.assignment_judge,
    "reports": staff_and_reports.report_judge,
    "results": outcomes.result_judge,
    "certificates": outcomes.certificate_judge,
    "archives": outcomes.archive_judge,
    "subsidies": outcomes.subsidy_judge,
}


def link(subject: str, records: Records, today: date, calendar: Calendar) -> Judge:
    """The function that judges a row of a table of these records as of a day."""
    return _JUDGES[subject](Case(records, today, calendar))
