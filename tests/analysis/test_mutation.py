"""Mutants: that each kind is made, that examples notice them, and what is said where none does."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from sdcompliance.analysis.mutation import Kind, example_text, mutants_of, mutants_of_term, mutate, mutated
from sdcompliance.analysis.mutation.equivalents import declared
from sdcompliance.analysis.mutation.expressions import changes_of
from sdcompliance.cli.mutate import mutate as command
from sdcompliance.errors import UnknownNameError
from sdcompliance.rulebook import default_rulebook, load_rules
from sdcompliance.testing import run_example

BOOK = default_rulebook()


def texts(condition: str) -> dict[str, Kind]:
    return {change.text: change.kind for change in changes_of(condition)}


@pytest.mark.parametrize(
    ("condition", "becomes", "kind"),
    [
        ("a <= b", "a < b", Kind.COMPARISON),
        ("a <= b", "a > b", Kind.COMPARISON),
        ("x is None", "x is not None", Kind.COMPARISON),
        ("n >= 2", "n >= 3", Kind.LIMIT),
        ("n >= 2", "n >= 1", Kind.LIMIT),
        ("kind in ('process', 'video')", "kind in ('video',)", Kind.LIMIT),
        ("role == 'examiner'", "role == 'supervisor'", Kind.LIMIT),
        ("months_after(day, 6)", "years_after(day, 6)", Kind.UNIT),
        ("workday_after(day, 3)", "days_after(day, 3)", Kind.UNIT),
        ("any(x.passed for x in results)", "all((x.passed for x in results))", Kind.QUANTIFIER),
        ("max(x.issued_on for x in c)", "min((x.issued_on for x in c))", Kind.QUANTIFIER),
        ("a and b", "a", Kind.CONJUNCT),
        ("a and b", "a or b", Kind.CONJUNCT),
        ("not a", "a", Kind.CONJUNCT),
        ("any(x.passed for x in r if x.a)", "any((x.passed for x in r))", Kind.CONJUNCT),
        ("started_on <= today", "ended_on <= today", Kind.DATE),
        ("coalesce(a, b)", "b", Kind.DATE),
    ],
)
def test_each_part_of_a_condition_is_changed(condition: str, becomes: str, kind: Kind) -> None:
    assert texts(condition)[becomes] is kind


def test_no_change_is_made_twice_nor_changes_nothing() -> None:
    found = [change.text for change in changes_of("a <= b and a <= b")]
    assert len(found) == len(set(found))
    assert "a <= b and a <= b" not in found


def test_every_part_of_a_rule_file_is_changed() -> None:
    # RPT001: parameter limit 3, due by working days, one requirement, one reading, the notice's scope.
    places = {(mutant.place, str(mutant.kind)) for mutant, _ in mutants_of(BOOK["RPT001"], BOOK)}
    assert {
        ("parameters.limit", "limit"),
        ("due", "unit"),
        ("due", "limit"),
        ("require", "comparison"),
        ("require", "quantifier"),
        ("readings.first-sitting.due", "date"),
        ("in force from", "scope"),
        ("place", "scope"),
    } <= places


def test_a_reading_is_tried_without_what_it_reads_otherwise() -> None:
    # ANN002 under january-only: one month instead of three.
    [mutant] = [
        mutant
        for mutant, _ in mutants_of(BOOK["ANN002"], BOOK)
        if mutant.kind is Kind.READING and "january-only" in mutant.place
    ]
    assert str(mutant) == "ANN002 readings.january-only.parameters.months: its own months → the rule's months"


def test_every_mutant_has_a_name_of_its_own() -> None:
    for rule in ("RPT001", "ANN002", "CER001"):
        names = [mutant for mutant, _ in mutants_of(BOOK[rule], BOOK)]
        assert len(names) == len(set(names))


@pytest.mark.parametrize("rule", list(BOOK))
def test_the_examples_of_a_rule_notice_every_change(rule: str) -> None:
    outcome = mutated(rule, BOOK)
    assert [str(survivor.mutant) for survivor in outcome.survivors] == []
    assert [str(mutant) for mutant in outcome.disproved] == []
    assert outcome.killed


@pytest.mark.parametrize("term", BOOK.surroundings.terms)
def test_the_examples_notice_every_change_of_a_term(term: str) -> None:
    outcome = mutated(term, BOOK)
    assert [str(survivor.mutant) for survivor in outcome.survivors] == []
    assert [str(mutant) for mutant in outcome.disproved] == []


def test_what_is_declared_equivalent_is_a_mutant() -> None:
    units = {unit for unit, *_ in declared()}
    made = set()
    for unit in units:
        if unit in BOOK:
            made |= {mutant for mutant, _ in mutants_of(BOOK[unit], BOOK)}
        else:
            made |= {mutant for mutant, _ in mutants_of_term(unit, BOOK)}
    assert declared().keys() <= {(one.unit, one.place, one.before, one.after) for one in made}


# ── survivors ───────────────────────────────────────────────────────────────────────────


@pytest.fixture
def own_rules(tmp_path: Path) -> Path:
    """RPT001 as a host's rule, whose examples leave the last day open."""
    [file] = (Path(__file__).parents[2] / "rules").rglob("RPT001_*.yaml")
    text = file.read_text(encoding="utf-8").replace("id: RPT001", "id: HST001")
    head, _ = text.split("examples:")
    examples = (
        "  - {name: in time, as_of: 2025-06-01, expect: compliant}\n"
        "  - {name: nothing, as_of: 2025-06-01, remove: {reports: [RP1]}, expect: violation}\n"
    )
    (tmp_path / "HST001_late.yaml").write_text(f"{head}examples:\n{examples}", encoding="utf-8")
    return tmp_path


def test_a_survivor_comes_with_an_example_that_the_rule_passes_and_the_mutant_does_not(
    own_rules: Path,
) -> None:
    book = load_rules(own_rules)
    outcome = mutated("HST001", book)
    limit = {
        survivor.mutant: survivor.example
        for survivor in outcome.survivors
        if survivor.mutant.place == "parameters.limit"
    }
    assert limit
    mutants = dict(mutants_of(book["HST001"], book))
    for mutant, example in limit.items():
        assert example is not None
        assert not run_example(book["HST001"], example, book).differences
        assert run_example(
            mutants[mutant], example, type(book)([mutants[mutant]], book.surroundings, {})
        ).differences
        assert example_text(example).startswith("  - {name: ")


def test_the_command_lists_survivors_and_their_examples(own_rules: Path) -> None:
    result = CliRunner().invoke(command, ["--rules", str(own_rules), "--jobs", "1", "--lang", "en"])
    assert result.exit_code == 1
    assert "Not noticed: HST001 parameters.limit: 3 → 4" in result.output
    assert "  - {name: " in result.output


def test_the_command_is_content_where_every_change_is_noticed() -> None:
    result = CliRunner().invoke(command, ["STF001", "--jobs", "1"])
    assert result.exit_code == 0
    assert "共1项规则和术语" in result.output


def test_two_processes_find_what_one_does() -> None:
    assert mutate(BOOK, ["STF001", "SES003"], jobs=2) == mutate(BOOK, ["STF001", "SES003"], jobs=1)


def test_a_unit_that_is_not_there_is_named() -> None:
    with pytest.raises(UnknownNameError, match="RPT001"):
        mutate(BOOK, ["RTP001"])
