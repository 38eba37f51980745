"""From a mapping of lists of mappings to rows: every fault gathered, every unknown name counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from sdcompliance.records.faults import Fault, FaultCode, FaultList, RecordsError, shorten
from sdcompliance.records.json_source import Doubled
from sdcompliance.records.kinds import Table
from sdcompliance.records.problems import Problem, unknown_column, unknown_table
from sdcompliance.records.row import UNNAMED, Row, row_name
from sdcompliance.records.schema import TABLES, columns_by_word, tables_by_word

_TABLES = "an object of tables such as {'sessions': [...]}"
_TABLE = "a list of rows, or null where the source does not have the table"
_ROW = "an object of columns such as {'id': 'S1'}"
_ONCE = "to be given once, by its name or by its Chinese title"


def read_tables(given: Any) -> tuple[dict[str, dict[str, Row]], tuple[Problem, ...]]:
    """The rows by id of every table that ``given`` has, and the names in it that are not known.

    Raises RecordsError with every fault found.
    """
    if not isinstance(given, Mapping):
        raise RecordsError([Fault(None, None, None, shorten(given), _TABLES, FaultCode.NOT_A_TABLE)])
    reader = _Reader()
    reader.read(given)
    reader.faults.raise_if_any()
    return reader.tables, reader.problems()


class Placed(NamedTuple):
    """A row, its id, and its place in the source, counted from 1; ``row`` is None if it has faults."""

    place: int
    id: str
    row: Row | None


def by_id(table: Table, placed: Iterable[Placed], faults: FaultList) -> dict[str, Row]:
    """Rows by id, in their order; an id met before is a fault that names both places."""
    rows: dict[str, Row] = {}
    places: dict[str, int] = {}
    for place, key, row in placed:
        first = places.setdefault(key, place)
        if first != place:
            expected = f"every id once (row #{first} and row #{place} of {table.name} both have this one)"
            faults.add(Fault(table.name, key, "id", shorten(key), expected, FaultCode.ID_DUPLICATE))
        elif row is not None:
            rows[key] = row
    return rows


class _Reader:
    """Goes through one source, filling ``tables`` and ``faults`` and counting unknown names."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[str, Row]] = {}
        self.faults = FaultList()
        self._unknown_tables: Counter[str] = Counter()
        self._unknown_columns: dict[str, Counter[str]] = {name: Counter() for name in TABLES}

    def read(self, source: Mapping[Any, Any]) -> None:
        """Read every table of ``source``."""
        met: set[str] = set()
        for key, rows in source.items():
            name = tables_by_word().get(_word(key))
            if name is None:
                self._unknown_tables[str(key)] += len(rows) if isinstance(rows, list | tuple) else 0
                continue
            if name in met or key in _twice(source):
                self.faults.add(Fault(name, None, None, None, _ONCE, FaultCode.GIVEN_TWICE))
            met.add(name)
            self._read_table(TABLES[name], rows)

    def problems(self) -> tuple[Problem, ...]:
        """What is not known: tables by name, then columns in the order of the tables and by name."""
        tables = [unknown_table(name, rows) for name, rows in sorted(self._unknown_tables.items())]
        columns = [
            unknown_column(table, title, rows)
            for name, table in TABLES.items()
            for title, rows in sorted(self._unknown_columns[name].items())
        ]
        return (*tables, *columns)

    def _read_table(self, table: Table, rows: Any) -> None:
        if rows is None:
            return
        if isinstance(rows, list | tuple):
            self.tables[table.name] = by_id(table, self._read_rows(table, rows), self.faults)
        else:
            self.faults.add(Fault(table.name, None, None, shorten(rows), _TABLE, FaultCode.NOT_A_TABLE))

    def _read_rows(self, table: Table, rows: Iterable[Any]) -> Iterator[Placed]:
        for place, given in enumerate(rows, start=1):
            if isinstance(given, Mapping):
                plain = type(given) is dict and given.keys() <= table.columns.keys()
                values = given if plain else self._by_name(table, given, f"#{place}")
                row = self._read_row(table, values, f"#{place}")
                key = row_name(values, "") if row is None else row.id
                if key:
                    yield Placed(place, key, row)
            else:
                fault = Fault(table.name, f"#{place}", None, shorten(given), _ROW, FaultCode.NOT_A_ROW)
                self.faults.add(fault)

    def _read_row(self, table: Table, values: Mapping[str, Any], place: str) -> Row | None:
        try:
            return table.row_type(**values)
        except RecordsError as error:
            for fault in error.faults:
                self.faults.add(replace(fault, row=place) if fault.row == UNNAMED else fault)
            return None

    def _by_name(self, table: Table, given: Mapping[Any, Any], place: str) -> dict[str, Any]:
        """``given`` by the names of its columns, without those that are not known."""
        values: dict[str, Any] = {}
        twice: list[str] = []
        for key, value in given.items():
            name = columns_by_word(table.name).get(_word(key))
            if name is None:
                self._unknown_columns[table.name][str(key)] += 1
                continue
            if name in values or key in _twice(given):
                twice.append(name)
            values[name] = value
        row = place if "id" in twice else row_name(values, place)
        for name in twice:
            self.faults.add(Fault(table.name, row, name, None, _ONCE, FaultCode.GIVEN_TWICE))
        return values


def _twice(given: Mapping[Any, Any]) -> tuple[str, ...]:
    return given.twice if isinstance(given, Doubled) else ()


def _word(key: Any) -> str:
    """A name or title as people leave it in a heading."""
    return str(key).strip()
