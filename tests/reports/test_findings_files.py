"""The files: valid by their schemas, the same numbers in all of them, nothing in the data that runs."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TextIO

import jsonschema
import pytest
import xmlschema
from tests.reports.dossiers import AS_OF, demo, telling_values
from tests.reports.sources import demo_source, hostile, source_of

from sdcompliance import Records, Show, Verdict, default_rulebook, evaluate
from sdcompliance.reports import Voice
from sdcompliance.reports.findings_csv import findings_csv, harmless
from sdcompliance.reports.findings_github import findings_github
from sdcompliance.reports.findings_json import findings_json
from sdcompliance.reports.findings_junit import findings_junit
from sdcompliance.reports.findings_sarif import findings_sarif
from sdcompliance.reports.findings_source import FindingsSource
from sdcompliance.rulebook import Language

_SCHEMAS = Path(__file__).parent / "schemas"


@cache
def _junit_schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(_SCHEMAS / "junit-10.xsd")


def _written(write: Callable[[FindingsSource, TextIO], None], source: FindingsSource) -> str:
    stream = io.StringIO(newline="")
    write(source, stream)
    return stream.getvalue()


def _junit(source: FindingsSource, language: Language = Language.ZH) -> str:
    return _written(lambda found, stream: findings_junit(found, stream, Voice(language)), source)


def _sarif(source: FindingsSource) -> dict[str, Any]:
    text = _written(
        lambda found, stream: findings_sarif(found, stream, Voice(), "a folder/记录.json"), source
    )
    log: dict[str, Any] = json.loads(text)
    return log


def _github(source: FindingsSource) -> str:
    return _written(lambda found, stream: findings_github(found, stream, Voice(), "dossier.json"), source)


# ── JSON ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("records", [demo(), Records(), hostile()], ids=["demo", "nothing", "hostile"])
@pytest.mark.parametrize("show", list(Show))
def test_json_is_that_of_the_library_to_the_byte(records: Records, show: Show) -> None:
    report = evaluate(records, AS_OF, show=show)
    assert _written(findings_json, source_of(records, show=show)) == report.to_json_text()


# ── JUnit ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("records", [demo(), Records(), hostile()], ids=["demo", "nothing", "hostile"])
@pytest.mark.parametrize("language", list(Language))
def test_junit_is_valid(records: Records, language: Language) -> None:
    _junit_schema().validate(_junit(source_of(records), language))


def test_junit_fails_where_the_notice_is_broken_and_skips_what_was_not_judged() -> None:
    text, counts = _junit(demo_source()), demo_source().judged.verdicts
    assert text.count("<failure ") == counts[Verdict.VIOLATION]
    assert text.count("<skipped ") == counts[Verdict.UNDETERMINED] + counts[Verdict.PENDING]
    total = re.search(r'<testsuites name="sdcompliance" tests="(\d+)"', text)
    assert total is not None
    assert int(total[1]) == text.count("<testcase ")


def test_junit_names_rules_without_findings_too() -> None:
    assert all(f'classname="{rule}"' in _junit(demo_source()) for rule in default_rulebook())


# ── SARIF ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("records", [demo(), Records(), hostile()], ids=["demo", "nothing", "hostile"])
def test_sarif_is_valid(records: Records) -> None:
    schema = json.loads((_SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
    log = _sarif(source_of(records, show=Show.ALL))
    log.pop("$schema")
    jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker()).validate(log)


def test_sarif_has_a_result_a_finding_with_the_level_of_its_verdict() -> None:
    run = _sarif(demo_source())["runs"][0]
    levels = Counter(result["level"] for result in run["results"])
    assert levels["error"] == demo_source().judged.verdicts[Verdict.VIOLATION]
    assert len(run["results"]) == len(demo_source())
    # SARIF 3.27.10: a level other than none is for results that fail.
    assert all((r["kind"] == "fail") == (r["level"] != "none") for r in run["results"])
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert len({result["partialFingerprints"]["finding/v1"] for result in run["results"]}) == len(
        run["results"]
    )


# ── annotations ─────────────────────────────────────────────────────────────────────────


def test_annotations_are_one_line_each_whatever_the_data() -> None:
    source = source_of(hostile())
    commands = [line for line in _github(source).splitlines() if line.startswith("::")]
    shown = (Verdict.VIOLATION, Verdict.UNDETERMINED, Verdict.ADVISORY, Verdict.WAIVED)
    assert len(commands) == sum(found.verdict in shown for found in source.findings())
    assert all("file=dossier.json,title=" in line for line in commands)


# ── CSV ─────────────────────────────────────────────────────────────────────────────────


def test_csv_has_a_line_a_finding_that_is_read_back() -> None:
    text = _written(findings_csv, demo_source())
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert [(row["rule"], row["subject_id"], row["verdict"]) for row in rows] == [
        (found.rule, found.subject_id, found.verdict.value) for found in demo_source().findings()
    ]


@pytest.mark.parametrize("records", [demo(), hostile()], ids=["demo", "hostile"])
def test_csv_is_quoted_as_by_the_csv_module(records: Records) -> None:
    text = _written(findings_csv, source_of(records, show=Show.ALL)).removeprefix("\ufeff")
    again = io.StringIO(newline="")
    csv.writer(again, lineterminator="\r\n").writerows(csv.reader(io.StringIO(text, newline="")))
    assert again.getvalue() == text


def test_no_cell_of_a_csv_is_a_formula() -> None:
    text = _written(findings_csv, source_of(hostile()))
    for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")):
        for name, cell in row.items():
            assert name == "days" or not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@A1", "\t=1", "\r=1", "  =1", "＝1", "\u3000=1"])
def test_what_looks_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert harmless(text) == "'" + text


@pytest.mark.parametrize("text", ["", "1", "考核", "a=1", "  ", "2026-01-01"])
def test_other_text_stays(text: str) -> None:
    assert harmless(text) is text


# ── all of them ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("write", [_junit, lambda s: json.dumps(_sarif(s), ensure_ascii=False), _github])
def test_every_file_says_what_was_judged_and_names_no_person(write: Callable[[FindingsSource], str]) -> None:
    text, judged = write(demo_source()), demo_source().judged
    assert judged.stamp.digest in text
    assert judged.stamp.version in text
    assert AS_OF in text
    assert "与默认设置不同之处" in text
    assert "没有检查的事项及原因" in text
    assert not [value for value in telling_values() if value in text]
