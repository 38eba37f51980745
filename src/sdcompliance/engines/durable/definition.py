"""Rules about one table → the definition of rulesets of durable-rules, as plain data.

Every name in it is made here (``t3``, ``r12``): no text of a rule file reaches the parser of durable-rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sdcompliance.conditions import tree as t
from sdcompliance.engines.durable.clauses import ANY, Alternatives, Clause, Outcomes
from sdcompliance.engines.durable.verdicts import verdicts_of
from sdcompliance.findings import Verdict
from sdcompliance.rulebook import Rule

#: A ruleset of durable-rules has at most 255 properties a fact and some 480 rules; larger ones are cut.
MOST_FLAGS = 150
MOST_RULES = 200


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A verdict of one rule under one reading. ``column`` is its place in the answer of a judge."""

    column: int
    rule: str
    reading: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class RulesetDefinition:
    """One ruleset: its flags, its rules as durable-rules takes them, and what each of them concludes.

    A fact has every flag: 0 false, 1 true, 2 unknown. A rule and reading for which nothing is concluded
    is compliant; where something is concluded more than once, it is the same each time.
    """

    flags: Mapping[str, t.Value]
    clauses: Mapping[str, Clause]
    conclusions: Mapping[str, tuple[Conclusion, ...]]

    @property
    def rules(self) -> Mapping[str, Mapping[str, Any]]:
        """The rules as durable-rules takes them, but for their actions."""
        return {name: {"all": [{"m": _all(condition(clause))}]} for name, clause in self.clauses.items()}


def define(rules: Iterable[Rule]) -> tuple[RulesetDefinition, ...]:
    """The rulesets for rules about one table, usually one. The columns count through all of them."""
    drafts = [_Draft()]
    column = 0
    for rule in rules:
        draft = drafts[-1].with_rule(rule, column)
        if draft.too_large and not drafts[-1].empty:
            drafts.append(_Draft().with_rule(rule, column))
        else:
            drafts[-1] = draft
        column += len(rule.variants)
    return tuple(draft.definition() for draft in drafts if not draft.empty)


class _Draft:
    """A ruleset in the making: conditions by flag, conclusions by clause."""

    def __init__(self) -> None:
        self._flags: dict[t.Value, str] = {}
        self._conclusions: dict[Clause, list[Conclusion]] = {}

    @property
    def empty(self) -> bool:
        """Whether nothing is concluded."""
        return not self._conclusions

    @property
    def too_large(self) -> bool:
        """Whether durable-rules would not take it, or not fast."""
        return len(self._flags) > MOST_FLAGS or len(self._conclusions) > MOST_RULES

    def with_rule(self, rule: Rule, column: int) -> _Draft:
        """The ruleset with one rule more, whose first reading has this column."""
        made = _Draft()
        made._flags.update(self._flags)
        made._conclusions.update({clause: list(found) for clause, found in self._conclusions.items()})
        for place, variant in enumerate(rule.variants):
            for verdict, alternatives in verdicts_of(variant, rule.norm, made._flag_of):
                made._conclude(alternatives, Conclusion(column + place, rule.id, variant.name, verdict))
        return made

    def definition(self) -> RulesetDefinition:
        """The ruleset, with the flags that its clauses ask for."""
        used = {flag for clause in self._conclusions for flag, _ in clause}
        named = {f"r{number}": clause for number, clause in enumerate(self._conclusions)}
        return RulesetDefinition(
            flags={flag: node for node, flag in self._flags.items() if flag in used},
            clauses=named,
            conclusions={name: tuple(self._conclusions[clause]) for name, clause in named.items()},
        )

    def _conclude(self, alternatives: Alternatives, conclusion: Conclusion) -> None:
        for clause in alternatives:
            self._conclusions.setdefault(clause, []).append(conclusion)

    def _flag_of(self, node: t.Value) -> str:
        return self._flags.setdefault(node, f"t{len(self._flags)}")


def condition(clause: Clause) -> list[dict[str, Any]]:
    """The parts of a clause as durable-rules writes them."""
    return [_part(flag, allowed) for flag, allowed in sorted(clause, key=lambda part: int(part[0][1:]))]


def _all(parts: list[dict[str, Any]]) -> dict[str, Any]:
    if not parts:
        return {"id": 1}  # every fact has it
    return parts[0] if len(parts) == 1 else {"$and": parts}


def _part(flag: str, allowed: Outcomes) -> dict[str, Any]:
    if len(allowed) == 1:
        return {flag: next(iter(allowed))}
    (refused,) = ANY - allowed
    return {"$neq": {flag: refused}}
