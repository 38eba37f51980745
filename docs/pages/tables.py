"""The 28 tables with their columns, as the records have them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pages.book import Book
from pages.markdown import anchor, code, document, escaped, link, table
from pages.phrases import rule_link, table_heading, table_link
from sdcompliance.records import TABLES, Code, Column, ColumnKind, Table
from sdcompliance.rulebook import Words

_KINDS: Mapping[ColumnKind, Words] = {
    ColumnKind.KEY: Words("主键", "id"),
    ColumnKind.REFERENCE: Words("引用", "reference"),
    ColumnKind.TEXT: Words("文字", "text"),
    ColumnKind.CODE: Words("代码", "code"),
    ColumnKind.CITY: Words("城市", "city"),
    ColumnKind.BOOLEAN: Words("是否", "true or false"),
    ColumnKind.INTEGER: Words("整数", "integer"),
    ColumnKind.DECIMAL: Words("小数", "decimal"),
    ColumnKind.DAY: Words("日期", "date"),
    ColumnKind.MOMENT: Words("日期或时间", "date or date-time"),
}


def page(book: Book) -> str:
    """The page, as Markdown."""
    return document(_blocks(book))


def _blocks(book: Book) -> Iterator[str]:
    yield f"# {len(TABLES)}张表 / The {len(TABLES)} tables"
    yield (
        "读入时，英文名称和中文标题都可以用。空值（null、缺少的键、空单元格）表示未记录，不等于“否”；"
        "材料中没有的表表示未知，不等于空表。日期以北京时间为准。"
    )
    yield (
        "Names and Chinese titles are both read. An empty value (null, a missing key, an empty cell) means "
        "not recorded, which is not the same as no; a table that a source lacks is unknown, which is not "
        "the same as empty. Days are those of Asia/Shanghai."
    )
    yield "\n".join(
        f"- {link(code(name), anchor(table_heading(name)))} {one.label}" for name, one in TABLES.items()
    )
    for name, one in TABLES.items():
        yield f"## {table_heading(name)}"
        yield from _table(one, book)


def _table(one: Table, book: Book) -> Iterator[str]:
    yield escaped(one.doc)
    head = ("列 / Column", "标题 / Title", "类型 / Kind", "含义 / Meaning")
    yield table(head, (_column(column) for column in one.columns.values()))
    facts = []
    if one.references:
        facts.append(f"- 条件中的引用 / Read in conditions as: {', '.join(map(code, one.references))}")
    if one.children:
        children = ", ".join(table_link(child, "") for child in one.children)
        facts.append(f"- 下级各表 / Children: {children}")
    rules = [rule_link(rule.id, "rules/", book) for rule in book.rules.by_subject.get(one.name, ())]
    if rules:
        facts.append(f"- 检查它的规则 / Judged by: {', '.join(rules)}")
    yield "\n".join(facts)


def _column(column: Column) -> tuple[str, ...]:
    personal = "；个人信息，输出时遮盖 / personal, masked in outputs" if column.personal else ""
    return (
        code(column.name),
        escaped(column.label),
        _kind(column),
        escaped(column.doc) + _codes(column) + personal,
    )


def _kind(column: Column) -> str:
    words = _KINDS[column.kind]
    target = f" → {table_link(column.refers_to, '')}" if column.refers_to else ""
    return f"{words.zh} / {words.en}{target}"


def _codes(column: Column) -> str:
    if not column.codes:
        return ""
    kind = next(one for one in Code.__subclasses__() if tuple(member.value for member in one) == column.codes)
    return "<br>" + "; ".join(f"{code(member.value)} {member.label}" for member in kind)
