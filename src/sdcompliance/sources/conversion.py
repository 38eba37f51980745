"""From staged text to the canonical relation, in SQL, the same for every engine.

A staged relation has for each row ``_line`` (BIGINT, null where the source has no lines), ``_place`` (the
text that stands in the id of a row that has none), and the text of each column that the source has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sdcompliance.records import TABLES, Column, ColumnKind
from sdcompliance.sources.cells import is_day, plain, sql_name, sql_text, sql_type, untagged
from sdcompliance.sources.dialects import Dialect
from sdcompliance.sources.model import RejectCode
from sdcompliance.sources.oddities import Oddity, translate

_NO_ID = "an id: every row needs one"


def oddity_columns(dialect: Dialect) -> dict[str, str]:
    """The columns of the relation that keeps oddities, with their types, in the order of ``Oddity.cells``."""
    text, truth = dialect.text_type, "BOOLEAN"
    names = ("column_name", "raw", "value", "is_day", "bad", "shown", "expected")
    return {name: truth if name in ("is_day", "bad") else text for name in names}


@dataclass(frozen=True, slots=True)
class Staged:
    """One staged relation: which table it belongs to, its file as outputs name it, its columns."""

    table: str
    file: str
    relation: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Probed:
    """What looking through a staged relation found: rows, rows without an id, columns with odd values."""

    rows: int
    without_id: int
    odd: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """How the odd values of a staged relation are read: the relation that holds the oddities, by column."""

    relation: str = ""
    odd: frozenset[str] = frozenset()
    bad: frozenset[str] = frozenset()
    probed: Probed = field(default=Probed(0, 0, ()))

    @classmethod
    def of(cls, relation: str, oddities: Iterable[Oddity], probed: Probed) -> Reading:
        """The reading by these oddities, which ``relation`` holds."""
        known = tuple(oddities)
        odd = frozenset(each.column for each in known)
        bad = frozenset(each.column for each in known if each.bad)
        return cls(relation, odd, bad, probed)

    @property
    def faulted(self) -> frozenset[str]:
        """The columns in which something cannot be read; ``id`` too where a row has none."""
        return self.bad | {"id"} if self.probed.without_id else self.bad


class Conversion:
    """The SQL that reads one staged relation."""

    def __init__(self, staged: Staged, dialect: Dialect) -> None:
        self._staged = staged
        self._dialect = dialect
        columns = TABLES[staged.table].columns
        self._columns: Mapping[str, Column] = columns
        self._present = tuple(columns[name] for name in columns if name in set(staged.columns))

    def looked_through(self, rows: Callable[[str], Iterable[Sequence[Any]]]) -> tuple[Probed, list[Oddity]]:
        """What the staged relation holds, and its odd values, each read once; ``rows`` runs a query."""
        (counts,) = rows(self._probe())
        total, without_id, *found = counts
        odd = tuple(column.name for column, any_ in zip(self._present, found, strict=True) if any_ is True)
        oddities = [
            translate(self._staged.table, self._columns[name], raw)
            for name in odd
            for (raw,) in rows(self._odd_values(name))
        ]
        return Probed(int(total), int(without_id), odd), oddities

    def _probe(self) -> str:
        """Counts the rows and those without an id, and tells of each column whether it has odd values."""
        parts = [f"bool_or({self._odd(column)})" for column in self._present]
        counts = ["count(*)", f"count(*) FILTER (WHERE {self._id_missing()})"]
        return f"SELECT {', '.join([*counts, *parts])} FROM {self._staged.relation} AS s"

    def _odd_values(self, name: str) -> str:
        """The different odd values of a column."""
        column = self._columns[name]
        return f"SELECT DISTINCT {_cell(name)} FROM {self._staged.relation} AS s WHERE {self._odd(column)}"

    def canonical(self, reading: Reading) -> str:
        """The canonical rows, then ``faults``, ``_file`` and ``_line``."""
        values = [part for column in self._columns.values() for part in self._value(column, reading)]
        faults = f"{self._faults(reading)} AS faults"
        file = f"CAST({sql_text(self._staged.file)} AS {self._dialect.text_type}) AS _file"
        return f"SELECT {', '.join([*values, faults, file, 's._line'])} FROM {self._from(reading)}"

    def rejects(self, reading: Reading) -> Iterator[str]:
        """A query for the rejects of each column that has bad values, and of the rows without an id."""
        for name in sorted(reading.bad):
            m = _joined(name)
            code = RejectCode.ID_MISSING if name == "id" else RejectCode.BAD_VALUE
            why = (f"{m}.expected", f"{m}.bad")
            yield self._reject(reading, name, value=f"{m}.shown", code=code, why=why)
        if reading.probed.without_id:
            null = f"CAST(NULL AS {self._dialect.text_type})"
            why = (sql_text(_NO_ID), self._id_missing())
            yield self._reject(reading, "id", value=null, code=RejectCode.ID_MISSING, why=why)

    def _reject(
        self, reading: Reading, name: str, *, value: str, code: RejectCode, why: tuple[str, str]
    ) -> str:
        expected, where = why
        parts = (
            sql_text(self._staged.file),
            "s._line",
            sql_text(self._staged.table),
            self._id(reading),
            sql_text(name),
            value,
            sql_text(code),
            expected,
        )
        return f"SELECT {', '.join(parts)} FROM {self._from(reading)} WHERE {where}"

    def _value(self, column: Column, reading: Reading) -> Iterator[str]:
        name = sql_name(column.name)
        type_ = sql_type(column, self._dialect)
        if column.kind is ColumnKind.KEY:
            yield f"{self._id(reading)} AS {name}"
        elif column not in self._present:
            yield f"CAST(NULL AS {type_}) AS {name}"
            if column.kind is ColumnKind.MOMENT:
                yield f"CAST(NULL AS BOOLEAN) AS {sql_name(column.name + '_is_day')}"
        else:
            yield f"{self._read(column, reading)} AS {name}"
            if column.kind is ColumnKind.MOMENT:
                yield f"{self._is_day(column, reading)} AS {sql_name(column.name + '_is_day')}"

    def _read(self, column: Column, reading: Reading) -> str:
        value = plain(column, _cell(column.name), self._dialect)
        if column.name not in reading.odd:
            return value
        odd = f"{_joined(column.name)}.value"
        return f"COALESCE({value}, CAST({odd} AS {sql_type(column, self._dialect)}))"

    def _is_day(self, column: Column, reading: Reading) -> str:
        known = f"({plain(column, _cell(column.name), self._dialect)}) IS NOT NULL"
        bare = f"CASE WHEN {known} THEN {is_day(_cell(column.name), self._dialect)} END"
        if column.name not in reading.odd:
            return bare
        m = _joined(column.name)
        return f"COALESCE({bare}, CASE WHEN {m}.value IS NOT NULL THEN {m}.is_day END)"

    def _id(self, reading: Reading) -> str:
        unnamed = f"{sql_text(f'#{self._staged.file}:')} || s._place"
        if "id" not in self._staged.columns:
            return unnamed
        return f"COALESCE({self._read(self._columns['id'], reading)}, {unnamed})"

    def _faults(self, reading: Reading) -> str:
        text = self._dialect.text_type
        faulty = [name for name in self._columns if name in reading.faulted]
        if not faulty:
            return f"CAST(NULL AS {text})"
        tests = ((name, self._is_faulty(name, reading)) for name in faulty)
        parts = ", ".join(f"CASE WHEN {test} THEN {sql_text(name + ',')} ELSE '' END" for name, test in tests)
        return f"CAST(nullif(concat(',', {parts}), ',') AS {text})"

    def _is_faulty(self, name: str, reading: Reading) -> str:
        if name != "id":
            return f"{_joined(name)}.bad"
        if "id" not in self._staged.columns:
            return "TRUE"
        return f"({self._read(self._columns['id'], reading)}) IS NULL"

    def _from(self, reading: Reading) -> str:
        joins = (
            f" LEFT JOIN {reading.relation} AS {_joined(name)} ON {_joined(name)}.column_name = "
            f"{sql_text(name)} AND {_joined(name)}.raw = {_cell(name)}"
            for name in sorted(reading.odd)
        )
        return f"{self._staged.relation} AS s{''.join(joins)}"

    def _odd(self, column: Column) -> str:
        cell = _cell(column.name)
        there = f"{cell} IS NOT NULL AND {cell} <> ''"
        if column.kind is ColumnKind.TEXT:
            return f"{there} AND NOT ({untagged(cell, self._dialect)})"
        return f"{there} AND ({plain(column, cell, self._dialect)}) IS NULL"

    def _id_missing(self) -> str:
        if "id" not in self._staged.columns:
            return "TRUE"
        return f"{_cell('id')} IS NULL OR {_cell('id')} = ''"


def _cell(name: str) -> str:
    return f"s.{sql_name(name)}"


def _joined(name: str) -> str:
    return sql_name(f"m_{name}")
