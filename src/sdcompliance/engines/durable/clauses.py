"""When a condition is true, false or unknown, as alternatives of conjunctions over its flags.

A flag is a part of a condition that is no ``and``, ``or`` or ``not``: it is evaluated outside and asserted
as 0 (false), 1 (true) or 2 (unknown). durable-rules is trusted with conjunctions only, so what is left
of a condition is written as such, each flag with the outcomes it may have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from types import MappingProxyType
from typing import TypeAlias

from sdcompliance.conditions import tree as t

FALSE, TRUE, UNKNOWN = 0, 1, 2
#: Some of the outcomes FALSE, TRUE and UNKNOWN.
Outcomes: TypeAlias = frozenset[int]
ANY: Outcomes = frozenset((FALSE, TRUE, UNKNOWN))
#: All of its flags have one of the outcomes named for them. An empty clause always holds.
Clause: TypeAlias = frozenset[tuple[str, Outcomes]]
#: At least one of its clauses holds. No clause: never.
Alternatives: TypeAlias = tuple[Clause, ...]

ALWAYS: Alternatives = (frozenset(),)
NEVER: Alternatives = ()

#: A condition that would take more clauses, or longer ones, is a flag as a whole: the C engine has limits.
MOST_CLAUSES = 64
LONGEST_CLAUSE = 20

_SWAPPED = {FALSE: TRUE, TRUE: FALSE, UNKNOWN: UNKNOWN}


class TooManyClausesError(Exception):
    """A condition is not worth writing out. Never leaves this package."""


def outcomes(*which: int) -> Outcomes:
    """A set of outcomes."""
    return frozenset(which)


def flag_is(flag: str, allowed: Outcomes) -> Alternatives:
    """The flag has one of these outcomes."""
    if not allowed:
        return NEVER
    return ALWAYS if allowed == ANY else (frozenset(((flag, allowed),)),)


def when(node: t.Value, allowed: Outcomes, flag_of: Callable[[t.Value], str]) -> Alternatives:
    """When a condition has one of these outcomes; ``flag_of`` gives the flag of a part."""
    match node:
        case t.Named(value=value):
            return when(value, allowed, flag_of)
        case t.Not(operand=operand):
            return when(operand, frozenset(_SWAPPED[one] for one in allowed), flag_of)
        case t.AllOf(operands=operands) | t.AnyOf(operands=operands):
            settles = FALSE if isinstance(node, t.AllOf) else TRUE
            try:
                return _joined(operands, allowed, settles, flag_of)
            except TooManyClausesError:
                return flag_is(flag_of(node), allowed)
        case _:
            return flag_is(flag_of(node), allowed)


def _joined(
    operands: tuple[t.Value, ...], allowed: Outcomes, settles: int, flag_of: Callable[[t.Value], str]
) -> Alternatives:
    """``and`` (which FALSE settles) or ``or`` (which TRUE settles), in three values."""
    keeps = _SWAPPED[settles]
    open_ = frozenset((keeps, UNKNOWN))

    def each(wanted: Outcomes) -> list[Alternatives]:
        return [when(operand, wanted, flag_of) for operand in operands]

    found: list[Alternatives] = []
    if settles in allowed:
        if UNKNOWN in allowed and keeps not in allowed:
            return any_of(each(allowed))  # some operand is not the one that keeps
        found += each(outcomes(settles))
    if allowed >= open_:
        found.append(all_of(each(open_)))
    elif keeps in allowed:
        found.append(all_of(each(outcomes(keeps))))
    elif UNKNOWN in allowed:
        unsettled = each(open_)
        for place, unknown in enumerate(each(outcomes(UNKNOWN))):
            found.append(all_of([*unsettled[:place], unknown, *unsettled[place + 1 :]]))
    return any_of(found)


def any_of(alternatives: Iterable[Alternatives]) -> Alternatives:
    """At least one of these holds. Raises TooManyClausesError."""
    return _simplest(clause for each in alternatives for clause in each)


def all_of(alternatives: Iterable[Alternatives]) -> Alternatives:
    """All of these hold. Raises TooManyClausesError."""
    return reduce(_both, alternatives, ALWAYS)


def _both(left: Alternatives, right: Alternatives) -> Alternatives:
    merged = (_merged(one, other) for one in left for other in right)
    return _simplest(clause for clause in merged if clause is not None)


def _merged(left: Clause, right: Clause) -> Clause | None:
    """Both clauses as one; None where they contradict each other."""
    allowed = dict(left)
    for flag, own in right:
        allowed[flag] = allowed.get(flag, ANY) & own
        if not allowed[flag]:
            return None
    return frozenset(allowed.items())


def _simplest(clauses: Iterable[Clause]) -> Alternatives:
    """The clauses without those that another one covers, in a fixed order."""
    distinct = sorted(set(clauses), key=lambda clause: (len(clause), _sortable(clause)))
    kept: list[tuple[Clause, Mapping[str, Outcomes]]] = []
    for clause in distinct:
        own = dict(clause)
        if not any(_covers(other, own) for _, other in kept):
            kept.append((clause, MappingProxyType(own)))
            if len(kept) > MOST_CLAUSES or len(clause) > LONGEST_CLAUSE:
                raise TooManyClausesError
    return tuple(clause for clause, _ in kept)


def _covers(wide: Mapping[str, Outcomes], narrow: Mapping[str, Outcomes]) -> bool:
    return all(flag in narrow and narrow[flag] <= allowed for flag, allowed in wide.items())


def _sortable(clause: Clause) -> list[tuple[str, list[int]]]:
    return sorted((flag, sorted(allowed)) for flag, allowed in clause)
