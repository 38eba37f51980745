"""The days around which a rule turns, taken from its examples and its parameters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from hypothesis import strategies as st

from sdcompliance.rulebook import Rule, Rulebook
from sdcompliance.testing.examples import run_example


def boundary_days(rule: Rule, rulebook: Rulebook) -> st.SearchStrategy[date]:
    """The day before, the day of and the day after every limit of the rule."""
    return st.builds(
        lambda day, step: day + timedelta(step),
        st.sampled_from(_limits(rule, rulebook)),
        st.sampled_from((0, 1, -1)),
    )


@lru_cache(maxsize=256)
def _limits(rule: Rule, rulebook: Rulebook) -> tuple[date, ...]:
    return tuple(sorted({*_days_of_examples(rule, rulebook), *_days_of_parameters(rule, rulebook)}))


def _days_of_examples(rule: Rule, rulebook: Rulebook) -> Iterator[date]:
    for example in rule.examples:
        finding = run_example(rule, example, rulebook).finding
        yield from (day for day in (finding.due, finding.due_latest, example.as_of) if day is not None)


def _days_of_parameters(rule: Rule, rulebook: Rulebook) -> Iterator[date]:
    """The first day in force, the days on which a dated parameter changes, and parameters that are days."""
    yield rulebook.surroundings.law.clauses[rule.clause].in_force_from
    for steps in rule.parameters.values():
        yield from (day for day in steps if day is not None)
        yield from (value for value in steps.values() if isinstance(value, date))
