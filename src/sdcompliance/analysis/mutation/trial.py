"""Mutants held against the examples of their rule."""

from __future__ import annotations

from collections.abc import Iterable

from sdcompliance.errors import SdcomplianceError
from sdcompliance.findings import Finding
from sdcompliance.rulebook import ExamplePart, Rule, Rulebook
from sdcompliance.testing import run_example


class Trial:
    """The examples of a rule. Those that noticed a mutant before are asked first: they often do again."""

    def __init__(self, examples: Iterable[ExamplePart], rulebook: Rulebook) -> None:
        self._examples = list(examples)
        self._rulebook = rulebook

    def kills(self, mutant: Rule) -> bool:
        """Whether at least one example gets another finding than it expects, or none at all."""
        book = self._rulebook.alone(mutant)
        for place, example in enumerate(self._examples):
            if _notices(mutant, example, book):
                self._examples.insert(0, self._examples.pop(place))
                return True
        return False


def _notices(mutant: Rule, example: ExamplePart, book: Rulebook) -> bool:
    try:
        return bool(run_example(mutant, example, book).differences)
    except (SdcomplianceError, ArithmeticError, ValueError):
        return True  # a rule that cannot be judged is noticed


def said(rule: Rule, example: ExamplePart, book: Rulebook) -> Finding | None:
    """What a rule says of an example, None where it cannot be judged."""
    try:
        return run_example(rule, example, book).finding
    except (SdcomplianceError, ArithmeticError, ValueError):
        return None
