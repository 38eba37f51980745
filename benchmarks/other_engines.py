"""Other rule engines, each with the same rules of one condition each, used as its documentation recommends.

Everything that an engine can do once (parse, compile, build) is done once; what is timed is the judging of one
record. A rule of an integer field asks whether it is below a limit, one of a boolean field whether it is false.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

FlatRecord: TypeAlias = dict[str, int | bool]
#: From a record to the names of the rules that hit.
Evaluate: TypeAlias = Callable[[FlatRecord], list[str]]


@dataclass(frozen=True)
class FlatRule:
    """One rule of one condition. ``below`` is None for a boolean field, which hits where it is false."""

    name: str
    field: str
    below: int | None


def flat_rules(count: int) -> list[FlatRule]:
    """Rules, each about a field of its own; integers and booleans in turn."""
    return [FlatRule(f"R{n}", f"field{n}", n + 1 if n % 2 else None) for n in range(count)]


def flat_record(rules: list[FlatRule], hits: int) -> FlatRecord:
    """A record with a field for every rule, on which the first ``hits`` rules hit and no other."""
    return {
        rule.field: (place >= hits if rule.below is None else rule.below - (place < hits))
        for place, rule in enumerate(rules)
    }


def durable(rules: list[FlatRule]) -> Evaluate:
    """durable_rules: a ruleset of its own, without the host and its threads; one context an evaluation."""
    from durable.engine import Ruleset

    hits: list[str] = []
    definition = {
        rule.name: {
            "all": [{"m": {rule.field: False} if rule.below is None else {"$lt": {rule.field: rule.below}}}],
            "run": lambda context, name=rule.name: hits.append(name),
        }
        for rule in rules
    }
    ruleset = Ruleset("flat", None, definition)
    errors: list[BaseException] = []

    def completed(error: BaseException | None, _: object) -> None:
        if error is not None:
            errors.append(error)

    def evaluate(record: FlatRecord) -> list[str]:
        hits.clear()
        handle = ruleset.assert_fact({"id": 1, "sid": "1", **record})
        ruleset.do_actions(handle, completed)
        ruleset.delete_state("1")
        if errors:
            raise errors.pop()
        return list(hits)

    return evaluate


def zen(rules: list[FlatRule]) -> Evaluate:
    """zen-engine: one decision table that collects every row that matches."""
    from zen import ZenEngine

    inputs = [{"id": rule.field, "name": rule.field, "field": rule.field} for rule in rules]
    rows = [
        {
            "_id": rule.name,
            rule.field: "false" if rule.below is None else f"< {rule.below}",
            "hit": json.dumps(rule.name),
        }
        for rule in rules
    ]
    table = {
        "hitPolicy": "collect",
        "inputs": inputs,
        "outputs": [{"id": "hit", "name": "hit", "field": "hit"}],
        "rules": rows,
    }
    graph = {
        "nodes": [
            {"id": "in", "name": "in", "type": "inputNode", "position": {"x": 0, "y": 0}},
            {"id": "table", "name": "table", "type": "decisionTableNode", "position": {"x": 0, "y": 0}, "content": table},
            {"id": "out", "name": "out", "type": "outputNode", "position": {"x": 0, "y": 0}},
        ],
        "edges": [
            {"id": "a", "sourceId": "in", "targetId": "table", "type": "edge"},
            {"id": "b", "sourceId": "table", "targetId": "out", "type": "edge"},
        ],
    }
    decision = ZenEngine().create_decision(json.dumps(graph))

    def evaluate(record: FlatRecord) -> list[str]:
        return [row["hit"] for row in decision.evaluate(record)["result"]]

    return evaluate


def rule_engine(rules: list[FlatRule]) -> Evaluate:
    """rule-engine: one compiled Rule a rule."""
    from rule_engine import Rule

    compiled = [
        (rule.name, Rule(f"{rule.field} == false" if rule.below is None else f"{rule.field} < {rule.below}"))
        for rule in rules
    ]

    def evaluate(record: FlatRecord) -> list[str]:
        return [name for name, rule in compiled if rule.matches(record)]

    return evaluate


def json_logic(rules: list[FlatRule]) -> Evaluate:
    """json-logic: it has nothing to compile."""
    from json_logic import jsonLogic

    logic: list[tuple[str, Any]] = [
        (
            rule.name,
            {"===": [{"var": rule.field}, False]} if rule.below is None else {"<": [{"var": rule.field}, rule.below]},
        )
        for rule in rules
    ]

    def evaluate(record: FlatRecord) -> list[str]:
        return [name for name, rule in logic if jsonLogic(rule, record)]

    return evaluate


ENGINES: dict[str, Callable[[list[FlatRule]], Evaluate]] = {
    "durable_rules": durable,
    "zen-engine": zen,
    "rule-engine": rule_engine,
    "json-logic": json_logic,
}
