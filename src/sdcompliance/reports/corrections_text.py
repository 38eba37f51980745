"""The list of corrections as text: what an applicant has to put right, as the receiving clerk says it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sdcompliance.findings import Evidence
from sdcompliance.findings.wording import NOT_RECORDED
from sdcompliance.records import ColumnKind, Records, Row, table_of
from sdcompliance.reports import words as w
from sdcompliance.reports.application_form import FORM, LISTS
from sdcompliance.reports.corrections import (
    CellCorrection,
    Correction,
    Corrections,
    LineCorrection,
    OtherCorrection,
    TableCorrection,
)
from sdcompliance.reports.labels import subject_label, table_label, value_label
from sdcompliance.reports.layout import BLANK, Paragraph, Tone
from sdcompliance.reports.voice import Voice
from sdcompliance.rulebook import Rulebook


def correction_paragraphs(
    found: Corrections, records: Records, book: Rulebook, voice: Voice
) -> Iterator[Paragraph]:
    """The list of one application: the parts of the form in order, a line for each correction."""
    application = found.application
    label = subject_label("applications", application.id, voice)
    name = (application.applicant or "").strip()
    form = w.CORRECTIONS_OF if name else w.CORRECTIONS_OF_NAMELESS
    yield BLANK
    yield Paragraph(voice.say(form, label=label, name=voice.guard(name), n=found.count), 2, tone=Tone.HEADING)
    for number, items in found.parts.items():
        title = FORM[number].title if number < len(FORM) else w.CORRECTIONS_REST
        yield Paragraph(voice.say(title), 4)
        yield from (Paragraph(_line(item, records, book, voice), 6, 2) for item in items)


def _line(item: Correction, records: Records, book: Rulebook, voice: Voice) -> str:
    match item:
        case CellCorrection():
            return _cell(item, records, voice)
        case LineCorrection():
            return _lines(item, records, voice)
        case TableCorrection(table=table):
            return voice.say(w.CORRECTION_TABLE, table=table_label(table, voice))
        case OtherCorrection(finding=finding):
            title = book.rule(finding.rule).title.in_(voice.language)
            return voice.say(w.CORRECTION_OTHER, title=title, remedy=finding.remedy(voice.language))


def _cell(item: CellCorrection, records: Records, voice: Voice) -> str:
    """第2行（冯*）文化程度：空白，应填写."""
    cell = item.cell
    listed = LISTS.get(cell.table)
    line = _row_name(item, listed.called, voice) if listed and listed.called else ""
    return voice.say(
        w.CORRECTION_CELL,
        line=line,
        title=voice.say(cell.title),
        state=_state(item, records, voice),
        expected=voice.say(cell.expected),
    )


def _row_name(item: CellCorrection, called: tuple[str, ...], voice: Voice) -> str:
    """The number of the line on the form, and what it goes by: a person's name is masked."""
    values = [(column, getattr(item.row, column)) for column in called]
    names = [_value(item.row, column, voice) for column, value in values if value and value.strip()]
    form = w.CORRECTION_LINE_NAMED if names else w.CORRECTION_LINE
    return voice.say(form, n=item.line, name=voice.listed(names))


def _state(item: CellCorrection, records: Records, voice: Voice) -> str:
    """Not recorded, blank, lacking (what is yes or no), or what stands there now."""
    value: Any = getattr(item.row, item.cell.column)
    if value is None:
        return voice.say(NOT_RECORDED)
    if isinstance(value, str) and not value.strip():
        return voice.say(w.CORRECTION_BLANK)
    if value is False:
        return voice.say(w.CORRECTION_LACKING)
    shown = _referred(item, records, voice) or _value(item.row, item.cell.column, voice)
    return voice.say(w.CORRECTION_WRONG, value=shown)


def _value(row: Row, column: str, voice: Voice) -> str:
    personal = table_of(row).columns[column].personal
    return value_label(Evidence(column, getattr(row, column), personal), voice)


def _referred(item: CellCorrection, records: Records, voice: Voice) -> str | None:
    """What the row that a cell refers to is called."""
    column = table_of(item.row).columns[item.cell.column]
    if column.kind is not ColumnKind.REFERENCE or column.refers_to is None:
        return None
    return _name_of(column.refers_to, getattr(item.row, column.name), records, voice)


def _name_of(table: str, id_: str, records: Records, voice: Voice) -> str:
    row = (records.table(table) or {}).get(id_)
    return voice.guard(getattr(row, "name", None) or id_)


def _lines(item: LineCorrection, records: Records, voice: Voice) -> str:
    """How many there are, how many are needed, how many more."""
    lines, listed = item.lines, LISTS[item.lines.table]
    n = str(lines.least)
    if lines.least < lines.greatest:
        n = voice.say(w.CORRECTION_BETWEEN, least=lines.least, greatest=lines.greatest)
    if lines.least >= lines.wanted:
        form = w.CORRECTION_ENOUGH
    else:
        form = w.CORRECTION_SHORT if lines.more else w.CORRECTION_PERHAPS
    counted = voice.say(listed.counted, n=n, least=lines.wanted)
    text = voice.say(form, counted=counted, more=lines.more, unit=listed.unit)
    if item.project is None:
        return text
    project = _name_of("projects", item.project, records, voice)
    return voice.say(w.CORRECTION_PROJECT, project=project, text=text)
