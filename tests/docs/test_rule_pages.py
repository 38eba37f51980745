"""What stands on the page of a rule, and beside the clauses."""

from __future__ import annotations

import re

import pytest
from pages.book import Book, read_book
from pages.rule import page as rule_page
from pages.source import Source
from tests.docs.files import DOCS, headings

from sdcompliance.records import TABLES
from sdcompliance.rulebook import default_rulebook, load_rules

RULES = tuple(default_rulebook().values())

HEADINGS = (
    "## 条文 / What the law says",
    "## 检查内容 / What is checked",
    "## 依据与说明 / Why",
    "## 其他解释 / Readings",
    "## 示例 / Examples",
    "## 整改 / Remedy",
    "## 参数 / Parameters",
)


@pytest.fixture(scope="module")
def book() -> Book:
    """Everything the pages are made from."""
    return read_book()


def text_of(name: str) -> str:
    """The committed page."""
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_headings_are_there_in_order(rule) -> None:
    found = headings(DOCS / "rules" / f"{rule.id}.md")
    assert found[0] == f"# {rule.id} {rule.title.zh}"
    assert tuple(heading for heading in found if heading.startswith("## ")) == HEADINGS


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_page_tells_the_whole_rule(rule) -> None:
    text = text_of(f"rules/{rule.id}.md")
    bare = re.sub(r"\s|\\|<br>", "", text)
    for told in (rule.title.en, rule.quote, rule.remedy.zh, rule.remedy.en, *rule.text.values()):
        assert re.sub(r"\s", "", told) in bare, told
    for basis in rule.readings.values():
        assert re.sub(r"\s", "", basis.zh) in bare
        assert re.sub(r"\s", "", basis.en) in bare
    assert [
        heading for heading in headings(DOCS / "rules" / f"{rule.id}.md") if heading.startswith("### ")
    ] == [f"### {name}" for name in rule.readings]
    assert len(re.findall(r"^\| \d+ \|", text, re.MULTILINE)) == len(rule.examples)


def test_every_rule_is_in_the_index_and_beside_its_clause() -> None:
    index, notice = text_of("rules/index.md"), text_of("notice.md")
    sections = dict(re.findall(r"^## (\S+) [^\n]*\n(.*?)(?=^## |\Z)", notice, re.MULTILINE | re.DOTALL))
    for rule in RULES:
        assert f"[{rule.id}]({rule.id}.md)" in index
        assert f"[{rule.id}](rules/{rule.id}.md)" in sections[rule.clause]
        assert f"「{rule.quote}」" in sections[rule.clause]


def test_clauses_stand_in_the_order_of_the_notice() -> None:
    found = [heading.split()[1] for heading in headings(DOCS / "notice.md") if heading.startswith("## ")]
    assert found == list(default_rulebook().surroundings.law.clauses)
    # A part comes before the next one, the notice before its annexes.
    assert (
        found.index("notice/3.3")
        < found.index("notice/4.1")
        < found.index("annex1/2")
        < found.index("annex2/form")
    )


def test_the_ledger_stands_beside_the_clauses(book: Book) -> None:
    assert book.ledger is not None, "rules/ledger.yaml is missing"
    notice = text_of("notice.md")
    for entry in book.ledger.entries:
        assert f"| `#{entry.place}` | 「{entry.quote}」 |" in notice
        assert entry.reason is None or entry.reason.zh in notice


