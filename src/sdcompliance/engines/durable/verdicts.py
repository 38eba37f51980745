"""The table of docs/verdicts.md as alternatives: which outcomes of its conditions give which verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from sdcompliance.conditions import tree as t
from sdcompliance.engines.durable.clauses import (
    ALWAYS,
    FALSE,
    TRUE,
    UNKNOWN,
    Alternatives,
    Outcomes,
    TooManyClausesError,
    all_of,
    flag_is,
    outcomes,
    when,
)
from sdcompliance.findings import Verdict
from sdcompliance.rulebook import Norm, Variant

#: When a condition has one of some outcomes.
When: TypeAlias = Callable[[t.Value, Outcomes], Alternatives]

_FALSE, _TRUE, _UNKNOWN = outcomes(FALSE), outcomes(TRUE), outcomes(UNKNOWN)
_NOT_FALSE, _NOT_TRUE = outcomes(TRUE, UNKNOWN), outcomes(FALSE, UNKNOWN)


def verdicts_of(
    variant: Variant, norm: Norm, flag_of: Callable[[t.Value], str]
) -> tuple[tuple[Verdict, Alternatives], ...]:
    """Each verdict that a rule may give under one reading, and when; compliant where none is given."""

    def in_parts(node: t.Value, allowed: Outcomes) -> Alternatives:
        return when(node, allowed, flag_of)

    def as_wholes(node: t.Value, allowed: Outcomes) -> Alternatives:
        return flag_is(flag_of(node), allowed)

    broken = Verdict.VIOLATION if norm is Norm.MUST else Verdict.ADVISORY
    try:
        return tuple(_table(variant, broken, in_parts))
    except TooManyClausesError:
        return tuple(_table(variant, broken, as_wholes))


def _table(variant: Variant, broken: Verdict, is_: When) -> Iterator[tuple[Verdict, Alternatives]]:
    applies, required = variant.applies, variant.required
    yield Verdict.NOT_APPLICABLE, is_(applies, _FALSE)
    yield Verdict.UNDETERMINED, is_(applies, _UNKNOWN)
    open_ = is_(applies, _TRUE)
    if variant.undecided is not None:
        yield Verdict.UNDETERMINED, all_of([open_, is_(variant.undecided, _TRUE)])
        open_ = all_of([open_, is_(variant.undecided, _NOT_TRUE)])
    for verdict, alternatives in _limited(variant, broken, is_, required):
        yield verdict, all_of([open_, alternatives])


def _limited(
    variant: Variant, broken: Verdict, is_: When, required: t.Value
) -> Iterator[tuple[Verdict, Alternatives]]:
    """What follows where the rule applies: by whether it is met, and by the day."""
    if variant.until is not None:
        running = t.Compare("<=", t.Today(), variant.until)
        yield broken, is_(required, _FALSE)
        yield Verdict.PENDING, all_of([is_(required, _NOT_FALSE), is_(running, _TRUE)])
        yield Verdict.UNDETERMINED, all_of([is_(required, _NOT_FALSE), is_(running, _UNKNOWN)])
        yield Verdict.UNDETERMINED, all_of([is_(required, _UNKNOWN), is_(running, _FALSE)])
        return
    past = ALWAYS
    if variant.due is not None:
        running = t.Compare("<=", t.Today(), variant.due)
        yield Verdict.PENDING, all_of([is_(required, _NOT_TRUE), is_(running, _TRUE)])
        yield Verdict.UNDETERMINED, all_of([is_(required, _NOT_TRUE), is_(running, _UNKNOWN)])
        past = is_(running, _FALSE)
    yield broken, all_of([is_(required, _FALSE), past])
    yield Verdict.UNDETERMINED, all_of([is_(required, _UNKNOWN), past])
