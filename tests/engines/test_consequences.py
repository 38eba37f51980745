"""Consequences: rules that read findings, judged after the rules that make them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from tests.engines.dossiers import COMPLIANT, DAYS, changed_dossiers
from tests.rulebook.host_rules import write_rule

from sdcompliance.conditions import FINDINGS, READABLE, OpenVerdict
from sdcompliance.engines import Show, check, evaluate, explain
from sdcompliance.findings import Finding, Verdict
from sdcompliance.records import TABLES, Records, Row, Site
from sdcompliance.rulebook import Configuration, Rulebook, configure, default_rulebook, load_rules

LATE = {**COMPLIANT, "reports": []}  # RPT001 and RPT002 on S1 and S2, both at ST1


def verdicts(findings: tuple[Finding, ...]) -> Mapping[tuple[str, str], Verdict]:
    return {(finding.rule, finding.subject_id): finding.verdict for finding in findings}


def with_rules(folder: Path, *rules: tuple[str, str]) -> Rulebook:
    """The notice's rules and host rules HSE901, HSE902 … of a subject and a requirement each."""
    for number, (subject, require) in enumerate(rules, start=1):
        write_rule(folder, f"HSE9{number:02}", subject, require)
    return load_rules(folder)


# ── the table of findings ───────────────────────────────────────────────────────────────


def test_findings_is_no_table_of_the_records() -> None:
    assert FINDINGS not in TABLES
    assert set(READABLE) - set(TABLES) == {FINDINGS}
    assert [table.name for table in READABLE.values() if FINDINGS in table.children] == ["sites", "sessions"]


def test_what_may_accuse_is_a_fact_and_nothing_else() -> None:
    open_ = {verdict for verdict in Verdict if not verdict.settled} - {Verdict.PENDING, Verdict.WAIVED}
    assert {verdict.value for verdict in OpenVerdict} == {verdict.value for verdict in open_}


def test_a_finding_says_of_which_row_it_is() -> None:
    evidence = explain("REV005", "ST1", Records.parse(LATE), "2025-06-01").finding.evidence
    assert evidence["findings[RPT001:S1].rule"] == "RPT001"
    assert evidence["findings[RPT001:S1].verdict"] == "violation"
    assert str(evidence["findings[RPT001:S1].arose_on"]) == "2025-03-04"  # S1's first sitting day
    assert evidence["findings[RPT001:S1].sensitive"] is False


# ── strata ──────────────────────────────────────────────────────────────────────────────


def test_the_notices_own_strata() -> None:
    book = default_rulebook()
    direct, *further = book.strata
    assert further == [("CER008", "REV005", "RPT005")]
    assert len(direct) + 3 == len(book)
    assert book.read == {"RPT001", "RPT002", "RPT003", "SES002", "SES003", "SIT001", "REV004"}


def test_a_consequence_of_a_consequence_comes_after_it(tmp_path: Path) -> None:
    referred = "not any(f.verdict == 'advisory' for f in findings if f.rule == 'REV005')"
    book = with_rules(tmp_path, ("sites", referred))
    assert book.strata[1:] == (("CER008", "REV005", "RPT005"), ("HSE901",))
    found = verdicts(evaluate(Records.parse(LATE), "2025-06-01", rulebook=book, show=Show.ALL).findings)
    assert (found["HSE901", "ST1"], found["HSE901", "ST2"]) == (Verdict.ADVISORY, Verdict.COMPLIANT)


def test_a_rule_that_is_off_found_nothing() -> None:
    off = Configuration(off={"RPT001": "kept elsewhere", "RPT002": "kept elsewhere"})
    book = configure(default_rulebook(), off)
    found = verdicts(evaluate(Records.parse(LATE), "2025-06-01", rulebook=book, show=Show.ALL).findings)
    assert found["REV005", "ST1"] is Verdict.COMPLIANT


def test_a_host_chooses_which_rules_count_and_how_many() -> None:
    chosen = Configuration(parameters={"REV005": {"rules": "RPT001 RPT002", "many": 5}})
    book = configure(default_rulebook(), chosen)
    assert book["REV005"].reads == {"RPT001", "RPT002"}
    found = verdicts(evaluate(Records.parse(LATE), "2025-06-01", rulebook=book, show=Show.ALL).findings)
    assert found["REV005", "ST1"] is Verdict.COMPLIANT  # four of five


