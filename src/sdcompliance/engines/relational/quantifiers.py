"""Quantifiers → what is counted among a collection's rows, once for all conditions that look at them.

SQL's ``bool_or`` skips NULL, a three-valued *any* must not: a row's truth counts as 2, the unknown as 1, and
the greatest number is the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from sdcompliance.conditions import tree as t
from sdcompliance.conditions.evidence import Collection
from sdcompliance.engines.relational import values
from sdcompliance.engines.relational.frame import Frame
from sdcompliance.engines.relational.matching import bases, conjuncts, has_quantifier, matched
from sdcompliance.engines.relational.paths import Sql, prefix
from sdcompliance.engines.relational.spans import Span, one

#: Conditions that a row must pass, all of them.
Tests: TypeAlias = tuple[str, ...]
#: Of so many tests it pays to ask which rows pass any of them.
_FEW = 3


@dataclass
class Members:
    """A common table expression that counts a collection's rows, by what they belong to.

    ``keys`` are the columns of ``inner`` that tell the owners apart.
    """

    name: str
    inner: Frame
    keys: tuple[str, ...]
    seen: dict[str, str] = field(default_factory=dict)  # of each row: expression → column
    columns: dict[str, str] = field(default_factory=dict)  # of each owner: aggregate → column
    tests: set[Tests] = field(default_factory=set)  # which rows the aggregates count

    def of_each(self, sql: str) -> str:
        """The column that holds an expression for each row."""
        return self.seen.setdefault(sql, f"f{len(self.seen) + 1}")

    def column(self, aggregate: str, tests: Tests) -> str:
        """The column that holds an aggregate of columns ``of_each``, which counts rows that pass tests."""
        self.tests.add(tests)
        return self.columns.setdefault(aggregate, f"c{len(self.columns) + 1}")

    @property
    def text(self) -> str:
        """The expression's query."""
        keys = [f"{key} AS k{number}" for number, key in enumerate(self.keys, start=1)]
        rows = [*keys, *(f"{sql} AS {name}" for sql, name in self.seen.items())]
        names = ", ".join(f"k{number}" for number in range(1, len(keys) + 1))
        counts = [names, *(f"{aggregate} AS {name}" for aggregate, name in self.columns.items())]
        between = ",\n       "
        inside = _indented(f"SELECT {between.join(rows)}\n{self.inner.clause_where(*self._of_account())}")
        return f"SELECT {between.join(counts)}\nFROM (\n{inside}\n) AS seen\nGROUP BY {names}"

    def _of_account(self) -> Iterable[str]:
        """Tests for the rows that are of account: where little is asked, most rows need not be grouped."""
        if () in self.tests or len(self.tests) > _FEW:
            return ()
        if len(self.tests) == 1:
            return next(iter(self.tests))
        return ("(" + " OR ".join(" AND ".join(tests) for tests in sorted(self.tests)) + ")",)


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted among a row's members, joined to the row."""

    members: Members
    alias: str

    @property
    def inner(self) -> Frame:
        """The frame in which the members are seen."""
        return self.members.inner

    def column(self, aggregate: str, *of_each: str, tests: Tests = ()) -> str:
        """An aggregate over the members of the row at hand; NULL where it has none.

        ``{0}``, ``{1}`` … in it stand for expressions of each member. The aggregate is the same, or NULL,
        without the members that fail one of the tests.
        """
        names = [self.members.of_each(sql) for sql in of_each]
        return f"{self.alias}.{self.members.column(aggregate.format(*names), tests)}"

    def greatest(self, condition: str, tests: Tests) -> str:
        """2 where a condition is true of some member, 1 where it may be; otherwise 0, or NULL.

        Members of which it may be true pass the tests.
        """
        rank = "max(CASE WHEN {0} THEN 2 WHEN {0} IS NULL THEN 1 ELSE 0 END)"
        return self.column(rank, condition, tests=tests)


def value_of(node: t.Quantified, frame: Frame) -> Span:
    """What a quantifier comes to in a frame."""
    if not frame.statement.has(node.source.table):
        return one(values.unknown(node.type, frame))
    there = readable(node.source, frame)
    if there == "FALSE":
        return one(values.unknown(node.type, frame))
    found = _matched(node, frame) or _BY_KIND[type(node)](node, counted(node, frame))
    if (strays := astray(node.source, frame)) is not None:
        found = _with_strays(node, found, strays, frame)
    if there == "TRUE":
        return found
    return Span(*(f"CASE WHEN {there} THEN {sql} END" for sql in (found.least, found.greatest)))


