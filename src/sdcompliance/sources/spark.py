"""Spark as a source: temporary views in the session, over the tables and views that it shows.

A view of the session that has the name of one of ours is put aside, and back when the source is closed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sdcompliance.records import Column, ColumnKind
from sdcompliance.sources.cells import DATES, FIGURES, NUMBER, TYPED, sql_name, sql_text, tagged
from sdcompliance.sources.conversion import oddity_columns
from sdcompliance.sources.dialects import SparkDialect
from sdcompliance.sources.mapping import ColumnMap
from sdcompliance.sources.oddities import Oddity
from sdcompliance.sources.views import HostTable, ViewSource

_AS_TEXT = {"tinyint", "smallint", "int", "bigint"}
_DECIMAL = re.compile(r"decimal\([0-9]+,([0-9]+)\)")
_DAY_MICROSECONDS = 86_400_000_000

_QUOTED = re.compile(r"""r'[^']*'|'(?:[^']|'')*'|"(?:[^"]|"")*\"""")


class SparkSource(ViewSource):
    """The tables and temporary views of a session's current database. Raises SourceError."""

    backend = "spark"
    _dialect = SparkDialect()

    def __init__(self, session: Any, *, mapping: ColumnMap) -> None:
        self.connection = session
        self._aside: dict[str, Any] = {}
        self._made: list[str] = []
        try:
            self._build(self._hosts(), mapping, "the Spark session")
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """See Source; the session itself stays open."""
        for name in self._made:
            self.connection.catalog.dropTempView(name)
        for name, view in self._aside.items():
            view.createOrReplaceTempView(name)
        self._made, self._aside = [], {}

    def _hosts(self) -> list[HostTable]:
        hosts: list[HostTable] = []
        for listed in self.connection.catalog.listTables():
            frame = self.connection.table(f"`{listed.name}`")
            types = {field.name: field.dataType.simpleString() for field in frame.schema.fields}
            name = f"sdcompliance_host_{len(hosts)}"
            if listed.isTemporary:
                self._aside[listed.name] = frame
            frame.createOrReplaceTempView(name)
            self._made.append(name)
            hosts.append(HostTable(listed.name, name, types))
        return hosts

    def _rows(self, query: str) -> Sequence[Sequence[Any]]:
        return [tuple(row) for row in self.connection.sql(spark_sql(query)).collect()]

    def _view(self, name: str, query: str) -> None:
        self.connection.sql(spark_sql(query)).createOrReplaceTempView(name)
        self._made.append(name)

    def _keep(self, name: str, oddities: Sequence[Oddity]) -> None:
        schema = ", ".join(f"{column} {type_}" for column, type_ in oddity_columns(self._dialect).items())
        rows = [oddity.cells for oddity in oddities]
        self.connection.createDataFrame(rows, schema).createOrReplaceTempView(name)
        self._made.append(name)

    def _cell(self, column: Column, cell: str, type_: str) -> str:
        text = f"CAST({cell} AS STRING)"
        if type_ in _AS_TEXT or type_ == "string" or type_.startswith(("varchar", "char")):
            return text
        decimal = _DECIMAL.fullmatch(type_)
        if decimal:
            exact = column.kind in FIGURES or decimal[1] == "0"
            return text if exact else tagged(NUMBER, text)
        if type_ in ("float", "double"):
            return tagged(TYPED, text)
        if type_ == "boolean":
            return text if column.kind is ColumnKind.BOOLEAN else tagged(TYPED, text)
        if column.kind in DATES and type_ in ("date", "timestamp_ntz"):
            return text
        if column.kind in DATES and type_ == "timestamp":
            return f"{_utc(cell)} || 'Z'"
        kept = f"to_json(named_struct({sql_text(type_[:40])}, {text}))"
        return f"CASE WHEN {cell} IS NOT NULL THEN {tagged(TYPED, kept)} END"

    def _digest(self, columns: Sequence[str]) -> str:
        row = ", ".join(f"t.{sql_name(name)}" for name in columns)
        return f"left(sha2(to_json(struct({row})), 256), 12)"


def _utc(cell: str) -> str:
    """The instant on the clock of UTC, whatever the session's time zone is."""
    micros = f"unix_micros({cell})"
    days = f"CAST(floor({micros} / {_DAY_MICROSECONDS}.0) AS INT)"
    seconds = f"CAST(pmod({micros}, {_DAY_MICROSECONDS}) / 1000000.0 AS DECIMAL(18,6))"
    epoch = "CAST('1970-01-01 00:00:00' AS TIMESTAMP_NTZ)"
    return f"CAST({epoch} + make_dt_interval({days}, 0, 0, {seconds}) AS STRING)"


def spark_sql(query: str) -> str:
    """A query with names and texts quoted as Spark does: names in backquotes, texts with backslashes."""
    return _QUOTED.sub(_requoted, query)


def _requoted(match: re.Match[str]) -> str:
    quoted = match[0]
    if quoted.startswith("r'"):
        return quoted
    if quoted.startswith('"'):
        return "`" + quoted[1:-1].replace('""', '"').replace("`", "``") + "`"
    inner = quoted[1:-1].replace("''", "'").replace("\\", "\\\\").replace("'", "\\'")
    return f"'{inner}'"
