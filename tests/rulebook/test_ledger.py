"""The ledger accounts for every sentence of the notice, and says so where it does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcompliance.errors import UnknownNameError
from sdcompliance.rulebook import Rule, RuleError, Words, default_rulebook
from sdcompliance.rulebook.ledger import (
    Coverage,
    Entry,
    Ledger,
    clause_texts,
    fields,
    ledger_faults,
    ledger_table,
    normalised,
    read_ledger,
    sentence_hash,
    sentences,
    verdicts_in_examples,
)

BOOK = default_rulebook()
LEDGER = read_ledger()
NOTICE = Path(__file__).parents[3] / "shared" / "notice.md"
with_notice = pytest.mark.skipif(
    not NOTICE.is_file(), reason="the notice's text (../shared/notice.md) does not lie beside the project"
)


def messages(ledger: Ledger, texts: dict[str, str] | None = None) -> list[str]:
    """What the lint finds, as one line each without the place in the file."""
    return [f"{fault.key}: {fault.message}" for fault in ledger_faults(ledger, BOOK, texts)]


# ── the ledger that ships ───────────────────────────────────────────────────────────────


def test_the_ledger_is_faultless() -> None:
    assert messages(LEDGER) == []


@with_notice
def test_the_ledger_accounts_for_every_sentence_of_the_notice() -> None:
    texts = clause_texts(NOTICE.read_text(encoding="utf-8"))
    # Every clause that the rulebook has a fingerprint of, so that the text is the whole notice.
    assert set(texts) == set(BOOK.surroundings.law.clauses)
    assert messages(LEDGER, texts) == []


@with_notice
@pytest.mark.parametrize("rule", BOOK.values(), ids=lambda rule: rule.id)
def test_a_rule_is_listed_in_every_sentence_it_quotes(rule: Rule) -> None:
    texts = clause_texts(NOTICE.read_text(encoding="utf-8"))
    listed = {entry.anchor for entry in LEDGER.of_rule(rule.id)}
    # The columns of the managers' table are quoted as one run; the note among them may stay empty.
    quoted_along = {"annex2/form#29"} if rule.id == "APP009" else set()
    assert set(sentences_quoted(rule, texts)) - quoted_along <= listed


def sentences_quoted(rule: Rule, texts: dict[str, str]) -> Iterator[str]:
    entries = LEDGER.of_clause(rule.clause)
    text = texts[rule.clause]
    if rule.clause in LEDGER.forms:
        pieces = fields(text, [entry.first_words for entry in entries])
    else:
        pieces = sentences(text)
    spans = list(pairwise(accumulate(map(len, pieces), initial=0)))
    end = 0
    for part in re.split("…", normalised(rule.quote)):
        start = text.index(part, end)
        end = start + len(part)
        for entry, (first, last) in zip(entries, spans, strict=True):
            if first < end and start < last:
                yield entry.anchor


@pytest.mark.parametrize(
    ("clause", "count"),
    [
        ("annex1/4.4", 1),  # one duty of three working days
        ("annex1/5.2", 2),  # archiving; retention
        ("annex1/2", 8),  # kinds, 提交以下材料, three documents, evaluation, announcement, next heading
        # The title, 4 particulars and the projects (6), 3 head-counts (9), rooms: twice two lines, own or
        # leased, and their heading (16), equipment: 4 columns and their heading (21), managers: 8 columns
        # and their heading (30), examiners: 8 and their heading (39), opinion, seal, signature, date (43).
        ("annex2/form", 43),
    ],
)
def test_the_sentences_of_a_clause(clause: str, count: int) -> None:
    assert len(LEDGER.of_clause(clause)) == count


def test_sentences_of_a_rule() -> None:
    assert [entry.anchor for entry in LEDGER.of_rule("RPT001")] == ["annex1/4.4#1"]
    # The free query of certificates stands in the notice and again, word for word, in annex 1.
    assert [entry.anchor for entry in LEDGER.of_rule("CER006")] == ["notice/3.5#3", "annex1/4.5#2"]
    assert LEDGER.of_rule("HOST001") == ()


def test_an_unknown_clause_names_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match=re.escape("'annex1/5.9' (nearest: 'annex1/5.")):
        LEDGER.of_clause("annex1/5.9")


def test_counts_cover_every_class_and_every_sentence() -> None:
    assert list(LEDGER.counts) == list(Coverage)
    assert sum(LEDGER.counts.values()) == len(LEDGER.entries)


def test_a_folder_and_its_file_read_alike() -> None:
    folder = Path(__file__).parents[2] / "rules"
    assert read_ledger(folder) == read_ledger(folder / "ledger.yaml") == LEDGER


# ── cutting and hashing ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", ()),
        (" \n", ()),
        ("甲办理。乙核对；丙呢？丁！", ("甲办理。", "乙核对；", "丙呢？", "丁！")),
        ("甲办理。\n乙 核对", ("甲办理。", "乙核对")),
        ("（一）甲。乙。二、丙", ("（一）甲。", "乙。", "二、丙")),
        ("提交：1、表（甲）；2、图。", ("提交：", "1、表（甲）；", "2、图。")),
        ("附件：1.规则2.表", ("附件：", "1.规则", "2.表")),
        ("他说：“可以。”于是办理。", ("他说：“可以。”", "于是办理。")),
        ("费率1.5元，共10、20两档。", ("费率1.5元，共10、20两档。",)),
        ("网址（www.a1.org）。", ("网址（www.a1.org）。",)),
        ("真的？！好。", ("真的？！", "好。")),
    ],
)
def test_sentences(text: str, pieces: tuple[str, ...]) -> None:
    assert sentences(text) == pieces


@pytest.mark.parametrize(
    ("beginnings", "pieces"),
    [
        (["名称", "数量", "备注", "姓名", "备注"], ("名称", "数量", "备注", "姓名", "备注情况")),
        (["名", "姓名"], ("名称数量备注", "姓名备注情况")),
        (["名称", "没有", "姓名"], ("名称数量备注", "姓名备注情况")),
        ([], ("名称数量备注姓名备注情况",)),
    ],
)
def test_fields(beginnings: list[str], pieces: tuple[str, ...]) -> None:
    assert fields("名称 数量 备注\n姓名 备注情况", beginnings) == pieces


@given(st.text(alphabet="甲乙12、.。；？！”）（： \n"))
def test_nothing_of_a_text_is_left_out(text: str) -> None:
    assert "".join(sentences(text)) == normalised(text)
    assert "".join(fields(text, ["甲", "乙1", "1"])) == normalised(text)
    assert "" not in sentences(text)


def test_a_hash_is_the_start_of_the_sha_256() -> None:
    # FIPS 180-4: SHA-256("abc") = ba7816bf 8f01cfea 414140de …
    assert sentence_hash(" a b\nc") == "ba7816bf8f01cfea"


def test_clause_texts_stand_below_their_anchors() -> None:
    document = "# 通知\n\n前言\n\n## notice/1\n\n一、甲\n乙。\n\n## annex1/4.4  \n\n（四）丙。\n"
    assert clause_texts(document) == {"notice/1": "一、甲乙。", "annex1/4.4": "（四）丙。"}


# ── a broken ledger ─────────────────────────────────────────────────────────────────────


def changed(anchor: str, /, **changes: object) -> Ledger:
    """The ledger with one entry changed."""
    assert any(entry.anchor == anchor for entry in LEDGER.entries)
    return replace(
        LEDGER,
        entries=tuple(
            replace(entry, **changes) if entry.anchor == anchor else entry  # type: ignore[arg-type]
            for entry in LEDGER.entries
        ),
    )


def without(dropped: Callable[[Entry], bool]) -> Ledger:
    return replace(LEDGER, entries=tuple(entry for entry in LEDGER.entries if not dropped(entry)))


REASON = Words("其余由人判断。", "The rest is for people to judge.")


@pytest.mark.parametrize(
    ("ledger", "message"),
    [
        (
            changed("annex1/4.4#1", rules=("RPT001", "RPT002", "RPT003", "RPT004", "RPT0O1")),
            "annex1/4.4#1: no rule 'RPT0O1' (nearest: 'RPT001')",
        ),
        (
            changed("annex1/4.4#1", rules=("RPT001", "RPT002", "RPT003", "RPT004", "RPT004")),
            "annex1/4.4#1: RPT004 is named 2 times; once is enough",
        ),
        (
            changed("annex1/4.4#1", rules=("RPT001", "RPT002", "RPT003", "RPT005")),
            "RPT004: this rule is in no entry; name it where it decides",
        ),
        (
            changed(
                "annex1/5.4#1", rules=("ORG006", "REV001", "REV002", "REV003", "REV004", "REV006", "REV007")
            ),
            "REV005: this rule is in no entry; name it where it decides",
        ),
        (
            replace(LEDGER, planned=("RPT001",)),
            "RPT001: this rule has its file now; take it out of `planned`",
        ),
        (
            changed("annex1/4.2#1", rules=("SES002", "SES003", "SES004")),
            "annex1/4.2#1: SES004 cites notice/3.6; name it under `elsewhere` and say why it decides this",
        ),
        (
            changed("annex1/4.2#1", rules=("SES002",), elsewhere=("SES003",), elsewhere_note=REASON),
            "annex1/4.2#1: SES003 cites this very clause; name it under `rules`",
        ),
        (
            changed("annex1/4.5#2", elsewhere_note=None),
            "annex1/4.5#2: `elsewhere` asks for a note: why rules of another clause decide this sentence",
        ),
        (
            changed("annex1/4.3#4", rules=()),
            "annex1/4.3#4: checked asks for the rules that decide the sentence",
        ),
        (
            changed("annex1/5.3#1", rules=()),
            "annex1/5.3#1: partly asks for the rules that decide the sentence",
        ),
        (
            changed("notice/2#1", elsewhere=("SCP001",), elsewhere_note=REASON),
            "notice/2#1: judgement has no rules; where rules decide part of it, the class is partly",
        ),
        (
            changed("notice/1#1", rules=("SCP001",)),
            "notice/1#1: programmatic has no rules; where rules decide part of it, the class is partly",
        ),
        (
            changed("notice/3.4#2", reason=None),
            "notice/3.4#2: soft asks for a reason: what is not covered and why",
        ),
        (
            changed("annex1/5.2#2", reason=None),
            "annex1/5.2#2: partly asks for a reason: what is not covered and why",
        ),
        (
            changed("annex1/4.4#1", reason=REASON),
            "annex1/4.4#1: checked leaves nothing to be covered; where something is left",
        ),
        (
            changed("annex1/5.2#2", anchor="annex1/5.7#1"),
            "annex1/5.7#1: no clause 'annex1/5.7' (nearest: 'annex1/",
        ),
        (
            changed("annex1/5.2#2", anchor="annex1/5.2#1"),
            "annex1/5.2#1: this anchor stands twice; keep one entry for a sentence",
        ),
        (
            changed("annex1/5.2#2", anchor="annex1/5.2#3"),
            "annex1/5.2#3: annex1/5.2#2 is expected here; number in order from 1",
        ),
        (
            without(lambda entry: entry.anchor == "annex1/5.2#1"),
            "annex1/5.2#2: annex1/5.2#1 is expected here; number in order from 1",
        ),
        (
            without(lambda entry: entry.clause == "annex1/4.1"),
            "annex1/4.1: no sentence of this clause has an entry; add them",
        ),
        (
            replace(LEDGER, forms=("annex2/from",)),
            "annex2/from: `forms` names no clause 'annex2/from' (nearest: 'annex2/form')",
        ),
        (
            changed("annex1/5.2#2", quote="要妥善保存…"),
            "annex1/5.2#2: '要妥善保存' does not stand in annex1/5.2",
        ),
        (
            changed("annex2/form#2", hash="0123456789abcdef"),
            "annex2/form#2: the hash of '申请单位' is ",
        ),
    ],
)
def test_a_broken_ledger_is_faulted(ledger: Ledger, message: str) -> None:
    assert any(found.startswith(message) for found in messages(ledger)), messages(ledger)


def test_faults_name_the_line_of_the_entry() -> None:
    lines = (Path(__file__).parents[2] / "rules" / "ledger.yaml").read_text(encoding="utf-8").splitlines()
    (fault,) = ledger_faults(changed("annex1/5.3#1", reason=None), BOOK)
    assert fault.file == "ledger.yaml"
    assert lines[fault.line - 1] == "  annex1/5.3#1:"


# ── against a text ──────────────────────────────────────────────────────────────────────

THREE = ("甲应当办理登记。", "乙应当核对登记。", "丙应当保管登记。")


def ledger_of(*texts: str, forms: tuple[str, ...] = ()) -> Ledger:
    """A ledger of the one clause annex1/4.3 with these sentences."""
    entries = [
        Entry(f"annex1/4.3#{place}", f"{text[:4]}…", sentence_hash(text), Coverage.JUDGEMENT, reason=REASON)
        for place, text in enumerate(texts, 1)
    ]
    return Ledger(tuple(entries), forms=forms)


def faults_of_text(ledger: Ledger, text: str, clause: str = "annex1/4.3") -> list[str]:
    """What is found with the text and not without it."""
    without_text = messages(ledger)
    return [found for found in messages(ledger, {clause: text}) if found not in without_text]


def test_a_text_of_the_sentences_in_the_ledger_has_no_fault() -> None:
    assert faults_of_text(ledger_of(*THREE), "甲应当办理登记。 乙应当\n核对登记。丙应当保管登记。") == []


def test_a_sentence_without_an_entry() -> None:
    added = "丁应当监督。"
    for place in range(4):
        text = "".join([*THREE[:place], added, *THREE[place:]])
        assert faults_of_text(ledger_of(*THREE), text) == [
            f"annex1/4.3: this sentence has no entry: '丁应当监督。'…, hash {sentence_hash(added)}; add it"
        ]


def test_an_entry_without_a_sentence() -> None:
    (fault,) = faults_of_text(ledger_of(*THREE), THREE[0] + THREE[2])
    gone = sentence_hash(THREE[1])
    assert fault == f"annex1/4.3#2: the clause has no sentence of hash {gone}; take it out"


def test_a_sentence_that_has_changed() -> None:
    new = "乙应当核对记录。"
    (fault,) = faults_of_text(ledger_of(*THREE), THREE[0] + new + THREE[2])
    assert fault.startswith(f"annex1/4.3#2: the hash is {sentence_hash(THREE[1])}, that of the sentence is ")
    assert sentence_hash(new) in fault


def test_a_quote_that_is_not_the_beginning() -> None:
    ledger = ledger_of(*THREE)
    first, *others = ledger.entries
    wrong = replace(ledger, entries=(replace(first, quote="应当办理…"), *others))
    assert faults_of_text(wrong, "".join(THREE)) == [
        "annex1/4.3#1: the quote is '应当办理…', but the sentence begins '甲应当办理登记。'"
    ]


def test_the_mark_of_words_left_out_stands_where_words_are_left_out() -> None:
    ledger = ledger_of(*THREE)
    first, *others = ledger.entries
    marked = replace(ledger, entries=(replace(first, quote="甲应当办理登记。…"), *others))
    assert faults_of_text(marked, "".join(THREE)) == [
        "annex1/4.3#1: a quote ends with … where words are left out, and only there"
    ]


def test_a_clause_that_the_text_lacks() -> None:
    found = faults_of_text(ledger_of(*THREE), "".join(THREE), clause="annex1/4.4")
    assert "annex1/4.3: the text has no clause 'annex1/4.3' (nearest: 'annex1/4.4')" in found
    assert sum("this sentence has no entry" in fault for fault in found) == 3


def test_a_form_is_cut_by_the_quotes_of_its_fields() -> None:
    ledger = ledger_of("名称型号规格", "数量单位合计", forms=("annex1/4.3",))
    assert faults_of_text(ledger, "名称型号规格 数量单位合计") == []
    # A field put in is part of the field before it, whose hash then does not match.
    (fault,) = faults_of_text(ledger, "名称型号规格 备注 数量单位合计")
    assert fault.startswith("annex1/4.3#1: the hash is ")


def test_a_form_without_entries() -> None:
    ledger = Ledger((), forms=("annex1/4.3",))
    assert faults_of_text(ledger, "名称型号") == [
        f"annex1/4.3: this sentence has no entry: '名称型号'…, hash {sentence_hash('名称型号')}; add it"
    ]


# ── a file that cannot be read ──────────────────────────────────────────────────────────

GOOD = """\
forms: [annex2/form]
sentences:
  annex1/4.4#1:
    quote: （四）专项职业能力考点…
    hash: "0123456789abcdef"
    class: checked
    rules: [RPT001]
  annex1/4.5#2:
    quote: 专项职业能力证书…
    hash: "0123456789abcdef"
    class: checked
    elsewhere:
      rules: [CER006]
      note: {zh: 同, en: the same}
