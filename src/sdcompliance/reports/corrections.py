"""What an applicant has to put right: findings on applications → cells of the form, part by part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sdcompliance.engines.native.functions import functions_for
from sdcompliance.engines.native.interpreter import Interpreter
from sdcompliance.findings import Finding, Report, Verdict
from sdcompliance.records import Application, BodyKind, Records, Row, table_of
from sdcompliance.reports.application_form import FORM, LISTS, FormCell
from sdcompliance.reports.unmet import (
    AbsentTable,
    Shortage,
    Spot,
    Unmet,
    headcount,
    unknown_scope,
    unmet,
)
from sdcompliance.rulebook import Rule, Rulebook
from sdcompliance.workdays import calendar

#: The tables whose findings are about an application, with the column that names it.
_OF_APPLICATION = {"applications": "id", "application_projects": "application_id"}
_OPEN = (Verdict.VIOLATION, Verdict.UNDETERMINED)
#: Where each cell stands: the number of its part and its number within the part.
_PLACES = {
    (cell.table, cell.column): (number, place, cell)
    for number, part in enumerate(FORM)
    for place, cell in enumerate(part.cells)
}
REST = len(FORM)  # the place of what stands in no part of the form
_LAST = 1_000_000  # after every line of a list


@dataclass(frozen=True, slots=True)
class CellCorrection:
    """A cell that is empty, blank or wrong. ``line`` numbers the row among the application's, from 1."""

    cell: FormCell
    row: Row
    line: int


@dataclass(frozen=True, slots=True)
class LineCorrection:
    """How many lines a part has and needs; ``project`` is the id of the project that they are for, if any.

    Where one project has too few, the others are told as well.
    """

    lines: Shortage
    project: str | None


@dataclass(frozen=True, slots=True)
class TableCorrection:
    """A part of the form that the source does not have at all."""

    table: str


@dataclass(frozen=True, slots=True)
class OtherCorrection:
    """A violation that no cell of the form stands for."""

    finding: Finding


Correction = CellCorrection | LineCorrection | TableCorrection | OtherCorrection
_Order = tuple[int, int, int, str]


@dataclass(frozen=True, slots=True)
class Corrections:
    """Everything to be put right in one application: by the number of the part in FORM, in its order."""

    application: Application
    parts: Mapping[int, tuple[Correction, ...]]

    @property
    def count(self) -> int:
        """How many corrections there are; lines of which there are enough, or may be, are none."""
        items = (item for part in self.parts.values() for item in part)
        return sum(not isinstance(item, LineCorrection) or item.lines.more > 0 for item in items)


def corrections(report: Report, book: Rulebook, records: Records) -> tuple[Corrections, ...]:
    """The list of corrections of every application with open findings on what the applicant owes.

    ``records`` are those that the report was made of: findings have the first rows of a collection
    only, the list has all. Rules that address another body (an expert panel is the centre's matter)
    and soft rules ask nothing of the applicant. KeyError where a finding's row is not in the records.
    """
    lists, applications = _Lists(records), records.applications or {}
    found: dict[str, list[Finding]] = {}
    for finding in report.findings:
        if _asks_the_applicant(finding, book):
            owner = getattr(lists.row(finding), _OF_APPLICATION[finding.subject])
            if owner in applications:
                found.setdefault(owner, []).append(finding)
    made = (_Made(applications[id_], lists, report, book) for id_ in sorted(found))
    made_lists = (one.of(found[one.application.id]) for one in made)
    return tuple(one for one in made_lists if one.count)


def _asks_the_applicant(finding: Finding, book: Rulebook) -> bool:
    """Whether something is open that the applicant owes, or a host's rule that names nobody."""
    if finding.subject not in _OF_APPLICATION or finding.verdict not in _OPEN:
        return False
    return book.rule(finding.rule).addressee in (None, BodyKind.SITE)


