"""The legal terms: what each means, its readings, and the rules that use it."""

from __future__ import annotations

from collections.abc import Iterator

from pages.book import Book, TermSource
from pages.markdown import NONE, code, document, escaped, fence, link, paragraphs
from pages.phrases import clause_link, rule_link, table_link, term_link
from sdcompliance.records import TABLES
from sdcompliance.rulebook import Words

#: The term that decides whether the notice covers a city; no rule needs to name it.
SCOPE_TERM = "in_province"


def page(book: Book) -> str:
    """The page, as Markdown."""
    return document(_blocks(book))


def _blocks(book: Book) -> Iterator[str]:
    yield "# 术语 / Legal terms"
    yield (
        "多条规则共用的概念在此只定义一次，规则的条件像函数一样使用它；使用某术语的规则也有该术语的其他解释。"
        "Defined once and called like functions in the conditions of rules; a rule inherits the readings of "
        f"the terms it uses. 文件 / file: {link(code('rules/terms.yaml'), '../rules/terms.yaml')}"
    )
    for name, term in book.terms.items():
        yield f"## {name}"
        yield from _term(name, term, book)


def _term(name: str, term: TermSource, book: Book) -> Iterator[str]:
    yield paragraphs(term.legal.note)
    yield "\n".join(_particulars(name, term, book))
    yield "含义 / It means:"
    yield fence(book.terms_source.as_written((name, "means")))
    yield from (
        f"说明 / Note: {escaped(one.text)}" for one in book.terms_source.comments if one.path[:1] == (name,)
    )
    for reading, part in term.part.readings.items():
        yield f"### {reading}"
        yield "法律依据 / Legal basis:"
        yield paragraphs(Words(part.basis.zh, part.basis.en))
        yield "改为 / It then means:"
        yield fence(book.terms_source.as_written((name, "readings", reading, "means")))


def _particulars(name: str, term: TermSource, book: Book) -> Iterator[str]:
    takes = (f"{code(argument)}: {_kind(kind)}" for argument, kind in term.part.takes.items())
    yield f"- 参数 / Takes: {'; '.join(takes)}"
    yield f"- 条款 / Clause: {clause_link(book.law.clauses[term.legal.clause], '')}"
    others = [other for other in book.terms_in([term.part.means]) if other != name]
    if others:
        yield f"- 所用术语 / Uses: {', '.join(term_link(other, '') for other in others)}"
    users = [rule_link(id_, "rules/", book) for id_ in book.rules_of_terms[name]]
    if name == SCOPE_TERM:
        users.append("各规则的适用范围 / the scope of the rules")
    yield f"- 使用它的规则 / Used by: {', '.join(users) or NONE}"


def _kind(kind: str) -> str:
    return f"{table_link(kind, '')} 的一行 / a row" if kind in TABLES else code(kind)