# ── one row alone ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("site", ["ST1", "ST2"])
def test_a_site_alone_gets_what_it_gets_among_all(site: str) -> None:
    records = Records.parse(LATE)
    among = [f for f in evaluate(records, "2025-06-01", show=Show.ALL).findings if f.subject == "sites"]
    assert records.sites is not None
    alone = check(records.sites[site], records, "2025-06-01", show=Show.ALL).findings
    assert list(alone) == [finding for finding in among if finding.subject_id == site]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(records=changed_dossiers(), today=DAYS)
def test_every_row_alone_gets_what_it_gets_among_all(records: Records, today) -> None:
    every = evaluate(records, today, show=Show.ALL).findings
    for table in ("sites", "certificates"):
        for row in (records.table(table) or {}).values():
            alone = check(row, records, today, show=Show.ALL).findings
            assert list(alone) == [f for f in every if (f.subject, f.subject_id) == (table, row.id)]


def test_a_site_that_is_not_among_the_records_has_the_findings_on_its_sittings() -> None:
    records = Records.parse({**LATE, "sites": []})
    site = Site(id="ST1", name="考点", city="370100")
    assert verdicts(check(site, records, "2025-06-01").findings)["REV005", "ST1"] is Verdict.ADVISORY


def test_a_changed_session_goes_before_the_recorded_one(tmp_path: Path) -> None:
    own = "not any(f.verdict == 'violation' for f in session.findings if f.rule == 'RPT001')"
    book = with_rules(tmp_path, ("sessions", own))
    records = Records.parse(LATE)
    assert records.sessions is not None
    recorded = records.sessions["S1"]
    assert _judged(recorded, records, book) is Verdict.ADVISORY
    elsewhere = recorded.model_copy(update={"city": "320300"})  # outside the province: RPT001 does not apply
    assert _judged(elsewhere, records, book) is Verdict.NOT_APPLICABLE
    ahead = recorded.model_copy(update={"ended_at": recorded.ended_at.replace(year=2026)})
    assert _judged(ahead, records, book) is Verdict.COMPLIANT  # RPT001 is pending


def _judged(row: Row, records: Records, book: Rulebook) -> Verdict:
    return verdicts(check(row, records, "2025-06-01", rulebook=book, show=Show.ALL).findings)[
        "HSE901", row.id
    ]


def test_findings_are_looked_up_across_all_rows(tmp_path: Path) -> None:
    anywhere = "not any(f.verdict == 'violation' and f.city == city for f in findings if f.rule == 'RPT001')"
    book = with_rules(tmp_path, ("announcements", anywhere))
    records = Records.parse(LATE)
    assert records.announcements is not None
    row = records.announcements["AN1"]
    every = evaluate(records, "2025-06-01", rulebook=book, show=Show.ALL).findings
    assert verdicts(every)["HSE901", "AN1"] is Verdict.ADVISORY
    assert _judged(row, records, book) is Verdict.ADVISORY


# ── what is not known ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("table", ["sessions", "reports"])
def test_findings_on_an_absent_table_are_unknown(table: str) -> None:
    records = Records.parse({name: rows for name, rows in COMPLIANT.items() if name != table})
    finding = explain("REV005", "ST1", records, "2025-06-01").finding
    assert finding.verdict is Verdict.UNDETERMINED
    assert finding.missing == (table,)
    assert finding.reason == "table absent from the source"


def test_a_present_table_without_rows_is_no_doubt() -> None:
    records = Records.parse({**COMPLIANT, "sessions": []})
    assert explain("REV005", "ST1", records, "2025-06-01").finding.verdict is Verdict.COMPLIANT


def test_rulebooks_without_consequences_judge_as_before() -> None:
    consequences = {id_: "not wanted" for stratum in default_rulebook().strata[1:] for id_ in stratum}
    book = configure(default_rulebook(), Configuration(off=consequences))
    assert len(book.strata) == 1
    every = evaluate(Records.parse(LATE), "2025-06-01", show=Show.ALL).findings
    without = evaluate(Records.parse(LATE), "2025-06-01", rulebook=book, show=Show.ALL).findings
    assert list(without) == [finding for finding in every if finding.rule not in consequences]
