"""``check``: verdicts to standard output, messages to standard error, the answer in the exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.runs import CHECK_DEMO, called
from tests.reports.dossiers import AS_OF, DEMO, demo

from sdcompliance import Records, Verdict, evaluate

COMPLIANT = DEMO.parents[1] / "compliant" / "records.json"


def test_violations_are_status_1() -> None:
    result = called(*CHECK_DEMO)
    assert result.exit_code == 1
    assert "RPT001:S2　考核成绩逾期上报（考核 S2）" in result.stdout
    assert result.stderr == ""


def test_nothing_violated_is_status_0() -> None:
    result = called("check", str(COMPLIANT), "--as-of", "2025-06-01")
    assert result.exit_code == 0
    assert "违规 0、" in result.stdout


def test_pending_alone_is_no_violation() -> None:
    # Held on Wednesday 2025-03-05, judged on the same day: nothing is overdue.
    dossier = {
        "sessions": [{"id": "S1", "city": "370600", "started_at": "2025-03-05", "ended_at": "2025-03-05"}]
    }
    result = called("check", "-", "--as-of", "2025-03-05", given=json.dumps(dossier))
    assert result.exit_code == 0


def test_the_text_closes_with_the_list_of_corrections_and_json_stays_as_it_is() -> None:
    form = DEMO.parents[1] / "application-form" / "records.json"
    call = ("check", str(form), "--as-of", "2026-06-30")
    assert "  第23行（岳**）　专业：未记录，应填写\n" in called(*call).stdout
    report = evaluate(Records.load(form), "2026-06-30")
    assert called(*call, "--format", "json").stdout == report.to_json_text()


def test_json_is_the_report_of_the_library() -> None:
    result = called(*CHECK_DEMO, "--format", "json")
    assert result.stdout == evaluate(demo(), AS_OF).to_json_text()
    assert result.exit_code == 1


def test_all_has_every_verdict() -> None:
    shown = json.loads(called(*CHECK_DEMO, "--format", "json").stdout)
    every = json.loads(called(*CHECK_DEMO, "--format", "json", "--all").stdout)
    assert len(every["findings"]) == sum(every["summary"]["verdicts"].values())
    assert every["summary"] == shown["summary"]
    assert Verdict.NOT_APPLICABLE in {finding["verdict"] for finding in every["findings"]}


def test_standard_input() -> None:
    result = called("check", "-", *CHECK_DEMO[2:], given=DEMO.read_bytes())
    assert result.stdout == called(*CHECK_DEMO).stdout


def test_a_byte_order_mark_is_no_fault() -> None:
    result = called("check", "-", *CHECK_DEMO[2:], given=b"\xef\xbb\xbf" + DEMO.read_bytes())
    assert result.exit_code == 1


def test_the_same_input_gives_the_same_bytes() -> None:
    assert called(*CHECK_DEMO).stdout_bytes == called(*CHECK_DEMO).stdout_bytes


def test_as_of_defaults_to_today_in_shanghai() -> None:
    # The day may turn between two questions; one of the two days before and after must be it.
    before = evaluate(Records()).as_of
    said = json.loads(called("check", "-", "--format", "json", given="{}").stdout)["as_of"]
    assert said in {before.isoformat(), evaluate(Records()).as_of.isoformat()}


def test_a_host_may_add_rules(tmp_path: Path) -> None:
    rule = """\
        id: HOST001
        name: no-site
        title: {zh: 未登记考点, en: No site recorded}
        subject: sessions
        clause: annex1/4.4
        quote: 考核结束后3个工作日内将考核成绩
        norm: must
        require: site_id is not None
        message: {zh: 没有考点。, en: There is no site.}
        remedy: {zh: 补登考点。, en: Record the site.}
        examples: [{name: as recorded, as_of: 2025-06-01, expect: compliant}]
        """
    (tmp_path / "HOST001_no-site.yaml").write_text(rule, encoding="utf-8")
    dossier = {
        "sessions": [{"id": "S1", "city": "370600", "started_at": "2025-03-05", "ended_at": "2025-03-05"}]
    }
    call = ("check", "-", "--as-of", "2025-03-05", "--rules", str(tmp_path))
    result = called(*call, given=json.dumps(dossier))
    assert "HOST001:S1　未登记考点（考核 S1）" in result.stdout
    assert result.exit_code == 1


def test_a_given_arrangement_decides(tmp_path: Path) -> None:
    # Tuesday 2098-07-08: 07-09 (1), 07-10 (2), 07-11 (3) were all ordinary weekdays; were 07-09 to 07-11
    # off, the third working day would be Wednesday 07-16 (07-12 and 07-13 are a weekend).
    arrangement = tmp_path / "2098.yaml"
    arrangement.write_text(
        "year: 2098\ndays_off: [2098-07-09, 2098-07-10, 2098-07-11]\nworkdays: []\n", encoding="utf-8"
    )
    day = {"started_at": "2098-07-08", "ended_at": "2098-07-08"}
    dossier = json.dumps(
        {
            "sessions": [{"id": "S1", "city": "370600", **day}],
            "reports": [{"id": "RP1", "session_id": "S1", "results_received_at": "2098-07-16"}],
        }
    )
    call = ("explain", "RPT001:S1", "-", "--as-of", "2098-08-01", "--format", "json")
    without = json.loads(called(*call, given=dossier).stdout)
    given = json.loads(called(*call, "--arrangement", str(arrangement), given=dossier).stdout)
    assert (without["finding"]["verdict"], without["finding"]["due"]) == ("violation", "2098-07-11")
    assert (given["finding"]["verdict"], given["finding"]["due"]) == ("compliant", "2098-07-16")


# ── wrong calls and wrong input: status 2, words on standard error, nothing on standard output ──


@pytest.mark.parametrize(
    ("arguments", "given", "words"),
    [
        (("check",), "", "DOSSIER"),
        (("check", "no-such.json"), "", "无法读取“no-such.json”。"),
        (("check", str(DEMO.parent)), "", "is a directory"),
        (("check", "-", "--as-of", "2026-02-30"), "{}", "'2026-02-30' is no date; write it 2026-11-23"),
        (("check", "-", "--as-of", "23.11.2026"), "{}", "'23.11.2026' is no date"),
        (("check", "-", "--format", "xml"), "{}", "xml"),
        (("check", "-", "--lang", "fr"), "{}", "fr"),
        (("check", "-"), "{", "expected JSON"),
        (("check", "-"), "", "expected JSON"),
        (("check", "-"), "[1]", "材料有1处错误"),
        (("check", "-"), b"\xff\xfe{}", "expected UTF-8"),
        (("check", "-"), '{"sessions": 3}', "sessions"),
        (("check", "-", "--rules", "no-such-folder"), "{}", "无法读取“no-such-folder”。"),
        (("check", "-", "--arrangement", "no-such.yaml"), "{}", "无法读取“no-such.yaml”。"),
        (("check", "-", "--arrangement", str(DEMO)), "{}", "放假安排文件有误："),
        (("check", "-", "--rules", str(DEMO)), "{}", "规则文件有误："),
        (("chekc",), "", "chekc"),
    ],
)
def test_wrong_input_is_status_2(arguments: tuple[str, ...], given: str | bytes, words: str) -> None:
    result = called(*arguments, given=given)
    assert result.exit_code == 2
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_every_fault_of_a_dossier_is_listed() -> None:
    rows = [{"id": "S1", "ended_at": "2025-02-30"}, {"id": "S1"}, {"city": "370600"}]
    result = called("check", "-", given=json.dumps({"sessions": rows}))
    assert result.exit_code == 2
    heading, *faults = result.stderr.splitlines()
    assert heading == "错误：材料有3处错误，未作检查："
    assert [fault.rpartition("[")[2] for fault in sorted(faults)] == [
        "id-missing]",
        "bad-value]",
        "id-duplicate]",
    ]
    assert any("sessions S1, ended_at: '2025-02-30'" in fault for fault in faults)


def test_faults_in_english() -> None:
    result = called("check", "-", "--lang", "en", given='{"sessions": 3}')
    assert result.stderr.startswith("Error: The dossier has 1 fault(s); nothing was judged:\n")


def test_an_unreadable_file_is_status_2(tmp_path: Path) -> None:
    loop = tmp_path / "loop.json"
    loop.symlink_to(loop)  # cannot be read by anybody, root included
    result = called("check", str(loop))
    assert result.exit_code == 2
    assert "无法读取" in result.stderr
