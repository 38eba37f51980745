"""Rules of one condition each on a flat record: the same for every engine, this library included."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

from sdcompliance.engines.native import functions_for
from sdcompliance.engines.native.compiler import compile_subject
from sdcompliance.findings import VERDICTS, Verdict
from sdcompliance.records import Application, Records
from sdcompliance.rulebook import default_rulebook, load_rules
from sdcompliance.workdays import calendar

FlatRecord: TypeAlias = dict[str, int | bool]
#: From a record to the names of the rules that hit.
Evaluate: TypeAlias = Callable[[FlatRecord], list[str]]

_INTEGERS = ("staff_total", "manager_count", "full_time_teacher_count", "expert_count")
_BOOLEANS = (
    "sealed", "signed", "has_form", "has_venue_images", "has_equipment_images", "has_management_rules",
    "evaluation_passed", "approved",
)  # fmt: skip
_VIOLATION = VERDICTS.index(Verdict.VIOLATION)
_SUBMITTED = date(2025, 3, 3)

_RULE_FILE = """\
id: {rule.name}
name: hit
title: {{zh: 单一条件, en: A single condition}}
subject: applications
clause: annex1/2
quote: 申请设立考点的单位
norm: must
require: {require}
message: {{zh: 命中, en: Hit}}
remedy: {{zh: 无, en: None}}
examples:
  - {{name: any, as_of: 2025-06-01, expect: compliant}}
"""


@dataclass(frozen=True)
class FlatRule:
    """One rule of one condition: an integer is below ``limit``, or a boolean (no limit) is false."""

    name: str
    field: str
    limit: int | None


def rules_of_own_fields(count: int) -> list[FlatRule]:
    """Rules about integer and boolean fields in turn, each about a field of its own."""
    return [FlatRule(f"HOST{n:03}", f"field{n}", n + 1 if n % 2 else None) for n in range(count)]


def rules_of_an_application(count: int) -> list[FlatRule]:
    """Rules about the integer and boolean columns of an application: no condition occurs twice."""
    of_booleans = [FlatRule(f"HOST{n:03}", field, None) for n, field in enumerate(_BOOLEANS)]
    return of_booleans + [
        FlatRule(f"HOST{n:03}", _INTEGERS[n % len(_INTEGERS)], n // len(_INTEGERS) + 1)
        for n in range(len(of_booleans), count)
    ]


def record_with_hits(rules: Sequence[FlatRule], hits: int) -> FlatRecord:
    """A record on which that many of the rules about fields of their own hit."""
    return {
        rule.field: place >= hits if rule.limit is None else rule.limit - (place < hits)
        for place, rule in enumerate(rules)
    }


def application_with_hits(rules: Sequence[FlatRule], hits: int) -> FlatRecord:
    """The columns of an application on which that many of its rules about booleans hit, and no other."""
    highest = max(rule.limit or 0 for rule in rules)
    missing = {rule.field for rule in rules[:hits]}
    return dict.fromkeys(_INTEGERS, highest) | {field: field not in missing for field in _BOOLEANS}


def library(rules: Sequence[FlatRule], folder: Path) -> Callable[[Application], list[str]]:
    """This library: the rules as a host would write them, in a folder of rule files."""
    for rule in rules:
        require = rule.field if rule.limit is None else f"{rule.field} >= {rule.limit}"
        text = _RULE_FILE.format(rule=rule, require=require)
        (folder / f"{rule.name}_hit.yaml").write_text(text, encoding="utf-8")
    rulebook, notice = load_rules(folder), default_rulebook()
    own = tuple(rulebook[id_] for id_ in rulebook if id_ not in notice)
    judge = compile_subject("applications", own).link(Records(), date(2025, 6, 1), functions_for(calendar()))
    names = [rule.id for rule in own]

    found: dict[tuple[int, ...], list[str]] = {}

    def evaluate(application: Application) -> list[str]:
        # As the library does: rows with the same verdicts are looked at once.
        answer = judge(application)
        if answer not in found:
            hits = zip(names, answer, strict=True)
            found[answer] = [name for name, verdict in hits if verdict == _VIOLATION]
        return found[answer]

    return evaluate


def as_application(record: FlatRecord) -> Application:
    """The record as a row of the library."""
    return Application(id="AP1", city="370100", submitted_on=_SUBMITTED, **record)
