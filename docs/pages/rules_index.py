"""The list of all rules, by chapter."""

from __future__ import annotations

from collections.abc import Iterator

from pages.book import Book
from pages.markdown import both, code, document, escaped, link, table
from pages.phrases import clause_place, table_link
from sdcompliance.records import TABLES
from sdcompliance.reports.words import NORMS
from sdcompliance.rulebook import Rule

_HEAD = (
    "规则 / Rule",
    "问题 / Fault",
    "检查对象 / Judges",
    "条款 / Clause",
    "约束 / Norm",
    "其他解释 / Readings",
)


def page(book: Book) -> str:
    """The page, as Markdown."""
    return document(_blocks(book))


def _blocks(book: Book) -> Iterator[str]:
    yield "# 规则 / Rules"
    yield (
        f"{both(book.law.source)}，共{len(book.rules)}条规则 / {len(book.rules)} rules. "
        f"按条文查找 / by clause: {link('通知注释本 / the annotated notice', '../notice.md')}"
    )
    for chapter, rules in book.chapters.items():
        yield f"## {both(chapter)}"
        yield table(_HEAD, (_row(rule, book) for rule in rules))


def _row(rule: Rule, book: Book) -> tuple[str, ...]:
    return (
        link(rule.id, f"{rule.id}.md"),
        f"{escaped(rule.title.zh)}<br>{escaped(rule.title.en)}",
        f"{TABLES[rule.subject].label} {table_link(rule.subject, '../')}",
        f"{clause_place(book.law.clauses[rule.clause], '../')}<br>{code(rule.clause)}",
        both(NORMS[rule.norm]),
        "<br>".join(code(name) for name in rule.readings),
    )
