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

from sdcompliance.version import __version__

if TYPE_CHECKING:
    from sdcompliance.conditions import ConditionError
    from sdcompliance.engines import EngineName, Explanation, Show, check, evaluate, explain, to_durable
    from sdcompliance.errors import (
        ArrangementError,
        DateError,
        DurableError,
        ExtraMissingError,
        InputError,
        SdcomplianceError,
        UnknownNameError,
    )
    from sdcompliance.findings import Finding, NonCompliantError, Privacy, Report, Summary, Verdict
    from sdcompliance.findings.waivers import (
        Waiver,
        WaiverError,
        Waivers,
        apply_waivers,
        lint_waivers,
        load_waivers,
    )
    from sdcompliance.monitor import (
        Alert,
        AlertKind,
        EventError,
        JournalBusyError,
        JournalError,
        Monitor,
        MonitorError,
        Obligation,
        ObligationKind,
        SubscriberError,
        obligations,
    )
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
    from sdcompliance.reports.errors import BaselineError, ResultFolderError, WorkbookError
    from sdcompliance.rulebook import (
        Configuration,
        ConfigurationError,
        Rule,
        Rulebook,
        RuleError,
        configure,
        default_rulebook,
        load_configuration,
        load_rules,
    )
    from sdcompliance.scanning import ResultExistsError, ScanResult, scan
    from sdcompliance.sources import (
        ColumnMap,
        EncodingError,
        MappingError,
        NoTableError,
        Reject,
        Source,
        SourceConflictError,
        SourceError,
        SourceNotFoundError,
        UnreadableError,
        load_mapping,
        open_source,
    )
    from sdcompliance.workdays import Arrangement, Calendar, calendar, load_arrangement

__all__ = [
    "Alert",
    "AlertKind",
    "Announcement",
    "Application",
    "ApplicationEquipment",
    "ApplicationExaminer",
    "ApplicationManager",
    "ApplicationProject",
    "ApplicationVenue",
    "Archive",
    "Arrangement",
    "ArrangementError",
    "Assignment",
    "BaselineError",
    "Body",
    "Calendar",
    "Candidate",
    "Certificate",
    "ColumnMap",
    "ConditionError",
    "Configuration",
    "ConfigurationError",
    "DateError",
    "DurableError",
    "EncodingError",
    "EngineName",
    "EventError",
    "Explanation",
    "ExtraMissingError",
    "Finding",
    "Incident",
    "InputError",
    "JournalBusyError",
    "JournalError",
    "MappingError",
    "Monitor",
    "MonitorError",
    "NoTableError",
    "NonCompliantError",
    "Obligation",
    "ObligationKind",
    "Paper",
    "Person",
    "PersonProject",
    "Policy",
    "Privacy",
    "Problem",
    "Project",
    "Records",
    "RecordsError",
    "Registration",
    "Reject",
    "Report",
    "Result",
    "ResultExistsError",
    "ResultFolderError",
    "ResultsReport",
    "Rule",
    "RuleError",
    "Rulebook",
    "ScanResult",
    "SdcomplianceError",
    "Session",
    "Show",
    "Site",
    "SiteTerm",
    "SiteTermProject",
    "Source",
    "SourceConflictError",
    "SourceError",
    "SourceNotFoundError",
    "Specification",
    "SubscriberError",
    "Subsidy",
    "Summary",
    "Tariff",
    "UnknownNameError",
    "UnreadableError",
    "Verdict",
    "Waiver",
    "WaiverError",
    "Waivers",
    "WorkbookError",
    "__version__",
    "apply_waivers",
    "calendar",
    "check",
    "configure",
    "default_rulebook",
    "evaluate",
    "explain",
    "lint_waivers",
    "load_arrangement",
    "load_configuration",
    "load_mapping",
    "load_rules",
    "load_waivers",
    "obligations",
    "open_source",
    "scan",
    "to_durable",
]

# Searched in this order, so that what is needed last is imported last.
_MODULES = (
    "errors",
    "records",
    "workdays",
    "conditions",
    "rulebook",
    "findings",
    "findings.waivers",
    "engines",
    "reports.errors",
    "sources",
    "scanning",
    "monitor",
)


def __getattr__(name: str) -> Any:
    if name in __all__:
        for module in _MODULES:
            package = import_module(f"sdcompliance.{module}")
            if hasattr(package, name):
                globals()[name] = getattr(package, name)
                return globals()[name]
    raise AttributeError(f"module 'sdcompliance' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