def test_all_tables_columns_and_codes_are_described() -> None:
    text = text_of("tables.md")
    assert len(TABLES) == 28  # data model
    sections = dict(re.findall(r"^## (\S+) [^\n]*\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL))
    for name, table in TABLES.items():
        for column in table.columns.values():
            assert f"| `{column.name}` | {column.label} |" in sections[name]
            assert all(f"`{code}`" in sections[name] for code in column.codes)
    assert "`malicious_competition` 恶意竞争" in sections["incidents"]


# ── readings ────────────────────────────────────────────────────────────────────────────


def test_an_inherited_reading_names_its_term_and_what_the_term_becomes() -> None:
    section = _section("rules/SES001.md", "county-centre")
    assert "../terms.md#own_centre" in section
    assert "body.kind in ('city_centre', 'county_centre') and body.city == city" in section
    assert "It replaces" not in section


def test_an_own_reading_shows_what_it_replaces() -> None:
    section = _section("rules/RPT001.md", "first-sitting")
    assert "`due`\n\n```python\nworkday_after(started_on, limit)\n```" in section
    assert "terms.md" not in section


def test_a_reading_inherited_through_a_term_of_a_term() -> None:
    # SIT001 calls site_stands, which calls valid_term; the reading is that of valid_term.
    assert "../terms.md#valid_term" in _section("rules/SIT001.md", "valid-from-decision")


def _section(name: str, heading: str) -> str:
    return re.split(r"^#+ ", text_of(name).split(f"### {heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


# ── a rule of a host, with what the notice's rules have none of ─────────────────────────

HOST_RULE = """\
id: HSE001
name: no-table-of-papers
title: {zh: 单位规则, en: 'House rule: a | b'}
subject: sessions
clause: annex1/4.4
quote: 考核结束后3个工作日内将考核成绩
norm: may
parameters:
  limit: {2030-01-01: 5, 2020-08-25: 3}  # working days
  # Two notes,
  # one above the other.
  share: 0.5
# Why it is due then.
due: workday_after(ended_on, limit)
require:
  one: any(r.results_received_on <= due for r in reports)
  two: >-
    count(a for a in assignments
          if a.role == 'examiner') >= share
undecided: {if: ended_on is None, reason: {zh: 未定, en: open}}
readings:
  longer: {basis: {zh: 依据, en: basis}, parameters: {limit: 7}}
message: {zh: 见, en: see}
remedy: {zh: 改, en: mend}
examples:
  # The day itself. # twice
  - {name: as it is, as_of: 2025-06-01, expect: compliant, due: 2025-03-10}
  - name: without reports  # trailing
    as_of: 2025-06-01
    drop: [reports]
    expect: undetermined
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of the host's rule."""
    file = tmp_path_factory.mktemp("rules") / "HSE001_no-table-of-papers.yaml"
    file.write_text(HOST_RULE, encoding="utf-8")
    rulebook = load_rules(file)
    return rule_page(rulebook["HSE001"], Book(rulebook, None))


def test_dated_parameters_stand_in_order_of_their_dates(house: str) -> None:
    rows = [line for line in house.splitlines() if line.startswith(("| `limit`", "| `share`"))]
    assert rows == [
        "| `limit` | `7` | 通知施行起 / since the notice is in force | |",  # under the reading, above
        "| `limit` | `3` | 2020-08-25 | working days |",
        "| `limit` | `5` | 2030-01-01 | working days |",
        "| `share` | `0.5` | 通知施行起 / since the notice is in force | Two notes, one above the other. |",
    ]


def test_conditions_keep_their_lines(house: str) -> None:
    assert (
        "- `two`\n\n  ```python\n  count(a for a in assignments\n        if a.role == 'examiner') >= share"
        in house
    )


def test_comments_become_notes(house: str) -> None:
    assert "- `due`: Why it is due then." in house
    assert "- 第1例起 / from no. 1: The day itself. # twice" in house
    assert "- 第2例 / no. 2: trailing" in house


def test_what_the_rule_lacks_and_has(house: str) -> None:
    assert "| 责任主体 / Whose duty | 无 / none |" in house
    assert "仅作提示" in house  # a norm that does not bind
    assert "**House rule: a \\| b**" in house
    assert "ended_on is None" in house
    assert "没有该表 / no table `reports`" in house


def test_comments_are_not_sought_in_values() -> None:
    source = Source(
        "# head\n\na: 'x # y'  # one\nb: >-\n  c # d\n  e\n# above\n# it\nf: [1,\n  2]  # two\n", "t.yaml"
    )
    assert [(one.path, one.text, one.above) for one in source.comments] == [
        ((), "head", True),
        (("a",), "one", False),
        (("f",), "above it", True),
        (("f", 1), "two", False),
    ]
    assert source.as_written(("b",)) == "c # d\ne"
    assert source.as_written(("a",)) == "x # y"
