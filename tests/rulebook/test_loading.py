"""Loading: the notice's rules, a host's beside them, and the rulebook they make."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from sdcompliance.errors import UnknownNameError
from sdcompliance.rulebook import (
    Rulebook,
    RuleError,
    default_rulebook,
    load_rules,
    rules_folder,
)
from sdcompliance.rulebook.assembly import _EXAMPLES
from sdcompliance.testing import run_example

GOOD = Path(__file__).parent / "good"
RULE = (GOOD / "HSE001_results-late.yaml").read_text(encoding="utf-8")


def written(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return folder


# ── a host's rules ──────────────────────────────────────────────────────────────────────


def test_a_hosts_folder_adds_its_rules_terms_and_clauses() -> None:
    book = load_rules(GOOD)
    assert set(book) - set(default_rulebook()) == {"HSE001", "HSE002"}
    assert "late_by" in book.surroundings.terms
    assert "house/1" in book.surroundings.law.clauses
    assert book["HSE002"].file == "review/HSE002_reviewed-late.yaml"


def test_a_hosts_rules_are_judged_like_the_notices() -> None:
    book = load_rules(GOOD)
    for name in ("HSE001", "HSE002"):
        for example in book[name].examples:
            assert not run_example(book[name], example, book).differences


def test_a_hosts_clause_is_in_force_from_the_day_its_own_text_gives(tmp_path: Path) -> None:
    book = load_rules(GOOD)
    # The house rules hold from 2024-01-01, the notice from 2020-08-25; HSE001 cites the notice.
    assert "2024, 1, 1" in repr(book["HSE002"].default.scope)
    assert "2020, 8, 25" in repr(book["HSE001"].default.scope)


def test_one_file_may_be_loaded() -> None:
    book = load_rules(GOOD / "HSE001_results-late.yaml")
    assert set(book) - set(default_rulebook()) == {"HSE001"}
    assert load_rules(str(GOOD / "HSE001_results-late.yaml")).digest == book.digest


def test_the_default_rulebook_is_unchanged_by_a_hosts() -> None:
    before = (
        tuple(default_rulebook()),
        default_rulebook().digest,
        set(default_rulebook().surroundings.terms),
    )
    load_rules(GOOD)
    after = (tuple(default_rulebook()), default_rulebook().digest, set(default_rulebook().surroundings.terms))
    assert before == after
    assert default_rulebook() is default_rulebook()


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="no such file or folder") as caught:
        load_rules(tmp_path / "nowhere")
    assert "nowhere" in str(caught.value)


def test_an_empty_folder_is_no_rulebook(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"the folder holds no rule file \(\*\.yaml\)"):
        load_rules(tmp_path)


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "HSE001.yaml").mkdir()
    with pytest.raises(RuleError, match=r"HSE001\.yaml: cannot be read"):
        load_rules(tmp_path)


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    (tmp_path / "HSE001.yaml").write_bytes(b"\xef\xbb\xbf" + RULE.replace("\n", "\r\n").encode())
    assert "HSE001" in load_rules(tmp_path)


def test_a_hosts_subject_default_holds_for_its_own_rules_only(tmp_path: Path) -> None:
    folder = written(
        tmp_path, {"HSE001.yaml": RULE, "subjects.yaml": "sessions: {arises: ended_on, city: city}\n"}
    )
    book = load_rules(folder)
    assert "ended_at" in repr(book["HSE001"].default.arises)
    assert "started_at" in repr(book["RPT001"].default.arises)


# ── the examples of a rule are read when they are asked for ─────────────────────────────

HEAD, EXAMPLES = RULE.split("examples:\n")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("last", HEAD + "examples:\n" + EXAMPLES),
        ("first", "examples:\n" + EXAMPLES + HEAD),
        ("in the middle", HEAD.replace("norm: must\n", "examples:\n" + EXAMPLES + "norm: must\n")),
        ("items at the margin", HEAD + "examples:\n" + EXAMPLES.replace("  - ", "- ")),
        ("in brackets", HEAD + "examples: [\n" + EXAMPLES.replace("  - ", "  ") + "]\n"),
        ("on one line", HEAD + "examples: [" + EXAMPLES.replace("  - ", "").strip() + "]"),
        ("with comments at the margin", HEAD + "examples:\n# why\n" + EXAMPLES + "# end\n"),
        ("with empty lines", HEAD + "examples:\n\n" + EXAMPLES + "\n\n"),
        ("under a quoted key", HEAD + '"examples":\n' + EXAMPLES),
        ("before a quoted key", "examples:\n" + EXAMPLES + HEAD.replace("id:", '"id":')),
        ("before the end of the document", HEAD + "examples:\n" + EXAMPLES + "...\n"),
        ("after the start of the document", "---\n" + HEAD + "examples:\n" + EXAMPLES),
    ],
)
def test_examples_may_stand_anywhere_and_be_written_in_any_way(tmp_path: Path, name: str, text: str) -> None:
    rule = load_rules(written(tmp_path, {"HSE001.yaml": text}))["HSE001"]
    assert [example.name for example in rule.examples] == ["in time"]
    assert rule.default.due is not None


def test_lines_are_those_of_the_file_though_the_examples_are_cut_out(tmp_path: Path) -> None:
    # One line `examples:` and one example, then the rule: its norm stands in line 2 + 7 = 9.
    text = "examples:\n" + EXAMPLES + HEAD.replace("norm: must", "norm: musst")
    with pytest.raises(RuleError) as caught:
        load_rules(written(tmp_path, {"HSE001.yaml": text}))
    assert [(fault.line, fault.key) for fault in caught.value.faults] == [(9, "norm")]


def test_cutting_the_examples_out_keeps_every_other_line() -> None:
    for name, text in default_rulebook().texts.items():
        found = _EXAMPLES.search(text)
        if found is not None:
            rest = text[found.end() :]
            assert rest == "" or re.match(r"[a-z_]+:", rest), name


# ── the rulebook ────────────────────────────────────────────────────────────────────────


def test_a_rulebook_is_a_mapping_in_order_of_id() -> None:
    book = default_rulebook()
    assert list(book) == sorted(book)
    assert len(book) == len(list(book.values()))
    assert book["RPT001"].id == "RPT001"
    assert "RPT001" in book
    assert "XXX001" not in book
    assert book.get("XXX001") is None
    with pytest.raises(KeyError):
        book["XXX001"]


def test_a_rulebook_is_itself_and_may_be_a_key() -> None:
    book = load_rules(GOOD)
    assert {book: 1}[book] == 1
    assert book != load_rules(GOOD)


def test_an_unknown_rule_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match=r"no rule 'RPT0001' \(nearest: 'RPT001'\)"):
        default_rulebook().rule("RPT0001")
    assert default_rulebook().rule("RPT001").name == "results-late"


def test_rules_by_subject_hold_every_rule_once_in_order() -> None:
    book = default_rulebook()
    found = [rule.id for rules in book.by_subject.values() for rule in rules]
    assert sorted(found) == list(book)
    for subject, rules in book.by_subject.items():
        assert {rule.subject for rule in rules} == {subject}
        assert [rule.id for rule in rules] == sorted(rule.id for rule in rules)


def test_every_rule_of_the_notice_binds() -> None:
    default_rulebook().bind()


def test_a_rule_file_is_called_by_its_id_and_its_fault() -> None:
    for rule in default_rulebook().values():
        assert Path(rule.file).name == f"{rule.id}_{rule.name}.yaml"


def test_a_rule_cannot_be_changed_and_may_be_a_key() -> None:
    rule = load_rules(GOOD)["HSE002"]
    assert {rule: 1}[rule] == 1
    with pytest.raises(AttributeError):
        rule.clause = "annex1/1"  # type: ignore[misc]


def test_what_a_rule_says_of_itself() -> None:
    rule = load_rules(GOOD)["HSE002"]
    assert rule.parameters == {"days": {date(2024, 1, 1): 7, date(2026, 1, 1): 5}}
    assert rule.text == {"require": "not late_by(session, days)"}
    assert rule.title.in_("en") == "Reviewed late"
    assert rule.undecided_reason is None


# ── the digest ──────────────────────────────────────────────────────────────────────────


def test_the_digest_is_stable_and_hexadecimal() -> None:
    assert re.fullmatch("[0-9a-f]{64}", default_rulebook().digest)
    assert load_rules(GOOD).digest == load_rules(GOOD).digest


def test_the_digest_does_not_depend_on_where_the_folder_lies(tmp_path: Path) -> None:
    one = written(tmp_path / "one", {"HSE001.yaml": RULE})
    other = written(tmp_path / "other", {"HSE001.yaml": RULE})
    assert load_rules(one).digest == load_rules(other).digest


@pytest.mark.parametrize(
    "files",
    [
        {"HSE001.yaml": RULE + "\n"},
        {"HSE001.yaml": RULE.replace("zh: 补报", "zh: 补交")},
        {"HSE001.yaml": "# " + RULE.replace("id: HSE001", "id\nid: HSE001")},
        {"HSE001_results-late.yaml": RULE},
        {"HSE001.yaml": RULE, "ledger.yaml": "{}\n"},
    ],
)
def test_a_changed_byte_or_name_changes_the_digest(tmp_path: Path, files: dict[str, str]) -> None:
    before = load_rules(written(tmp_path / "before", {"HSE001.yaml": RULE})).digest
    assert load_rules(written(tmp_path / "after", files)).digest != before


def test_a_hosts_terms_do_not_hide_those_of_the_notice_from_the_digest() -> None:
    texts = load_rules(GOOD).texts
    assert texts["terms.yaml"] == default_rulebook().texts["terms.yaml"]
    assert texts["host/terms.yaml"] == (GOOD / "terms.yaml").read_text(encoding="utf-8")


def test_names_and_texts_cannot_run_into_each_other() -> None:
    surroundings = default_rulebook().surroundings
    one = Rulebook([], surroundings, {"a": "bc"})
    other = Rulebook([], surroundings, {"ab": "c"})
    assert one.digest != other.digest


def test_the_digest_covers_every_file_of_the_notice() -> None:
    on_disk = {path.relative_to(rules_folder()).as_posix() for path in rules_folder().rglob("*.yaml")}
    assert set(default_rulebook().texts) == on_disk
