"""Quotes are checked against fingerprints; the fingerprints against the notice, where its text is at hand."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sdcompliance.rulebook import Clause, Words, default_rulebook, fingerprint
from sdcompliance.rulebook.clauses import fault_of_quote

NOTICE = Path(__file__).parents[3] / "shared" / "notice.md"
WITHOUT_NOTICE = "the notice's text (../shared/notice.md) does not lie beside the project"
LETTERS = "考核结束后个工作日内将成绩及试卷报所在市职业技能鉴定指导中心，。（）0123456789abc"
TEXTS = st.text(alphabet=LETTERS, min_size=4, max_size=60)


def clause(text: str) -> Clause:
    return Clause("house/1", Words("条", "clause"), fingerprint(text), date(2020, 8, 25))


def test_a_fingerprint_has_four_hexadecimal_digits_for_every_run_of_four_characters() -> None:
    # Seven characters have 7 - 4 + 1 = 4 runs of four.
    assert re.fullmatch("[0-9a-f]{16}", fingerprint("一二三四五六七"))
    assert fingerprint("一二三") == ""
    assert fingerprint("") == ""


def test_white_space_does_not_count() -> None:
    assert fingerprint("考核 结束\n后　3个") == fingerprint("考核结束后3个")


@given(TEXTS, st.data())
def test_every_part_of_a_clause_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 4))
    end = data.draw(st.integers(start + 4, len(text)))
    assert fault_of_quote(text[start:end], clause(text)) is None


@given(TEXTS, TEXTS, TEXTS)
def test_words_may_be_left_out_between_parts(first: str, between: str, last: str) -> None:
    assert fault_of_quote(f"{first}…{last}", clause(first + between + last)) is None
    assert fault_of_quote(f"{first}……{last}", clause(first + between + last)) is None


@given(st.text(alphabet=LETTERS, min_size=7, max_size=60), st.data())
def test_a_changed_character_is_noticed(text: str, data: st.DataObject) -> None:
    # Four runs cover a character with three more on either side: 64 bits would have to collide.
    place = data.draw(st.integers(3, len(text) - 4))
    other = data.draw(st.sampled_from(LETTERS))
    assume(other != text[place])
    changed = text[:place] + other + text[place + 1 :]
    assert fault_of_quote(changed, clause(text)) is not None


def test_a_changed_first_or_last_character_is_noticed() -> None:
    # One run covers each: 16 bits. Of these four fixed variants none collides.
    text = "考核结束后3个工作日内"
    for changed in (
        "试核结束后3个工作日内",
        "考核结束后3个工作日外",
        "培核结束后3个工作日内",
        "考核结束后3个工作日前",
    ):
        assert fault_of_quote(changed, clause(text)) is not None


def test_parts_come_in_the_order_of_the_clause_and_do_not_overlap() -> None:
    text = clause("甲乙丙丁戊己庚辛壬癸子丑")
    assert fault_of_quote("甲乙丙丁…己庚辛壬", text) is None
    assert fault_of_quote("甲乙丙丁…戊己庚辛", text) is None
    assert "'甲乙丙丁' does not stand in house/1" in str(fault_of_quote("己庚辛壬…甲乙丙丁", text))
    # 丁 would be quoted twice.
    assert "'丁戊己庚' does not stand in house/1" in str(fault_of_quote("甲乙丙丁…丁戊己庚", text))


def test_the_same_words_twice_need_two_places() -> None:
    assert fault_of_quote("甲乙丙丁…甲乙丙丁", clause("甲乙丙丁戊甲乙丙丁")) is None
    assert fault_of_quote("甲乙丙丁…甲乙丙丁", clause("甲乙丙丁戊己庚")) is not None


@pytest.mark.parametrize("quote", ["甲乙丙", "甲乙丙丁…戊", "…甲乙丙丁", "甲乙丙丁…", "…", ""])
def test_each_part_has_at_least_four_characters(quote: str) -> None:
    assert "at least 4 characters" in str(fault_of_quote(quote, clause("甲乙丙丁戊己庚辛")))


def test_a_match_begins_at_a_whole_run() -> None:
    # Hash digits that only appear across the border of two runs are no match.
    text = clause("甲乙丙丁戊己庚")
    shifted = text.fingerprint[2:6]
    assert shifted not in (text.fingerprint[0:4], text.fingerprint[4:8], text.fingerprint[8:12])
    sheared = Clause("x", text.title, "00" + text.fingerprint[:-2], text.in_force_from)
    assert fault_of_quote("甲乙丙丁", sheared) is not None


def _notice() -> dict[str, str]:
    """The clauses of the notice's text: ``## anchor``, an empty line, one line of text."""
    text = NOTICE.read_text(encoding="utf-8")
    return dict(re.findall(r"^## (\S+)\n\n(.+)$", text, re.MULTILINE))


@pytest.mark.skipif(
    not NOTICE.is_file(), reason="the notice's text is not beside the project (../shared/notice.md)"
)
def test_the_fingerprints_are_those_of_the_notice() -> None:
    clauses = default_rulebook().surroundings.law.clauses
    notice = _notice()
    assert len(notice) == 32  # as many headings as `grep -c '^## '` counts
    assert list(clauses) == list(notice)
    for anchor, text in notice.items():
        assert clauses[anchor].fingerprint == fingerprint(text), anchor


def test_every_rule_and_every_term_names_a_clause() -> None:
    book = default_rulebook()
    for rule in book.values():
        assert rule.clause in book.surroundings.law.clauses
    for term in book.surroundings.terms.values():
        assert term.clause in book.surroundings.law.clauses


def test_the_notice_is_in_force_from_its_date() -> None:
    # 鲁人社字〔2020〕100号 is dated 2020-08-25 and sets no other day.
    law = default_rulebook().surroundings.law
    assert law.in_force_from == date(2020, 8, 25)
    assert {found.in_force_from for found in law.clauses.values()} == {date(2020, 8, 25)}
