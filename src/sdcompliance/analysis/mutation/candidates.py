"""Examples near those a rule has: each differs from one of them in a day or in a few cells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from itertools import product
from random import Random
from typing import Any, Final

from sdcompliance.records import SHANGHAI, TABLES, Column, ColumnKind
from sdcompliance.rulebook import ExamplePart, Rule, Rulebook
from sdcompliance.testing.examples import compliant_tables

_DAY: Final = timedelta(1)
_MOST_CHANGES: Final = 3
#: Days from which other days are told apart: the notice's first, and one long after everything recorded.
_FAR_DAYS: Final = (date(2020, 8, 24), date(2020, 8, 25), date(2030, 1, 1))


def candidates(rule: Rule, rulebook: Rulebook) -> Iterator[ExamplePart]:
    """Examples of one change each, then without end of several changes drawn always in the same way."""
    yield from _moved(rule)
    random = Random(rule.id)
    single = list(_single(rule, rulebook))
    random.shuffle(single)
    yield from single
    cells = list(_cells(rule, rulebook))
    while cells:
        changed = random.choice(rule.examples)
        for _ in range(random.randint(2, _MOST_CHANGES)):
            table, id_, column, values = random.choice(cells)
            changed = _with_cell(changed, table, id_, column, random.choice(values))
        yield changed


def _moved(rule: Rule) -> Iterator[ExamplePart]:
    """Every example judged a day earlier or later, and with each day that it sets a day earlier or later."""
    for example in rule.examples:
        for step in (_DAY, -_DAY):
            yield example.model_copy(update={"as_of": example.as_of + step})
            for day in sorted(set(_days_in([example.change, example.add]))):
                parts = {"change": example.change, "add": example.add}
                yield example.model_copy(update=_shifted(parts, day, day + step))


def _days_in(value: Any) -> Iterator[date]:
    match value:
        case dict():
            for inner in value.values():
                yield from _days_in(inner)
        case list():
            for inner in value:
                yield from _days_in(inner)
        case date() if not isinstance(value, datetime):
            yield value


def _shifted(value: Any, day: date, other: date) -> Any:
    match value:
        case dict():
            return {key: _shifted(inner, day, other) for key, inner in value.items()}
        case list():
            return [_shifted(inner, day, other) for inner in value]
        case _:
            return other if value == day else value


def _single(rule: Rule, rulebook: Rulebook) -> Iterator[ExamplePart]:
    for example, (table, id_, column, values) in product(rule.examples, list(_cells(rule, rulebook))):
        for value in values:
            yield _with_cell(example, table, id_, column, value)


def _with_cell(example: ExamplePart, table: str, id_: str, column: str, value: Any) -> ExamplePart:
    rows = example.change.get(table, {})
    changed = {**example.change, table: {**rows, id_: {**rows.get(id_, {}), column: value}}}
    return example.model_copy(update={"change": changed})


_Cell = tuple[str, str, str, tuple[Any, ...]]


def _cells(rule: Rule, rulebook: Rulebook) -> Iterator[_Cell]:
    """The cells of the compliant dossier that the rule may read, each with what could stand there instead."""
    for table in sorted(rulebook.alone(rule).tables_read):
        for row in compliant_tables().get(table, ()):
            for column in TABLES[table].columns.values():
                if column.kind not in (ColumnKind.KEY, ColumnKind.TEXT):
                    yield table, row["id"], column.name, _others(column, row.get(column.name))


def _others(column: Column, value: Any) -> tuple[Any, ...]:
    match column.kind:
        case ColumnKind.REFERENCE:
            others: list[Any] = [row["id"] for row in compliant_tables()[column.refers_to or ""]]
        case ColumnKind.CODE:
            others = list(column.codes)
        case ColumnKind.CITY:
            others = ["370200", "320300"]
        case ColumnKind.BOOLEAN:
            others = [True, False]
        case ColumnKind.INTEGER | ColumnKind.DECIMAL:
            others = [0, 1, -1, 2, 3, *(() if value is None else (value + 1, value - 1))]
        case _:
            others = list(_other_days(column, value))
    return (None, *(other for other in others if other != value))


def _other_days(column: Column, value: str | None) -> Iterator[date | str]:
    yield from _FAR_DAYS
    days = {date.fromisoformat(str(day)[:10]) for day in _all_days()}
    if value is not None:
        day = date.fromisoformat(value[:10])
        days |= {day + _DAY, day - _DAY}
    yield from sorted(days)
    if column.kind is ColumnKind.MOMENT:
        for day in sorted(days):
            yield datetime(day.year, day.month, day.day, 8, 30, tzinfo=SHANGHAI).isoformat()


@cache
def _all_days() -> frozenset[str]:
    """Every day of the compliant dossier's sessions and of what hangs on them."""
    tables = ("sessions", "reports", "results", "certificates", "site_terms", "incidents")
    return frozenset(
        str(value)
        for table in tables
        for row in compliant_tables()[table]
        for name, value in row.items()
        if value is not None and name.endswith(("_on", "_at"))
    )
