"""Quantifiers → what is counted among a collection's rows, once for all conditions that look at them.

SQL's ``bool_or`` skips NULL, a three-valued *any* must not: a row's truth counts as 2, the unknown as 1, and
the greatest number is the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sdcompliance.conditions import tree as t
from sdcompliance.engines.relational import collected, values
from sdcompliance.engines.relational.frame import Frame
from sdcompliance.engines.relational.matching import conjuncts, limited, matched
from sdcompliance.engines.relational.members import Counted, Tests
from sdcompliance.engines.relational.spans import Span, one


def value_of(node: t.Quantified, frame: Frame) -> Span:
    """What a quantifier comes to in a frame."""
    if not frame.statement.has(node.source.table):
        return one(values.unknown(node.type, frame))
    there = collected.readable(node.source, frame)
    if there == "FALSE":
        return one(values.unknown(node.type, frame))
    found = _matched(node, frame) or _limited(node, frame) or _looked_at(node, frame)
    if (strays := collected.astray(node.source, frame)) is not None:
        found = _with_strays(node, found, strays, frame)
    if there == "TRUE":
        return found
    return Span(*(f"CASE WHEN {there} THEN {sql} END" for sql in (found.least, found.greatest)))


def _looked_at(node: t.Quantified, frame: Frame) -> Span:
    return _BY_KIND[type(node)](node, collected.counted(node, frame))


def has_no_rows(node: t.Extreme, frame: Frame) -> str:
    """A condition: the collection can be read, and certainly no row of it passes the filter."""
    if not frame.statement.has(node.source.table) or collected.readable(node.source, frame) == "FALSE":
        return "FALSE"
    if collected.astray(node.source, frame) is not None:
        return "FALSE"
    rows = collected.counted(node, frame)
    some = rows.column("bool_or({0} IS NOT FALSE)", passed(node, rows.inner))
    return f"(({collected.readable(node.source, frame)}) AND {some} IS NOT TRUE)"


def _with_strays(node: t.Quantified, found: Span, strays: str, frame: Frame) -> Span:
    """What a quantifier comes to where more rows may belong to it than were counted."""
    match node:
        case t.Exists():
            return one(f"CASE WHEN {found.least} THEN TRUE END")
        case t.ForAll():
            return one(f"CASE WHEN NOT ({found.least}) THEN FALSE END")
        case t.Count() | t.CountDistinct():
            return Span(found.least, f"({found.greatest} + {strays})")
        case t.Extreme():
            return one(values.unknown(node.type, frame))


# ── rows counted once, whatever the row around them ─────────────────────────────────────


def _matched(node: t.Quantified, frame: Frame) -> Span | None:
    """An ``any`` that asks for a value in a column, its rows counted once by column (matching.py)."""
    if collected.stands_alone(node) or (match := matched(node, collected.own_rows(node))) is None:
        return None
    value = values.value(match.value, frame).least
    same = collected.alone(node, frame, match.column.column, value)
    all_ = collected.alone(node, frame)
    rest = " AND ".join(values.truth(part, same.inner) for part in match.rest) or "TRUE"
    among_all = " AND ".join(values.truth(part, all_.inner) for part in match.rest) or "TRUE"
    blank = values.value(match.column, all_.inner).least
    found = same.greatest(rest, ())
    unrecorded = all_.column("bool_or({0} IS NOT FALSE AND {1} IS NULL)", among_all, blank)
    any_ = all_.column("bool_or({0} IS NOT FALSE)", among_all)
    unknown = f"{found} = 1 OR {unrecorded} OR {value} IS NULL AND {any_}"
    return one(f"CASE WHEN {found} = 2 THEN TRUE WHEN {unknown} THEN NULL ELSE FALSE END")


def _limited(node: t.Quantified, frame: Frame) -> Span | None:
    """An ``any`` or ``all`` that the first or the last of the rows decides (matching.py)."""
    if collected.stands_alone(node) or (limit := limited(node, collected.own_rows(node))) is None:
        return None
    rows = collected.alone(node, frame)
    rest = " AND ".join(f"({values.truth(part, rows.inner)})" for part in limit.rest)
    item, value = values.value(limit.item, rows.inner).least, values.value(limit.value, frame)
    sure, perhaps = (value.least, value.greatest) if limit.first else (value.greatest, value.least)
    which = "min" if limit.first else "max"
    if limit.rest:
        certain = rows.column(which + "({1}) FILTER (WHERE {0})", rest, item)
        possible = rows.column(which + "({1}) FILTER (WHERE {0} IS NOT FALSE)", rest, item)
        blank = rows.column("bool_or({0} IS NOT FALSE AND {1} IS NULL)", rest, item)
        any_ = rows.column("bool_or({0} IS NOT FALSE)", rest)
    else:
        certain = possible = rows.column(which + "({0})", item)
        blank, any_ = rows.column("bool_or({0} IS NULL)", item), f"{rows.alias}.k1 IS NOT NULL"
    unknown = f"{possible} {limit.operator} {perhaps} OR {blank} OR {value.unknown} AND {any_}"
    found, otherwise = ("TRUE", "FALSE") if isinstance(node, t.Exists) else ("FALSE", "TRUE")
    return one(
        f"CASE WHEN {certain} {limit.operator} {sure} THEN {found}"
        f" WHEN {unknown} THEN NULL ELSE {otherwise} END"
    )


# ── what is counted ─────────────────────────────────────────────────────────────────────


def passed(node: t.Quantified, inner: Frame) -> str:
    return "TRUE" if node.filter is None else values.truth(node.filter, inner)


def met(node: t.Exists | t.ForAll, inner: Frame) -> str:
    """For ``any``: filter and body. For ``all``: body, or the filter keeps the row out."""
    if node.filter is None:
        return values.truth(node.body, inner)
    kept = passed(node, inner)
    with inner.guarded([node.filter], "FALSE"):
        body = values.truth(node.body, inner)
    return f"({kept} AND {body})" if isinstance(node, t.Exists) else f"((NOT {kept}) OR {body})"


def _exists(node: t.Exists, rows: Counted) -> Span:
    found = met(node, rows.inner)
    number = rows.greatest(found, _possible(found, rows.inner, node.filter, node.body))
    return one(f"CASE {number} WHEN 2 THEN TRUE WHEN 1 THEN NULL ELSE FALSE END")


def _for_all(node: t.ForAll, rows: Counted) -> Span:
    broken = f"(NOT {met(node, rows.inner)})"
    number = rows.greatest(broken, _possible(broken, rows.inner, node.filter, t.Not(node.body)))
    return one(f"CASE {number} WHEN 2 THEN FALSE WHEN 1 THEN NULL ELSE TRUE END")


def _possible(whole: str, inner: Frame, *conditions: t.Value | None) -> Tests:
    """Tests for rows of which all conditions may be true: those first that a database can use early."""
    parts = [part for condition in conditions for part in conjuncts(condition)]
    plain = [values.truth(part, inner) for part in parts if not t.has_quantifier(part)]
    tested = plain if len(plain) == len(parts) else [*plain, whole]
    return tuple(f"({condition}) IS NOT FALSE" for condition in tested)


def _count(node: t.Count, rows: Counted) -> Span:
    if node.filter is None:
        return one(f"coalesce({rows.column('count(*)')}, 0)")
    kept = passed(node, rows.inner)
    tests = _possible(kept, rows.inner, node.filter)
    certain = rows.column("count(*) FILTER (WHERE {0})", kept, tests=tests)
    possible = rows.column("count(*) FILTER (WHERE {0} IS NOT FALSE)", kept, tests=tests)
    return Span(f"coalesce({certain}, 0)", f"coalesce({possible}, 0)")


def _count_distinct(node: t.CountDistinct, rows: Counted) -> Span:
    seen = passed(node, rows.inner), values.value(node.item, rows.inner).least
    certain = rows.column("count(DISTINCT {1}) FILTER (WHERE {0})", *seen)
    someone = rows.column("count(*) FILTER (WHERE {0})", seen[0])
    possible = rows.column("count(DISTINCT {1}) FILTER (WHERE {0} IS NOT FALSE)", *seen)
    nameless = rows.column("count(*) FILTER (WHERE {0} IS NOT FALSE AND {1} IS NULL)", *seen)
    return Span(
        f"coalesce(CASE WHEN {certain} = 0 AND {someone} > 0 THEN 1 ELSE {certain} END, 0)",
        f"coalesce({possible} + {nameless}, 0)",
    )


def _extreme(node: t.Extreme, rows: Counted) -> Span:
    kept, item = passed(node, rows.inner), values.value(node.item, rows.inner)
    least = rows.column(node.which + "({1}) FILTER (WHERE {0})", kept, item.least)
    greatest = rows.column(node.which + "({1}) FILTER (WHERE {0})", kept, item.greatest)
    open_ = rows.column("bool_or({0} IS NULL OR {0} AND {1} IS NULL)", kept, item.least)
    return Span(f"CASE WHEN NOT {open_} THEN {least} END", f"CASE WHEN NOT {open_} THEN {greatest} END")


_BY_KIND: Mapping[type, Callable[[Any, Counted], Span]] = {
    t.Exists: _exists,
    t.ForAll: _for_all,
    t.Count: _count,
    t.CountDistinct: _count_distinct,
    t.Extreme: _extreme,
}
