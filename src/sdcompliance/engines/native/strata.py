"""One judging of records, stratum by stratum: the records alone first, then what follows from findings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Protocol, TypeAlias

from sdcompliance.conditions import EarlierFinding
from sdcompliance.engines.consequences.facts import (
    Facts,
    Source,
    WithFindings,
    earlier_finding,
    is_fact,
    paths_of,
)
from sdcompliance.engines.native.compiler import Judge
from sdcompliance.engines.native.functions import Functions
from sdcompliance.engines.native.interpreter import Interpreter
from sdcompliance.engines.native.judged import JudgedTable, RuleVerdicts
from sdcompliance.records import TABLES, Records, Row
from sdcompliance.rulebook import Rule, Rulebook

#: Rows by table.
Rows: TypeAlias = Mapping[str, Collection[Row]]


class Judges(Protocol):
    """Makes the functions that judge a row: generated code, or what another engine has."""

    def judge_of(self, rules: tuple[Rule, ...], source: Source, as_of: date, functions: Functions) -> Judge:
        """The function for rules about one table: all that read the records alone, or one consequence."""


class Judging:
    """One set of records as of one day. Holds the findings made so far, for the strata that read them."""

    def __init__(
        self, rulebook: Rulebook, judges: Judges, records: Records, as_of: date, functions: Functions
    ) -> None:
        self._rulebook = rulebook
        self._judges = judges
        self._records = records
        self._as_of = as_of
        self._functions = functions
        self._facts = Facts()

    def judged(self, rows: Rows, around: Rows) -> list[JudgedTable]:
        """The verdicts on ``rows``. The consequences among them read the findings on ``around``."""
        found = self._direct(rows)
        if not any(rows.get(rule.subject) for stratum in self._rulebook.consequences for rule in stratum):
            return found
        self._learn(found if around is rows else self._direct(around))
        for stratum in self._rulebook.consequences:
            own = self._consequences(stratum, rows)
            found += own
            self._learn(own if around is rows else self._consequences(stratum, around))
        return found

    def source_for(self, rule: Rule) -> Source:
        """What a rule reads, once the strata before its own are judged."""
        if not rule.reads:
            return self._records
        facts = self._facts.of(rule.reads)
        return WithFindings.for_rule(rule, self._rulebook, self._records, facts)

    def _direct(self, rows: Rows) -> list[JudgedTable]:
        direct = self._rulebook.direct
        return [
            self._table(table, direct[table], rows[table], self._records)
            for table in TABLES
            if rows.get(table) and table in direct
        ]

    def _consequences(self, stratum: Iterable[Rule], rows: Rows) -> list[JudgedTable]:
        return [
            self._table(rule.subject, (rule,), rows[rule.subject], self.source_for(rule))
            for rule in stratum
            if rows.get(rule.subject)
        ]

    def _table(
        self, subject: str, rules: tuple[Rule, ...], rows: Iterable[Row], source: Source
    ) -> JudgedTable:
        judge = self._judges.judge_of(rules, source, self._as_of, self._functions)
        return JudgedTable(subject, rules, judge, rows, source)

    def _learn(self, tables: Iterable[JudgedTable]) -> None:
        self._facts = self._facts.and_(fact for table in tables for fact in self._facts_of(table))

    def _facts_of(self, table: JudgedTable) -> Iterator[EarlierFinding]:
        for row, found in table.shown(self._is_read):
            interpreter = Interpreter(table.source, row, self._as_of, self._functions)
            for each in found:
                yield fact_of(each, row, interpreter)

    def _is_read(self, found: RuleVerdicts) -> bool:
        return found.rule.id in self._rulebook.read and is_fact(found.verdicts[0])


def fact_of(found: RuleVerdicts, row: Row, interpreter: Interpreter) -> EarlierFinding:
    """The row of ``findings`` that follows from what one rule found of a row."""
    # None where a table has no such path, or it leads to nothing recorded.
    paths = {
        name: None if path is None else interpreter.value(path).least
        for name, path in paths_of(found.rule).items()
    }
    return earlier_finding(found.rule, row, found.verdicts[0], sensitive=found.sensitive, paths=paths)
