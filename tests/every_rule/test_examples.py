"""Every example of every rule gets the verdict it names."""

from __future__ import annotations

import pytest

from sdcompliance.rulebook import ExamplePart, Rule, default_rulebook
from sdcompliance.testing import run_example

EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.id}-{example.name}")
    for rule in default_rulebook().values()
    for example in rule.examples
]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example_gets_the_verdict_it_names(rule: Rule, example: ExamplePart) -> None:
    outcome = run_example(rule, example)
    assert not outcome.differences, "\n".join([*outcome.differences, outcome.finding.message("en")])


def test_names_of_examples_are_unique_within_a_rule() -> None:
    for rule in default_rulebook().values():
        names = [example.name for example in rule.examples]
        assert len(names) == len(set(names)), rule.id
