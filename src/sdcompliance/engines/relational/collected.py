"""The rows of a collection, joined to the row at hand: counted by themselves, or in the sight of that row."""

from __future__ import annotations

from sdcompliance.conditions import tree as t
from sdcompliance.conditions.evidence import Collection
from sdcompliance.engines.relational import values
from sdcompliance.engines.relational.frame import Frame
from sdcompliance.engines.relational.matching import bases
from sdcompliance.engines.relational.members import Counted, Members
from sdcompliance.engines.relational.paths import Sql, prefix


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


# ── the rows ────────────────────────────────────────────────────────────────────────────


def counted(node: t.Quantified, frame: Frame) -> Counted:
    """What is counted among the rows of the quantifier's collection, joined to the row at hand."""
    if stands_alone(node) and not (frame.statement.selective and frame.depth):
        return alone(node, frame)
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
        return alone(collection.rows, frame)
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


def alone(node: t.Quantified, frame: Frame, column: str = "", value: str = "") -> Counted:
    """Rows counted by their reference, whatever they belong to; by a column's value too, if one is given."""
    source = node.source
    assert isinstance(source, t.Children)
    known = frame.collections if frame.statement.selective else frame.statement.collections
    relation = _relation(source, frame)
    key = (source.row if frame.statement.selective else None, relation, source.column, column)
    if key not in known:
        keys = tuple(f"each1.{name}" for name in (source.column, column) if name)
        also = f"_and_{column.removesuffix('_id')}" if column else ""
        name = frame.statement.name(f"{source.table}_by_{source.column.removesuffix('_id')}{also}")
        inner = Frame.of_rows(frame.statement, relation)
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


def _relation(source: t.Source, frame: Frame) -> str:
    """Where a collection's rows are: of the subjects' own, only those of the subjects that are looked at."""
    own = isinstance(source, t.Children) and isinstance(source.row, t.Subject)
    return frame.statement.part(source.table, source.column) if own else source.table


def _of_those_at_hand(source: t.Children, frame: Frame) -> str:
    """A condition: a row belongs to one of the rows at hand."""
    owners = frame.inner()
    owner = owners.alias(source.row)
    return f"each1.{source.column} IN (SELECT {owner}.id {' '.join(owners.clause.splitlines())})"


def _known(members: Members, frame: Frame) -> Members:
    frame.statement.members[members.name] = members
    return members


def _among(source: t.Source, frame: Frame) -> Members:
    """Rows counted in the sight of the row at hand, whose values the conditions on them read."""
    inner = frame.inner()
    owner = inner.keys
    alias = f"each{inner.depth + 1}"
    inner.where += [f"({values.truth(test, inner)}) IS NOT {settled}" for test, settled in frame.guards]
    inner.add_members(_relation(source, frame), _joined_on(source, inner, alias))
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


def stands_alone(node: t.Quantified) -> bool:
    """Whether the rows can be counted without a look at what they belong to."""
    own = own_rows(node)
    return isinstance(node.source, t.Children) and all(bases(part) <= own for part in t.asked_of_each(node))


def own_rows(node: t.Quantified) -> set[t.Row]:
    """The variable of a quantifier, and those of the quantifiers inside it."""
    inside = (part for given in t.asked_of_each(node) for part in t.walk(given))
    return {node.variable, *(part.variable for part in inside if isinstance(part, t.Quantified))}
