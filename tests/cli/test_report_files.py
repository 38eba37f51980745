"""``report``, ``waivers``, ``template``, and what ``check`` was given with them."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.cli.runs import CHECK_DEMO, called
from tests.reports import scan_folders
from tests.reports.dossiers import AS_OF, DEMO, demo, demo_tables, telling_values
from tests.reports.sources import demo_source

from sdcompliance import Records, Rulebook, default_rulebook, evaluate
from sdcompliance.cli.group import Cli
from sdcompliance.cli.report import report
from sdcompliance.cli.report_options import exit_status
from sdcompliance.cli.report_progress import Watched
from sdcompliance.cli.template import template
from sdcompliance.cli.waivers import waivers

_GROUP = Cli(commands={"report": report, "template": template, "waivers": waivers})
_WAIVER = """waivers:
  - rule: RPT001
    subject: S2
    legal_basis: 鲁人社函〔2026〕5号
    reason: 暴雪封路
    requester: 烟台中心
    approver: 省厅
    from: 2026-02-25
    until: {until}
"""


def _call(*arguments: str) -> Result:
    return CliRunner().invoke(_GROUP, arguments, env={"LC_ALL": None, "LC_MESSAGES": None, "LANG": None})


@pytest.fixture
def waiver_file(tmp_path: Path) -> Path:
    path = tmp_path / "waivers.yaml"
    path.write_text(_WAIVER.format(until="2026-12-31"), encoding="utf-8")
    return path


# ── check ───────────────────────────────────────────────────────────────────────────────


# As of 2025-03-10, the third working day after the last sitting (03-05: 03-06, 03-07, 03-10), results that
# are not there are pending, and late under the reading of the first sitting (03-04): sensitive only.
_SENSITIVE = {
    "sessions": [{"id": "S1", "city": "370600", "started_at": "2025-03-04", "ended_at": "2025-03-05"}],
    "reports": [],
}


@pytest.mark.parametrize(
    ("fail_on", "violated", "sensitive", "undetermined"),
    [("violation", 1, 0, 0), ("sensitive", 1, 1, 0), ("undetermined", 1, 1, 1), ("none", 0, 0, 0)],
)
def test_fail_on_decides_the_status(fail_on: str, violated: int, sensitive: int, undetermined: int) -> None:
    book = default_rulebook()
    only = Rulebook([book["RPT001"]], book.surroundings, book.texts)
    late = evaluate(demo(), AS_OF, rulebook=only)
    depends = evaluate(Records.parse(_SENSITIVE), "2025-03-10", rulebook=only)
    unknown = evaluate(Records.parse({"sessions": _SENSITIVE["sessions"]}), "2025-06-01", rulebook=only)
    assert [f.verdict for f in depends.findings] == ["pending"]
    assert [f.verdict for f in unknown.findings] == ["undetermined"]
    assert not unknown.findings[0].sensitive
    assert exit_status(late, fail_on) == violated
    assert exit_status(depends, fail_on) == sensitive
    assert exit_status(unknown, fail_on) == undetermined


def test_check_exits_as_asked() -> None:
    assert called(*CHECK_DEMO, "--fail-on", "violation").exit_code == 1
    assert called(*CHECK_DEMO, "--fail-on", "none").exit_code == 0


@pytest.mark.parametrize("language", ["zh", "en"])
def test_check_for_machines(language: str) -> None:
    junit = called(*CHECK_DEMO, "--format", "junit", "--lang", language)
    assert junit.exit_code == 1
    assert len(ET.fromstring(junit.stdout).findall(".//failure")) == 10  # as fixtures/demo/README.md has them
    run = json.loads(called(*CHECK_DEMO, "--format", "sarif", "--lang", language).stdout)["runs"][0]
    location = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert location.endswith("fixtures/demo/records.json")
    github = called(*CHECK_DEMO, "--format", "github", "--lang", language).stdout
    assert sum(line.startswith("::error ") for line in github.splitlines()) == 10


def test_standard_input_is_no_artifact() -> None:
    call = ("check", "-", "--as-of", AS_OF, "--format", "sarif")
    results = json.loads(called(*call, given=DEMO.read_bytes()).stdout)["runs"][0]["results"]
    assert not any("physicalLocation" in location for r in results for location in r["locations"])


def test_a_waived_violation_is_shown_and_counted(waiver_file: Path) -> None:
    result = called(*CHECK_DEMO, "--waivers", str(waiver_file))
    assert "已豁免的违规（1项）" in result.stdout
    assert "依据鲁人社函〔2026〕5号豁免：暴雪封路；烟台中心申请，省厅批准" in result.stdout
    assert "违规 9、" in result.stdout
    assert result.stderr == ""


def test_an_expired_waiver_is_said_and_excuses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "old.yaml"
    path.write_text(_WAIVER.format(until="2026-10-31"), encoding="utf-8")
    result = called(*CHECK_DEMO, "--waivers", str(path))
    assert "违规 10、" in result.stdout
    assert "第2行，RPT001（S2）：提醒：已于2026-10-31到期" in result.stderr


def test_a_waiver_that_cannot_stand_is_status_2(tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(
        _WAIVER.format(until="2026-12-31").replace("subject: S2", "subject: '*'"), encoding="utf-8"
    )
    result = called(*CHECK_DEMO, "--waivers", str(path))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "wrong.yaml:2: RPT001: “*”会豁免全部记录" in result.stderr


# ── waivers ─────────────────────────────────────────────────────────────────────────────


def test_waivers_are_counted_and_used(waiver_file: Path) -> None:
    result = _call("waivers", str(waiver_file), str(DEMO), "--as-of", AS_OF)
    assert result.stdout == "豁免1项：有效1项，已到期0项，未生效0项\n本材料中据此豁免的违规：1项\n"
    assert result.exit_code == 0


@pytest.mark.parametrize(("options", "status"), [((), 0), (("--fail-on-expired",), 1)])
def test_an_expired_waiver_may_fail_the_call(
    waiver_file: Path, options: tuple[str, ...], status: int
) -> None:
    # The last day still counts.
    assert _call("waivers", str(waiver_file), "--as-of", "2026-12-31", *options).exit_code == 0
    result = _call("waivers", str(waiver_file), "--as-of", "2027-01-01", *options)
    assert result.exit_code == status
    assert "已于2026-12-31到期" in result.stdout


# ── report ──────────────────────────────────────────────────────────────────────────────


def test_every_kind_of_file(tmp_path: Path) -> None:
    names = ("a.html", "a.xlsx", "a.csv", "a.json", "a.xml", "a.sarif")
    outs = [part for name in names for part in ("--out", str(tmp_path / name))]
    result = _call("report", str(DEMO), "--as-of", AS_OF, *outs)
    assert result.exit_code == 0, result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == evaluate(demo(), AS_OF).to_json_text()
    for name in ("a.csv", "a.json", "a.xml", "a.sarif"):
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert not [value for value in telling_values() if value in text]


def test_of_a_result_folder(tmp_path: Path) -> None:
    folder = scan_folders.of_source(demo_source(), tmp_path / "results", default_rulebook())
    result = _call("report", str(folder), "--out", str(tmp_path / "a.json"))
    assert result.exit_code == 0, result.stderr
    written = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert written["findings"] == evaluate(demo(), AS_OF).to_json()["findings"]
    refused = _call("report", str(folder), "--out", str(tmp_path / "b.json"), "--as-of", AS_OF)
    assert refused.exit_code == 2
    assert "请用于 scan" in refused.stderr


def test_compared_with_an_earlier_report(tmp_path: Path) -> None:
    # Before: S2's results received on 2026-02-25 (late), C11's number wrong. Now: S2's received on 02-24,
    # the last day, and C11 is no longer among the candidates: the one is cured, of the other nobody knows.
    earlier = tmp_path / "earlier.json"
    earlier.write_text(evaluate(demo(), AS_OF).to_json_text(), encoding="utf-8")
    tables = demo_tables()
    next(row for row in tables["reports"] if row["id"] == "RP2")["results_received_at"] = "2026-02-24"
    tables["candidates"] = [row for row in tables["candidates"] if row["id"] != "C11"]
    now = tmp_path / "now.json"
    now.write_text(json.dumps(tables), encoding="utf-8")
    text = _call("report", str(now), "--as-of", AS_OF, "--baseline", str(earlier)).stdout
    cured, lost = text.split("已纠正（")[1].split("前次有、本次无从判断（")
    assert cured.startswith("1项）")
    assert "RPT001:S2" in cured
    assert "REG005:C11" in lost
    assert "新增（0项）" in text


def test_the_files_say_what_has_become_of_each_finding(tmp_path: Path) -> None:
    earlier = tmp_path / "earlier.json"
    earlier.write_text(evaluate(demo(), AS_OF).to_json_text(), encoding="utf-8")
    now = tmp_path / "now.json"
    now.write_text(json.dumps({"sessions": []}), encoding="utf-8")  # no finding at all is left
    out = tmp_path / "out.json"
    assert (
        _call("report", str(now), "--as-of", AS_OF, "--baseline", str(earlier), "--out", str(out)).exit_code
        == 0
    )
    baseline = json.loads(out.read_text(encoding="utf-8"))["baseline"]
    assert (baseline["cured"], baseline["lost_sight_of"]) == (0, len(evaluate(demo(), AS_OF).violations))


def test_a_dossier_from_standard_input(tmp_path: Path) -> None:
    out = tmp_path / "a.json"
    result = called("report", "-", "--as-of", AS_OF, "--out", str(out), given=DEMO.read_bytes())
    assert result.exit_code == 0, result.stderr
    assert out.read_text(encoding="utf-8") == evaluate(demo(), AS_OF).to_json_text()


def test_whoever_waits_is_told_of_every_finding(tmp_path: Path) -> None:
    told: list[int] = []
    source = Watched(demo_source(), told.append)
    assert [*source.findings()] == [*demo_source().findings()]
    assert [*source.in_brief()] == [*demo_source().in_brief()]
    assert [*source.weightiest(3)] == [*demo_source().weightiest(3)]
    assert sum(told) == 2 * len(demo_source()) + 3


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("report", str(DEMO)), "--out"),
        (("report", str(DEMO), "--out", "a.pdf"), "a.pdf"),
        (("report", str(DEMO.parent), "--out", "a.html"), "summary.json"),
        (("report", str(DEMO), "--baseline", str(DEMO)), "records.json"),
        (("waivers", str(DEMO)), "records.json"),
        (("template", "a.xlsx", "--table", "sesions"), "sessions"),
        (("template", "a.xlsx", str(DEMO), "--table", "sessions"), "A dossier decides"),
    ],
)
def test_wrong_calls_are_status_2(arguments: tuple[str, ...], words: str) -> None:
    result = _call(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr


# ── template ────────────────────────────────────────────────────────────────────────────


def test_a_template_blank_and_filled(tmp_path: Path) -> None:
    blank = _call("template", str(tmp_path / "blank.xlsx"), "--table", "sessions")
    assert "没有掌握的表请删除整个工作表" in blank.stdout
    filled = _call("template", str(tmp_path / "filled.xlsx"), str(DEMO))
    assert "其中含有个人信息" in filled.stdout
    assert all((tmp_path / name).stat().st_size for name in ("blank.xlsx", "filled.xlsx"))
