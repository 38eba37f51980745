"""The workbook to fill in, and what is read back from one that is filled."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import python_calamine
from tests.reports import office
from tests.reports.dossiers import DEMO, demo

from sdcompliance import Records, UnknownNameError, Verdict, evaluate
from sdcompliance.records import SHANGHAI, TABLES
from sdcompliance.reports.template import WorkbookError, blank_workbook, dossier_workbook
from sdcompliance.rulebook import compliant_dossier
from sdcompliance.sources import open_source

_STORIES = sorted(DEMO.parents[1].glob("*/records.json"))


def _read_back(path: Path) -> dict[str, dict[str, dict[str, Any]]]:
    """The canonical relations of a workbook, moments put together again."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    with open_source(path) as source:
        assert [*source.rejects()] == []
        for table in source.tables:
            cursor = source.connection.execute(f'SELECT * FROM "{table}"')
            titles = [title[0] for title in cursor.description or ()]
            rows = [dict(zip(titles, row, strict=True)) for row in cursor.fetchall()]
            found[table] = {row["id"]: row for row in rows}
    return found


def _canonical(records: Records) -> dict[str, dict[str, dict[str, Any]]]:
    return {
        name: {id_: _row(name, row) for id_, row in rows.items()}
        for name in TABLES
        if (rows := records.table(name)) is not None
    }


