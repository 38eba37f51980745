"""Reports: findings, explanations, rules and working days, written for people and as JSON data.

One writer a file. Text comes out as one string, in Chinese or English (``Voice``), wrapped and
coloured as the ``Page`` allows; ``words`` is the catalogue of everything that is not data. The writers
of the ledger are imported from their own modules, so that a report does not pay for what it never reads.
"""

from __future__ import annotations

from sdcompliance.reports.explanation_json import explanation_json
from sdcompliance.reports.explanation_text import explanation_text
from sdcompliance.reports.layout import Colours, Page
from sdcompliance.reports.new_rule_text import new_rule_text
from sdcompliance.reports.rule_json import rule_json, rules_json
from sdcompliance.reports.rule_text import rule_text
from sdcompliance.reports.rules_text import rules_text
from sdcompliance.reports.text import report_text
from sdcompliance.reports.voice import Voice
from sdcompliance.reports.workday_text import (
    NthWorkday,
    WhetherWorkday,
    WorkdayAnswer,
    WorkdaysBetween,
    nth_workday,
    whether_workday,
    workday_text,
    workdays_between,
)

__all__ = [
    "Colours",
    "NthWorkday",
    "Page",
    "Voice",
    "WhetherWorkday",
    "WorkdayAnswer",
    "WorkdaysBetween",
    "explanation_json",
    "explanation_text",
    "new_rule_text",
    "nth_workday",
    "report_text",
    "rule_json",
    "rule_text",
    "rules_json",
    "rules_text",
    "whether_workday",
    "workday_text",
    "workdays_between",
]