def has_no_rows(node: t.Extreme, frame: Frame) -> str:
    """A condition: the collection can be read, and certainly no row of it passes the filter."""
    if not frame.statement.has(node.source.table) or readable(node.source, frame) == "FALSE":
        return "FALSE"
    if astray(node.source, frame) is not None:
        return "FALSE"
    rows = counted(node, frame)
    some = rows.column("bool_or({0} IS NOT FALSE)", passed(node, rows.inner))
    return f"(({readable(node.source, frame)}) AND {some} IS NOT TRUE)"


def readable(source: t.Source, frame: Frame) -> str:
    """A condition: it can be told which rows a collection has (its table is there).

    Not those of a row whose id cannot be read: what names it names another id, or one that others have too.
    """
    if isinstance(source, t.Lookup):
        return "TRUE" if source.key is None else f"{values.value(source.key, frame).least} IS NOT NULL"
    there = values.readable(source.row, frame)
    if there == "FALSE" or (nameless := values.faulted(id_of(source.row), frame)) is None:
        return there
    return f"NOT {nameless}" if there == "TRUE" else f"{there} AND NOT {nameless}"


def id_of(row: t.Row) -> t.Field:
    """A row's id."""
    return t.Field(row, "id", t.Today().type)  # the type is of no importance: only the column's place is


# ── rows that may belong to any collection ──────────────────────────────────────────────


def astray(source: t.Source, frame: Frame) -> str | None:
    """How many rows may belong to this collection or to another, for the column that tells cannot be read.

    None where the collection has no such rows to miss: what a look-up takes along, its filter calls unknown.
    """
    missed = isinstance(source, t.Children) or (source.key is not None and not source.nulls)
    if not missed or (source.table, source.column) not in frame.statement.shape.faulted:
        return None
    dialect = frame.statement.dialect
    marked = dialect.contains("astray.faults", dialect.quoted(f",{source.column},"))
    return f"(SELECT count(*) FROM {source.table} AS astray WHERE {marked})"


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


# ── the rows ────────────────────────────────────────────────────────────────────────────


def counted(node: t.Quantified, frame: Frame) -> Counted:
    """What is counted among the rows of the quantifier's collection, joined to the row at hand."""
    if _stands_alone(node) and not (frame.statement.selective and frame.depth):
        return _alone(node, frame)
    key = (node.source, frame.guards)
    if key not in frame.collections:
        frame.collections[key] = _known(_among(node.source, frame), frame)
    members = frame.collections[key]
    members.inner.aliases[node.variable.name] = f"each{members.inner.depth}"
    on = " AND ".join(f"{{0}}.k{n} = {key}" for n, key in enumerate(members.keys, start=1))
    return Counted(members, frame.joined(members.name, members.name, on))


def told_of(collection: Collection, frame: Frame) -> Counted:
    """The rows of a collection for what is told of each of them alone, joined to the row at hand."""
    source = collection.rows.source
    if isinstance(source, t.Children) and not frame.depth and _told_alone(collection):
        return _alone(collection.rows, frame)
    return counted(collection.rows, frame)


def _told_alone(collection: Collection) -> bool:
    """Whether nothing outside a collection's rows is needed to find the collections met at them."""

    def reached(inner: Collection, own: frozenset[t.Row]) -> bool:
        source = inner.rows.source
        start = {t.start_of(source.row)} if isinstance(source, t.Children) else _read_in(source.key)
        return start <= own and within(inner, own)

    def within(outer: Collection, around: frozenset[t.Row]) -> bool:
        own = around | {outer.rows.variable}
        return all(reached(inner, own) for inner in outer.read.collections)

    return within(collection, frozenset())


def _read_in(key: t.Value | None) -> set[t.Row]:
    return set() if key is None else bases(key)