class _Lists:
    """The rows of an application's lists, numbered in the order of the source, as on the form."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self._lines: dict[str, dict[str, int]] = {}

    def row(self, finding: Finding) -> Row:
        """The row that a finding is about."""
        return (self.records.table(finding.subject) or {})[finding.subject_id]

    def line(self, row: Row) -> int:
        """The number of a row among those of its application, from 1."""
        table = table_of(row).name
        if table not in self._lines:
            seen: Counter[str | None] = Counter()
            lines = self._lines[table] = {}
            for one in (self.records.table(table) or {}).values():
                owner = getattr(one, "application_id", None)
                seen[owner] += 1
                lines[one.id] = seen[owner]
        return self._lines[table][row.id]


class _Made:
    """One list of corrections in the making."""

    def __init__(self, application: Application, lists: _Lists, report: Report, book: Rulebook) -> None:
        self.application = application
        self._lists = lists
        self._today = report.as_of
        self._book = book
        # No rule about the form counts working days: the published calendar does for any of them.
        self._functions = functions_for(calendar())

    def of(self, findings: Iterable[Finding]) -> Corrections:
        """The corrections that the findings ask for, without repetition."""
        placed: dict[_Order, Correction] = {}
        for finding in findings:
            here = dict(self._of_finding(finding))
            if not here and finding.verdict is Verdict.VIOLATION:
                here[REST, 0, 0, f"{finding.rule}:{finding.subject_id}"] = OtherCorrection(finding)
            placed |= here
        parts: dict[int, list[Correction]] = {}
        for order in sorted(placed):
            parts.setdefault(order[0], []).append(placed[order])
        return Corrections(self.application, {part: tuple(items) for part, items in parts.items()})

    def _of_finding(self, finding: Finding) -> Iterator[tuple[_Order, Correction]]:
        rule = self._book.rule(finding.rule)
        row = self._lists.row(finding)
        for item in self._reasons(rule, row):
            match item:
                case Spot() if (table_of(item.row).name, item.column) in _PLACES:
                    yield self._cell(item)  # what is wrong elsewhere is not for the applicant to fill in
                case AbsentTable(table=table) if table in LISTS:
                    yield (*_whole(table, 0), table), TableCorrection(table)
                case Shortage(table=table) if table in LISTS:
                    yield self._lines(item, row)
        yield from self._all_projects(rule, row)

    def _reasons(self, rule: Rule, row: Row) -> Iterator[Unmet]:
        interpreter = self._seen_from(row)
        yield from unknown_scope(rule.default, interpreter)
        for requirement in rule.default.require:
            yield from unmet(requirement, interpreter)

    def _cell(self, spot: Spot) -> tuple[_Order, Correction]:
        """Line by line where the part is a list, else cell by cell."""
        table = table_of(spot.row).name
        part, place, cell = _PLACES[table, spot.column]
        line = self._lists.line(spot.row)
        order = (part, line, place, "") if _by_line(table) else (part, place, line, "")
        return order, CellCorrection(cell, spot.row, line)

    def _lines(self, lines: Shortage, row: Row) -> tuple[_Order, Correction]:
        project = getattr(row, "project_id", None)
        return (*_whole(lines.table, _LAST), project or ""), LineCorrection(lines, project)

    def _all_projects(self, rule: Rule, row: Row) -> Iterator[tuple[_Order, Correction]]:
        """Where a project may have too few of what the rule counts: how many each of them has."""
        counts = [part.condition for part in rule.default.require]
        own = [headcount(condition, self._seen_from(row)) for condition in counts]
        if table_of(row).name == "applications" or all(n is None or n.least >= n.wanted for n in own):
            return
        requested = self._lists.records.children("application_projects", "application_id") or {}
        named = [one for one in requested.get(self.application.id, ()) if getattr(one, "project_id", None)]
        for other in named:
            for condition in counts:
                lines = headcount(condition, self._seen_from(other))
                if lines is not None and lines.table in LISTS:
                    yield self._lines(lines, other)

    def _seen_from(self, row: Row) -> Interpreter:
        return Interpreter(self._lists.records, row, self._today, self._functions)


def _by_line(table: str) -> bool:
    return table in LISTS and bool(LISTS[table].called)


def _whole(table: str, place: int) -> tuple[int, int, int]:
    """Where something stands that is said of a whole list: before or after its lines, or at its cell."""
    part, cell_place, _ = next(found for (name, _), found in _PLACES.items() if name == table)
    return (part, place, 0) if _by_line(table) else (part, cell_place, 0)
