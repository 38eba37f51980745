"""What is left of a condition over its flags holds exactly where the condition has the outcome asked for."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from sdcompliance.conditions import TRUTH
from sdcompliance.conditions import tree as t
from sdcompliance.engines.durable.clauses import (
    FALSE,
    LONGEST_CLAUSE,
    TRUE,
    UNKNOWN,
    Alternatives,
    when,
)
from sdcompliance.engines.durable.definition import MOST_FLAGS, MOST_RULES, define
from sdcompliance.engines.durable.verdicts import verdicts_of
from sdcompliance.rulebook import Norm, Requirement, Variant, default_rulebook

OUTCOMES = (FALSE, TRUE, UNKNOWN)
FLAGS = [t.Field(t.Subject("sessions"), name, TRUTH) for name in ("a", "b", "c", "d")]
SETS = st.sets(st.sampled_from(OUTCOMES), min_size=1).map(frozenset)
CONDITIONS = st.recursive(
    st.sampled_from(FLAGS),
    lambda inner: st.one_of(
        inner.map(t.Not),
        inner.map(lambda node: t.Named("name", node)),
        st.lists(inner, min_size=1, max_size=4).map(lambda nodes: t.AllOf(tuple(nodes))),
        st.lists(inner, min_size=1, max_size=4).map(lambda nodes: t.AnyOf(tuple(nodes))),
    ),
    max_leaves=12,
)


def kleene(node: t.Value, given_: dict[str, int]) -> int:
    """The three-valued truth of a condition, written out."""
    match node:
        case t.Field(column=column):
            return given_[column]
        case t.Named(value=value):
            return kleene(value, given_)
        case t.Not(operand=operand):
            return {TRUE: FALSE, FALSE: TRUE, UNKNOWN: UNKNOWN}[kleene(operand, given_)]
        case t.AllOf(operands=operands):
            found = {kleene(operand, given_) for operand in operands}
            return FALSE if FALSE in found else UNKNOWN if UNKNOWN in found else TRUE
        case t.AnyOf(operands=operands):
            found = {kleene(operand, given_) for operand in operands}
            return TRUE if TRUE in found else UNKNOWN if UNKNOWN in found else FALSE
    raise AssertionError(node)


def flag_of(node: t.Value) -> str:
    assert isinstance(node, t.Field)
    return node.column


def holds(alternatives: Alternatives, given_: dict[str, int]) -> bool:
    return any(all(given_[flag] in allowed for flag, allowed in clause) for clause in alternatives)


@settings(max_examples=300, deadline=None)
@given(node=CONDITIONS, asked=SETS)
def test_clauses_hold_where_the_condition_has_the_outcome(node: t.Value, asked: frozenset[int]) -> None:
    alternatives = when(node, asked, flag_of)
    for values in product(OUTCOMES, repeat=len(FLAGS)):
        given_ = dict(zip("abcd", values, strict=True))
        assert holds(alternatives, given_) is (kleene(node, given_) in asked)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_the_verdicts_of_a_rule_exclude_each_other(data: st.DataObject) -> None:
    """Whatever is known, one verdict is given at most: a rule never says two things of one row."""
    when_, undecided, required = (data.draw(st.none() | CONDITIONS) for _ in range(3))
    limit = data.draw(st.sampled_from([None, "due", "until"]))
    day = t.Today()
    variant = Variant(
        name="default",
        arises=day,
        scope=FLAGS[0],
        when=when_,
        due=day if limit == "due" else None,
        until=day if limit == "until" else None,
        undecided=undecided,
        require=(Requirement(None, required or FLAGS[1]),),
    )

    def named(node: t.Value) -> str:
        return node.column if isinstance(node, t.Field) else "limit"

    verdicts = verdicts_of(variant, Norm.MUST, named)
    for values in product(OUTCOMES, repeat=len(FLAGS) + 1):
        given_ = dict(zip(("a", "b", "c", "d", "limit"), values, strict=True))
        assert len({verdict for verdict, alternatives in verdicts if holds(alternatives, given_)}) <= 1


def test_a_condition_too_large_to_write_out_is_one_flag() -> None:
    fields = [t.Field(t.Subject("sessions"), f"x{n}", TRUTH) for n in range(60)]
    pairs = t.AllOf(tuple(t.AnyOf(tuple(fields[n : n + 3])) for n in range(0, 60, 3)))  # 3**20 clauses
    flags: dict[t.Value, str] = {}
    alternatives = when(pairs, frozenset((TRUE,)), lambda node: flags.setdefault(node, f"t{len(flags)}"))
    assert alternatives == (frozenset(((flags[pairs], frozenset((TRUE,))),)),)


def test_rulesets_stay_within_what_durable_rules_takes() -> None:
    every = [rule for rules in default_rulebook().direct.values() for rule in rules]
    definitions = define(every)  # as if all were about one table
    assert len(definitions) > 1
    for definition in definitions:
        assert len(definition.flags) <= MOST_FLAGS
        assert len(definition.clauses) <= MOST_RULES
        assert all(len(clause) <= LONGEST_CLAUSE for clause in definition.clauses.values())
    columns = [
        one.column for definition in definitions for found in definition.conclusions.values() for one in found
    ]
    assert set(columns) == set(range(sum(len(rule.variants) for rule in every)))
