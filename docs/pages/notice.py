"""The annotated notice: its clauses in order, with the rules and the ledger beside them.

The notice's text is not copied: only the quotes of the rules, and the first words of each sentence.
"""

from __future__ import annotations

from collections.abc import Iterator

from pages.book import Book
from pages.markdown import both, code, document, escaped, item, stacked, table
from pages.phrases import COVERAGE, clause_heading, rule_link
from sdcompliance.rulebook import Clause, Rule
from sdcompliance.rulebook.ledger import Entry, Ledger

_RULES = "rules/"


def page(book: Book) -> str:
    """The page, as Markdown."""
    return document(_blocks(book))


def _blocks(book: Book) -> Iterator[str]:
    start = book.law.in_force_from
    yield "# 通知注释本 / The annotated notice"
    yield (
        f"{both(book.law.source)}，自{start}起施行 / in force from {start}. "
        "条款按通知和附件的次序排列，旁注判断它的规则；引号中为通知原文，其余文字是说明。通知全文不收入本项目。"
    )
    yield (
        "The clauses stand in the order of the notice and its annexes, with the rules that decide them. "
        "Words of the notice are quoted; all others are notes. The full text is not part of this project."
    )
    if book.ledger is not None:
        yield from _summary(book.ledger)
    for clause in book.law.clauses.values():
        yield from _clause(clause, book)


def _summary(ledger: Ledger) -> Iterator[str]:
    yield "每句话的判断方式 / How each sentence is decided:"
    rows = [(code(kind.value), both(COVERAGE[kind]), str(count)) for kind, count in ledger.counts.items()]
    yield table(("类别 / Class", "含义 / Meaning", "句数 / Sentences"), rows)
    if ledger.planned:
        yield f"尚未编写的规则 / Rules yet to come: {', '.join(ledger.planned)}"


def _clause(clause: Clause, book: Book) -> Iterator[str]:
    yield f"## {clause_heading(clause)}"
    yield escaped(clause.title.en)
    rules = [rule for rule in book.rules.values() if rule.clause == clause.anchor]
    if rules:
        yield table(("规则 / Rule", "问题 / Fault", "引文 / Quote"), (_rule(rule, book) for rule in rules))
    entries = book.ledger.by_clause.get(clause.anchor, ()) if book.ledger else ()
    if entries:
        head = (
            "句 / Sentence",
            "起首 / First words",
            "类别 / Class",
            "规则 / Rules",
            "未判断的及理由 / What is left, and why",
        )
        yield table(head, (_sentence(entry, book) for entry in entries))
        yield "\n".join(_elsewhere(entries, book))
    if not rules and not entries:
        yield "没有规则 / no rules"


def _rule(rule: Rule, book: Book) -> tuple[str, ...]:
    return rule_link(rule.id, _RULES, book), stacked(rule.title), f"「{escaped(rule.quote)}」"


def _sentence(entry: Entry, book: Book) -> tuple[str, ...]:
    return (
        code(f"#{entry.place}"),
        f"「{escaped(entry.quote)}」",
        both(COVERAGE[entry.coverage]),
        " ".join(rule_link(id_, _RULES, book) for id_ in entry.all_rules),
        stacked(entry.reason) if entry.reason else "",
    )


def _elsewhere(entries: tuple[Entry, ...], book: Book) -> Iterator[str]:
    """Rules that decide a sentence though they cite another clause."""
    for entry in entries:
        if entry.elsewhere_note is not None:
            rules = " ".join(rule_link(id_, _RULES, book) for id_ in entry.elsewhere)
            yield item(f"{code(f'#{entry.place}')} {rules}", entry.elsewhere_note)
