"""Findings as a workbook: summary, by rule, by site, every finding, the clauses quoted.

Written row by row, so that memory does not grow with the findings. Every text is written as text: what
looks like a formula in the data is none, and stays none when somebody edits the cell (quote prefix).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from sdcompliance.errors import ExtraMissingError
from sdcompliance.findings import Verdict
from sdcompliance.findings.wording import VERDICT_WORDS
from sdcompliance.records import CITIES
from sdcompliance.reports import words as w
from sdcompliance.reports.findings_csv import harmless
from sdcompliance.reports.findings_source import (
    BY_WEIGHT,
    Dimension,
    FindingsSource,
    Judged,
    ReportedFinding,
    ReportedRule,
)
from sdcompliance.reports.headline import headline
from sdcompliance.reports.labels import table_label
from sdcompliance.reports.voice import Voice
from sdcompliance.rulebook import Language, Words

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

#: A sheet has 1,048,576 rows; the first holds the titles.
ROWS_A_SHEET = 1_048_575
#: Characters a cell may hold; the rest of a longer text is left out, and "…" says so.
LONGEST_TEXT = 32_767

_COLOURS = {
    Verdict.VIOLATION: ("#FBD9D5", "#8C1D18"),
    Verdict.UNDETERMINED: ("#FFE9C4", "#6B4200"),
    Verdict.WAIVED: ("#E7DCF5", "#4E2A84"),
    Verdict.ADVISORY: ("#D3EEF0", "#084F54"),
    Verdict.PENDING: ("#DDE6F5", "#24406E"),
    Verdict.COMPLIANT: ("#DCEEDD", "#1F4D24"),
}

# Title and width in characters of every column of a sheet.
_BY_RULE = (
    *((w.COLUMN_RULE, 10), (w.COLUMN_TITLE, 34), (w.SHEET_CLAUSE, 26), (w.COLUMN_NORM, 8)),
    *((VERDICT_WORDS[verdict], 9) for verdict in BY_WEIGHT),
    *((w.SHEET_SENSITIVE, 14), (w.SHEET_REMEDY, 60)),
)
_BY_SITE = (
    (w.SHEET_SITE, 16),
    *((VERDICT_WORDS[verdict], 9) for verdict in BY_WEIGHT),
    (w.SHEET_TOTAL, 9),
)
_FINDINGS = (
    *((w.SHEET_VERDICT, 10), (w.COLUMN_RULE, 10), (w.COLUMN_TITLE, 28), (w.COLUMN_SUBJECT, 14)),
    *((w.SHEET_ID, 16), (w.SHEET_CITY, 10), (w.SHEET_SITE, 14), (w.SHEET_MONTH, 10)),
    *((w.SHEET_DUE, 12), (w.SHEET_DUE_LATEST, 12), (w.SHEET_DAYS, 8), (w.SHEET_SENSITIVE, 12)),
    *((w.SHEET_MESSAGE, 70), (w.SHEET_REASON, 30), (w.SHEET_MISSING, 30), (w.SHEET_READINGS, 26)),
    (w.SHEET_EVIDENCE, 60),
)
_RULE_COLUMN = 1
_CLAUSES = ((w.COLUMN_RULE, 10), (w.SHEET_CLAUSE, 30), (w.SHEET_ANCHOR, 18), (w.SHEET_QUOTE, 80))


def findings_xlsx(source: FindingsSource, path: str | os.PathLike[str], voice: Voice) -> None:
    """Writes the workbook. Raises ExtraMissingError without XlsxWriter."""
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise ExtraMissingError("scan", "writing a workbook") from None
    book = Workbook(os.fspath(path), {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
    try:
        _Writer(source, book, voice).write()
    finally:
        book.close()


class _Writer:
    """Writes one workbook, sheet by sheet in the order in which a reader turns them."""

    def __init__(self, source: FindingsSource, book: Workbook, voice: Voice) -> None:
        self._source = source
        self._judged: Judged = source.judged
        self._book = book
        self._voice = voice
        self._title = book.add_format({"bold": True, "bg_color": "#EEF1F5", "bottom": 1, "text_wrap": True})
        self._bold = book.add_format({"bold": True, "valign": "top"})
        self._wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._quoted = book.add_format({"quote_prefix": True})
        self._link = book.add_format({"font_color": "#0B57A4", "underline": 1})
        self._verdicts = {
            verdict: book.add_format({"bg_color": ground, "font_color": ink})
            for verdict, (ground, ink) in _COLOURS.items()
        }
        self._places = {rule: row for row, rule in enumerate(self._judged.rules, start=1)}

    def write(self) -> None:
        """All sheets."""
        self._summary()
        self._by_rule()
        self._by_site()
        self._findings()
        self._clauses()

    def _say(self, words: Words) -> str:
        return words.in_(self._voice.language)

    # ── sheets ──────────────────────────────────────────────────────────────────────────

    def _summary(self) -> None:
        sheet = self._book.add_worksheet(self._say(w.SHEET_SUMMARY))
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 110)
        sheet.write_string(0, 0, self._say(w.REPORT_TITLE), self._bold)
        row = 2
        for name, value in headline(self._judged, self._voice):
            sheet.write_string(row, 0, name, self._bold)
            sheet.write_string(row, 1, value[:LONGEST_TEXT], self._wrapped)
            row += 1
        row += 1
        sheet.write_string(row, 0, self._say(w.SHEET_VERDICT), self._title)
        sheet.write_string(row, 1, self._say(w.SHEET_NUMBER), self._title)
        for verdict in BY_WEIGHT:
            row += 1
            sheet.write_string(row, 0, self._say(VERDICT_WORDS[verdict]), self._verdicts.get(verdict))
            sheet.write_number(row, 1, self._judged.verdicts.get(verdict, 0), self._wrapped)
        for problem in self._judged.problems:
            row += 1
            sheet.write_string(row, 0, self._say(w.SHEET_PROBLEM))
            self._text(sheet, row, 1, problem)

    def _by_rule(self) -> None:
        sheet = self._sheet(self._say(w.SHEET_BY_RULE), _BY_RULE, len(self._judged.rules))
        for row, rule in enumerate(self._judged.rules.values(), start=1):
            counts = self._judged.by_rule.get(rule.id, {})
            sheet.write_string(row, 0, rule.id)
            sheet.write_string(row, 1, self._say(rule.title))
            target = f"internal:'{self._say(w.SHEET_CLAUSES)}'!A{row + 1}"
            sheet.write_url(row, 2, target, self._link, string=self._say(rule.clause_title))
            sheet.write_string(row, 3, rule.norm)
            for column, verdict in enumerate(BY_WEIGHT, start=4):
                sheet.write_number(row, column, counts.get(verdict, 0))
            sheet.write_number(row, 4 + len(BY_WEIGHT), self._judged.sensitive.get(rule.id, 0))
            sheet.write_string(row, 5 + len(BY_WEIGHT), self._say(rule.remedy))
        self._colour_counts(sheet, len(self._judged.rules), 4)

    def _by_site(self) -> None:
        tallies = self._source.tallies(Dimension.SITE)
        sheet = self._sheet(self._say(w.SHEET_BY_SITE), _BY_SITE, len(tallies))
        for row, tally in enumerate(tallies, start=1):
            self._text(sheet, row, 0, self._say(w.SHEET_NO_SITE) if tally.value is None else tally.value)
            for column, verdict in enumerate(BY_WEIGHT, start=1):
                sheet.write_number(row, column, tally.counts.get(verdict, 0))
            sheet.write_number(row, 1 + len(BY_WEIGHT), tally.total)
        self._colour_counts(sheet, len(tallies), 1)

    def _findings(self) -> None:
        left, number, row = len(self._source), 1, 0
        sheet = self._findings_sheet(number, left)
        linked: set[str] = set()
        for found in self._source.findings():
            if row == ROWS_A_SHEET:
                left, number, row = left - row, number + 1, 0
                sheet = self._findings_sheet(number, left)
            row += 1
            self._finding(sheet, row, found, self._judged.rules[found.rule], link=found.rule not in linked)
            linked.add(found.rule)

    def _findings_sheet(self, number: int, left: int) -> Worksheet:
        name = self._say(w.SHEET_FINDINGS) + (f"-{number}" if number > 1 else "")
        rows = min(left, ROWS_A_SHEET)
        sheet = self._sheet(name, _FINDINGS, rows)
        for verdict, colours in self._verdicts.items():
            condition = {"type": "cell", "criteria": "==", "value": f'"{self._say(VERDICT_WORDS[verdict])}"'}
            sheet.conditional_format(1, 0, max(rows, 1), 0, {**condition, "format": colours})
        return sheet

    def _finding(
        self, sheet: Worksheet, row: int, found: ReportedFinding, rule: ReportedRule, *, link: bool
    ) -> None:
        for column, value in enumerate(self._cells(found, rule)):
            if link and column == _RULE_COLUMN:
                # A sheet holds 65,530 links at most: the first finding of each rule has one.
                target = f"internal:'{self._say(w.SHEET_BY_RULE)}'!A{self._places[found.rule] + 1}"
                sheet.write_url(row, column, target, self._link, string=found.rule)
            else:
                self._cell(sheet, row, column, value)

    def _cells(self, found: ReportedFinding, rule: ReportedRule) -> Iterator[str | int | date | None]:
        say, voice = self._say, self._voice
        yield from (say(VERDICT_WORDS[found.verdict]), found.rule, say(rule.title))
        yield from (table_label(found.subject, voice), found.subject_id)
        yield CITIES.get(found.city or "", found.city) if voice.language is Language.ZH else found.city
        latest = None if found.due_latest == found.due else found.due_latest
        yield from (found.site_id, found.month, found.due, latest, found.days)
        yield say(w.YES) if found.sensitive else None
        yield say(found.message)
        yield None if found.reason is None else say(found.reason)
        yield voice.listed([*found.missing])
        yield voice.listed([f"{name} {say(VERDICT_WORDS[v])}" for name, v in found.readings.items()])
        yield voice.say(w.SEMICOLON).join(f"{path}={_shown(value)}" for path, value in found.evidence.items())

    def _clauses(self) -> None:
        sheet = self._sheet(self._say(w.SHEET_CLAUSES), _CLAUSES, len(self._judged.rules))
        for row, rule in enumerate(self._judged.rules.values(), start=1):
            for column, text in enumerate((rule.id, self._say(rule.clause_title), rule.clause, rule.quote)):
                self._text(sheet, row, column, text)

    # ── cells ───────────────────────────────────────────────────────────────────────────

    def _sheet(self, name: str, columns: Iterable[tuple[Words, int]], rows: int) -> Worksheet:
        """A sheet with its titles frozen, filters, and widths."""
        sheet = self._book.add_worksheet(name)
        titles = list(columns)
        sheet.freeze_panes(1, 0)
        for column, (title, width) in enumerate(titles):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, self._say(title), self._title)
        sheet.autofilter(0, 0, rows, len(titles) - 1)
        return sheet

    def _colour_counts(self, sheet: Worksheet, rows: int, first: int) -> None:
        for column, verdict in enumerate(BY_WEIGHT, start=first):
            if verdict in self._verdicts:
                above_none = {"type": "cell", "criteria": ">", "value": 0, "format": self._verdicts[verdict]}
                sheet.conditional_format(1, column, max(rows, 1), column, above_none)

    def _cell(self, sheet: Worksheet, row: int, column: int, value: Any) -> None:
        if isinstance(value, str):
            self._text(sheet, row, column, value)
        elif isinstance(value, date):
            self._date(sheet, row, column, value)
        elif value is not None:
            sheet.write_number(row, column, value)

    def _date(self, sheet: Worksheet, row: int, column: int, day: date) -> None:
        if day.year < _FIRST_YEAR:  # the calendar of a workbook does not reach back further
            sheet.write_string(row, column, day.isoformat())
        else:
            sheet.write_datetime(row, column, day, self._day)

    def _text(self, sheet: Worksheet, row: int, column: int, text: str) -> None:
        if not text:
            return
        style: Format | None = None if harmless(text) is text else self._quoted
        sheet.write_string(
            row, column, text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…", style
        )


#: 1900 itself has a 29 February in a workbook that the calendar has not.
_FIRST_YEAR = 1901


def _shown(value: object) -> str:
    return "" if value is None else str(value)
