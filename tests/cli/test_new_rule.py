"""``rules new``: a draft that loads and runs, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.runs import called

from sdcompliance.records import TABLES
from sdcompliance.rulebook import RuleFile, default_rulebook, load_rules
from sdcompliance.testing import run_example

NAME = "notice-late"
LAW = default_rulebook().surroundings.law


def new(folder: Path, id_: str = "HST001", name: str = NAME, subject: str = "sessions", *more: str) -> str:
    """What a call that succeeds prints."""
    result = called("rules", "new", id_, "--name", name, "--subject", subject, "--dir", str(folder), *more)
    assert result.exit_code == 0, result.output
    return result.stdout


def refused(folder: Path, *arguments: str) -> str:
    """The message of a call that is refused."""
    result = called("rules", "new", *arguments, "--dir", str(folder))
    assert result.exit_code == 2
    assert result.stdout == ""
    return result.stderr


@pytest.mark.parametrize("subject", TABLES)
def test_a_draft_for_any_table_loads_and_its_two_examples_run(subject: str, tmp_path: Path) -> None:
    new(tmp_path, subject=subject)
    book = load_rules(tmp_path)
    rule = book["HST001"]
    assert rule.subject == subject
    assert [example.expect for example in rule.examples] == ["compliant", "violation"]
    for example in rule.examples:
        assert not run_example(rule, example, book).differences


@pytest.mark.parametrize("clause", LAW.clauses)
def test_a_draft_quotes_any_clause_verbatim(clause: str, tmp_path: Path) -> None:
    new(tmp_path, "HST001", NAME, "sessions", "--clause", clause)
    assert load_rules(tmp_path)["HST001"].clause == clause  # loading holds the quote against the clause


def test_every_key_of_the_format_stands_in_a_draft_with_what_it_is_for(tmp_path: Path) -> None:
    new(tmp_path)
    lines = (tmp_path / f"HST001_{NAME}.yaml").read_text(encoding="utf-8").splitlines()
    for key, field in RuleFile.model_fields.items():
        place = lines.index(f"# {key}: {field.description}")
        assert lines[place + 1].removeprefix("# ").startswith(f"{key}:")


def test_a_draft_has_both_languages(tmp_path: Path) -> None:
    new(tmp_path)
    rule = load_rules(tmp_path)["HST001"]
    assert "待填" in rule.title.zh
    assert "to be written" in rule.title.en
    assert rule.message.zh
    assert rule.message.en


def test_it_says_where_the_draft_is_and_what_comes_next(tmp_path: Path) -> None:
    folder = tmp_path / "our rules"
    printed = new(folder)
    assert printed.startswith(f"已写入：{folder}/HST001_{NAME}.yaml\n")
    assert f"sdcompliance check dossier.json --rules '{folder}'" in printed
    assert new(folder, "HST002", "other", "sites", "--lang", "en").startswith("Written: ")


def test_drafts_are_written_beside_each_other(tmp_path: Path) -> None:
    new(tmp_path)
    new(tmp_path, "HST002")
    assert {"HST001", "HST002"} <= set(load_rules(tmp_path))


def test_the_language_asked_of_rules_holds_for_new() -> None:
    result = called("rules", "--lang", "en", "new", "RPT001", "--name", NAME, "--subject", "sessions")
    assert result.stderr.startswith("Error: ")


# ── refused ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("HST001", "--name", NAME, "--subject", "sesions"), "no table 'sesions' (nearest: 'sessions')"),
        (
            ("HST001", "--name", NAME, "--subject", "sessions", "--clause", "annex1/4,4"),
            "no clause 'annex1/4,4' (nearest: 'annex1/4.4')",
        ),
        (("RPT001", "--name", NAME, "--subject", "sessions"), "RPT001 is already used in reporting/RPT001"),
        (("H1", "--name", NAME, "--subject", "sessions"), "id: 'H1' is not of the form"),
        (
            ("HST001", "--name", "Notice late", "--subject", "sessions"),
            "name: 'Notice late' is not of the form",
        ),
        (("HST001", "--name", "../notice", "--subject", "sessions"), "name: '../notice' is not of the form"),
        (
            ("HST001", "--name", NAME, "--subject", "sessions", "--quote", "考核结束后五天内"),
            "does not stand in annex1/5.1",
        ),
        (("HST001", "--subject", "sessions"), "--name"),
    ],
)
def test_what_is_refused_says_so_and_writes_nothing(
    arguments: tuple[str, ...], words: str, tmp_path: Path
) -> None:
    assert words in refused(tmp_path / "our-rules", *arguments)
    assert not (tmp_path / "our-rules").exists()


def test_an_id_of_the_folder_is_refused(tmp_path: Path) -> None:
    new(tmp_path)
    message = refused(tmp_path, "HST001", "--name", "another", "--subject", "sites")
    assert f"HST001 is already used in HST001_{NAME}.yaml; choose another id" in message


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    # A file of that name in which the rule has got another id since.
    new(tmp_path)
    file = tmp_path / f"HST001_{NAME}.yaml"
    text = file.read_text(encoding="utf-8").replace("\nid: HST001", "\nid: HST009")
    file.write_text(text, encoding="utf-8")
    message = refused(tmp_path, "HST001", "--name", NAME, "--subject", "sites")
    assert f"{file}: this file is there already; choose another --name, or edit it" in message
    assert file.read_text(encoding="utf-8") == text


def test_a_clause_of_a_host_needs_a_quote(tmp_path: Path) -> None:
    good = Path(__file__).parents[1] / "rulebook" / "good" / "clauses.yaml"
    (tmp_path / "clauses.yaml").write_text(good.read_text(encoding="utf-8"), encoding="utf-8")
    arguments = ("HST001", "--name", NAME, "--subject", "sessions", "--clause", "house/1")
    assert "no words of house/1 are known here; give some of them with --quote" in refused(
        tmp_path, *arguments
    )


def test_options_of_the_list_are_not_passed_over_in_silence(tmp_path: Path) -> None:
    result = called("rules", "--ledger", "new", "HST001", "--name", NAME, "--subject", "sites")
    assert result.exit_code == 2
    assert "--ledger 只用于列出规则" in result.stderr
