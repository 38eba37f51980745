"""One rule on one row, explained: conditions with the values put in, days counted, other readings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sdcompliance.conditions import to_text
from sdcompliance.conditions import tree as t
from sdcompliance.engines.evaluation import Show, as_of_day, check
from sdcompliance.engines.native import Interpreter, Outcome, functions_for
from sdcompliance.engines.native.steps import Step, steps_of
from sdcompliance.engines.registry import native_engine
from sdcompliance.errors import UnknownNameError, did_you_mean
from sdcompliance.findings import Finding, Verdict
from sdcompliance.records import Records
from sdcompliance.rulebook import Rule, Rulebook, Variant, Words, default_rulebook
from sdcompliance.workdays import Calendar, CountedDay
from sdcompliance.workdays import calendar as default_calendar

#: A count of days is listed day by day up to this many days.
DAYS_LISTED = 60


@dataclass(frozen=True, slots=True)
class ExplainedPart:
    """One key of the rule (``when``, ``due``, ``require`` …) with its evaluation."""

    key: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class DayCount:
    """A count of working days, day by day. ``call`` is the function as written in the rule."""

    call: str
    days: tuple[CountedDay, ...]


@dataclass(frozen=True, slots=True)
class ExplainedReading:
    """The rule under one reading. ``basis`` is None for the default reading."""

    name: str
    basis: Words | None
    verdict: Verdict
    parts: tuple[ExplainedPart, ...]
    counts: tuple[DayCount, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything behind one verdict."""

    rule: Rule
    clause_title: Words
    finding: Finding
    as_of: date
    readings: tuple[ExplainedReading, ...]


def explain(
    rule_id: str,
    subject_id: str,
    records: Records,
    as_of: date | str | None = None,
    *,
    rulebook: Rulebook | None = None,
    calendar: Calendar | None = None,
) -> Explanation:
    """Why a rule gives its verdict on one row, under each of its readings.

    Raises UnknownNameError, with the nearest name, where there is no such rule or row.
    """
    book = rulebook or default_rulebook()
    days = calendar or default_calendar()
    rule = book.rule(rule_id)
    rows = records.table(rule.subject)
    if rows is None:
        raise UnknownNameError(f"{rule_id} judges {rule.subject}, and the records have no such table")
    if subject_id not in rows:
        raise UnknownNameError(f"no {rule.subject} {subject_id!r}{did_you_mean(subject_id, rows)}")
    today = as_of_day(as_of)
    row = rows[subject_id]
    report = check(row, records, today, rulebook=book, calendar=days, show=Show.ALL)
    finding = next(finding for finding in report.findings if finding.rule == rule_id)
    source = native_engine(book).source_for(rule, row, records, today, days)
    interpreter = Interpreter(source, row, today, functions_for(days))
    verdicts = {rule.default.name: finding.verdict, **finding.readings}
    return Explanation(
        rule=rule,
        clause_title=book.surroundings.law.clauses[rule.clause].title,
        finding=finding,
        as_of=today,
        readings=tuple(
            ExplainedReading(
                name=variant.name,
                basis=rule.readings.get(variant.name),
                verdict=verdicts[variant.name],
                parts=tuple(_parts(variant, interpreter)),
                counts=tuple(_counts(variant, interpreter, days)),
            )
            for variant in rule.variants
        ),
    )


def _parts(variant: Variant, interpreter: Interpreter) -> Iterator[ExplainedPart]:
    for key in ("arises", "scope", "when", "due", "until", "undecided"):
        tree = getattr(variant, key)
        if tree is not None:
            yield ExplainedPart(key, tuple(steps_of(tree, interpreter)))
    for requirement in variant.require:
        key = f"require.{requirement.name}" if requirement.name else "require"
        yield ExplainedPart(key, tuple(steps_of(requirement.condition, interpreter)))


def _counts(variant: Variant, interpreter: Interpreter, calendar: Calendar) -> Iterator[DayCount]:
    seen: set[t.Value] = set()
    for tree in variant.conditions:
        for node in t.walk(tree):
            if isinstance(node, t.Call) and node not in seen and node.function in _SPANS:
                seen.add(node)
                if t.reads_variables(node):
                    continue  # it has another value for every row that the quantifier looks at
                span = _SPANS[node.function](node, interpreter)
                if span is not None and 0 < (span[1] - span[0]).days <= DAYS_LISTED:
                    yield DayCount(to_text(node), calendar.explain(*span))


def _span_after(node: t.Call, interpreter: Interpreter) -> tuple[date, date] | None:
    """From the day counted from to the last day the result may fall on."""
    return _span(interpreter.value(node.arguments[0]), interpreter.value(node))


def _span_between(node: t.Call, interpreter: Interpreter) -> tuple[date, date] | None:
    """From the day not counted to the last day counted."""
    start, end = (interpreter.value(argument) for argument in node.arguments)
    return _span(start, end)


def _span(start: Outcome, end: Outcome) -> tuple[date, date] | None:
    return (start.least, end.greatest) if start.known and end.known else None


_SPANS = {"workday_after": _span_after, "workdays_between": _span_between}
