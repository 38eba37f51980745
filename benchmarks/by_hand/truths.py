"""Truths have three values, as the rules' do: True, False, None for unknown. Verdicts are numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from sdcompliance.findings import VERDICTS, Verdict

NOT_APPLICABLE = VERDICTS.index(Verdict.NOT_APPLICABLE)
COMPLIANT = VERDICTS.index(Verdict.COMPLIANT)
PENDING = VERDICTS.index(Verdict.PENDING)
UNDETERMINED = VERDICTS.index(Verdict.UNDETERMINED)
ADVISORY = VERDICTS.index(Verdict.ADVISORY)
VIOLATION = VERDICTS.index(Verdict.VIOLATION)

Truth: TypeAlias = bool | None
#: A truth under the default reading and under the other one.
Truths: TypeAlias = tuple[Truth, Truth]
#: The verdicts on one row, in the order of the table's columns.
Verdicts: TypeAlias = tuple[int, ...]
#: A verdict under the default reading and under the other one.
Two: TypeAlias = tuple[int, int]

#: The verdict by whether a duty is met: one due on a day that is past, or on none; one that is still ahead;
#: one that the text only encourages; one that is only asked for if the rule applies, which is not known.
PAST: dict[Truth, int] = {True: COMPLIANT, False: VIOLATION, None: UNDETERMINED}
AHEAD: dict[Truth, int] = {True: COMPLIANT, False: PENDING, None: PENDING}
SOFT: dict[Truth, int] = {True: COMPLIANT, False: ADVISORY, None: UNDETERMINED}
UNSURE: dict[Truth, int] = {True: UNDETERMINED, False: UNDETERMINED, None: UNDETERMINED}


def both(a: Truth, b: Truth) -> Truth:
    """And."""
    if a is True:
        return b
    return False if a is False or b is False else None


def either(a: Truth, b: Truth) -> Truth:
    """Or."""
    if a is False:
        return b
    return True if a is True or b is True else None


def negated(a: Truth) -> Truth:
    """Not."""
    return None if a is None else not a


def same(a: object, b: object) -> Truth:
    """Whether two recorded values are equal."""
    return None if a is None or b is None else a == b


def any_of(truths: Iterable[Truth]) -> Truth:
    """Whether one holds."""
    found: Truth = False
    for truth in truths:
        if truth:
            return True
        if truth is None:
            found = None
    return found


def all_of(truths: Iterable[Truth]) -> Truth:
    """Whether every one holds."""
    found: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            found = None
    return found


def where(applies: Truth, verdict: int) -> int:
    """The verdict of a rule by whether it applies."""
    if applies:
        return verdict
    return UNDETERMINED if applies is None else NOT_APPLICABLE
