"""The examples of a rule as a table, with the arithmetic its author wrote beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from pages.book import Book
from pages.markdown import code, escaped, table
from pages.phrases import verdict
from sdcompliance.rulebook import ExamplePart, Rule

_HEAD = (
    "#",
    "示例 / Example",
    "截至 / As of",
    "改动 / Change",
    "结论 / Verdict",
    "取决于解释 / Sensitive",
    "其他 / Also",
)
_SENSITIVE = {True: "是 / yes", False: "否 / no", None: ""}


def examples(rule: Rule, book: Book) -> Iterator[str]:
    """The table, then the notes on it."""
    rows = (_row(number, example) for number, example in enumerate(rule.examples, 1))
    yield table(_HEAD, rows)
    notes = list(_notes(rule, book))
    if notes:
        yield "计算与说明（规则文件原文） / Arithmetic and notes, as in the rule file:"
        yield "\n".join(notes)


def _row(number: int, example: ExamplePart) -> tuple[str, ...]:
    return (
        str(number),
        escaped(example.name),
        example.as_of.isoformat(),
        "<br>".join(_changes(example)) or "无 / none",
        verdict(example.expect),
        _SENSITIVE[example.sensitive],
        "<br>".join(_details(example)),
    )


def _changes(example: ExamplePart) -> Iterator[str]:
    for name, rows in example.change.items():
        for id_, columns in rows.items():
            for column, value in columns.items():
                yield code(f"{name}[{id_}].{column} = {_value(value)}")
    for name, added in example.add.items():
        for row in added:
            yield "增加 / add " + code(f"{name}: {_value(row)}")
    for name, removed in example.remove.items():
        yield "删除 / remove " + code(f"{name}[{', '.join(removed)}]")
    for name in example.drop:
        yield "没有该表 / no table " + code(name)
    for arrangement in example.arrangements:
        yield "放假安排 / arrangement " + code(_value(arrangement))


def _details(example: ExamplePart) -> Iterator[str]:
    if example.subject_id is not None:
        yield f"判定 / judged: {code(example.subject_id)}"
    for name, found in example.readings.items():
        yield f"{code(name)}: {verdict(found)}"
    if example.due is not None:
        yield f"期限 / due: {_days(example.due, example.due_latest)}"
    if example.missing is not None:
        shown = ", ".join(code(path) for path in example.missing)
        yield f"缺少 / missing: {shown or '无 / none'}"
    if example.reason is not None:
        yield f"原因 / reason: {escaped(example.reason)}"


def _days(earliest: date, latest: date | None) -> str:
    return earliest.isoformat() if latest in (None, earliest) else f"{earliest} … {latest}"


def _value(value: Any) -> str:
    """A value as a rule file writes it."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case date() | datetime():
            return value.isoformat()
        case Mapping():
            return "{" + ", ".join(f"{key}: {_value(one)}" for key, one in value.items()) + "}"
        case list() | tuple():
            return f"[{', '.join(_value(one) for one in value)}]"
        case _:
            return str(value)


def _notes(rule: Rule, book: Book) -> Iterator[str]:
    for comment in book.sources[rule.id].comments:
        match comment.path:
            case ("examples", int(place)) if comment.above:
                yield f"- 第{place + 1}例起 / from no. {place + 1}: {escaped(comment.text)}"
            case ("examples", int(place), *_):
                yield f"- 第{place + 1}例 / no. {place + 1}: {escaped(comment.text)}"
            case ("examples",):
                yield f"- {escaped(comment.text)}"
            case _:
                continue
