"""Judges what a database holds: table by table, stratum by stratum, without taking the rows out.

The answers stay in temporary tables, one a subject, with a small number for every rule under every
reading; what a report shows of them is told by one statement a rule (details.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from sdcompliance.conditions import FINDINGS
from sdcompliance.engines.relational.details import Picked, details_statement
from sdcompliance.engines.relational.dialect import Dialect
from sdcompliance.engines.relational.statement import ALL_FINDINGS, AS_OF, Shape, Slice
from sdcompliance.engines.relational.verdicts import (
    NUMBER,
    Judging,
    RuleColumns,
    judging_statement,
    verdict_text,
)
from sdcompliance.findings import VERDICTS, Privacy, Verdict
from sdcompliance.records import TABLES
from sdcompliance.rulebook import Rule, Rulebook
from sdcompliance.workdays import Calendar

#: The verdicts of which ``findings`` has rows.
_FACTS = ", ".join(str(NUMBER[v]) for v in (Verdict.UNDETERMINED, Verdict.ADVISORY, Verdict.VIOLATION))


#: What does not fit into memory in so many parts will not fit in more.
_MOST_PARTS = 256


class Database(Protocol):
    """Where the canonical tables are, and the tables of working days."""

    @property
    def dialect(self) -> Dialect:
        """How it is spoken to."""

    @property
    def at_once(self) -> int | None:
        """How many rows are judged in one statement; None where the database sees to its memory itself."""

    def run(self, sql: str) -> None:
        """Runs a statement that answers nothing."""

    def load_calendar(self, calendar: Calendar) -> None:
        """Makes the tables of working days."""

    def declare(self, table: str, columns: str) -> None:
        """Makes an empty temporary table, in place of one of that name."""

    def create(self, table: str, query: str) -> None:
        """Makes a temporary table of what a query answers with, in place of one of that name.

        Raises MemoryError where the database may not hold as much as that takes.
        """

    def append(self, table: str, query: str) -> None:
        """Adds what a query answers with to a table declared so."""

    def close(self) -> None:
        """Forgets the temporary tables."""

    def rows(self, sql: str) -> Iterable[tuple[Any, ...]]:
        """The rows that a query answers with."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows of one city and month (of the day the duty arose, 2025-03) got the same verdicts.

    ``verdicts``: under the default reading, then under each other one.
    """

    verdicts: tuple[Verdict, ...]
    city: str | None
    month: str | None
    count: int

    @property
    def sensitive(self) -> bool:
        """Whether the verdict depends on the reading."""
        return len(set(self.verdicts)) > 1

    @property
    def noteworthy(self) -> bool:
        """Whether a report shows the rows."""
        return self.sensitive or not self.verdicts[0].settled


@dataclass(frozen=True, slots=True)
class JudgedRule:
    """One rule, with the table that holds its verdicts, its columns there, and how many there are."""

    rule: Rule
    columns: RuleColumns
    table: str
    shape: Shape

    tally: tuple[Tally, ...]

    @property
    def noteworthy(self) -> Picked:
        """The rows of which a report shows something."""
        shown = frozenset(tally.verdicts[0] for tally in self.tally if tally.noteworthy)
        return Picked(self.table, self.columns.noteworthy, shown)

    @property
    def every(self) -> Picked:
        """All rows."""
        return Picked(self.table, "TRUE", frozenset(tally.verdicts[0] for tally in self.tally))


class RelationalEngine:
    """Judges the tables of one database by one rulebook as of one day."""

    def __init__(self, rulebook: Rulebook, database: Database, shape: Shape, as_of: date) -> None:
        self.rulebook = rulebook
        self._database = database
        self._shape = shape
        self._as_of = as_of

    def judge(self) -> Iterator[JudgedRule]:
        """Judges every row of every table that rules are about, each rule after those it builds on."""
        for table in TABLES:
            if table in self._shape.tables and table in self.rulebook.direct:
                yield from self._judged(f"judged_{table}", self.rulebook.direct[table], self._shape)
        for stratum in self.rulebook.consequences:
            for rule in stratum:
                if rule.subject in self._shape.tables:
                    yield from self._judged(
                        f"judged_by_{rule.id}".lower(), (rule,), self._with_findings(rule)
                    )

    def details(self, judged: JudgedRule, picked: Picked, privacy: Privacy) -> str:
        """The query that tells everything about the picked rows of a rule."""
        sql = details_statement(
            judged.rule, judged.columns, picked, judged.shape, self._database.dialect, privacy
        )
        return self.dated(sql)

    def dated(self, sql: str) -> str:
        """A statement with the as-of date in place."""
        return sql.replace(AS_OF, self._database.dialect.day(self._as_of))

    def _judged(self, table: str, rules: Sequence[Rule], shape: Shape) -> Iterator[JudgedRule]:
        judging = self._judge_in_parts(table, rules, shape)
        self._learn(table, judging)
        self._count(table, judging)
        for rule, columns in zip(rules, judging.rules, strict=True):
            yield JudgedRule(rule, columns, table, shape, tuple(self._tally(table, columns)))

    def _judge_in_parts(self, table: str, rules: Sequence[Rule], shape: Shape) -> Judging:
        """Judges so much at a time that what is counted for the rows fits into memory."""
        parts = self._parts(rules, shape)
        while True:
            try:
                return self._judge(table, rules, shape, parts)
            except MemoryError:
                parts *= 2
                if parts > _MOST_PARTS:
                    raise

    def _judge(self, table: str, rules: Sequence[Rule], shape: Shape, parts: int) -> Judging:
        slices = [Slice(number, parts) for number in range(parts)] if parts > 1 else [None]
        first, *others = (judging_statement(rules, shape, self._database.dialect, part) for part in slices)
        self._make(first.parts)
        self._database.create(table, self.dated(first.sql))
        for other in others:
            self._make(other.parts)
            self._database.append(table, self.dated(other.sql))
        for part in first.parts:
            self._database.run(f"DROP TABLE {part}")
        return first

    def _make(self, parts: Mapping[str, str]) -> None:
        for table, query in parts.items():
            self._database.create(table, query)

    def _parts(self, rules: Sequence[Rule], shape: Shape) -> int:
        if (at_once := self._database.at_once) is None:
            return 1
        subject = rules[0].subject
        ((rows,),) = self._database.rows(f"SELECT count(*) FROM {subject}")
        if rows <= at_once:
            return 1
        cut = judging_statement(rules, shape, self._database.dialect, Slice(0, 2))
        counts_own_rows = len(cut.parts) > 1  # else a part would take as much: all that is referred to
        return -(-int(rows) // at_once) if counts_own_rows else 1

    def _count(self, table: str, judging: Judging) -> None:
        """Counts the rows once by all their verdicts, so that each rule need not look at all of them."""
        months = dict.fromkeys(columns.arose_on for columns in judging.rules)
        kept = dict.fromkeys(
            name
            for columns in judging.rules
            for name in (*columns.verdicts, columns.belongs[0])
            if name is not None
        )
        month = "substr({}, 1, 7)".format
        listed = [*kept, *(f"{month(self._database.dialect.text(name))} AS {name}" for name in months)]
        grouped = ", ".join(str(place) for place in range(1, len(listed) + 1))
        sql = f"SELECT {', '.join(listed)}, count(*) AS rows_alike\nFROM {table}\nGROUP BY {grouped}"
        self._database.create(f"{table}_counted", sql)

    def _tally(self, table: str, columns: RuleColumns) -> Iterator[Tally]:
        listed = ", ".join([*columns.verdicts, columns.belongs[0] or "NULL", columns.arose_on])
        grouped = ", ".join(str(place) for place in range(1, len(columns.verdicts) + 3))
        sql = f"SELECT {listed}, sum(rows_alike) FROM {table}_counted GROUP BY {grouped}"
        for *numbers, city, month, count in self._database.rows(sql):
            yield Tally(tuple(VERDICTS[number] for number in numbers), city, month, int(count))

    def _with_findings(self, rule: Rule) -> Shape:
        judged = {self.rulebook[id_].subject for id_ in rule.reads if id_ in self.rulebook}
        unread = tuple(table for table in TABLES if table in judged - self._shape.tables)
        seen = self._shape.tables if unread else self._shape.tables | {FINDINGS}
        return replace(self._shape, tables=seen, reads=tuple(sorted(rule.reads)), unread=unread)

    def _learn(self, table: str, judging: Judging) -> None:
        """Puts what is a fact for consequences into the table of findings."""
        for columns in judging.rules:
            if columns.rule in self.rulebook.read:
                self._database.append(ALL_FINDINGS, self._fact_rows(table, judging.subject, columns))

    def _fact_rows(self, table: str, subject: str, columns: RuleColumns) -> str:
        dialect = self._database.dialect
        first, *others = columns.verdicts
        sensitive = " OR ".join(f"{other} <> {first}" for other in others) or "FALSE"
        listed = [
            f"{dialect.quoted(columns.rule + ':')} || id",
            dialect.quoted(columns.rule),
            verdict_text(first),
            f"({sensitive})",
            dialect.quoted(subject),
            "id",
            columns.arose_on,
            *(name or f"CAST(NULL AS {dialect.text_type})" for name in columns.belongs),
            *(self._shape.partition.columns if self._shape.partition else ()),
        ]
        return f"SELECT {', '.join(listed)} FROM {table} WHERE {first} IN ({_FACTS})"

    def prepare(self) -> None:
        """Makes the empty table of findings."""
        text = self._database.dialect.text_type
        columns = [
            *(f"{name} {text}" for name in ("id", "rule", "verdict")),
            "sensitive BOOLEAN",
            *(f"{name} {text}" for name in ("subject", "subject_id")),
            "arose_on DATE",
            *(f"{name} {text}" for name in ("city", "site_id", "session_id")),
            *(
                [f"{self._shape.partition.key} {text}", f"{self._shape.partition.as_of} DATE"]
                if self._shape.partition
                else ()
            ),
        ]
        self._database.declare(ALL_FINDINGS, ", ".join(columns))
