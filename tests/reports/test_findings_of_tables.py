"""A table that a scan's source lacks: one finding a rule stands for all its rows, and has no id."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from tests.reports.browser import opened, reason_to_skip
from tests.reports.dossiers import AS_OF, demo_tables

from sdcompliance import calendar, default_rulebook
from sdcompliance.reports import Voice
from sdcompliance.reports.findings_github import findings_github
from sdcompliance.reports.findings_junit import findings_junit
from sdcompliance.reports.findings_sarif import findings_sarif
from sdcompliance.reports.html import findings_html
from sdcompliance.reports.scan_source import ScanSource
from sdcompliance.scanning import scan

_SCHEMA = Path(__file__).parent / "schemas" / "sarif-2.1.0-rtm.5.json"
_SKIP = reason_to_skip()


@pytest.fixture(scope="module")
def without_reports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScanSource]:
    folder = tmp_path_factory.mktemp("absent")
    tables = demo_tables()
    del tables["reports"]
    (folder / "dossier.json").write_text(json.dumps(tables, ensure_ascii=False), encoding="utf-8")
    scan(folder / "dossier.json", folder / "out", AS_OF)
    with ScanSource(folder / "out", default_rulebook()) as source:
        yield source


def test_it_has_no_id(without_reports: ScanSource) -> None:
    found = {one.rule: one for one in without_reports.findings() if one.subject_id is None}
    assert found["RPT001"].subject == "sessions"
    assert found["RPT001"].missing == ("reports",)


def test_sarif_is_valid_and_tells_the_rules_apart(without_reports: ScanSource) -> None:
    stream = io.StringIO()
    findings_sarif(without_reports, stream, Voice(), None)
    log = json.loads(stream.getvalue())
    results = log["runs"][0]["results"]
    log.pop("$schema")
    jsonschema.Draft4Validator(json.loads(_SCHEMA.read_text(encoding="utf-8"))).validate(log)
    assert len({result["partialFingerprints"]["finding/v1"] for result in results}) == len(results)
    places = [result["locations"][0]["logicalLocations"][0] for result in results]
    assert {"name": "sessions", "fullyQualifiedName": "sessions", "kind": "object"} in places


def test_junit_and_annotations_name_the_table_alone(without_reports: ScanSource) -> None:
    cases, lines = io.StringIO(), io.StringIO()
    findings_junit(without_reports, cases, Voice())
    findings_github(without_reports, lines, Voice(), None)
    assert '<testcase classname="RPT001" name="考核"><skipped message="来源中没有“成绩试卷上报”表' in (
        cases.getvalue()
    )
    assert "title=RPT001　考核成绩逾期上报（考核）::来源中没有“成绩试卷上报”表" in lines.getvalue()
    assert "None" not in cases.getvalue() + lines.getvalue()


@pytest.mark.skipif(_SKIP is not None, reason=_SKIP or "")
def test_the_page_names_the_rule_alone(without_reports: ScanSource, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    with path.open("wb") as stream:
        findings_html(without_reports, calendar(), stream, Voice())
    with opened(path) as page:
        page.type_into("q", "rpt001")
        page.until(lambda: page.rows() and all(row.startswith("RPT001") for row in page.rows()))
        assert "RPT001" in page.rows()
        assert "null" not in page.text("table")
        assert page.complaints() == []
