"""Rows that a details statement answers with → findings, as the other engines give them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sdcompliance.conditions import READABLE
from sdcompliance.conditions import tree as t
from sdcompliance.conditions.evidence import Read
from sdcompliance.findings import Evidence, Finding, Verdict
from sdcompliance.records import SHANGHAI, Column, ColumnKind
from sdcompliance.rulebook import Rule, Words

#: The columns of a details statement's answer, in order, with their SQL types.
COLUMN_TYPES = (
    ("rule", "VARCHAR"),
    ("subject", "VARCHAR"),
    ("subject_id", "VARCHAR"),
    ("verdict", "VARCHAR"),
    ("sensitive", "BOOLEAN"),
    ("readings", "VARCHAR"),
    ("due", "DATE"),
    ("due_latest", "DATE"),
    ("days", "BIGINT"),
    ("missing", "VARCHAR"),
    ("reason_zh", "VARCHAR"),
    ("reason_en", "VARCHAR"),
    ("clause", "VARCHAR"),
    ("city", "VARCHAR"),
    ("site_id", "VARCHAR"),
    ("month", "VARCHAR"),
    ("message_zh", "VARCHAR"),
    ("message_en", "VARCHAR"),
    ("evidence", "VARCHAR"),
    ("absent", "VARCHAR"),
)
_NAMES = tuple(name for name, _ in COLUMN_TYPES)


def finding_of(rule: Rule, row: tuple[Any, ...]) -> Finding:
    """The finding that a row tells. The statement must not have masked personal data."""
    cells = dict(zip(_NAMES, row, strict=True))
    return Finding(
        rule=rule.id,
        subject=rule.subject,
        subject_id=cells["subject_id"],
        verdict=Verdict(cells["verdict"]),
        sensitive=cells["sensitive"],
        readings=MappingProxyType({name: Verdict(v) for name, v in json.loads(cells["readings"]).items()}),
        due=cells["due"],
        due_latest=cells["due_latest"],
        days=cells["days"],
        missing=tuple(json.loads(cells["missing"])),
        reason_words=Words(cells["reason_zh"], cells["reason_en"]) if cells["reason_zh"] else None,
        clause=rule.clause,
        quote=rule.quote,
        words=Words(cells["message_zh"], cells["message_en"]),
        remedy_words=rule.remedy,
        read=tuple(_evidence(rule, json.loads(cells["evidence"], strict=False))),
    )


def _evidence(rule: Rule, values: Mapping[str, Any]) -> Iterator[Evidence]:
    for path in sorted(values):
        column = _column_at(rule, path)
        yield Evidence(path, _typed(values[path], column), column.personal)


def _typed(value: Any, column: Column) -> Any:
    """A value of the evidence's JSON as it was recorded."""
    if value is None:
        return None
    match column.kind:
        case ColumnKind.DAY:
            return date.fromisoformat(value)
        case ColumnKind.MOMENT:
            whole_day = len(value) == len("2025-03-10")
            return (
                date.fromisoformat(value) if whole_day else datetime.fromisoformat(value).astimezone(SHANGHAI)
            )
        case ColumnKind.DECIMAL:
            return Decimal(value)
        case _:
            return value


# ── which column a path leads to ────────────────────────────────────────────────────────


def _column_at(rule: Rule, path: str) -> Column:
    return next(column for pattern, column in _patterns(rule) if pattern.fullmatch(path))


@lru_cache(maxsize=1000)
def _patterns(rule: Rule) -> tuple[tuple[re.Pattern[str], Column], ...]:
    """Every path that the rule's evidence may have, any row id standing in it, with its column."""
    found = dict(_paths(rule.evidence, {}))
    return tuple((re.compile(pattern, re.DOTALL), column) for pattern, column in found.items())


def _paths(read: Read, reached: Mapping[str, str]) -> Iterator[tuple[str, Column]]:
    for row in read.references:
        column = READABLE[row.row.table].columns[f"{row.reference}_id"]
        yield _before(row.row, reached) + re.escape(column.name), column
    for value in read.columns:
        field = value.moment if isinstance(value, t.DayOf) else value
        column = READABLE[field.row.table].columns[field.column]
        name = f"{field.column[:-3]}_on" if isinstance(value, t.DayOf) else field.column
        yield _before(field.row, reached) + re.escape(name), column
    for collection in read.collections:
        variable, source = collection.rows.variable, collection.rows.source
        start = _before(source.row, reached) if isinstance(source, t.Children) else ""
        yield from _paths(collection.read, {**reached, variable.name: rf"{start}{source.table}\[.*\]"})


def _before(row: t.Row, reached: Mapping[str, str]) -> str:
    """The pattern of what stands before a row's columns."""
    match row:
        case t.Subject():
            return ""
        case t.Variable(name=name):
            return reached[name] + r"\."
        case t.Referred(row=inner, reference=reference):
            return _before(inner, reached) + re.escape(reference) + r"\."
