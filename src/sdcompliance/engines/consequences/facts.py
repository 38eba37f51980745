"""The table ``findings`` while records are judged: what the strata judged so far have found."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Protocol

from sdcompliance.conditions import FINDINGS, EarlierFinding, OpenVerdict
from sdcompliance.conditions import tree as t
from sdcompliance.findings import Verdict
from sdcompliance.records import TABLES, Row
from sdcompliance.rulebook import Rule, Rulebook

#: The verdicts that are facts for the rules that read findings.
_OPEN = {Verdict(verdict.value): verdict for verdict in OpenVerdict}


class Source(Protocol):
    """Where an engine reads rows: the records, or the records with findings."""

    def table(self, name: str) -> Mapping[str, Row] | None:
        """The rows of a table by id, None where it cannot be read."""

    def children(self, table: str, column: str) -> Mapping[str, tuple[Row, ...]] | None:
        """Rows by the id that a reference names."""

    def lookup(self, table: str, column: str) -> Mapping[Any, tuple[Row, ...]] | None:
        """Rows by their value in a column."""


def is_fact(verdict: Verdict) -> bool:
    """Whether a verdict makes a row of ``findings``."""
    return verdict in _OPEN


def places_of(rule: Rule) -> dict[str, t.Value | None]:
    """The paths by which a row that the rule judges belongs somewhere, by the column of ``findings``."""
    return {"city": rule.city, "site_id": rule.site, "session_id": rule.session}


def paths_of(rule: Rule) -> dict[str, t.Value | None]:
    """The paths to everything that the judged row itself gives to its row of ``findings``, by column."""
    return {"arose_on": rule.default.arises, **places_of(rule)}


def earlier_finding(
    rule: Rule, row: Row, verdict: Verdict, *, sensitive: bool, paths: Mapping[str, Any]
) -> EarlierFinding:
    """The row of ``findings`` for one finding; ``paths`` has what those of ``paths_of`` lead to."""
    # Made from values that were read already: validating each again would cost more than judging it did.
    return EarlierFinding.model_construct(
        id=f"{rule.id}:{row.id}",
        rule=rule.id,
        verdict=_OPEN[verdict],
        sensitive=sensitive,
        subject=rule.subject,
        subject_id=row.id,
        **paths,
    )


class Found(Protocol):
    """Rows of ``findings``, as those who read them look them up."""

    @property
    def by_id(self) -> Mapping[str, Row]:
        """Every fact by its id, in order of id."""

    def by(self, column: str) -> Mapping[Any, tuple[Row, ...]]:
        """The facts by their value in a column, each group in order of id; without a value under None."""


class Facts:
    """Rows of ``findings``, indexed when first asked for. Immutable; ``and_`` gives a larger one."""

    def __init__(self, rows: Iterable[EarlierFinding] = ()) -> None:
        self._rows = {row.id: row for row in sorted(rows, key=lambda row: row.id)}
        self._indices: dict[str, Mapping[Any, tuple[Row, ...]]] = {}
        self._lock = threading.Lock()

    def and_(self, rows: Iterable[EarlierFinding]) -> Facts:
        """These facts and further ones."""
        return Facts((*self._rows.values(), *rows))

    def of(self, rules: Collection[str]) -> Facts:
        """The facts that these rules found."""
        return Facts(row for row in self._rows.values() if row.rule in rules)

    @property
    def by_id(self) -> Mapping[str, EarlierFinding]:
        """Every fact by its id, in order of id."""
        return MappingProxyType(self._rows)

    def by(self, column: str) -> Mapping[Any, tuple[Row, ...]]:
        """The facts by their value in a column, each group in order of id; without a value under None."""
        with self._lock:
            if column not in self._indices:
                groups: dict[Any, list[Row]] = {}
                for row in self._rows.values():
                    groups.setdefault(getattr(row, column), []).append(row)
                self._indices[column] = {value: tuple(group) for value, group in groups.items()}
            return self._indices[column]


class WithFindings:
    """The records as one consequence rule sees them: with ``findings`` as a further table.

    Where the source lacks a table whose rows some of the rules it reads would judge, nobody knows what
    they would have found: then ``findings`` cannot be read, and ``unread`` names those tables.
    """

    def __init__(self, records: Source, facts: Found, unread: tuple[str, ...]) -> None:
        self._records = records
        self._facts = facts
        self.unread = unread

    @classmethod
    def for_rule(cls, rule: Rule, rulebook: Rulebook, records: Source, facts: Found) -> WithFindings:
        """What a rule of this rulebook sees; ``facts`` are those of the rules that it reads."""
        judged = {rulebook[id_].subject for id_ in rule.reads if id_ in rulebook}
        unread = tuple(table for table in TABLES if table in judged and records.table(table) is None)
        return cls(records, facts, unread)

    def table(self, name: str) -> Mapping[str, Row] | None:
        """The rows of a table by id, None where it cannot be read."""
        if name != FINDINGS:
            return self._records.table(name)
        return None if self.unread else self._facts.by_id

    def children(self, table: str, column: str) -> Mapping[str, tuple[Row, ...]] | None:
        """Rows by the id that a reference names, None where the table cannot be read."""
        return self._records.children(table, column) if table != FINDINGS else self.lookup(table, column)

    def lookup(self, table: str, column: str) -> Mapping[Any, tuple[Row, ...]] | None:
        """Rows by their value in a column, None where the table cannot be read."""
        if table != FINDINGS:
            return self._records.lookup(table, column)
        return None if self.unread else self._facts.by(column)
