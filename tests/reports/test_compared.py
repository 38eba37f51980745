"""Findings compared with an earlier report, in every output; a scan compares as the library does."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TextIO
from xml.etree import ElementTree as ET

import jsonschema
import pytest
import python_calamine
import xmlschema
from tests.reports.browser import opened, reason_to_skip
from tests.reports.dossiers import AS_OF, demo_tables
from tests.reports.sources import demo_source, source_of
from tests.scanning.folders import csv_folder, story_folder

from sdcompliance import Records, calendar, default_rulebook
from sdcompliance.findings import mask_numbers
from sdcompliance.reports import Voice
from sdcompliance.reports.baseline import FindingKey, earlier_of
from sdcompliance.reports.compared_source import ComparedSource
from sdcompliance.reports.findings_csv import findings_csv
from sdcompliance.reports.findings_github import findings_github
from sdcompliance.reports.findings_json import findings_json
from sdcompliance.reports.findings_junit import findings_junit
from sdcompliance.reports.findings_sarif import findings_sarif
from sdcompliance.reports.findings_source import FindingsSource
from sdcompliance.reports.findings_xlsx import findings_xlsx
from sdcompliance.reports.html import findings_html
from sdcompliance.reports.scan_source import ScanSource
from sdcompliance.reports.states import State
from sdcompliance.scanning import scan

_SCHEMAS = Path(__file__).parent / "schemas"
_SKIP = reason_to_skip()


def _changed() -> dict[str, list[dict[str, Any]]]:
    """The demonstration dossier a month later. Three things have happened.

    The results of S2 (received on 2026-02-25, due on 02-24) came on 02-24: cured. C11, whose number is
    wrong, is no longer among the candidates: nobody knows. The papers of S1 came a year late: new.
    """
    tables = demo_tables()
    reports = {row["session_id"]: row for row in tables["reports"]}
    reports["S2"]["results_received_at"] = "2026-02-24"
    reports["S1"]["papers_received_at"] = "2026-11-20"
    tables["candidates"] = [row for row in tables["candidates"] if row["id"] != "C11"]
    return tables


@cache
def _compared() -> ComparedSource:
    records = Records.parse(_changed())

    def judged_now(key: FindingKey) -> bool:
        return key.subject_id in {mask_numbers(id_) for id_ in records.table(key.subject) or {}}

    return ComparedSource(source_of(records), earlier_of(demo_source()), judged_now)


def _written(write: Callable[[FindingsSource, TextIO], None]) -> str:
    stream = io.StringIO(newline="")
    write(_compared(), stream)
    return stream.getvalue()


def _states(source: FindingsSource) -> dict[tuple[str, str | None], State]:
    return {(f.rule, f.subject_id): f.state for f in source.findings() if f.state is not None}


def test_the_states_of_the_demonstration() -> None:
    states, left = _states(_compared()), list(_compared().no_longer_open())
    assert states["RPT002", "S1"] is State.NEW
    assert states["RPT001", "S4"] is State.STILL_OPEN
    by_key = {(one.rule, one.subject_id): one for one in left}
    assert by_key["RPT001", "S2"].state is State.CURED
    lost = by_key["REG005", "C11"]
    assert (lost.state, lost.verdict, lost.not_there) == (State.LOST_SIGHT_OF, None, "row")
    assert "2026年2月25日" in by_key["RPT001", "S2"].message.zh
    counts = _compared().judged.baseline.counts if _compared().judged.baseline else {}
    assert counts[State.NEW] == sum(state is State.NEW for state in states.values())
    assert counts[State.CURED] == sum(one.state is State.CURED for one in left)


def test_a_scan_compares_as_the_library_does(tmp_path: Path) -> None:
    first = scan(story_folder("demo", tmp_path / "one"), tmp_path / "first", AS_OF)
    second = scan(csv_folder(_changed(), tmp_path / "two"), tmp_path / "second", AS_OF, baseline=first.folder)
    ours = _compared()
    with ScanSource(second.folder, default_rulebook()) as theirs:
        assert [*theirs.findings()] == [*ours.findings()]
        assert [*theirs.in_brief()] == [*ours.in_brief()]
        assert theirs.judged.baseline == ours.judged.baseline

        def of(source: FindingsSource) -> list[tuple[Any, ...]]:
            return sorted(one[:7] for one in source.no_longer_open())

        # The library knows a row that is settled only by having no finding; the scan knows its verdict.
        assert [one[:5] for one in of(theirs)] == [one[:5] for one in of(ours)]
        assert [one[6] for one in of(theirs)] == [one[6] for one in of(ours)]
        assert {one.message for one in theirs.no_longer_open()} == {
            one.message for one in ours.no_longer_open()
        }


# ── the files ───────────────────────────────────────────────────────────────────────────


def test_json() -> None:
    report = json.loads(_written(findings_json))
    found = {(f["rule"], f["subject_id"]): f for f in report["findings"]}
    assert found["RPT002", "S1"]["state"] == "new"
    assert found["RPT001", "S4"]["verdict_before"] == "violation"
    baseline = report["baseline"]
    assert (baseline["as_of"], baseline["other_rules"]) == (AS_OF, False)
    cured = [one for one in baseline["no_longer_open"] if one["state"] == "cured"]
    assert len(cured) == baseline["cured"] > 0
    assert ("RPT001", "S2") in {(one["rule"], one["subject_id"]) for one in cured}


def test_csv() -> None:
    rows = list(csv.DictReader(io.StringIO(_written(findings_csv).removeprefix("\ufeff"), newline="")))
    by_key = {(row["rule"], row["subject_id"]): row for row in rows}
    assert by_key["RPT002", "S1"]["state"] == "new"
    then = by_key["RPT001", "S2"]
    assert (then["state"], then["verdict_before"], then["verdict"]) == ("cured", "violation", "")
    assert then["message_zh"].startswith("前次：考核于2026年2月12日结束")
    assert len(rows) == len(_compared()) + len(list(_compared().no_longer_open()))


def test_junit() -> None:
    text = _written(lambda source, stream: findings_junit(source, stream, Voice()))
    xmlschema.XMLSchema(_SCHEMAS / "junit-10.xsd").validate(text)
    root = ET.fromstring(text)
    cases = root.findall(".//testcase")
    assert len(cases) == int(root.attrib["tests"])
    suite = next(one for one in root if one.attrib["name"] == "前次违规，现已不是")
    outcomes = {
        f"{case.attrib['classname']}:{case.attrib['name']}": [part.tag for part in case] for case in suite
    }
    assert outcomes["RPT001:考核 S2"] == ["system-out"]  # cured passes
    assert outcomes["REG005:考生 C11"] == ["skipped"]  # of the others nobody knows
    failure = next(
        case for case in cases if case.attrib["name"].endswith(" S1") and case.find("failure") is not None
    )
    assert "与前次比较：新增" in (failure.findtext("failure") or "")


def test_sarif() -> None:
    log = json.loads(_written(lambda source, stream: findings_sarif(source, stream, Voice(), None)))
    schema = json.loads((_SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
    jsonschema.validate(log, schema)
    (run,) = log["runs"]
    assert all("baselineState" in result for result in run["results"])  # all, or none (SARIF 3.27.24)
    found = {(r["ruleId"], r["locations"][0]["logicalLocations"][0]["name"]): r for r in run["results"]}
    assert len(found) == len(run["results"])
    assert found["RPT002", "S1"]["baselineState"] == "new"
    assert found["RPT001", "S4"]["baselineState"] == "unchanged"
    cured = found["RPT001", "S2"]
    assert (cured["baselineState"], cured["kind"], cured["level"]) == ("absent", "pass", "none")
    lost = found["REG005", "C11"]
    assert (lost["baselineState"], lost["kind"]) == ("updated", "open")  # absent would pass for cured
    assert "与前次比较（违规，含已豁免的）" in run["properties"]["headline"]


def test_annotations() -> None:
    text = _written(lambda source, stream: findings_github(source, stream, Voice(), None))
    (new,) = [line for line in text.splitlines() if "RPT002%3AS1" in line]
    assert "[新增]" in new
    assert "新增 " in text.split("::", maxsplit=1)[0]  # counted in the headline


def test_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    findings_xlsx(_compared(), path, Voice())
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    titles, *rows = book.get_sheet_by_name("明细").to_python()
    column = titles.index("与前次比较")
    assert {row[column] for row in rows if row[1] == "RPT002" and "S1" in row} == {"新增"}
    _, *left = book.get_sheet_by_name("前次违规，现已不是").to_python()
    by_key = {(row[1], row[4]): row for row in left}
    assert by_key["RPT001", "S2"][0] == "已纠正"
    assert by_key["REG005", "C11"][9] == "该记录已不在来源中"
    assert len(left) == len(list(_compared().no_longer_open()))


@pytest.mark.skipif(_SKIP is not None, reason=_SKIP or "")
def test_page(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    with path.open("wb") as stream:
        findings_html(_compared(), calendar(), stream, Voice())
    new = {f"{rule}:{id_}" for (rule, id_), state in _states(_compared()).items() if state is State.NEW}
    with opened(path) as page:
        page.choose("filter-state", "new")
        assert set(page.rows()) == new
        assert "新增" in page.run("return document.querySelector('#table tbody tr').innerText")
        page.run("document.getElementById('no-longer-open').open = true")
        left = page.text("no-longer-open")
        assert "RPT001:S2" in left
        assert "该记录已不在来源中" in left
        assert "前次截至2026-11-23" in page.text("headline")
        assert page.complaints() == []


def test_without_an_earlier_report_nothing_is_said_of_one() -> None:
    assert demo_source().judged.baseline is None
    assert list(demo_source().no_longer_open()) == []
    stream = io.StringIO()
    findings_sarif(demo_source(), stream, Voice(), None)
    assert "baselineState" not in stream.getvalue()
