"""Dossiers joined, renamed and changed, and the verdicts on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from sdcompliance.conditions import FINDINGS
from sdcompliance.conditions import tree as t
from sdcompliance.engines import Show, evaluate
from sdcompliance.findings import Verdict
from sdcompliance.records import TABLES, Records
from sdcompliance.rulebook import Rule, default_rulebook

Tables = dict[str, list[dict[str, Any]]]


class Key(NamedTuple):
    rule: str
    row: str


class Said(NamedTuple):
    verdict: Verdict
    readings: Mapping[str, Verdict]
    due: date | None
    due_latest: date | None


def said(records: Records, as_of: date) -> dict[Key, Said]:
    report = evaluate(records, as_of, show=Show.ALL)
    return {
        Key(one.rule, one.subject_id): Said(one.verdict, dict(one.readings), one.due, one.due_latest)
        for one in report.findings
    }


def renamed(tables: Tables, rename: Callable[[str], str]) -> Tables:
    """The same rows under other ids, and every reference with them."""
    return {
        table: [
            {
                column: rename(value)
                if value is not None and (column == "id" or TABLES[table].columns[column].refers_to)
                else value
                for column, value in row.items()
            }
            for row in rows
        ]
        for table, rows in tables.items()
    }


def joined(first: Tables, second: Tables) -> Tables:
    return {table: [*first[table], *second[table]] for table in first}


def trees(rule: Rule) -> Iterator[t.Value]:
    for variant in rule.variants:
        for tree in variant.conditions:
            yield from t.walk(tree)


def rules_that(read: Callable[[t.Value], bool]) -> set[str]:
    """The rules that read something, by themselves or in the findings that they follow from."""
    book = default_rulebook()
    found = {rule.id for rule in book.values() if any(read(node) for node in trees(rule))}
    while more := {rule.id for rule in book.values() if rule.reads & found} - found:
        found |= more
    return found


def looks_up(node: t.Value) -> bool:
    """Whether it looks through a whole table of the records, not only along references."""
    source = getattr(node, "source", None)
    return isinstance(source, t.Lookup) and source.table != FINDINGS
