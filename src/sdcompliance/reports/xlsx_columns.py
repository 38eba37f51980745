"""The columns of the workbook's sheets."""

from __future__ import annotations

from sdcompliance.findings.wording import VERDICT_WORDS
from sdcompliance.reports import words as w
from sdcompliance.reports.findings_source import BY_WEIGHT

# Title and width in characters of every column of a sheet.
BY_RULE = (
    *((w.COLUMN_RULE, 10), (w.COLUMN_TITLE, 34), (w.SHEET_CLAUSE, 26), (w.COLUMN_NORM, 8)),
    *((VERDICT_WORDS[verdict], 9) for verdict in BY_WEIGHT),
    *((w.SHEET_SENSITIVE, 14), (w.SHEET_REMEDY, 60)),
)
BY_SITE = (
    (w.SHEET_SITE, 16),
    *((VERDICT_WORDS[verdict], 9) for verdict in BY_WEIGHT),
    (w.SHEET_TOTAL, 9),
)
FINDINGS = (
    *((w.SHEET_VERDICT, 10), (w.COLUMN_RULE, 10), (w.COLUMN_TITLE, 28), (w.COLUMN_SUBJECT, 14)),
    *((w.SHEET_ID, 16), (w.SHEET_CITY, 10), (w.SHEET_SITE, 14), (w.SHEET_MONTH, 10)),
    *((w.SHEET_DUE, 12), (w.SHEET_DUE_LATEST, 12), (w.SHEET_DAYS, 8), (w.SHEET_SENSITIVE, 12)),
    *((w.SHEET_MESSAGE, 70), (w.SHEET_REASON, 30), (w.SHEET_MISSING, 30), (w.SHEET_READINGS, 26)),
    (w.SHEET_EVIDENCE, 60),
)
RULE_COLUMN, STATE_COLUMN = 1, 2
NO_LONGER_OPEN = (
    *((w.SHEET_STATE, 14), (w.COLUMN_RULE, 10), (w.COLUMN_TITLE, 28), (w.COLUMN_SUBJECT, 14)),
    *((w.SHEET_ID, 16), (w.SHEET_CITY, 10), (w.SHEET_SITE, 14)),
    *((w.SHEET_VERDICT_BEFORE, 12), (w.SHEET_VERDICT_NOW, 12), (w.SHEET_NOT_THERE, 24)),
    (w.SHEET_MESSAGE_BEFORE, 70),
)
CLAUSES = ((w.COLUMN_RULE, 10), (w.SHEET_CLAUSE, 30), (w.SHEET_ANCHOR, 18), (w.SHEET_QUOTE, 80))
