"""Which rows the findings about one row come from: what has to be judged to judge one row alone.

A rule that reads ``site.findings`` needs the findings on the rows that belong to that site: the way from
such a row to its site (rules/subjects.yaml) is gone backwards, from index to index.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeAlias

from sdcompliance.conditions import FINDINGS, ValueKind, ValueType
from sdcompliance.conditions import tree as t
from sdcompliance.engines.consequences.facts import places_of
from sdcompliance.records import Records, Row, table_of
from sdcompliance.rulebook import Rule, Rulebook

#: Rows by table, then by id.
Concerned: TypeAlias = dict[str, dict[str, Row]]
#: The value of a path on a row, None where it is not known.
Evaluate: TypeAlias = Callable[[Row, t.Value], Any]


def rows_concerned(
    rows: Iterable[Row], rulebook: Rulebook, records: Records, evaluate: Evaluate
) -> Concerned:
    """The rows whose findings the rules about these rows read, directly or through other consequences.

    The rows stand for themselves: they need not be among the records, and go before those of their ids.
    """
    found: Concerned = {}
    given: Concerned = {}
    for row in rows:
        given.setdefault(table_of(row).name, {})[row.id] = row
    waiting = [
        (rule, row)
        for table, own in given.items()
        for rule in rulebook.by_subject.get(table, ())
        if rule.reads
        for row in own.values()
    ]
    seen = {(rule.id, row.id) for rule, row in waiting}
    while waiting:
        rule, judged = waiting.pop()
        reads = [rulebook[id_] for id_ in sorted(rule.reads) if id_ in rulebook]
        for source, key in _sources(_trees(rule)):
            value = None if key is None else evaluate(judged, key)
            for read in reads:
                own = given.get(read.subject, {})
                for other in _rows(_way(source, read), value, read, own, records, evaluate):
                    found.setdefault(read.subject, {})[other.id] = other
                    if read.reads and (read.id, other.id) not in seen:
                        seen.add((read.id, other.id))
                        waiting.append((read, other))
    return found


def _rows(  # noqa: PLR0917
    way: t.Field | None,
    value: Any,
    read: Rule,
    own: Mapping[str, Row],
    records: Records,
    evaluate: Evaluate,
) -> Iterator[Row]:
    """The rows whose findings may be among those looked up: from which the way leads to the value."""
    if way is not None and value is not None:
        yield from (row for row in own.values() if evaluate(row, way) == value)
        rows = _backwards(way, value, records)
    else:
        yield from own.values()
        rows = (records.table(read.subject) or {}).values()
    yield from (row for row in rows if row.id not in own)


def _trees(rule: Rule) -> tuple[t.Value, ...]:
    """Everything a rule says that may read findings: its conditions and its message."""
    conditions = (tree for variant in rule.variants for tree in variant.conditions)
    return (*conditions, *rule.message.values)


@lru_cache(maxsize=1000)
def _sources(trees: tuple[t.Value, ...]) -> tuple[tuple[t.Source, t.Value | None], ...]:
    """The collections of findings in the trees, each once, with what they are looked up by."""
    found = (part.source for tree in trees for part in t.walk(tree) if isinstance(part, t.Quantified))
    sources = dict.fromkeys(source for source in found if source.table == FINDINGS)
    return tuple((source, _key(source)) for source in sources)


def _way(source: t.Source, read: Rule) -> t.Field | None:
    """The path by which the other rule's row belongs to what the source is looked up by."""
    path = places_of(read).get(source.column)
    return path if isinstance(path, t.Field) else None


def _key(source: t.Source) -> t.Value | None:
    """What the findings are looked up by, where it can be known outside the quantifiers."""
    if isinstance(source, t.Lookup):
        key = source.key
    else:
        key = t.Field(source.row, "id", ValueType(ValueKind.KEY, table=source.row.table))
    return None if key is None or t.reads_variables(key) else key


def _backwards(path: t.Field, value: Any, records: Records) -> Collection[Row]:
    """The rows from which the path leads to the value."""
    rows: tuple[Row, ...] = (records.lookup(path.row.table, path.column) or {}).get(value, ())
    place = path.row
    while isinstance(place, t.Referred):
        index = records.children(place.row.table, f"{place.reference}_id") or {}
        rows = tuple(child for row in rows for child in index.get(row.id, ()))
        place = place.row
    return rows
