"""The rules that one generated function judges, and what they say of a row."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from sdcompliance.conditions import EarlierFinding
from sdcompliance.conditions import tree as t
from sdcompliance.engines.consequences import Source
from sdcompliance.engines.consequences.facts import is_fact, paths_of
from sdcompliance.engines.native import Interpreter, RuleVerdicts
from sdcompliance.engines.native.compiler import GeneratedCode, Judge, Verdicts
from sdcompliance.engines.native.functions import Functions
from sdcompliance.engines.native.judged import by_rule
from sdcompliance.engines.native.strata import fact_of
from sdcompliance.findings import VERDICTS, Verdict
from sdcompliance.monitor.timing import (
    Limits,
    before,
    compile_limits,
    first_after,
    following,
    linked,
    timing_of,
)
from sdcompliance.records import Row
from sdcompliance.rulebook import Rule

_PENDING = VERDICTS.index(Verdict.PENDING)
_OPEN = (_PENDING, VERDICTS.index(Verdict.UNDETERMINED))
_MOST_STANDINGS = 100_000  # remembered for one table


class Standing(NamedTuple):
    """What a unit says of one row.

    ``answer``: a number for every rule under every reading. ``soon``: the rules, by their place in the
    unit, whose duty is due within the days agreed, with the due day. ``wake``: the next day on which
    any of this may change by itself.
    """

    answer: Verdicts
    soon: tuple[tuple[int, date], ...]
    wake: date | None


class Answer(NamedTuple):
    """What follows from an answer: its verdicts, those that are facts for other rules, and whether a due
    day or the end of a period may still change it.
    """

    answer: Verdicts
    verdicts: tuple[RuleVerdicts, ...]
    facts: tuple[RuleVerdicts, ...]
    is_open: bool


class Unit:
    """All rules about one table that read the records alone, or one consequence.

    ``read`` has the rules whose findings other rules read.
    """

    def __init__(self, key: str, rules: tuple[Rule, ...], code: GeneratedCode, read: Collection[str]) -> None:
        self.key = key
        self.rules = rules
        self.subject = rules[0].subject
        self.timing = timing_of(rules)
        self._read = tuple(rule for rule in rules if rule.id in read)
        if self._read:
            self.timing.reads(rule.default.arises for rule in self._read)
        self.columns: list[int] = []  # where the default reading of each rule stands in an answer
        self._places(rules)
        self._code = code
        self._days = compile_limits(self.subject, self.timing.days)
        self._answers: dict[Verdicts, Answer] = {}
        self._standings: dict[tuple[Verdicts, tuple[date | None, ...]], Standing] = {}

    def _places(self, rules: tuple[Rule, ...]) -> None:
        limits = {limit: place for place, limit in enumerate(self.timing.limits)}
        self._timed: list[int] = []  # columns with a limit
        self._dues: list[tuple[int, int, int]] = []  # rule, column, place of its due day
        column = 0
        for index, rule in enumerate(rules):
            self.columns.append(column)
            if rule.default.due is not None:
                self._dues.append((index, column, 2 * limits[rule.default.due]))
            for variant in rule.variants:
                if variant.due is not None or variant.until is not None:
                    self._timed.append(column)
                column += 1

    @property
    def is_read(self) -> bool:
        """Whether other rules read what this unit finds."""
        return bool(self._read)

    @property
    def reads(self) -> Iterator[t.Value]:
        """Every value on which a verdict or a fact of this unit rests."""
        for rule in self.rules:
            for variant in rule.variants:
                yield from variant.conditions
        for rule in self._read:
            yield from (path for path in paths_of(rule).values() if path is not None)

    def link(self, source: Source, today: date, functions: Functions, due_soon: int) -> None:
        """Judges from now on by this source as of this day."""
        self.source = source
        self._today = today
        self._functions = functions
        self._due_soon = due_soon
        self._horizon = date.max if due_soon > (date.max - today).days else today + timedelta(days=due_soon)
        self._judge: Judge = self._code.link(source, today, functions)
        self._limits: Limits = linked(self._days, source, today, functions)
        self._standings.clear()

    def standing(self, row: Row) -> Standing:
        """What the unit says of a row as of today."""
        known = self.known(self._judge(row))
        days = self._limits(row) if known.is_open or self.timing.compared else ()
        # Most rows share theirs with many others: what was held on the same days stands alike.
        standing = self._standings.get((known.answer, days))
        if standing is None:
            if len(self._standings) >= _MOST_STANDINGS:
                self._standings.clear()
            standing = self._standings[known.answer, days] = self._standing(known, days)
        return standing

    def _standing(self, known: Answer, days: tuple[date | None, ...]) -> Standing:
        answer = known.answer
        if not known.is_open:
            compared = days[2 * len(self.timing.limits) :]
            return Standing(answer, (), self._regularly(first_after(self._today, compared)))
        soon: list[tuple[int, date]] = []
        warn: list[date | None] = []
        for index, column, place in self._dues:
            due = days[place]
            if answer[column] == _PENDING and due is not None:
                if due <= self._horizon:
                    soon.append((index, due))
                else:
                    warn.append(before(due, self._due_soon))
        return Standing(answer, tuple(soon), self._regularly(first_after(self._today, (*warn, *days))))

    def _regularly(self, day: date | None) -> date | None:
        """The day, or an earlier one where the rules count the days or the years up to today."""
        if self.timing.daily:
            return following(self._today)
        if self.timing.yearly and self._today.year < date.max.year:
            next_year = date(self._today.year + 1, 1, 1)
            return next_year if day is None or next_year < day else day
        return day

    def verdicts(self, answer: Verdicts) -> tuple[RuleVerdicts, ...]:
        """An answer rule by rule."""
        return self.known(answer).verdicts

    def known(self, answer: Verdicts) -> Answer:
        """What follows from an answer; the same object for the same answer."""
        found = self._answers.get(answer)
        if found is None:
            verdicts = tuple(by_rule(self.rules, answer))
            read = (each for each in verdicts if each.rule in self._read)
            found = self._answers[answer] = Answer(
                answer,
                verdicts,
                tuple(each for each in read if is_fact(each.verdicts[0])),
                any(answer[column] in _OPEN for column in self._timed),
            )
        return found

    def facts(self, row: Row, standing: Standing) -> Iterator[EarlierFinding]:
        """The rows of ``findings`` that follow from a row."""
        for each in self.known(standing.answer).facts:
            yield fact_of(each, row, self.interpreter(row))

    def fact_ids(self, id_: str, standing: Standing) -> Iterator[str]:
        """The ids that these rows have."""
        return (f"{each.rule.id}:{id_}" for each in self.known(standing.answer).facts)

    def interpreter(self, row: Row) -> Interpreter:
        """What explains a verdict on a row."""
        return Interpreter(self.source, row, self._today, self._functions)
