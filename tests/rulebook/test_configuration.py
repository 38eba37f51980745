"""Interpretation is configuration: readings, parameters, rules off, a host's own rules."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sdcompliance.engines import evaluate
from sdcompliance.findings import Report, Verdict
from sdcompliance.records import Records
from sdcompliance.rulebook import (
    Configuration,
    ConfigurationError,
    compliant_dossier,
    configure,
    default_rulebook,
    find_configuration,
    load_configuration,
)


def written(folder: Path, text: str, name: str = "sdcompliance.toml") -> Configuration:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return load_configuration(path)


def judged(configuration: Configuration, **changes: object) -> Report:
    """The compliant dossier, with changes to its report RP1, as of 2025-06-01."""
    tables = json.loads(compliant_dossier().read_text(encoding="utf-8"))
    tables["reports"][0].update(changes)
    book = configure(default_rulebook(), configuration)
    return evaluate(Records.parse(tables), "2025-06-01", rulebook=book)


def verdict(report: Report, rule: str, subject_id: str = "S1") -> Verdict | None:
    found = [f.verdict for f in report.findings if (f.rule, f.subject_id) == (rule, subject_id)]
    return found[0] if found else None


# S1 was held on Tuesday 2025-03-04 and Wednesday 03-05: due on 03-10, by its first sitting on 03-07.


def test_the_chosen_reading_decides_and_the_default_is_judged_too(tmp_path: Path) -> None:
    chosen = written(tmp_path, '[readings]\nRPT001 = "first-sitting"\n')
    report = judged(chosen, results_received_at="2025-03-10")
    finding = next(f for f in report.findings if f.rule == "RPT001")
    assert finding.verdict is Verdict.VIOLATION
    assert finding.readings == {"default": Verdict.COMPLIANT}
    assert str(finding.due) == "2025-03-07"
    assert "2025-03-07" in finding.message("en")
    assert report.configuration["readings"] == {"RPT001": "first-sitting"}


def test_a_term_s_reading_is_chosen_for_every_rule_that_uses_the_term(tmp_path: Path) -> None:
    chosen = written(tmp_path, '[readings]\nown_centre = "county-centre"\n')
    report = judged(chosen, received_by_id="COUNTY")
    assert [f.verdict for f in report.findings if f.rule == "RPT003"] == [Verdict.COMPLIANT]
    # REV007 mentions own_centre in one of its readings only, so it keeps its default.
    assert {"RPT003", "STF003", "CER003"} <= report.configuration["readings"].keys()
    assert "REV007" not in report.configuration["readings"]


def test_a_rule_s_own_choice_goes_before_a_term_s(tmp_path: Path) -> None:
    text = '[readings]\nSIT001 = "default"\nvalid_term = "valid-from-decision"\n'
    with pytest.raises(ConfigurationError, match="SIT001 has no reading 'default'"):
        configure(default_rulebook(), written(tmp_path, text))


def test_a_parameter_has_another_value(tmp_path: Path) -> None:
    report = judged(written(tmp_path, "[parameters.RPT001]\nlimit = 5\n"), results_received_at="2025-03-12")
    # The 4th and 5th working days after 03-05 are 03-11 and 03-12.
    assert verdict(report, "RPT001") is Verdict.COMPLIANT  # shown, since the first sitting's 5th is 03-11
    assert report.configuration["parameters"] == {"RPT001": {"limit": 5}}


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        # The duty arose on 2025-03-04. A limit of 5 since that day reaches 03-12; since the next, still 3.
        ("2025-03-04", Verdict.COMPLIANT),
        ("2025-03-05", Verdict.VIOLATION),
    ],
)
def test_a_dated_parameter_holds_from_its_day(tmp_path: Path, since: str, expected: Verdict) -> None:
    text = f"[parameters.RPT001]\nlimit = {{2020-08-25 = 3, {since} = 5}}\n"
    report = judged(written(tmp_path, text), results_received_at="2025-03-12")
    assert verdict(report, "RPT001") is expected
    assert report.configuration["parameters"]["RPT001"]["limit"] == {"2020-08-25": 3, since: 5}


def test_a_rule_that_is_off_is_not_judged_and_says_why(tmp_path: Path) -> None:
    off = written(tmp_path, '[off]\nRPT001 = "judged by another office"\n')
    report = judged(off, results_received_at="2025-05-01")
    assert verdict(report, "RPT001") is None
    assert report.configuration["off"] == {"RPT001": "judged by another office"}
    assert "RPT001" not in report.summary.verdicts


def test_paths_are_beside_the_file(tmp_path: Path) -> None:
    found = written(tmp_path, 'rules = ["own"]\narrangements = ["2027.yaml"]\n')
    assert found.rules == (tmp_path / "own",)
    assert found.arrangements == (tmp_path / "2027.yaml",)


def test_a_folder_s_configuration_is_found(tmp_path: Path) -> None:
    assert find_configuration(tmp_path) is None
    project = tmp_path / "pyproject.toml"
    project.write_text("[project]\nname = 'x'\n", encoding="utf-8")
    assert find_configuration(tmp_path) is None
    project.write_text("[tool.sdcompliance.off]\nARC001 = 'x'\n", encoding="utf-8")
    assert (found := find_configuration(tmp_path)) is not None
    assert found.off == {"ARC001": "x"}
    written(tmp_path, "[off]\nARC004 = 'y'\n")
    assert (found := find_configuration(tmp_path)) is not None
    assert found.off == {"ARC004": "y"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[readins]\n", "readins.*nearest: 'readings'"),
        ("readings = 3\n", r"readings: a table \[readings\]"),
        ("rules = 'own'\n", "rules: a list of paths"),
        ("[parameters]\nRPT001 = 3\n", "tables by rule"),
        ("[parameters.RPT001]\nlimit = [3]\n", "parameters.RPT001.limit: a number"),
        ("[parameters.RPT001]\nlimit = {soon = 3}\n", "'soon' is no date"),
        ("[parameters.RPT001]\nlimits = 3\n", "no parameter 'limits'.*nearest: 'limit'"),
        ("[parameters.RPT001]\nlimit = 'three'\n", "RPT001"),
        ("[parameters.RPT0001]\nlimit = 3\n", "no rule 'RPT0001'.*nearest"),
        ("[readings]\nRPT001 = 'first'\n", "no reading 'first'.*first-sitting"),
        ("[readings]\nown_center = 'x'\n", "nearest: 'own_centre'"),
        ("[off]\nRPT001 = ' '\n", "say why"),
        ("[off]\nXXX999 = 'x'\n", "no rule 'XXX999'"),
        ("[off\n", "cannot be read as TOML"),
    ],
)
def test_what_does_not_exist_is_named(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ConfigurationError, match=words):
        configure(default_rulebook(), written(tmp_path, text))


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    text = "[off]\nAAA001 = 'x'\n[readings]\nBBB001 = 'y'\n[parameters.CCC001]\nn = 1\n"
    with pytest.raises(ConfigurationError) as caught:
        configure(default_rulebook(), written(tmp_path, text))
    assert len(caught.value.faults) == 3


def test_the_default_rulebook_is_not_changed(tmp_path: Path) -> None:
    judged(written(tmp_path, '[readings]\nRPT001 = "first-sitting"\n'))
    assert default_rulebook()["RPT001"].default.name == "default"
