"""The workbook of findings: sheets, titles, dates, links, nothing in the data that runs, no repair."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import python_calamine
from tests.reports import office, scan_folders
from tests.reports.dossiers import AS_OF, telling_values
from tests.reports.sources import FORMULA, demo_source, hostile, source_of

from sdcompliance import Records, Verdict, default_rulebook
from sdcompliance.reports import Voice, findings_xlsx
from sdcompliance.reports.findings_source import FindingsSource
from sdcompliance.reports.scan_source import ScanSource
from sdcompliance.rulebook import Language


def _written(source: FindingsSource, folder: Path, language: Language = Language.ZH) -> Path:
    path = folder / "findings.xlsx"
    findings_xlsx.findings_xlsx(source, path, Voice(language))
    return path


def _sheets(path: Path) -> dict[str, list[list[Any]]]:
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def _parts(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_the_sheets_in_both_languages(tmp_path: Path) -> None:
    assert list(_sheets(_written(demo_source(), tmp_path))) == ["汇总", "按规则", "按考点", "明细", "条款"]
    english = _sheets(_written(demo_source(), tmp_path, Language.EN))
    assert list(english) == ["Summary", "By rule", "By site", "Findings", "Clauses"]


def test_every_finding_is_a_row_with_real_dates(tmp_path: Path) -> None:
    rows = _sheets(_written(demo_source(), tmp_path))["明细"]
    assert len(rows) == 1 + len(demo_source())
    titles = rows[0]
    row = next(row for row in rows if row[titles.index("规则")] == "RPT001" and "S2" in row)
    assert row[titles.index("期限")] == date(2026, 2, 24)
    assert row[titles.index("剩余天数")] == -272  # 4 + 31 + 30 + 31 + 30 + 31 + 31 + 30 + 31 + 23
    assert row[titles.index("市")] == "烟台"


def test_the_counts_agree_with_the_summary(tmp_path: Path) -> None:
    sheets = _sheets(_written(demo_source(), tmp_path))
    judged = demo_source().judged
    column = sheets["按规则"][0].index("违规")
    assert sum(row[column] for row in sheets["按规则"][1:]) == judged.verdicts[Verdict.VIOLATION]
    assert sum(row[-1] for row in sheets["按考点"][1:]) == len(demo_source())
    summary = {row[0]: row[1] for row in sheets["汇总"]}
    assert summary["违规"] == judged.verdicts[Verdict.VIOLATION]
    assert judged.stamp.digest in summary["检查依据"]
    assert summary["截至日期"] == AS_OF


def test_titles_are_frozen_and_filtered_and_verdicts_coloured(tmp_path: Path) -> None:
    parts = _parts(_written(demo_source(), tmp_path))
    findings = parts["xl/worksheets/sheet4.xml"]
    for mark in ('state="frozen"', "<autoFilter", "<conditionalFormatting", "<cols>"):
        assert mark in findings


def test_each_rule_links_to_its_clause_and_is_linked_once(tmp_path: Path) -> None:
    parts = _parts(_written(demo_source(), tmp_path))
    assert parts["xl/worksheets/sheet2.xml"].count("<hyperlink ") == len(default_rulebook())
    found = {finding.rule for finding in demo_source().findings()}
    assert parts["xl/worksheets/sheet4.xml"].count("<hyperlink ") == len(found)


def test_no_cell_is_a_formula_and_what_looks_like_one_stays_text(tmp_path: Path) -> None:
    path = _written(source_of(hostile()), tmp_path)
    parts = _parts(path)
    assert not any(re.search(r"<f[ >]", text) for name, text in parts.items() if "worksheets" in name)
    assert 'quotePrefix="1"' in parts["xl/styles.xml"]
    assert any(FORMULA in str(cell) for row in _sheets(path)["明细"] for cell in row)


def test_no_text_is_taken_for_xml(tmp_path: Path) -> None:
    # XlsxWriter writes a text between these marks as it stands: one that ends its cell breaks the sheet.
    text = "<r></is></c><c><f>1+1</f></c><r></r>"
    records = Records.parse({"sessions": [{"id": text, "city": "370600", "ended_at": "2026-02-12"}]})
    path = _written(source_of(records), tmp_path)
    assert not any("<f>" in part for name, part in _parts(path).items() if "worksheets" in name)
    assert any(str(cell).strip() == text for row in _sheets(path)["明细"] for cell in row)


def test_no_person_is_named(tmp_path: Path) -> None:
    text = str(_sheets(_written(demo_source(), tmp_path)))
    assert not [value for value in telling_values() if value in text]


def test_more_rows_than_a_sheet_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings_xlsx, "ROWS_A_SHEET", 400)
    book = default_rulebook()
    with ScanSource(scan_folders.invented(tmp_path / "scan", 1_000, book), book) as source:
        sheets = _sheets(_written(source, tmp_path))
    assert [len(sheets[name]) - 1 for name in ("明细", "明细-2", "明细-3")] == [400, 400, 200]
    assert len({name: rows[0] for name, rows in sheets.items() if name.startswith("明细")}["明细-3"]) > 10


@pytest.mark.skipif(office.SKIP is not None, reason=office.SKIP or "")
def test_libreoffice_opens_it_and_has_the_same_rows(tmp_path: Path) -> None:
    for source in (demo_source(), source_of(hostile())):
        folder = tmp_path / str(len(source))
        folder.mkdir()
        path = _written(source, folder)
        again = _sheets(office.converted(path, "ods", folder))
        assert list(again) == list(_sheets(path))
        assert len(again["明细"]) == 1 + len(source)
