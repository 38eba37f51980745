"""Names of things in both languages, as the pages use them."""

from __future__ import annotations

from collections.abc import Mapping

from pages.book import Book
from pages.markdown import anchor, code, escaped, link
from sdcompliance.findings import Verdict
from sdcompliance.findings.wording import VERDICT_WORDS
from sdcompliance.records import TABLES, BodyKind
from sdcompliance.rulebook import Clause, Norm, Words
from sdcompliance.rulebook.ledger import Coverage

#: How a norm binds, and what follows where it is not met.
NORMS: Mapping[Norm, Words] = {
    Norm.MUST: Words("应当；不符合的为违规", "must; not met is a violation"),
    Norm.MAY: Words("可以；不符合的仅作提示", "may; not met is advisory only"),
    Norm.ENCOURAGED: Words("鼓励；不符合的仅作提示", "encouraged; not met is advisory only"),
}

COVERAGE: Mapping[Coverage, Words] = {
    Coverage.CHECKED: Words("由数据判断", "checked"),
    Coverage.PARTLY: Words("部分判断", "partly"),
    Coverage.JUDGEMENT: Words("由人判断", "judgement"),
    Coverage.SOFT: Words("鼓励或许可", "soft"),
    Coverage.PROGRAMMATIC: Words("无具体要求", "programmatic"),
}

#: The parts of a rule in the order in which they decide.
PARTS: Mapping[str, Words] = {
    "arises": Words("义务产生之日", "The day the duty arises"),
    "when": Words("何时适用", "When it applies"),
    "due": Words("期限（含当日）", "Due, that day included"),
    "until": Words("保存至（含当日）", "To be kept until, that day included"),
    "undecided": Words("条文未定限度的情形", "Where the text sets no limit"),
    "require": Words("要求", "Required"),
}

_BODY_KINDS: Mapping[str, str] = {kind.value: kind.label for kind in BodyKind}


def clause_heading(clause: Clause) -> str:
    """The heading of a clause in the annotated notice."""
    return f"{clause.anchor} {clause.title.zh}"


def clause_link(clause: Clause, to: str) -> str:
    """The clause by its official place in both languages, linked."""
    return f"{clause_place(clause, to)} / {escaped(clause.title.en)} ({code(clause.anchor)})"


def clause_place(clause: Clause, to: str) -> str:
    """The clause's place in Chinese, linked; ``to`` leads to docs/ (``../`` from a folder)."""
    return link(escaped(clause.title.zh), f"{to}notice.md{anchor(clause_heading(clause))}")


def table_heading(name: str) -> str:
    """The heading of a table in docs/tables.md."""
    return f"{name} {TABLES[name].label}"


def table_link(name: str, to: str) -> str:
    """A table by its name, linked."""
    return link(code(name), f"{to}tables.md{anchor(table_heading(name))}")


def term_link(name: str, to: str) -> str:
    """A legal term, linked."""
    return link(code(name), f"{to}terms.md{anchor(name)}")


def rule_link(id_: str, to: str, book: Book) -> str:
    """A rule's id, linked where it has a page."""
    return link(id_, f"{to}{id_}.md") if id_ in book.rules else id_


def body_kind(kind: str) -> str:
    """A kind of body, as 市中心 / city_centre."""
    return f"{_BODY_KINDS[kind]} / {code(kind)}"


def verdict(name: str) -> str:
    """A verdict, as 违规 / violation."""
    words = VERDICT_WORDS[Verdict(name)]
    return f"{words.zh} / {words.en}"
