"""The Shandong rules for assessing one specialised vocational skill (鲁人社字〔2020〕100号) as data.

::

    import sdcompliance as sdc

    records = sdc.Records.load("dossier.json")
    report = sdc.evaluate(records, as_of="2026-11-23")
    for v in report.violations:
        print(v.rule, v.subject_id, v.message("zh"), v.clause, v.quote)

Every public name is imported when it is first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sdcompliance.conditions import ConditionError
    from sdcompliance.engines import Explanation, Show, check, evaluate, explain
    from sdcompliance.errors import (
        ArrangementError,
        DateError,
        InputError,
        SdcomplianceError,
        UnknownNameError,
    )
    from sdcompliance.findings import Finding, NonCompliantError, Privacy, Report, Summary, Verdict
    from sdcompliance.records import (
        Announcement,
        Application,
        ApplicationEquipment,
        ApplicationExaminer,
        ApplicationManager,
        ApplicationProject,
        ApplicationVenue,
        Archive,
        Assignment,
        Body,
        Candidate,
        Certificate,
        Incident,
        Paper,
        Person,
        PersonProject,
        Policy,
        Problem,
        Project,
        Records,
        RecordsError,
        Registration,
        Result,
        ResultsReport,
        Session,
        Site,
        SiteTerm,
        SiteTermProject,
        Specification,
        Subsidy,
        Tariff,
    )
    from sdcompliance.rulebook import Rule, Rulebook, RuleError, default_rulebook, load_rules
    from sdcompliance.workdays import Arrangement, Calendar, calendar, load_arrangement

_NAMES = {
    "sdcompliance.conditions": ("ConditionError",),
    "sdcompliance.engines": ("Explanation", "Show", "check", "evaluate", "explain"),
    "sdcompliance.errors": (
        "ArrangementError",
        "DateError",
        "InputError",
        "SdcomplianceError",
        "UnknownNameError",
    ),
    "sdcompliance.findings": ("Finding", "NonCompliantError", "Privacy", "Report", "Summary", "Verdict"),
    "sdcompliance.records": (
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
        "Problem",
        "Project",
        "Records",
        "RecordsError",
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
    ),
    "sdcompliance.rulebook": ("Rule", "Rulebook", "RuleError", "default_rulebook", "load_rules"),
    "sdcompliance.workdays": ("Arrangement", "Calendar", "calendar", "load_arrangement"),
}
_MODULE_OF = {name: module for module, names in _NAMES.items() for name in names}

__all__ = [  # noqa: PLE0604 - the table above is the list
    *sorted(_MODULE_OF),
]


def __getattr__(name: str) -> Any:
    module = _MODULE_OF.get(name)
    if module is None:
        raise AttributeError(f"module 'sdcompliance' has no attribute {name!r}")
    value = getattr(import_module(module), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULE_OF})