"""


def test_a_file_is_read_as_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "ledger.yaml"
    file.write_text(GOOD, encoding="utf-8")
    first, second = read_ledger(tmp_path).entries
    assert (first.clause, first.place, first.line, first.rules) == ("annex1/4.4", 1, 3, ("RPT001",))
    assert (second.line, second.elsewhere, second.elsewhere_note) == (8, ("CER006",), Words("同", "the same"))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "annex1/4.5#2:",
            "annex1/4.4#1:",
            "ledger.yaml:8: sentences.annex1/4.4#1: the key stands twice (first in line 3); keep one",
        ),
        (
            "annex1/4.5#2:",
            "annex1/4.5:",
            "ledger.yaml:8: sentences.annex1/4.5: 'annex1/4.5' does not have the form",
        ),
        ("class: checked\n    rules", "class: cheked\n    rules", "'cheked' is not one of"),
        ("class: checked\n    rules", "class: cheked\n    rules", "(nearest: 'checked')"),
        (
            "rules: [RPT001]",
            "rule: [RPT001]",
            "ledger.yaml:7: sentences.annex1/4.4#1.rule: there is no key 'rule' here (nearest: 'rules')",
        ),
        (
            "rules: [RPT001]",
            "rules: RPT001",
            "ledger.yaml:7: sentences.annex1/4.4#1.rules: a list is expected",
        ),
        (
            'hash: "0123456789abcdef"\n    class: checked\n    rules',
            "class: checked\n    rules",
            "sentences.annex1/4.4#1.hash: this key is missing",
        ),
        (
            'hash: "0123456789abcdef"\n    class: checked\n    rules',
            'hash: "0123456789ABCDEF"\n    class: checked\n    rules',
            "ledger.yaml:5: sentences.annex1/4.4#1.hash: '0123456789ABCDEF' does not have the form",
        ),
        (
            "quote: 专项职业能力证书…",
            "quote: 专项职业能力证书可登陆山东…",  # thirteen characters
            "ledger.yaml:9: sentences.annex1/4.5#2.quote: '专项职业能力证书可登陆山东…' does not have",
        ),
        (
            "note: {zh: 同, en: the same}",
            "note: {zh: 同, eng: the same}",
            "ledger.yaml:14: sentences.annex1/4.5#2.elsewhere.note.eng: there is no key 'eng' here (nearest",
        ),
        (
            "      note: {zh: 同, en: the same}\n",
            "      nota: {zh: 同, en: the same}\n",
            "elsewhere.nota: there is no key 'nota' here (nearest: 'note')",
        ),
        ("forms:", "form:", "ledger.yaml:1: form: there is no key 'form' here (nearest: 'forms')"),
        (GOOD, "", "ledger.yaml:1: a mapping of keys to values is expected"),
        (GOOD, "sentences: [", "not YAML: "),
    ],
)
def test_a_faulty_file_names_line_key_and_nearest(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in GOOD
    file = tmp_path / "ledger.yaml"
    file.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleError) as error:
        read_ledger(file)
    assert message in str(error.value)


def test_faults_of_all_entries_come_together(tmp_path: Path) -> None:
    file = tmp_path / "ledger.yaml"
    file.write_text(GOOD.replace("checked", "cheked"), encoding="utf-8")
    with pytest.raises(RuleError) as error:
        read_ledger(file)
    assert [fault.line for fault in error.value.faults] == [6, 11]


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"ledger\.yaml: cannot be read as UTF-8 text"):
        read_ledger(tmp_path)


# ── the table of coverage ───────────────────────────────────────────────────────────────


def test_the_table_has_a_row_for_each_sentence() -> None:
    seen = {"RPT001": ["violation", "compliant"], "RPT002": ["pending"], "SCP001": ["advisory"]}
    rows = {row.anchor: row for row in ledger_table(LEDGER, BOOK, seen)}
    assert list(rows) == [entry.anchor for entry in LEDGER.entries]
    row = rows["annex1/4.4#1"]
    assert (row.clause, row.coverage, row.not_covered) == ("annex1/4.4", Coverage.CHECKED, None)
    assert row.rules == ("RPT001", "RPT002", "RPT003", "RPT004", "RPT005")
    assert row.examples == sum(len(BOOK[id_].examples) for id_ in row.rules)
    assert row.verdicts == ("compliant", "pending", "violation")  # in the order of the verdicts' table


def test_the_table_says_what_is_not_covered() -> None:
    rows = {row.anchor: row for row in ledger_table(LEDGER, BOOK, {})}
    row = rows["notice/2#1"]
    assert (row.rules, row.examples, row.verdicts) == ((), 0, ())
    assert row.not_covered is not None
    assert "最小" in row.not_covered.zh


def test_a_planned_rule_has_no_examples_yet() -> None:
    ledger = Ledger((Entry("sites#1", "考点", "", Coverage.PARTLY, rules=("ZZZ001",)),), planned=("ZZZ001",))
    (row,) = ledger_table(ledger, BOOK, verdicts_in_examples(BOOK))
    assert (row.rules, row.examples, row.verdicts) == (("ZZZ001",), 0, ())


def test_verdicts_in_examples_are_those_expected() -> None:
    verdicts = verdicts_in_examples(BOOK)
    assert set(verdicts) == set(BOOK)
    # annex1/5.2 sets no time for archiving, so ARC001 is never a violation.
    assert "undetermined" in verdicts["ARC001"]
    assert "violation" not in verdicts["ARC001"]
