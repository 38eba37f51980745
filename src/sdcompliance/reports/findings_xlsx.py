"""Findings as a workbook: summary, by rule, by site, every finding, the clauses quoted.

Written row by row, so that memory does not grow with the findings. Every text is written as text: what
looks like a formula in the data is none, and stays none when somebody edits the cell (quote prefix).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice
from operator import attrgetter
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
from sdcompliance.reports.states import NOT_THERE, STATE_WORDS, NoLongerOpen
from sdcompliance.reports.voice import Voice
from sdcompliance.reports.xlsx_columns import (
    BY_RULE,
    BY_SITE,
    CLAUSES,
    FINDINGS,
    NO_LONGER_OPEN,
    RULE_COLUMN,
    STATE_COLUMN,
)
from sdcompliance.rulebook import Language, Words

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from sdcompliance.reports.xlsx_rows import Cell, RowSheet

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

# ZIP64 only where a part of the workbook needs it: more than 2 GB.
_OPTIONS = {"constant_memory": True, "default_date_format": "yyyy-mm-dd", "use_zip64": True}


def findings_xlsx(source: FindingsSource, path: str | os.PathLike[str], voice: Voice) -> None:
    """Writes the workbook. Raises ExtraMissingError without XlsxWriter."""
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise ExtraMissingError("scan", "writing a workbook") from None
    book = Workbook(os.fspath(path), _OPTIONS)
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
        self._in_language = attrgetter(voice.language.value)
        self._verdict_words = {verdict: self._say(words) for verdict, words in VERDICT_WORDS.items()}
        self._yes, self._comma, self._semicolon = map(self._say, (w.YES, w.LIST_COMMA, w.SEMICOLON))
        self._cities = CITIES if voice.language is Language.ZH else {}
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
        self._states = {state: self._say(words) for state, words in STATE_WORDS.items()}
        self._places = {rule: row for row, rule in enumerate(self._judged.rules, start=1)}

    def write(self) -> None:
        """All sheets."""
        self._summary()
        self._by_rule()
        self._by_site()
        self._findings()
        if self._judged.baseline is not None:
            self._no_longer_open(self._judged.baseline.no_longer_open)
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
        sheet = self._sheet(self._say(w.SHEET_BY_RULE), BY_RULE, len(self._judged.rules))
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
        sheet = self._sheet(self._say(w.SHEET_BY_SITE), BY_SITE, len(tallies))
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
        compared = self._judged.baseline is not None
        for found in self._source.findings():
            if row == ROWS_A_SHEET:
                left, number, row = left - row, number + 1, 0
                sheet = self._findings_sheet(number, left)
            row += 1
            cells = self._cells(found, self._judged.rules[found.rule])
            if compared:
                state = self._states[found.state] if found.state else None
                cells = (*cells[:STATE_COLUMN], state, *cells[STATE_COLUMN:])
            if found.rule not in linked:
                # A sheet holds 65,530 links at most: the first finding of each rule has one.
                linked.add(found.rule)
                self._linked_row(sheet, row, cells, self._places[found.rule])
            elif not sheet.write_cells(row, cells, self._day):
                self._row(sheet, row, cells)

    def _findings_sheet(self, number: int, left: int) -> RowSheet:
        from sdcompliance.reports.xlsx_rows import RowSheet

        name = self._say(w.SHEET_FINDINGS) + (f"-{number}" if number > 1 else "")
        rows = min(left, ROWS_A_SHEET)
        sheet: RowSheet = self._book.add_worksheet(name, RowSheet)
        columns = list(FINDINGS)
        if self._judged.baseline is not None:
            columns.insert(STATE_COLUMN, (w.SHEET_STATE, 14))
        self._titles(sheet, columns, rows)
        for verdict, colours in self._verdicts.items():
            condition = {"type": "cell", "criteria": "==", "value": f'"{self._verdict_words[verdict]}"'}
            sheet.conditional_format(1, 0, max(rows, 1), 0, {**condition, "format": colours})
        return sheet

    def _linked_row(self, sheet: Worksheet, row: int, cells: Sequence[Cell], place: int) -> None:
        target = f"internal:'{self._say(w.SHEET_BY_RULE)}'!A{place + 1}"
        self._row(sheet, row, [None if column == RULE_COLUMN else cell for column, cell in enumerate(cells)])
        sheet.write_url(row, RULE_COLUMN, target, self._link, string=cells[RULE_COLUMN])

    def _row(self, sheet: Worksheet, row: int, cells: Iterable[Cell]) -> None:
        for column, cell in enumerate(cells):
            self._cell(sheet, row, column, cell)

    def _cells(self, found: ReportedFinding, rule: ReportedRule) -> tuple[Cell, ...]:
        say, voice, verdict_words = self._in_language, self._voice, self._verdict_words
        return (
            verdict_words[found.verdict],
            found.rule,
            say(rule.title),
            table_label(found.subject, voice),
            found.subject_id,
            self._cities.get(found.city, found.city) if found.city else None,
            found.site_id,
            found.month,
            found.due,
            None if found.due_latest == found.due else found.due_latest,
            found.days,
            self._yes if found.sensitive else None,
            say(found.message),
            None if found.reason is None else say(found.reason),
            self._comma.join(found.missing),
            self._comma.join([f"{name} {verdict_words[v]}" for name, v in found.readings.items()]),
            self._semicolon.join(
                [f"{path}={'' if value is None else value}" for path, value in found.evidence.items()]
            ),
        )

    def _no_longer_open(self, number: int) -> None:
        """What became of the violations of then that are none now: as many as a sheet has rows."""
        from sdcompliance.reports.xlsx_rows import RowSheet

        sheet: RowSheet = self._book.add_worksheet(self._say(w.SHEET_NO_LONGER_OPEN), RowSheet)
        self._titles(sheet, NO_LONGER_OPEN, min(number, ROWS_A_SHEET))
        for row, left in enumerate(islice(self._source.no_longer_open(), ROWS_A_SHEET), start=1):
            cells = self._left(left)
            if not sheet.write_cells(row, cells, self._day):
                self._row(sheet, row, cells)

    def _left(self, left: NoLongerOpen) -> tuple[Cell, ...]:
        rule = self._judged.rules.get(left.rule)
        return (
            self._states[left.state],
            left.rule,
            None if rule is None else self._in_language(rule.title),
            table_label(left.subject, self._voice),
            left.subject_id,
            self._cities.get(left.city, left.city) if left.city else None,
            left.site_id,
            self._verdict_words[left.verdict_before],
            None if left.verdict is None else self._verdict_words[left.verdict],
            None if left.not_there is None else self._say(NOT_THERE[left.not_there]),
            self._in_language(left.message),
        )

    def _clauses(self) -> None:
        sheet = self._sheet(self._say(w.SHEET_CLAUSES), CLAUSES, len(self._judged.rules))
        for row, rule in enumerate(self._judged.rules.values(), start=1):
            for column, text in enumerate((rule.id, self._say(rule.clause_title), rule.clause, rule.quote)):
                self._text(sheet, row, column, text)

    # ── cells ───────────────────────────────────────────────────────────────────────────

    def _sheet(self, name: str, columns: Iterable[tuple[Words, int]], rows: int) -> Worksheet:
        """A sheet with its titles."""
        sheet = self._book.add_worksheet(name)
        self._titles(sheet, columns, rows)
        return sheet

    def _titles(self, sheet: Worksheet, columns: Iterable[tuple[Words, int]], rows: int) -> None:
        """Titles that stay in sight, filters, and widths."""
        titles = list(columns)
        sheet.freeze_panes(1, 0)
        for column, (title, width) in enumerate(titles):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, self._say(title), self._title)
        sheet.autofilter(0, 0, rows, len(titles) - 1)

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
        if day.year < _FIRST_YEAR:
            sheet.write_string(row, column, day.isoformat())
        else:
            sheet.write_datetime(row, column, day, self._day)

    def _text(self, sheet: Worksheet, row: int, column: int, text: str) -> None:
        if not text:
            return
        style: Format | None = None if harmless(text) is text else self._quoted
        if text.startswith("<r>"):
            text = f" {text}"  # XlsxWriter takes it for XML of its own
        sheet.write_string(
            row, column, text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…", style
        )


#: The calendar of a workbook does not reach back further: its 1900 has a 29 February.
_FIRST_YEAR = 1901
