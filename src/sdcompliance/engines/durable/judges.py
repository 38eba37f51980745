"""Functions that judge a row by rulesets of durable-rules."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeAlias

from sdcompliance.engines.consequences.facts import Source
from sdcompliance.engines.durable.chained import ChainedRuleset
from sdcompliance.engines.durable.chaining import define_chained
from sdcompliance.engines.durable.definition import RulesetDefinition, define
from sdcompliance.engines.durable.running import Action, RunningRuleset
from sdcompliance.engines.native.compiler import Judge, Verdicts, compile_truths
from sdcompliance.engines.native.functions import Functions
from sdcompliance.errors import DurableError
from sdcompliance.findings import VERDICTS, Verdict
from sdcompliance.records import Row
from sdcompliance.rulebook import Rule

_NUMBER = {verdict: number for number, verdict in enumerate(VERDICTS)}
_COMPLIANT = _NUMBER[Verdict.COMPLIANT]

#: Where rules read, as of which day, by which functions → which rules of a ruleset fire on a row.
Fires: TypeAlias = Callable[[Source, date, Functions], Callable[[Row], Iterable[str]]]
#: A ruleset that runs, and what its rules conclude: (column, number of the verdict).
_Part: TypeAlias = tuple[Fires, dict[str, tuple[tuple[int, int], ...]]]


class DurableJudges:
    """Holds the rulesets of one rulebook, made when first needed. Thread-safe."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, ...], tuple[_Part, ...]] = {}
        self._lock = threading.Lock()

    def judge_of(self, rules: tuple[Rule, ...], source: Source, as_of: date, functions: Functions) -> Judge:
        """The function that judges rows by these rules. Raises ExtraMissingError without durable-rules."""
        key = tuple(rule.id for rule in rules)
        with self._lock:
            if key not in self._made:
                self._made[key] = _chained(rules[0]) if rules[0].reads else _direct(rules)
            parts = self._made[key]
        columns = sum(len(rule.variants) for rule in rules)
        linked = [(fires(source, as_of, functions), concluded) for fires, concluded in parts]

        def judge(row: Row) -> Verdicts:
            """The row under all rules and readings. Raises DurableError where one gets two verdicts."""
            answer = [_COMPLIANT] * columns
            for fired, concluded in linked:
                for name in fired(row):
                    for column, verdict in concluded[name]:
                        if answer[column] not in (_COMPLIANT, verdict):
                            raise DurableError(f"{key}, column {column}: two verdicts on {row.id}")
                        answer[column] = verdict
            return tuple(answer)

        return judge


def _direct(rules: tuple[Rule, ...]) -> tuple[_Part, ...]:
    """The rulesets for the rules about a table that read the records alone."""
    subject = rules[0].subject
    return tuple((_fires_flat(subject, one), _concluded(one)) for one in define(rules))


def _chained(rule: Rule) -> tuple[_Part, ...]:
    """The rulesets of a consequence."""
    return tuple(
        (_fires_chained(ChainedRuleset(one)), _concluded(one.verdicts)) for one in define_chained(rule)
    )


def _concluded(definition: RulesetDefinition) -> dict[str, tuple[tuple[int, int], ...]]:
    return {
        name: tuple((one.column, _NUMBER[one.verdict]) for one in found)
        for name, found in definition.conclusions.items()
    }


def _fires_flat(subject: str, definition: RulesetDefinition) -> Fires:
    code, flags = compile_truths(subject, definition.flags.values()), tuple(definition.flags)
    hits: list[str] = []
    ruleset = RunningRuleset(definition.rules, {name: _appending(hits, name) for name in definition.clauses})

    def fires(source: Source, as_of: date, functions: Functions) -> Callable[[Row], Iterable[str]]:
        """What of the ruleset fires for a row of this source, each clause once."""
        outcomes = code.link(source, as_of, functions)

        def fired(row: Row) -> Iterable[str]:
            fact = dict(zip(flags, outcomes(row), strict=True))
            with ruleset.context() as assert_fact:
                hits.clear()
                assert_fact(fact)
                return dict.fromkeys(hits)

        return fired

    return fires


def _fires_chained(ruleset: ChainedRuleset) -> Fires:
    def fires(source: Source, as_of: date, functions: Functions) -> Callable[[Row], Iterable[str]]:
        return lambda row: ruleset.fired(row, source, as_of, functions)

    return fires


def _appending(hits: list[str], name: str) -> Action:
    def conclude(_: Any) -> None:
        hits.append(name)

    return conclude
