"""Consequences by forward chaining: findings go in as facts, what follows from them is asserted in turn.

In the context of one row a ruleset has three kinds of facts, each with its ``kind``. A *finding* has the
outcomes of what a quantifier asks of it. Where it passes, its rule asserts that it *passed*; from those
facts the quantifier is settled. That no finding passed is nothing durable-rules can be asked, so those that
did are counted outside, and the *row* comes last, with the outcomes of all conditions as flags.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from sdcompliance.conditions import FINDINGS
from sdcompliance.conditions import tree as t
from sdcompliance.engines.durable.clauses import TRUE, UNKNOWN, flag_is, outcomes, when
from sdcompliance.engines.durable.clauses import TooManyClausesError as TooMany
from sdcompliance.engines.durable.definition import RulesetDefinition, condition, define
from sdcompliance.rulebook import Rule

#: The kinds of facts.
FINDING, PASSED, ROW = 1, 2, 3

#: A quantifier that is settled by chaining.
Chained: TypeAlias = t.Exists | t.ForAll | t.Count | t.CountDistinct


@dataclass(frozen=True, slots=True)
class Passing:
    """What a rule about findings says of one: it passes a quantifier, certainly or possibly."""

    quantifier: int
    certain: bool


@dataclass(frozen=True, slots=True)
class ChainedDefinition:
    """The ruleset of one consequence.

    ``quantifiers`` are settled from findings; ``finding_flags`` belong to those with the same variable.
    ``passing`` says for each rule about a finding which *passed* fact it asserts; ``verdicts`` is what
    the rules about the row conclude.
    """

    quantifiers: tuple[Chained, ...]
    finding_flags: Mapping[str, t.Value]
    passing: Mapping[str, Passing]
    passed: Mapping[str, Passing]
    verdicts: RulesetDefinition
    rules: Mapping[str, Mapping[str, Any]]


def define_chained(rule: Rule) -> tuple[ChainedDefinition, ...]:
    """The rulesets of one consequence, usually one."""
    return tuple(_chained(verdicts) for verdicts in define((rule,)))


def _chained(verdicts: RulesetDefinition) -> ChainedDefinition:
    quantifiers = tuple(dict.fromkeys(q for node in verdicts.flags.values() for q in _quantifiers(node)))
    flags: dict[t.Value, str] = {}
    rules: dict[str, Mapping[str, Any]] = {}
    passing: dict[str, Passing] = {}
    passed: dict[str, Passing] = {}

    def flag_of(node: t.Value) -> str:
        return flags.setdefault(node, f"g{len(flags)}")

    for number, quantifier in enumerate(quantifiers):
        for certain, outcome in ((True, TRUE), (False, UNKNOWN)):
            step = Passing(number, certain)
            for clause in _when_passing(quantifier, outcome, flag_of):
                name = f"f{len(passing)}"
                rules[name] = _rule({"kind": FINDING}, {f"of{number}": 1}, *condition(clause))
                passing[name] = step
            name = f"p{len(passed)}"
            rules[name] = _rule({"kind": PASSED}, {"quantifier": number}, {"certain": int(certain)})
            passed[name] = step
    for name, clause in verdicts.clauses.items():
        rules[name] = _rule({"kind": ROW}, *condition(clause))
    return ChainedDefinition(
        quantifiers, {flag: node for node, flag in flags.items()}, passing, passed, verdicts, rules
    )


def _rule(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"all": [{"m": {"$and": list(parts)}}]}


def _when_passing(quantifier: Chained, outcome: int, flag_of: Any) -> Iterable[Any]:
    """When a finding is one that the quantifier looks for: for ``all``, one that speaks against it."""
    asked: list[t.Value] = [] if quantifier.filter is None else [quantifier.filter]
    if isinstance(quantifier, t.Exists):
        asked.append(quantifier.body)
    elif isinstance(quantifier, t.ForAll):
        asked.append(t.Not(quantifier.body))
    whole = t.AllOf(tuple(asked))
    try:
        return when(whole, outcomes(outcome), flag_of)
    except TooMany:
        return flag_is(flag_of(whole), outcomes(outcome))


def _quantifiers(node: t.Value) -> Iterator[Chained]:
    """The quantifiers over findings in a condition that stand inside no other quantifier."""
    if isinstance(node, t.Exists | t.ForAll | t.Count | t.CountDistinct) and node.source.table == FINDINGS:
        yield node
    elif not isinstance(node, t.Quantified):
        for part in t.parts(node):
            yield from _quantifiers(part)
