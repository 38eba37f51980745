"""The files of a result: in a stable order, the same for the same input, harmless in a spreadsheet."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import pytest
from tests.scanning.folders import AS_OF, contents, rows, story_folder, texts

from sdcompliance.scanning import ScanResult, scan


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[ScanResult, ScanResult]:
    """The same folder scanned twice."""
    folder = tmp_path_factory.mktemp("twice")
    source = story_folder("demo", folder / "in")
    return scan(source, folder / "one", AS_OF), scan(source, folder / "two", AS_OF)


def test_the_same_input_gives_the_same_bytes(twice: tuple[ScanResult, ScanResult]) -> None:
    one, two = (contents(result.folder) for result in twice)
    one.pop("manifest.json")
    two.pop("manifest.json")
    assert one == two


def test_only_time_differs_in_the_manifest(twice: tuple[ScanResult, ScanResult]) -> None:
    one, two = (dict(result.manifest) for result in twice)
    assert {name for name in one if one[name] != two[name]} <= {"started_at", "duration_seconds"}


def test_the_manifest_names_every_input(twice: tuple[ScanResult, ScanResult]) -> None:
    result, _ = twice
    source = result.folder.parent / "in"
    assert {one["name"]: one["sha256"] for one in result.manifest["inputs"]} == {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in source.iterdir()
    }


def test_findings_stand_in_order_of_rule_and_row(twice: tuple[ScanResult, ScanResult]) -> None:
    places = [(row["rule"], row["subject_id"]) for row in rows(twice[0])]
    assert len(places) > 30
    assert places == sorted(places)


def test_the_csv_is_the_parquet(twice: tuple[ScanResult, ScanResult]) -> None:
    result, _ = twice
    with (result.folder / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        listed = list(csv.DictReader(file))
    assert listed == [{name: _cell(value) for name, value in row.items()} for row in rows(result)]


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def test_a_folder_of_findings_belongs_to_one_rule(twice: tuple[ScanResult, ScanResult]) -> None:
    folders = [folder.name for folder in sorted((twice[0].folder / "findings").iterdir())]
    assert folders == sorted({f"rule={row['rule']}" for row in rows(twice[0])})


def test_the_rules_are_those_that_judged(twice: tuple[ScanResult, ScanResult]) -> None:
    result, _ = twice
    listed = json.loads((result.folder / "rules.json").read_text("utf-8"))
    assert len(listed) == result.summary["rulebook"]["rules"]
    rpt001 = next(rule for rule in listed if rule["id"] == "RPT001")
    assert rpt001["parameters"] == {"limit": 3}
    assert rpt001["quote"] == "考核结束后3个工作日内将考核成绩"


def test_no_cell_is_taken_for_a_formula(tmp_path: Path) -> None:
    ids = ("=1+1", "+1", "-1", "@SUM(A1)", "plain")
    files = {
        "sessions.csv": "id,city,started_at,ended_at,project_id\n"
        + "".join(f'"{id_}",370600,2025-03-05,2025-02-30,"=P1"\n' for id_ in ids),
        "projects.csv": "id,name\n",
    }
    result = scan(texts(tmp_path / "in", files), tmp_path / "out", AS_OF)
    for name in ("findings.csv", "rejects.csv"):
        with (result.folder / name).open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for line in csv.reader(file) for cell in line]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r"))], name
        assert {"'=1+1", "'-1", "plain"} <= set(cells), name
    assert set(ids) <= {row["subject_id"] for row in rows(result)}  # Parquet has them as they are


def test_nothing_found_leaves_whole_files(tmp_path: Path) -> None:
    result = scan(texts(tmp_path / "in", {"sites.csv": "id,name\n"}), tmp_path / "out", AS_OF)
    assert rows(result) == []
    assert len((result.folder / "findings.csv").read_text("utf-8-sig").splitlines()) == 1
    assert result.summary["subjects"]["sites"] == 0
    assert (result.violations, result.rejects) == (0, 0)