def _alone(node: t.Quantified, frame: Frame, column: str = "", value: str = "") -> Counted:
    """Rows counted by their reference, whatever they belong to; by a column's value too, if one is given."""
    source = node.source
    assert isinstance(source, t.Children)
    known = frame.collections if frame.statement.selective else frame.statement.collections
    key = (source.row if frame.statement.selective else None, source.table, source.column, column)
    if key not in known:
        keys = tuple(f"each1.{name}" for name in (source.column, column) if name)
        also = f"_and_{column.removesuffix('_id')}" if column else ""
        name = frame.statement.name(f"{source.table}_by_{source.column.removesuffix('_id')}{also}")
        inner = Frame.of_rows(frame.statement, source.table)
        if frame.statement.selective:
            inner.where.append(_of_those_at_hand(source, frame))
            inner.paths["each1"] = (*prefix(source.row, frame), f"{source.table}[", Sql("each1.id"), "]")
        known[key] = _known(Members(name, inner, keys), frame)
    members = known[key]
    members.inner.aliases[node.variable.name] = "each1"
    on = f"{{0}}.k1 = {frame.alias(source.row)}.id"
    if column:
        on += f" AND {{0}}.k2 = {value}"
    return Counted(members, frame.joined(members.name, members.name, on))


def _of_those_at_hand(source: t.Children, frame: Frame) -> str:
    """A condition: a row belongs to one of the rows at hand."""
    owners = frame.inner()
    owner = owners.alias(source.row)
    return f"each1.{source.column} IN (SELECT {owner}.id {' '.join(owners.clause.splitlines())})"


def _known(members: Members, frame: Frame) -> Members:
    frame.statement.members[members.name] = members
    return members


def _matched(node: t.Quantified, frame: Frame) -> Span | None:
    """An ``any`` that asks for a value in a column, its rows counted once by column (matching.py)."""
    if _stands_alone(node) or (match := matched(node, _own(node))) is None:
        return None
    value = values.value(match.value, frame).least
    same = _alone(node, frame, match.column.column, value)
    all_ = _alone(node, frame)
    rest = " AND ".join(values.truth(part, same.inner) for part in match.rest) or "TRUE"
    among_all = " AND ".join(values.truth(part, all_.inner) for part in match.rest) or "TRUE"
    blank = values.value(match.column, all_.inner).least
    found = same.greatest(rest, ())
    unrecorded = all_.column("bool_or({0} IS NOT FALSE AND {1} IS NULL)", among_all, blank)
    any_ = all_.column("bool_or({0} IS NOT FALSE)", among_all)
    unknown = f"{found} = 1 OR {unrecorded} OR {value} IS NULL AND {any_}"
    return one(f"CASE WHEN {found} = 2 THEN TRUE WHEN {unknown} THEN NULL ELSE FALSE END")


def _among(source: t.Source, frame: Frame) -> Members:
    """Rows counted in the sight of the row at hand, whose values the conditions on them read."""
    inner = frame.inner()
    owner = inner.keys
    alias = f"each{inner.depth + 1}"
    inner.where += [f"({values.truth(test, inner)}) IS NOT {settled}" for test, settled in frame.guards]
    inner.add_members(source.table, _joined_on(source, inner, alias))
    start = prefix(source.row, frame) if isinstance(source, t.Children) else ()
    inner.paths[alias] = (*start, f"{source.table}[", Sql(f"{alias}.id"), "]")
    name = frame.statement.name(f"{source.table}_of_{inner.origin if frame.depth else 'this'}")
    return Members(name, inner, owner)


def _joined_on(source: t.Source, inner: Frame, alias: str) -> str:
    """What makes a row of the table one of the members."""
    column = f"{alias}.{source.column}"
    if isinstance(source, t.Children):
        return f"{column} = {inner.alias(source.row)}.id"
    together = ""
    if (partition := inner.statement.shape.partition) is not None:
        together = f" AND {alias}.{partition.key} = {inner.origin}.{partition.key}"
    if source.key is None:
        return f"{column} IS NULL{together}"
    key = values.value(source.key, inner).least
    if source.nulls:
        return f"({column} = {key} OR {column} IS NULL AND {key} IS NOT NULL){together}"
    return f"{column} = {key}{together}"


def _stands_alone(node: t.Quantified) -> bool:
    """Whether the rows can be counted without a look at what they belong to."""
    own = _own(node)
    return isinstance(node.source, t.Children) and all(bases(part) <= own for part in _inside(node))


def _own(node: t.Quantified) -> set[t.Row]:
    inside = {
        part.variable for given in _inside(node) for part in t.walk(given) if isinstance(part, t.Quantified)
    }
    return {node.variable, *inside}


def _inside(node: t.Quantified) -> Iterator[t.Value]:
    for name in ("filter", "body", "item"):
        if (given := getattr(node, name, None)) is not None:
            yield given


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
    plain = [values.truth(part, inner) for part in parts if not has_quantifier(part)]
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
