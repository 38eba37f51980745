"""Of which rules a condition reads the findings: what decides the order in which rules are judged."""

from __future__ import annotations

from sdcompliance.conditions import tree as t
from sdcompliance.conditions.readable import FINDINGS


def rules_read(node: t.Value) -> frozenset[str]:
    """The ids of the rules whose findings a condition reads."""
    return frozenset(
        rule
        for part in t.walk(node)
        if isinstance(part, t.Quantified) and part.source.table == FINDINGS
        for rule in rules_named(part.variable, part.filter)
    )


def rules_named(finding: t.Variable, test: t.Value | None) -> frozenset[str]:
    """The rules to which a filter confines the findings it lets through; none where it confines nothing."""
    match test:
        case t.Named(value=value):
            return rules_named(finding, value)
        case t.AllOf(operands=operands):
            confined = [named for operand in operands if (named := rules_named(finding, operand))]
            return frozenset.intersection(*confined) if confined else frozenset()
        case t.AnyOf(operands=operands):
            each = [rules_named(finding, operand) for operand in operands]
            return frozenset().union(*each) if all(each) else frozenset()
        case t.Among(value=value, options=options) if _is_rule(value, finding):
            return frozenset(str(option) for option in options)
        case t.Compare(operator="==", left=left, right=right):
            for own, other in ((left, right), (right, left)):
                literal = t.literal_of(other)
                if _is_rule(own, finding) and literal is not None:
                    return frozenset((str(literal.value),))
    return frozenset()


def _is_rule(node: t.Value, finding: t.Variable) -> bool:
    return isinstance(node, t.Field) and node.row == finding and node.column == "rule"
