"""The two judges of a table's rows: what the library generates, and what is written by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any, TypeAlias

from benchmarks import by_hand
from sdcompliance.engines.native import functions_for
from sdcompliance.engines.native.compiler import GeneratedCode
from sdcompliance.engines.registry import native_engine
from sdcompliance.records import Records
from sdcompliance.rulebook import DEFAULT, Rule, Variant, default_rulebook
from sdcompliance.workdays import calendar

TODAY = date(2026, 11, 23)

#: From a row to its verdicts.
Judge: TypeAlias = Callable[[Any], tuple[int, ...]]
#: The verdicts on every row.
Answer: TypeAlias = list[tuple[int, ...]]


def judged_by(subject: str) -> list[tuple[Rule, Variant]]:
    """The rules about a table that read the records alone, each under each reading, in the order in which generated functions answer."""
    return [(rule, variant) for rule in default_rulebook().direct[subject] for variant in rule.variants]


def columns(subject: str) -> tuple[str, ...]:
    """What the library's answer is about: a rule, or a rule and a reading other than the default."""
    return tuple(
        rule.id if variant.name == DEFAULT else f"{rule.id}.{variant.name}"
        for rule, variant in judged_by(subject)
    )


def tables_read(subject: str) -> tuple[str, ...]:
    """The tables that the rules about a table read, itself first."""
    return tuple(dict.fromkeys([subject, *(of.table for of in _generated(subject).accessors.values())]))


def generated_judge(subject: str, records: Records, today: date) -> Judge:
    """The library's function for a table, linked to records."""
    return _generated(subject).link(records, today, functions_for(calendar()))


def by_hand_judge(subject: str, records: Records, today: date) -> Judge:
    """The hand-written function for a table, linked to records."""
    return by_hand.link(subject, records, today, calendar())


@cache
def _generated(subject: str) -> GeneratedCode:
    code = native_engine(default_rulebook()).compiled(subject)
    assert code is not None
    return code
