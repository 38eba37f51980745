"""Other rule engines, each with the same rules of one condition, used as its documentation recommends.

Everything that an engine can do once (parse, compile, build) is done once; what is timed is the judging of
one record, up to the names of the rules that hit.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from benchmarks.flat_rules import Evaluate, FlatRecord, FlatRule

Build: TypeAlias = Callable[[Sequence[FlatRule]], Evaluate]


def durable(rules: Sequence[FlatRule]) -> Evaluate:
    """durable_rules: a ruleset of its own, without the host and its threads; one context an evaluation."""
    from durable.engine import Ruleset

    hits: list[str] = []

    def recording(name: str) -> Callable[[Any], None]:
        return lambda _: hits.append(name)

    definition = {
        rule.name: {
            "all": [{"m": {rule.field: False} if rule.limit is None else {"$lt": {rule.field: rule.limit}}}],
            "run": recording(rule.name),
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


def zen(rules: Sequence[FlatRule]) -> Evaluate:
    """zen-engine: one decision table that collects every row that matches."""
    from zen import ZenEngine

    fields = dict.fromkeys(rule.field for rule in rules)
    inputs = [{"id": field, "name": field, "field": field} for field in fields]
    rows = [
        {
            "_id": rule.name,
            rule.field: "false" if rule.limit is None else f"< {rule.limit}",
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
    nodes: list[dict[str, Any]] = [
        {"id": "in", "type": "inputNode"},
        {"id": "table", "type": "decisionTableNode", "content": table},
        {"id": "out", "type": "outputNode"},
    ]
    graph = {
        "nodes": [{**node, "name": node["id"], "position": {"x": 0, "y": 0}} for node in nodes],
        "edges": [
            {"id": "first", "sourceId": "in", "targetId": "table", "type": "edge"},
            {"id": "last", "sourceId": "table", "targetId": "out", "type": "edge"},
        ],
    }
    decision = ZenEngine().create_decision(json.dumps(graph))

    def evaluate(record: FlatRecord) -> list[str]:
        return [row["hit"] for row in decision.evaluate(record)["result"]]

    return evaluate


def rule_engine(rules: Sequence[FlatRule]) -> Evaluate:
    """rule-engine: one compiled Rule a rule."""
    from rule_engine import Rule

    compiled = [
        (rule.name, Rule(f"{rule.field} == false" if rule.limit is None else f"{rule.field} < {rule.limit}"))
        for rule in rules
    ]

    def evaluate(record: FlatRecord) -> list[str]:
        return [name for name, rule in compiled if rule.matches(record)]

    return evaluate


def json_logic(rules: Sequence[FlatRule]) -> Evaluate:
    """json-logic: it has nothing to compile."""
    from json_logic import jsonLogic

    def condition(rule: FlatRule) -> dict[str, Any]:
        field = {"var": rule.field}
        return {"===": [field, False]} if rule.limit is None else {"<": [field, rule.limit]}

    logic = [(rule.name, condition(rule)) for rule in rules]

    def evaluate(record: FlatRecord) -> list[str]:
        return [name for name, rule in logic if jsonLogic(rule, record)]

    return evaluate


ENGINES: dict[str, Callable[[list[FlatRule]], Evaluate]] = {
    "durable_rules": durable,
    "zen-engine": zen,
    "rule-engine": rule_engine,
    "json-logic": json_logic,
}
