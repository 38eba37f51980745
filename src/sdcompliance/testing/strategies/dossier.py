"""A drawn dossier: records with the day they are judged on, printed as the files of a story."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Self, TypeAlias

from sdcompliance.records import TABLES, Records, Row

#: One row as its columns, and tables of them: what drawing works on before it becomes records.
Columns: TypeAlias = dict[str, Any]
Tables: TypeAlias = dict[str, list[Columns]]


class Dossier(Records):
    """Records as any others, with the day on which they are to be judged.

    Its ``repr`` is what a story consists of: ``records.json`` and ``expected.yaml``, so that a failing
    example of Hypothesis can be pasted into a folder of stories as it is printed.
    """

    as_of: date

    @classmethod
    def of(cls, tables: Mapping[str, Sequence[Columns]], as_of: date) -> Self:
        """The dossier of these tables; a table not given is absent. Raises RecordsError as Records does."""
        made = cls.parse(tables)
        made.__dict__["as_of"] = as_of
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self)._with_day, (self.as_of, self._tables, self._kept_out)

    @classmethod
    def _with_day(cls, as_of: date, *parts: Any) -> Self:
        made = cls._of(*parts)
        made.__dict__["as_of"] = as_of
        return made

    def __repr__(self) -> str:
        return story_text(self, self.as_of)


def tables_of(records: Records) -> Tables:
    """The tables of records as columns, without those that are absent."""
    return {
        name: [dict(row) for row in rows.values()]
        for name in TABLES
        if (rows := records.table(name)) is not None
    }


def story_text(records: Records, as_of: date) -> str:
    """The two files of a story with these records; its findings are left to whoever tells it."""
    return f"# records.json\n{records_text(records)}\n# expected.yaml\nas_of: {as_of}\nfindings: []"


def records_text(records: Records) -> str:
    """The records as a JSON file: a line a row, without the columns in which nothing is recorded.

    Tables without rows come last, together: they are there, and empty.
    """
    present = {name: rows for name in TABLES if (rows := records.table(name)) is not None}
    parts = [f'  "{name}": [\n{_lines(rows.values())}\n  ]' for name, rows in present.items() if rows]
    empty = ", ".join(f'"{name}": []' for name, rows in present.items() if not rows)
    return "{\n" + ",\n".join([*parts, *([f"  {empty}"] if empty else [])]) + "\n}"


def _lines(rows: Iterable[Row]) -> str:
    plain = [{name: _plain(value) for name, value in row if value is not None} for row in rows]
    return ",\n".join("    " + json.dumps(row, ensure_ascii=False) for row in plain)


def _plain(value: Any) -> Any:
    match value:
        case bool() | int():
            return value
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case _:
            return str(value)
