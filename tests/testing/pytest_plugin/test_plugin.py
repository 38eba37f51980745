"""The plugin in a project of its own: fixtures, stories, rule examples and coverage."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from sdcompliance.rulebook import compliant_dossier

pytest_plugins = "pytester"

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"
GOOD_RULE = Path(__file__).resolve().parents[2] / "rulebook" / "good" / "HSE001_results-late.yaml"
# Whether or not the entry point is installed, the plugin is there once.
PLUGIN = ("-p", "no:sdcompliance", "-p", "sdcompliance.testing.pytest_plugin", "-p", "no:cacheprovider")

LATE = """
import json, pathlib
import sdcompliance as sdc

def records(received):
    tables = json.loads(pathlib.Path({dossier!r}).read_text(encoding="utf-8"))
    tables["reports"][0]["results_received_at"] = received
    return sdc.Records.parse(tables)
"""


def run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return pytester.runpytest_subprocess(*PLUGIN, *arguments)


def project(pytester: pytest.Pytester, test: str) -> None:
    pytester.makepyfile(test_host=LATE.format(dossier=str(compliant_dossier())) + test)


def test_what_holds_passes(pytester: pytest.Pytester) -> None:
    # S1 ended 2025-03-05: the third working day is 2025-03-10.
    project(
        pytester,
        """
def test_late(assert_violates):
    assert_violates(records("2025-03-11"), "RPT001", "2025-06-01")
    assert_violates(records("2025-03-11"), "RPT001", "2025-06-01", subject_id="S1")

def test_in_time(assert_compliant):
    assert_compliant(records("2025-03-10"), "2025-06-01")
""",
    )
    run(pytester).assert_outcomes(passed=2)


def test_a_failed_assertion_says_what_was_found_and_by_what(pytester: pytest.Pytester) -> None:
    project(
        pytester,
        """
def test_late(assert_violates):
    assert_violates(records("2025-03-10"), "RPT001", "2025-06-01", subject_id="S1")

def test_compliant(assert_compliant):
    assert_compliant(records("2025-03-11"), "2025-06-01")
""",
    )
    result = run(pytester)
    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(
        [
            "*RPT001 is not violated of sessions S1 as of 2025-06-01*",
            "*requires: any(r.results_received_on <= due for r in reports)*",
            "*RPT001 sessions S1: compliant*",
            "*due: 2025-03-10*",
            "*reports*RP1*.results_received_on = 2025-03-10*",
            "*not compliant as of 2025-06-01: 1 findings*",
            "*RPT001 sessions S1: violation*",
        ]
    )


@pytest.mark.parametrize(
    ("tables", "words"),
    [
        ({"reports": []}, "there is no table sessions"),
        ({"sessions": []}, "there is no row of sessions"),
        ({"sessions": [{"id": "S9"}]}, "no row 'S1'; judged were S9"),
    ],
)
def test_a_row_that_is_not_there_is_named(tables: dict[str, list[dict[str, str]]], words: str) -> None:
    from sdcompliance.records import Records
    from sdcompliance.testing.pytest_plugin import assert_violates

    with pytest.raises(AssertionError, match=words):
        assert_violates(Records.parse(tables), "RPT001", "2025-06-01", subject_id="S1")


def test_an_unknown_rule_is_no_failure_but_an_error() -> None:
    from sdcompliance.errors import UnknownNameError
    from sdcompliance.records import Records
    from sdcompliance.testing.pytest_plugin import assert_violates

    with pytest.raises(UnknownNameError, match="RPT001"):
        assert_violates(Records.parse({}), "RTP001", "2025-06-01")


def test_stories_are_tests_and_show_their_differences(pytester: pytest.Pytester) -> None:
    for name in ("spring-festival", "leap-day"):
        shutil.copytree(FIXTURES / name, pytester.path / "stories" / name)
    wrong = pytester.path / "stories" / "leap-day" / "expected.yaml"
    wrong.write_text("as_of: 2026-01-01\nfindings: [{rule: RPT001, subject_id: S9, verdict: violation}]\n")
    result = run(pytester, "--sdcompliance-stories", "stories", "-v")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*spring-festival*PASSED*", "*not found: RPT001 S9 violation*"])


def test_stories_are_chosen_by_keyword(pytester: pytest.Pytester) -> None:
    result = run(pytester, "--sdcompliance-stories", str(FIXTURES), "-k", "spring")
    result.assert_outcomes(passed=1, deselected=len(list(FIXTURES.glob("*/expected.yaml"))) - 1)


def test_a_folder_without_stories_is_refused(pytester: pytest.Pytester) -> None:
    result = run(pytester, "--sdcompliance-stories", str(pytester.path))
    assert result.ret == pytest.ExitCode.USAGE_ERROR


def test_examples_of_own_rules_are_tests(pytester: pytest.Pytester) -> None:
    from click.testing import CliRunner

    from sdcompliance.cli import main

    rules = pytester.path / "our-rules"
    made = CliRunner().invoke(
        main, ["rules", "new", "HST001", "--name", "x", "--subject", "sites", "--dir", str(rules)]
    )
    assert made.exit_code == 0, made.output
    result = run(pytester, "--sdcompliance-rules", str(rules), "--sdcompliance-coverage", "-v")
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["*rule*compliant*violated*", "*HST001*yes*yes*-*-*-"])


def test_coverage_names_every_rule_and_what_was_seen(pytester: pytest.Pytester) -> None:
    project(
        pytester,
        """
def test_late(assert_violates):
    assert_violates(records("2025-03-11"), "RPT001", "2025-06-01")
""",
    )
    result = run(pytester, "--sdcompliance-coverage")
    # RPT001: S1 violated, S2 compliant. ARC002: kept for two years, still running.
    result.stdout.fnmatch_lines(["*ARC002*-*-*-*yes*-", "*RPT001*yes*yes*-*-*-"])
    assert len(json.loads(compliant_dossier().read_text(encoding="utf-8"))) == 28
