"""A verdict → a Finding: due date, missing data, reason, evidence and words, for one row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from types import MappingProxyType

from sdcompliance.conditions import readable_column
from sdcompliance.conditions import tree as t
from sdcompliance.conditions.evidence import Read
from sdcompliance.engines.native.interpreter import Interpreter
from sdcompliance.engines.native.outcomes import Outcome
from sdcompliance.engines.native.phrasing import phrase
from sdcompliance.findings import Doubt, Evidence, Finding, Verdict, distinct, reason_of
from sdcompliance.records import Row
from sdcompliance.records.values import day_of
from sdcompliance.rulebook import Rule, Variant, Words

#: A finding shows this many rows of each collection that its rule looks at.
ROWS_SHOWN = 20

NO_DAY = Outcome(None, None)


def explain(
    rule: Rule, row: Row, verdicts: tuple[Verdict, ...], interpreter: Interpreter, today: date
) -> Finding:
    """The finding for one row, given the rule's verdict under each of its readings."""
    verdict, *others = verdicts
    variant = rule.default
    limit = variant.due or variant.until
    due = interpreter.value(limit) if limit is not None else NO_DAY
    doubts: tuple[Doubt, ...] = ()
    reason: Words | None = None
    if verdict is Verdict.UNDETERMINED:
        doubts = doubts_of(variant, interpreter, today)
        undecided = rule.undecided_reason if _is_undecided(variant, interpreter) else None
        reason = undecided or reason_of(doubts)
    readings = dict(zip(rule.readings, others, strict=True))
    missing = _missing(variant, interpreter, verdict, doubts)
    return Finding(
        rule=rule.id,
        subject=rule.subject,
        subject_id=row.id,
        verdict=verdict,
        sensitive=any(other is not verdict for other in others),
        readings=MappingProxyType(readings),
        due=due.least,
        due_latest=due.greatest,
        days=(due.least - today).days if due.known else None,
        missing=missing,
        reason_words=reason,
        clause=rule.clause,
        quote=rule.quote,
        words=phrase(rule, verdict, readings, due, reason, _data(doubts) or missing, interpreter),
        remedy_words=rule.remedy,
        read=evidence_of(rule, interpreter),
    )


def _is_undecided(variant: Variant, interpreter: Interpreter) -> bool:
    return (
        variant.undecided is not None
        and interpreter.value(variant.applies).truth is True
        and interpreter.value(variant.undecided).truth is True
    )


def doubts_of(variant: Variant, interpreter: Interpreter, today: date) -> tuple[Doubt, ...]:
    """Why a verdict is undetermined: what would have to be known, first where the judging stopped."""
    applies = interpreter.value(variant.applies)
    if applies.truth is None:
        return applies.doubts
    found: list[Doubt] = []
    required = interpreter.value(variant.required)
    found += required.doubts if required.truth is None else ()
    for limit in (variant.due, variant.until):
        if limit is not None:
            outcome = interpreter.value(limit)
            if not outcome.known or outcome.least < today <= outcome.greatest:
                found += outcome.doubts
    return distinct(found)


def _missing(
    variant: Variant, interpreter: Interpreter, verdict: Verdict, doubts: Iterable[Doubt]
) -> tuple[str, ...]:
    """The named requirements that are not met; else the data without which nothing can be said."""
    named = variant.require[0].name is not None
    if named and not verdict.settled and interpreter.value(variant.applies).truth is True:
        return tuple(
            requirement.name
            for requirement in variant.require
            if requirement.name is not None and interpreter.value(requirement.condition).truth is not True
        )
    if verdict is not Verdict.UNDETERMINED:
        return ()
    return _data(doubts)


def _data(doubts: Iterable[Doubt]) -> tuple[str, ...]:
    """The paths of what somebody would have to record."""
    return tuple(dict.fromkeys(doubt.path for doubt in doubts if doubt.is_data))


# ── evidence ────────────────────────────────────────────────────────────────────────────


def evidence_of(rule: Rule, interpreter: Interpreter) -> tuple[Evidence, ...]:
    """Every value that occurs in the rule under any reading, by path, whatever the short cuts."""
    found = {item.path: item for item in _values_of(rule.evidence, interpreter)}
    return tuple(found[path] for path in sorted(found))


def _values_of(read: Read, interpreter: Interpreter) -> Iterator[Evidence]:
    for row in read.references:
        yield from _lost_reference(row, interpreter)
    for column in read.columns:
        if isinstance(column, t.DayOf):
            yield from _recorded(column.moment, f"{column.moment.column[:-3]}_on", interpreter)
        else:
            yield from _recorded(column, column.column, interpreter)
    for collection in read.collections:
        for member in interpreter.looked_at(collection.rows).rows[:ROWS_SHOWN]:
            yield from _values_of(collection.read, interpreter.within(member))


def _recorded(field: t.Field, shown_as: str, interpreter: Interpreter) -> Iterator[Evidence]:
    place = interpreter.place(field.row)
    if place.row is not None:
        yield _evidence(place.row, field.column, place.column(shown_as))


def _evidence(row: Row | None, column: str, path: str) -> Evidence:
    assert row is not None  # callers ask for rows that can be read
    value = getattr(row, column)
    if path.endswith("_on") and column.endswith("_at"):
        value = day_of(value)
    return Evidence(path, value, readable_column(row, column).personal)


def _lost_reference(row: t.Referred, interpreter: Interpreter) -> Iterator[Evidence]:
    """Where a row cannot be read, the reference that leads nowhere is the evidence."""
    start = interpreter.place(row.row)
    if start.row is not None and interpreter.place(row).row is None:
        column = f"{row.reference}_id"
        yield _evidence(start.row, column, start.column(column))