def _row(table: str, row: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in TABLES[table].columns:
        value = getattr(row, name)
        if name.endswith("_at"):
            found[f"{name}_is_day"] = None if value is None else not isinstance(value, datetime)
            if isinstance(value, datetime):
                value = value.astimezone(SHANGHAI).replace(tzinfo=None)
            elif value is not None:
                value = datetime(value.year, value.month, value.day)  # noqa: DTZ001  wall clock of Shanghai
        found[name] = str(value) if isinstance(value, str) else value
    return found


@pytest.mark.parametrize("path", [*_STORIES, compliant_dossier()], ids=lambda path: path.parent.name)
def test_a_dossier_is_read_back_unchanged(path: Path, tmp_path: Path) -> None:
    records = Records.load(path)
    dossier_workbook(tmp_path / "out.xlsx", records)
    assert _read_back(tmp_path / "out.xlsx") == _canonical(records)


def test_awkward_values_are_read_back_unchanged(tmp_path: Path) -> None:
    text = "=1+1"
    rows = [
        {"id": "007", "name": text, "kind": "other", "city": "320300"},
        {"id": "1e5", "name": "  ", "kind": None, "city": None},
        {"id": "=A1", "name": "两行\n文字 <b>&amp;", "kind": "city_centre", "city": "370600"},
    ]
    moments = [
        "2026-03-05",
        "2026-03-05T00:00:00",
        "2026-03-05T09:30:15.123456",
        "2026-03-05T17:00:00Z",
        None,
    ]
    sessions = [{"id": f"S{n}", "ended_at": moment} for n, moment in enumerate(moments)]
    tariffs = [
        {"id": f"T{n}", "amount": amount}
        for n, amount in enumerate(["0.1", "12345678901234.5678", "-3", None])
    ]
    days = ["1899-12-31", "1900-02-28", "1901-01-01", "2024-02-29", "9999-12-31"]
    policies = [{"id": f"P{n}", "issued_on": day} for n, day in enumerate(days)]
    people = [{"id": "C1", "id_number": "370602199001011234", "name": "某某"}]
    records = Records.parse(
        {"bodies": rows, "sessions": sessions, "tariffs": tariffs, "policies": policies, "candidates": people}
    )
    dossier_workbook(tmp_path / "out.xlsx", records)
    back = _read_back(tmp_path / "out.xlsx")
    assert back == _canonical(records)
    assert back["tariffs"]["T1"]["amount"] == Decimal("12345678901234.5678")
    assert [back["sessions"][f"S{n}"]["ended_at_is_day"] for n in range(5)] == [
        True,
        False,
        False,
        False,
        None,
    ]


def test_tables_that_the_dossier_lacks_have_no_sheet(tmp_path: Path) -> None:
    dossier_workbook(tmp_path / "out.xlsx", Records.parse({"sessions": [], "reports": [{"id": "RP1"}]}))
    assert set(_read_back(tmp_path / "out.xlsx")) == {"sessions", "reports"}


def test_a_text_that_no_cell_holds_is_refused_and_no_file_is_left(tmp_path: Path) -> None:
    records = Records.parse({"bodies": [{"id": "B1", "name": "字" * 32_768}]})
    with pytest.raises(WorkbookError, match="bodies B1, name: 32768 characters"):
        dossier_workbook(tmp_path / "out.xlsx", records)
    assert not (tmp_path / "out.xlsx").exists()
    longest = Records.parse({"bodies": [{"id": "B1", "name": "字" * 32_767}]})
    dossier_workbook(tmp_path / "out.xlsx", longest)
    assert _read_back(tmp_path / "out.xlsx") == _canonical(longest)


# ── the blank one ───────────────────────────────────────────────────────────────────────


def _blank(tmp_path: Path, *tables: str) -> Path:
    path = tmp_path / "blank.xlsx"
    blank_workbook(path, tables or TABLES)
    return path


def test_a_sheet_a_table_with_chinese_titles(tmp_path: Path) -> None:
    book = python_calamine.CalamineWorkbook.from_path(str(_blank(tmp_path)))
    sheets = [name for name in book.sheet_names if name not in ("填写说明", "示例", "附件2")]
    assert sheets == [table.label for table in TABLES.values()]
    for table in TABLES.values():
        assert book.get_sheet_by_name(table.label).to_python() == [[c.label for c in table.columns.values()]]


def test_what_it_explains_is_not_read_as_data(tmp_path: Path) -> None:
    back = _read_back(_blank(tmp_path))
    assert set(back) == set(TABLES)
    assert not any(back.values())


def test_only_the_tables_asked_for(tmp_path: Path) -> None:
    assert set(_read_back(_blank(tmp_path, "reports", "sessions"))) == {"sessions", "reports"}
    with pytest.raises(UnknownNameError, match="sessions"):
        _blank(tmp_path, "sesions")


def test_notes_lists_and_dates(tmp_path: Path) -> None:
    with zipfile.ZipFile(_blank(tmp_path, "candidates")) as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml").decode()
        notes = archive.read("xl/comments1.xml").decode()
    assert '"男,女"' in sheet
    assert 'type="date"' in sheet
    assert notes.count("<comment ") == len(TABLES["candidates"].columns)


@pytest.mark.skipif(office.SKIP is not None, reason=office.SKIP or "")
def test_annex_2_shows_the_application(tmp_path: Path) -> None:
    story = Records.load(DEMO.parents[1] / "application-form" / "records.json")
    dossier_workbook(tmp_path / "form.xlsx", story)
    made = office.converted(tmp_path / "form.xlsx", "ods", tmp_path)
    book = python_calamine.CalamineWorkbook.from_path(str(made))
    shown = [str(cell) for row in book.get_sheet_by_name("附件2").to_python() for cell in row]
    assert story.applications is not None
    first = next(iter(story.applications.values()))
    for value in (first.applicant, first.responsible_person, first.phone, first.address):
        assert value is None or value in shown
    assert story.application_managers is not None
    mine = [m.name for m in story.application_managers.values() if m.application_id == first.id]
    assert [name for name in mine[:6] if name and name not in shown] == []
    assert len(mine) <= 8 or f"另有{len(mine) - 8}行，见“组织管理人员”表" in shown
    assert not [cell for cell in shown if cell.startswith(("Err:", "#"))]


def test_the_demonstration_is_judged_the_same_from_a_workbook(tmp_path: Path) -> None:
    dossier_workbook(tmp_path / "demo.xlsx", demo())
    book = python_calamine.CalamineWorkbook.from_path(str(tmp_path / "demo.xlsx"))
    tables: dict[str, list[dict[str, Any]]] = {}
    for table in TABLES.values():
        if table.label in book.sheet_names:
            titles, *rows = book.get_sheet_by_name(table.label).to_python()
            cells = [dict(zip(titles, row, strict=True)) for row in rows]
            tables[table.label] = [{k: _plain(v) for k, v in row.items()} for row in cells]
    again = evaluate(Records.parse(tables), "2026-11-23")
    assert again.findings == evaluate(demo(), "2026-11-23").findings
    assert again.of(Verdict.VIOLATION)


def _plain(value: Any) -> Any:
    return None if value == "" else value.isoformat() if isinstance(value, date) else value
