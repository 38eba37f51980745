"""On which days a verdict may change by itself: what the rules about a table compare with today.

A verdict depends on the day in four ways, and each has its own way of being woken:

- a due day, or the end of a period: computed for each row by generated code (``limits``);
- today compared with something else that the row's own columns give: computed likewise (``compared``);
- today compared with a column of a row reached through a quantifier: that row wakes on that day (``dates``);
- the year of today: on 1 January. Anything else (a count of days up to today): every day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeAlias, cast

from sdcompliance.conditions import tree as t
from sdcompliance.engines.native.compiler import GeneratedCode, compiled
from sdcompliance.engines.native.emitter import Emitter
from sdcompliance.rulebook import Rule

#: A row → the least and the greatest value of every limit, one after the other.
Limits: TypeAlias = Callable[[Any], tuple[date | None, ...]]

_ONE_DAY = timedelta(days=1)


@dataclass(slots=True)
class Timing:
    """How the verdicts about the rows of one table depend on the day."""

    limits: dict[t.Value, None] = field(default_factory=dict)  # in a fixed order: their places are used
    compared: dict[t.Value, None] = field(default_factory=dict)
    dates: set[tuple[str, str]] = field(default_factory=set)  # table, column
    yearly: bool = False
    daily: bool = False

    @property
    def days(self) -> tuple[t.Value, ...]:
        """Everything that generated code computes for a row, limits first."""
        return (*self.limits, *self.compared)

    def reads(self, values: Iterable[t.Value]) -> None:
        """Something else that is told of a row (the day on which a duty arose) rests on these values."""
        for value in values:
            _scan(value, self)


def timing_of(rules: Iterable[Rule]) -> Timing:
    """How the rules about one table depend on the day."""
    timing = Timing()
    for rule in rules:
        for variant in rule.variants:
            for limit in (variant.due, variant.until):
                if limit is not None:
                    timing.limits[limit] = None
            for tree in variant.conditions:
                _scan(tree, timing)
    return timing


def _scan(node: t.Value, timing: Timing) -> None:
    match node:
        case t.Today():
            timing.daily = True
        case t.Call(function="year", arguments=(argument,)) if _is_today(argument):
            timing.yearly = True
        case t.Compare(left=left, right=right) if _is_today(left) and not _reads_today(right):
            _compared(right, timing)
        case t.Compare(left=left, right=right) if _is_today(right) and not _reads_today(left):
            _compared(left, timing)
        case t.Dated(steps=steps, day=day) if _is_today(day):
            timing.compared |= {t.Literal(start, node.day.type): None for start, _ in steps}
        case _:
            for part in t.parts(node):
                _scan(part, timing)


def _compared(node: t.Value, timing: Timing) -> None:
    while isinstance(node, t.Named):
        node = node.value
    column = node.moment if isinstance(node, t.DayOf) else node
    if isinstance(column, t.Field):
        timing.dates.add((column.row.table, column.column))
    elif t.reads_variables(node):
        timing.daily = True
    else:
        timing.compared[node] = None


def _is_today(node: t.Value) -> bool:
    while isinstance(node, t.Named):
        node = node.value
    return isinstance(node, t.Today)


def _reads_today(node: t.Value) -> bool:
    return any(isinstance(part, t.Today) for part in t.walk(node))


def compile_limits(subject: str, values: Iterable[t.Value]) -> GeneratedCode:
    """Generated code that computes days for a row, as the compiler's judges the row."""
    emitter = Emitter()
    names: list[str] = []
    for value in values:
        emitted = emitter.value(value)
        names += (emitted.least, emitted.greatest)
    emitter.line(f"return ({''.join(f'{name}, ' for name in names)})")
    return compiled(emitter, subject, f"<days of {subject}>")


def linked(code: GeneratedCode, *arguments: Any) -> Limits:
    """The code of ``compile_limits`` linked to records, a day and functions."""
    return cast(Limits, code.link(*arguments))


def first_after(today: date, days: Iterable[date | None]) -> date | None:
    """The first day after today on which something compared with these days may turn out otherwise."""
    found: date | None = None
    for day in days:
        if day is None:
            continue
        change = day if day > today else following(day)
        if change is not None and change > today and (found is None or change < found):
            found = change
    return found


def following(day: date) -> date | None:
    """The next day, None after the last one there is."""
    return None if day == date.max else day + _ONE_DAY


def before(day: date, days: int) -> date:
    """So many days earlier, at most the first day there is."""
    return date.min if days > (day - date.min).days else day - timedelta(days=days)
