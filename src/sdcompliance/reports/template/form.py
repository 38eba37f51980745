"""Annex 2 as it is printed: what the sheets have of one application, shown in the places of the form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sdcompliance.records import TABLES, Room, Tenure
from sdcompliance.reports.application_form import FORM
from sdcompliance.reports.template import words as w
from sdcompliance.rulebook import Words

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

APPLICATION_TABLES: Final = frozenset(
    {
        "applications",
        "application_projects",
        "application_venues",
        "application_equipment",
        "application_managers",
        "application_examiners",
    }
)

_ROWS = 500  # of a sheet that the form looks through
_WIDTH = 7  # columns of the form
_LINES = {
    "application_projects": 4,
    "application_equipment": 10,
    "application_managers": 8,
    "application_examiners": 8,
}
_ID = "$B$1"
_HINT = Words("申请编号", "← 在此填“考点设立申请”表中的编号 / the id of an application")


def form_sheet(book: Workbook) -> None:
    """Adds the sheet."""
    _Form(book).write()


class _Form:
    def __init__(self, book: Workbook) -> None:
        self._sheet: Worksheet = book.add_worksheet(w.FORM)
        self._title = book.add_format({"bold": True, "align": "center", "font_size": 16})
        self._part = book.add_format({"bold": True, "border": 1, "align": "center", "bg_color": "#EEF1F5"})
        self._label: Format = book.add_format({"border": 1, "align": "center", "text_wrap": True})
        self._value: Format = book.add_format({"border": 1, "text_wrap": True})
        self._row = 3

    def write(self) -> None:
        """The parts of the form in their order."""
        sheet = self._sheet
        sheet.set_column(0, _WIDTH - 1, 16)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.write_string(0, 0, _HINT.zh)
        sheet.write_string(0, 2, _HINT.en)
        first = f"='{TABLES['applications'].label}'!$A$2"
        sheet.write_formula(0, 1, f'=IF({first[1:]}="","",{first[1:]})', self._value, "")
        sheet.merge_range(2, 0, 2, _WIDTH - 1, "专项职业能力考核考点设立申请表", self._title)
        _, applicant, venue, equipment, managers, examiners, opinion = FORM
        self._part_title(applicant.title)
        self._singles({c.column: c.title.zh for c in applicant.cells if c.table == "applications"})
        self._list("application_projects", {"project_id": "专项职业能力考核项目"})
        self._part_title(venue.title)
        self._venues()
        self._part_title(equipment.title)
        self._list(
            "application_equipment",
            {
                "name": "名称",
                "model": "型号",
                "quantity": "数量",
                "project_id": "所属考核项目",
                "note": "备注",
            },
        )
        self._part_title(managers.title)
        self._list("application_managers", {c.column: c.title.zh for c in managers.cells})
        self._part_title(examiners.title)
        self._list("application_examiners", {c.column: c.title.zh for c in examiners.cells[:-1]})
        self._part_title(opinion.title)
        self._singles({c.column: c.title.zh for c in opinion.cells})

    def _part_title(self, title: Words) -> None:
        self._sheet.merge_range(self._row, 0, self._row, _WIDTH - 1, title.zh, self._part)
        self._row += 1

    def _singles(self, columns: dict[str, str]) -> None:
        """One line a cell of the form: its title, its value."""
        sheet = _area("applications", "id")
        for name, title in columns.items():
            self._sheet.merge_range(self._row, 0, self._row, 1, title, self._label)
            value = f"INDEX({_area('applications', name)},MATCH({_ID},{sheet},0))"
            self._sheet.merge_range(self._row, 2, self._row, _WIDTH - 1, "", self._value)
            self._sheet.write_formula(
                self._row, 2, f'=IFERROR({_shown("applications", name, value)},"")', self._value, ""
            )
            self._row += 1

    def _list(self, table: str, columns: dict[str, str]) -> None:
        """A list of the form: its titles, its lines, and how many more there are than the form has."""
        shown = dict(list(columns.items())[:_WIDTH])
        for place, title in enumerate(shown.values()):
            self._sheet.write_string(self._row, place, title, self._label)
        mine = f"IF({_area(table, 'application_id')}={_ID},ROW({_area(table, 'application_id')})-1)"
        for line in range(1, _LINES[table] + 1):
            for place, name in enumerate(shown):
                value = f"INDEX({_area(table, name)},SMALL({mine},{line}))"
                formula = f'{{=IFERROR({_shown(table, name, value)},"")}}'
                row = self._row + line
                self._sheet.write_array_formula(row, place, row, place, formula, self._value, "")
        self._row += _LINES[table] + 1
        count = f"COUNTIF({_area(table, 'application_id')},{_ID})"
        label, lines = TABLES[table].label, _LINES[table]
        more = f'=IF({count}>{lines},"另有"&({count}-{lines})&"行，见“{label}”表","")'
        self._sheet.write_formula(self._row, 0, more, None, "")
        self._row += 1

    def _venues(self) -> None:
        """Rooms and area of classrooms and workshops, owned and leased."""
        for place, title in enumerate(("", "", "间数（）个", "面积M2")):
            self._sheet.write_string(self._row, place, title, self._label)
        table = "application_venues"
        for tenure in Tenure:
            for room in Room:
                self._row += 1
                self._sheet.write_string(self._row, 0, tenure.label, self._label)
                self._sheet.write_string(self._row, 1, room.label, self._label)
                for place, name in ((2, "count"), (3, "area_m2")):
                    conditions = (
                        ("application_id", _ID),
                        ("tenure", f'"{tenure.label}"'),
                        ("room", f'"{room.label}"'),
                    )
                    matched = ",".join(f"{_area(table, column)},{value}" for column, value in conditions)
                    total = f"SUMIFS({_area(table, name)},{matched})"
                    self._sheet.write_formula(self._row, place, f'=IF({total}=0,"",{total})', self._value, "")
        self._row += 1


def _area(table: str, column: str) -> str:
    """The cells of a column below its title."""
    place = list(TABLES[table].columns).index(column)
    letter = _letters(place)
    return f"'{TABLES[table].label}'!${letter}$2:${letter}${_ROWS + 1}"


def _letters(place: int) -> str:
    return _letters(place // 26 - 1) + chr(65 + place % 26) if place >= 26 else chr(65 + place)


def _shown(table: str, column: str, value: str) -> str:
    if TABLES[table].columns[column].name.endswith("_on"):
        return f'IF({value}="","",TEXT({value},"yyyy-mm-dd"))'
    return f'{value}&""'
