"""Staged text of what is no text: Python's values, and DuckDB's types. See ``cells`` for what it means."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sdcompliance.records import Column, ColumnKind
from sdcompliance.sources.cells import DATES, FIGURES, NUMBER, TYPED, sql_text, tagged

_LONGEST_BITS = 127  # of an integer, as in records.values

_WHOLE_TYPES = {
    *("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"),
    *("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT"),
}
_TEXT_TYPES = ("VARCHAR", "UUID", "ENUM")
_STAMPS = {"TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "DATETIME"}
_DECIMAL = re.compile(r"DECIMAL\(\d+,\s*(\d+)\)")


def staged_text(column: Column, value: Any) -> str | None:
    """The staged text of a value that Python holds."""
    if value is None:
        return None
    if isinstance(value, str):
        return str(value) if _is_plain_text(value) else TYPED + json.dumps(str(value))
    if isinstance(value, bool):
        word = json.dumps(value)
        return word if column.kind is ColumnKind.BOOLEAN else TYPED + word
    if isinstance(value, int):
        return str(value) if value.bit_length() <= _LONGEST_BITS else NUMBER + str(Decimal(value))
    if isinstance(value, float):
        return TYPED + json.dumps(value)
    if isinstance(value, Decimal):
        return NUMBER + str(value)
    if isinstance(value, date):
        text = value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
        return text if column.kind in DATES else TYPED + json.dumps({"date": text})
    return TYPED + json.dumps({type(value).__name__: repr(value)[:100]})


def _is_plain_text(text: str) -> bool:
    if text.startswith((TYPED, NUMBER)):
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def staged_native(column: Column, cell: str, type_: str) -> str:
    """The SQL of the staged text of a cell of a DuckDB type."""
    plain = type_.upper()
    text = f"CAST({cell} AS VARCHAR)"
    if plain.startswith(_TEXT_TYPES) and not plain.endswith("]"):
        return text
    if plain in _WHOLE_TYPES:
        return text
    decimal = _DECIMAL.fullmatch(plain)
    if decimal:
        exact = column.kind in FIGURES or decimal[1] == "0"
        return text if exact else tagged(NUMBER, text)
    if plain in ("FLOAT", "DOUBLE"):
        names = "WHEN 'nan' THEN 'NaN' WHEN 'inf' THEN 'Infinity' WHEN '-inf' THEN '-Infinity'"
        return tagged(TYPED, f"CASE {text} {names} ELSE {text} END")
    if plain == "BOOLEAN":
        return text if column.kind is ColumnKind.BOOLEAN else tagged(TYPED, text)
    dated = _staged_date(cell, plain)
    if dated is not None and column.kind in DATES:
        return dated
    return tagged(TYPED, f"json_object({sql_text(plain.lower()[:40])}, {text})")


def _staged_date(cell: str, type_: str) -> str | None:
    if type_ == "DATE":
        return f"CAST({cell} AS VARCHAR)"
    if type_ in _STAMPS:
        return f"CAST(CAST({cell} AS TIMESTAMP) AS VARCHAR)"
    if type_ == "TIMESTAMP_NS":  # cut, not rounded: rounding up could move a moment into the next day
        return f"CAST(make_timestamp(epoch_ns({cell}) // 1000) AS VARCHAR)"
    if type_ == "TIMESTAMP WITH TIME ZONE":
        return f"CAST(make_timestamp(epoch_us({cell})) AS VARCHAR) || 'Z'"
    return None
