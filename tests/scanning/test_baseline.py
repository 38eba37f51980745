"""Compared with an earlier scan: new, still open, cured, and what nobody can say to be cured."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.scanning.folders import contents, rows, texts
from tests.scanning.test_waivers import waiver, waivers

from sdcompliance import Privacy, Verdict, configure, default_rulebook, load_configuration
from sdcompliance.reports.errors import BaselineError
from sdcompliance.scanning import ScanResult, scan

# Wednesday 2025-03-05; due on Monday 2025-03-10: received on the 11th is late.
_DAY = "2025-06-01"
_ON_TIME, _LATE = "2025-03-10", "2025-03-11"


def source(folder: Path, received: Mapping[str, str | None], **more: str) -> Path:
    """A folder of sessions of which the results were received on these days; papers always in time."""
    sessions = [f"{id_},370600,2025-03-05,2025-03-05" for id_ in received]
    reports = [f"R{id_},{id_},{day},{_ON_TIME}" for id_, day in received.items() if day is not None]
    files = {
        "sessions.csv": "\n".join(["id,city,started_at,ended_at", *sessions, ""]),
        "reports.csv": "\n".join(["id,session_id,results_received_at,papers_received_at", *reports, ""]),
        **{name.replace("_csv", ".csv"): text for name, text in more.items()},
    }
    return texts(folder, files)


def left(result: ScanResult) -> list[dict[str, Any]]:
    """What is no longer open, of RPT001."""
    with duckdb.connect() as connection:
        cursor = connection.execute(
            "SELECT * FROM read_parquet(?) WHERE rule = 'RPT001' ORDER BY subject_id",
            [str(result.folder / "no_longer_open.parquet")],
        )
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def states(result: ScanResult) -> dict[str, str]:
    """Row → what became of RPT001 there, findings and others."""
    found = {
        row["subject_id"]: row["state"] for row in rows(result) if row["rule"] == "RPT001" and row["state"]
    }
    gone = {row["subject_id"]: row["state"] for row in left(result)}
    assert all(found[id_] == state for id_, state in gone.items() if id_ in found)
    return {**found, **gone}


def test_new_still_open_cured_and_lost_sight_of(tmp_path: Path) -> None:
    first = source(tmp_path / "one", {"S1": _LATE, "S2": _LATE, "S3": _ON_TIME, "S4": _LATE, "S5": _LATE})
    second = source(tmp_path / "two", {"S1": _LATE, "S2": _ON_TIME, "S3": _LATE, "S5": None})
    texts(second, {"reports.csv": (second / "reports.csv").read_text("utf-8") + "RX,S5,,\n"})
    before = scan(first, tmp_path / "before", _DAY)
    result = scan(second, tmp_path / "after", _DAY, baseline=before.folder)
    # S4 has left the records; of S5 a report without a date is there, so nothing can be said.
    assert states(result) == {
        "S1": "still_open",
        "S2": "cured",
        "S3": "new",
        "S4": "lost_sight_of",
        "S5": "lost_sight_of",
    }
    assert [(row["subject_id"], row["verdict"], row["not_there"]) for row in left(result)] == [
        ("S2", "compliant", None),
        ("S4", None, "row"),
        ("S5", "undetermined", None),
    ]
    assert all(row["verdict_before"] == "violation" for row in left(result))
    (s5,) = [row for row in rows(result) if (row["rule"], row["subject_id"]) == ("RPT001", "S5")]
    assert (s5["state"], s5["verdict_before"]) == ("lost_sight_of", "violation")
    told = result.summary["baseline"]
    expected = {"new": 1, "still_open": 1, "cured": 1, "lost_sight_of": 2}
    assert told["rules"]["RPT001"] == expected
    assert told["as_of"] == _DAY
    assert {name: sum(rule[name] for rule in told["rules"].values()) for name in expected} == {
        name: told[name] for name in expected
    }


def test_what_was_undetermined_and_is_violated_is_new(tmp_path: Path) -> None:
    before = scan(source(tmp_path / "one", {"S1": ""}), tmp_path / "before", _DAY)
    result = scan(source(tmp_path / "two", {"S1": _LATE}), tmp_path / "after", _DAY, baseline=before.folder)
    assert states(result) == {"S1": "new"}
    (row,) = [row for row in rows(result) if (row["rule"], row["subject_id"]) == ("RPT001", "S1")]
    assert row["verdict_before"] == "undetermined"


@pytest.mark.parametrize("first", [True, False])
def test_a_waiver_excuses_and_does_not_cure(tmp_path: Path, first: bool) -> None:
    data = source(tmp_path / "in", {"S1": _LATE})
    given = waivers(waiver(subject="S1", start="2025-03-11", end="2025-12-31"))
    before = scan(data, tmp_path / "before", _DAY, waivers=given if first else None)
    result = scan(data, tmp_path / "after", _DAY, waivers=None if first else given, baseline=before.folder)
    assert states(result) == {"S1": "still_open"}


def test_an_absent_table_cures_nothing(tmp_path: Path) -> None:
    # Without the table of reports all sessions are undetermined, in one row for all of them.
    data = source(tmp_path / "in", {"S1": _LATE, "S2": _LATE})
    before = scan(data, tmp_path / "before", _DAY)
    (data / "reports.csv").unlink()
    result = scan(data, tmp_path / "after", _DAY, baseline=before.folder)
    assert states(result) == {"S1": "lost_sight_of", "S2": "lost_sight_of"}
    assert {row["verdict"] for row in left(result)} == {Verdict.UNDETERMINED.value}


def test_the_table_judged_is_absent_or_the_rule_is_off(tmp_path: Path) -> None:
    data = source(tmp_path / "in", {"S1": _LATE})
    before = scan(data, tmp_path / "before", _DAY)
    texts(tmp_path, {"own.toml": '[off]\nRPT001 = "kept elsewhere"\n'})
    book = configure(default_rulebook(), load_configuration(tmp_path / "own.toml"))
    off = scan(data, tmp_path / "off", _DAY, rulebook=book, baseline=before.folder)
    assert [(row["state"], row["not_there"]) for row in left(off)] == [("lost_sight_of", "rule")]
    (data / "sessions.csv").unlink()
    absent = scan(data, tmp_path / "absent", _DAY, baseline=before.folder)
    assert [(row["state"], row["not_there"]) for row in left(absent)] == [("lost_sight_of", "table")]


def test_a_row_that_cannot_be_read_any_more_is_not_cured(tmp_path: Path) -> None:
    before = scan(source(tmp_path / "one", {"S1": _LATE}), tmp_path / "before", _DAY)
    data = source(tmp_path / "two", {"S1": "2025-02-30"})
    result = scan(data, tmp_path / "after", _DAY, baseline=before.folder)
    assert states(result) == {"S1": "lost_sight_of"}


def test_the_folder_of_the_result_may_be_the_baseline(tmp_path: Path) -> None:
    data = source(tmp_path / "in", {"S1": _LATE, "S2": _LATE})
    scan(data, tmp_path / "out", _DAY)
    digest = _digest_of_baseline(tmp_path)
    source(tmp_path / "in", {"S1": _LATE, "S2": _ON_TIME})
    result = scan(data, tmp_path / "out", _DAY, baseline=tmp_path / "out")
    assert states(result) == {"S1": "still_open", "S2": "cured"}
    assert result.manifest["baseline"] == {"name": str(tmp_path / "out"), "sha256": digest}
    assert {path.name for path in tmp_path.iterdir()} == {"in", "out", "copy", "probe"}


def _digest_of_baseline(tmp_path: Path) -> str:
    """The digest under which a copy of the result is named as a baseline."""
    copy = shutil.copytree(tmp_path / "out", tmp_path / "copy")
    digest = scan(tmp_path / "in", tmp_path / "probe", _DAY, baseline=copy).manifest["baseline"]["sha256"]
    assert len(digest) == 64
    return digest


def test_the_same_data_again_is_all_still_open_and_the_same_to_the_byte(tmp_path: Path) -> None:
    data = source(tmp_path / "in", {"S1": _LATE, "S2": _ON_TIME})
    before = scan(data, tmp_path / "before", _DAY)
    one = scan(data, tmp_path / "one", _DAY, baseline=before.folder)
    two = scan(data, tmp_path / "two", _DAY, baseline=before.folder)
    assert one.summary["baseline"]["still_open"] == one.violations > 0
    assert (one.summary["baseline"]["new"], left(one)) == (0, [])
    assert {name: text for name, text in contents(one.folder).items() if name != "manifest.json"} == {
        name: text for name, text in contents(two.folder).items() if name != "manifest.json"
    }


def test_the_list_as_csv_opens_in_a_spreadsheet(tmp_path: Path) -> None:
    before = scan(source(tmp_path / "one", {"=1+1": _LATE}), tmp_path / "before", _DAY)
    result = scan(
        source(tmp_path / "two", {"=1+1": _ON_TIME}), tmp_path / "out", _DAY, baseline=before.folder
    )
    with (result.folder / "no_longer_open.csv").open(encoding="utf-8-sig", newline="") as file:
        listed = [row for row in csv.DictReader(file) if row["rule"] == "RPT001"]
    assert [(row["state"], row["subject_id"]) for row in listed] == [("cured", "'=1+1")]
    assert "2025年3月11日" in listed[0]["message_zh"]


def test_without_a_baseline_the_columns_are_empty(tmp_path: Path) -> None:
    result = scan(source(tmp_path / "in", {"S1": _LATE}), tmp_path / "out", _DAY)
    assert {(row["state"], row["verdict_before"]) for row in rows(result)} == {(None, None)}
    assert (result.summary["baseline"], result.manifest["baseline"]) == (None, None)
    assert not list(result.folder.glob("no_longer_open*"))


# ── ids that identify a person ──────────────────────────────────────────────────────────

_ONE, _OTHER = "370102199001011111", "370102199102021111"  # the last digit is not the check digit of either


def _candidates(folder: Path, numbers: Mapping[str, str]) -> Path:
    lines = [f"{id_},{number},1949-12-31,female" for id_, number in numbers.items()]
    return texts(folder, {"candidates.csv": "\n".join(["id,id_number,birth_on,sex", *lines, ""])})


_RIGHT = "11010519491231002X"  # the example of GB 11643: born on 31 December 1949, a woman


@pytest.mark.parametrize("then", Privacy)
@pytest.mark.parametrize("now", Privacy)
def test_masked_and_shown_results_can_be_compared(tmp_path: Path, then: Privacy, now: Privacy) -> None:
    before = scan(_candidates(tmp_path / "one", {_ONE: _ONE}), tmp_path / "before", _DAY, privacy=then)
    open_ = scan(
        _candidates(tmp_path / "two", {_ONE: _ONE}),
        tmp_path / "open",
        _DAY,
        privacy=now,
        baseline=before.folder,
    )
    cured = scan(
        _candidates(tmp_path / "three", {_ONE: _RIGHT}),
        tmp_path / "cured",
        _DAY,
        privacy=now,
        baseline=before.folder,
    )
    assert open_.summary["baseline"]["rules"]["REG005"]["still_open"] == 1
    assert cured.summary["baseline"]["rules"]["REG005"]["cured"] == 1
    if now is Privacy.MASKED:
        assert _ONE not in json.dumps(cured.summary)
        assert all(_ONE.encode() not in content for content in contents(cured.folder).values())


def test_of_ids_that_look_alike_all_must_be_in_order(tmp_path: Path) -> None:
    before = scan(_candidates(tmp_path / "one", {_ONE: _ONE, _OTHER: _OTHER}), tmp_path / "before", _DAY)
    half = scan(
        _candidates(tmp_path / "two", {_ONE: _RIGHT, _OTHER: ""}),
        tmp_path / "h",
        _DAY,
        baseline=before.folder,
    )
    assert half.summary["baseline"]["rules"]["REG005"]["cured"] == 0
    whole = scan(
        _candidates(tmp_path / "three", {_ONE: _RIGHT, _OTHER: _RIGHT}),
        tmp_path / "w",
        _DAY,
        baseline=before.folder,
    )
    assert whole.summary["baseline"]["rules"]["REG005"]["cured"] == 1


# ── what is no baseline ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("broken", ["manifest.json", "summary.json"])
def test_what_is_no_result_is_refused_before_anything_is_judged(tmp_path: Path, broken: str) -> None:
    data = source(tmp_path / "in", {"S1": _LATE})
    before = scan(data, tmp_path / "before", _DAY)
    (before.folder / broken).write_text("{}" if broken == "summary.json" else "", encoding="utf-8")
    with pytest.raises(BaselineError, match="no earlier result"):
        scan(data, tmp_path / "out", _DAY, baseline=before.folder)
    assert {path.name for path in tmp_path.iterdir()} == {"in", "before"}
    with pytest.raises(BaselineError, match="nowhere"):
        scan(data, tmp_path / "out", _DAY, baseline=tmp_path / "nowhere")
