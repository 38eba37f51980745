"""One consequence judged by chaining: findings in, quantifiers settled, the row's verdicts out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sdcompliance.conditions import tree as t
from sdcompliance.engines.consequences.facts import Source
from sdcompliance.engines.durable.chaining import FINDING, PASSED, ROW, Chained, ChainedDefinition, Passing
from sdcompliance.engines.durable.clauses import FALSE, TRUE, UNKNOWN
from sdcompliance.engines.durable.running import Action, Fact, RunningRuleset
from sdcompliance.engines.native.bounds import Tally
from sdcompliance.engines.native.functions import Functions
from sdcompliance.engines.native.interpreter import Interpreter
from sdcompliance.engines.native.outcomes import Member, Members, Outcome, unknown
from sdcompliance.records import Row


class ChainedRuleset:
    """The ruleset of one consequence, running. Used under the lock of its context only."""

    def __init__(self, definition: ChainedDefinition) -> None:
        self._definition = definition
        self._passed: list[tuple[int, int, bool]] = []  # quantifier, number of the finding, certain
        self._fired: list[str] = []
        # A flag that asks of another quantifier's finding says nothing here, and no rule reads it.
        self._finding_flags = [(f, node, _variables(node)) for f, node in definition.finding_flags.items()]
        actions: dict[str, Action] = {}
        for name, step in definition.passing.items():
            actions[name] = _asserting(step)
        for name, step in definition.passed.items():
            actions[name] = self._counting(step)
        for name in definition.verdicts.clauses:
            actions[name] = self._concluding(name)
        self._ruleset = RunningRuleset(definition.rules, actions)

    def fired(self, row: Row, source: Source, as_of: date, functions: Functions) -> list[str]:
        """The rules about the row that fire, each once."""
        interpreter = Interpreter(source, row, as_of, functions)
        members = [interpreter.looked_at(quantifier) for quantifier in self._definition.quantifiers]
        with self._ruleset.context() as assert_fact:
            self._passed.clear()
            self._fired.clear()
            found = self._findings(members, interpreter)
            for number, fact in enumerate(found.values()):
                assert_fact({"id": number + 2, "n": number, "kind": FINDING, **fact})
            settled = self._settled(members, list(found), interpreter)
            outcomes = _SettledInterpreter(source, row, as_of, functions, settled)
            flags = self._definition.verdicts.flags
            assert_fact({"kind": ROW, **{flag: _coded(outcomes.value(node)) for flag, node in flags.items()}})
            return list(dict.fromkeys(self._fired))

    def _findings(
        self, members: list[Members], interpreter: Interpreter
    ) -> dict[tuple[str, str], dict[str, int]]:
        """The facts, by the variable that looks at a finding and its id: whose they are, and their flags."""
        facts: dict[tuple[str, str], dict[str, int]] = {}
        none = {f"of{number}": 0 for number in range(len(self._definition.quantifiers))}
        for number, found in enumerate(members):
            for member in found.rows:
                if member.place.row is None:
                    continue
                key = (member.variable.name, member.place.row.id)
                if key not in facts:
                    facts[key] = none | self._flags(member, interpreter)
                facts[key][f"of{number}"] = 1
        return facts

    def _flags(self, member: Member, interpreter: Interpreter) -> dict[str, int]:
        inside = interpreter.within(member)
        own = member.variable.name
        return {
            flag: _coded(inside.value(node)) if variables <= {own} else UNKNOWN
            for flag, node, variables in self._finding_flags
        }

    def _settled(
        self,
        members: list[Members],
        keys: list[tuple[str, str]],
        interpreter: Interpreter,
    ) -> Mapping[t.Value, Outcome]:
        settled: dict[t.Value, Outcome] = {}
        for number, quantifier in enumerate(self._definition.quantifiers):
            found = members[number]
            if not found.read:
                settled[quantifier] = unknown(*found.doubts)
                continue
            by_key = {
                (member.variable.name, member.place.row.id): member
                for member in found.rows
                if member.place.row is not None
            }
            passed = {keys[finding]: certain for which, finding, certain in self._passed if which == number}
            settled[quantifier] = _outcome(
                quantifier, {key: (by_key[key], certain) for key, certain in passed.items()}, interpreter
            )
        return settled

    def _counting(self, step: Passing) -> Action:
        passed = self._passed

        def count(c: Any) -> None:
            passed.append((step.quantifier, c.m.n, step.certain))

        return count

    def _concluding(self, name: str) -> Action:
        fired = self._fired

        def conclude(_: Any) -> None:
            fired.append(name)

        return conclude


def _asserting(step: Passing) -> Action:
    """A finding passes a quantifier: that is a fact in its turn."""

    def follow(c: Any) -> Fact:
        own = (step.quantifier + 1) * 1_000_000_000 + c.m.n  # an id no finding has
        return {
            "id": own, "n": c.m.n, "kind": PASSED, "quantifier": step.quantifier, "certain": int(step.certain)
        }  # fmt: skip

    return follow


def _outcome(
    quantifier: Chained, passed: Mapping[Any, tuple[Member, bool]], interpreter: Interpreter
) -> Outcome:
    """What a quantifier is, by the findings that passed it; all others certainly did not."""
    if isinstance(quantifier, t.Exists | t.ForAll):
        some = isinstance(quantifier, t.Exists)
        if any(certain for _, certain in passed.values()):
            return Outcome(some, some)
        return Outcome(None, None) if passed else Outcome(not some, not some)
    tally = Tally()
    for member, certain in passed.values():
        item = member.place.path
        if isinstance(quantifier, t.CountDistinct):
            item = interpreter.within(member).value(quantifier.item).least
        tally.add(item, certain=certain)
    return Outcome(tally.least, tally.greatest)


class _SettledInterpreter(Interpreter):
    """Evaluates conditions in which some quantifiers are settled already."""

    def __init__(
        self,
        source: Source,
        row: Row,
        as_of: date,
        functions: Functions,
        settled: Mapping[t.Value, Outcome],
    ) -> None:
        super().__init__(source, row, as_of, functions)
        self._settled = settled

    def value(self, node: t.Value) -> Outcome:
        """What a value is."""
        found = self._settled.get(node)
        return super().value(node) if found is None else found


def _coded(outcome: Outcome) -> int:
    if outcome.truth is None:
        return UNKNOWN
    return TRUE if outcome.truth else FALSE


def _variables(node: t.Value) -> frozenset[str]:
    """The rows of quantifiers that a condition reads without being inside them."""
    starts = {t.start_of(row) for part in t.walk(node) for row in t.rows_of(part)}
    found = {start.name for start in starts if isinstance(start, t.Variable)}
    bound = {part.variable.name for part in t.walk(node) if isinstance(part, t.Quantified)}
    return frozenset(found - bound)
