"""The 28 tables, a module a chapter; ``ROW_TYPES`` has them in the order of the data model.

The modules do without ``from __future__ import annotations``: pydantic would have to compile some 200
strings whenever they are imported, which takes as long as all the rest.
"""

from __future__ import annotations

from sdcompliance.records.row import Row
from sdcompliance.records.tables.announcements import Announcement
from sdcompliance.records.tables.applications import (
    Application,
    ApplicationEquipment,
    ApplicationExaminer,
    ApplicationManager,
    ApplicationProject,
    ApplicationVenue,
)
from sdcompliance.records.tables.enrolment import Candidate, Registration, Tariff
from sdcompliance.records.tables.organisations import Body, Policy
from sdcompliance.records.tables.outcomes import Archive, Certificate, Result, Subsidy
from sdcompliance.records.tables.projects import Project, Specification
from sdcompliance.records.tables.sites import Incident, Site, SiteTerm, SiteTermProject
from sdcompliance.records.tables.sittings import (
    Assignment,
    Paper,
    Person,
    PersonProject,
    ResultsReport,
    Session,
)

ROW_TYPES: tuple[type[Row], ...] = (
    Body,
    Policy,
    Project,
    Specification,
    Application,
    ApplicationProject,
    ApplicationVenue,
    ApplicationEquipment,
    ApplicationManager,
    ApplicationExaminer,
    Site,
    SiteTerm,
    SiteTermProject,
    Incident,
    Announcement,
    Candidate,
    Registration,
    Tariff,
    Paper,
    Session,
    Person,
    PersonProject,
    Assignment,
    ResultsReport,
    Result,
    Certificate,
    Archive,
    Subsidy,
)

__all__ = [
    "ROW_TYPES",
    "Announcement",
    "Application",
    "ApplicationEquipment",
    "ApplicationExaminer",
    "ApplicationManager",
    "ApplicationProject",
    "ApplicationVenue",
    "Archive",
    "Assignment",
    "Body",
    "Candidate",
    "Certificate",
    "Incident",
    "Paper",
    "Person",
    "PersonProject",
    "Policy",
    "Project",
    "Registration",
    "Result",
    "ResultsReport",
    "Session",
    "Site",
    "SiteTerm",
    "SiteTermProject",
    "Specification",
    "Subsidy",
    "Tariff",
]
