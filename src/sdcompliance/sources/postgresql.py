"""PostgreSQL as a source: temporary views in the server, all inside one transaction that is rolled back.

The transaction is REPEATABLE READ: what was looked through is what is judged, whatever others write
meanwhile. The host's tables are only read, and nothing is left behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from sdcompliance.errors import ExtraMissingError
from sdcompliance.records import Column, ColumnKind
from sdcompliance.sources.cells import DATES, FIGURES, NUMBER, TYPED, sql_name, sql_text, tagged
from sdcompliance.sources.conversion import oddity_columns
from sdcompliance.sources.dialects import PostgreSqlDialect
from sdcompliance.sources.errors import SourceNotFoundError
from sdcompliance.sources.mapping import ColumnMap
from sdcompliance.sources.oddities import Oddity
from sdcompliance.sources.views import HostTable, ViewSource

_AS_TEXT = {"text", "varchar", "bpchar", "char", "name", "citext", "uuid", "int2", "int4", "int8"}

_COLUMNS = """
SELECT n.nspname, c.relname, a.attname,
       CASE WHEN b.typtype = 'e' THEN 'text' ELSE b.typname END
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
JOIN pg_catalog.pg_type AS b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND pg_catalog.pg_table_is_visible(c.oid)
  AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'
  AND NOT c.relispartition
ORDER BY n.nspname, c.relname, a.attnum
"""


class PostgreSqlSource(ViewSource):
    """The tables that the user's search path shows. Raises SourceError."""

    backend = "postgresql"
    _dialect = PostgreSqlDialect()

    def __init__(self, url: str, *, mapping: ColumnMap) -> None:
        self.connection = _connected(url)
        try:
            self.connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            self.connection.execute("SET LOCAL datestyle TO 'ISO, YMD'")
            self._build(_hosts(self.connection), mapping, _without_password(url))
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """See Source; the transaction is rolled back."""
        if not self.connection.closed:
            self.connection.rollback()
            self.connection.close()

    def _rows(self, query: str) -> Sequence[Sequence[Any]]:
        rows: Sequence[Sequence[Any]] = self.connection.execute(query).fetchall()
        return rows

    def _view(self, name: str, query: str) -> None:
        self.connection.execute(f"CREATE TEMP VIEW {sql_name(name)} AS {query}")

    def _keep(self, name: str, oddities: Sequence[Oddity]) -> None:
        columns = ", ".join(f"{column} {type_}" for column, type_ in oddity_columns(self._dialect).items())
        self.connection.execute(f"CREATE TEMP TABLE {sql_name(name)} ({columns})")
        with (
            self.connection.cursor() as cursor,
            cursor.copy(f"COPY {sql_name(name)} FROM STDIN") as copy,
        ):
            for oddity in oddities:
                copy.write_row(oddity.cells)
        self.connection.execute(f"ANALYZE {sql_name(name)}")

    def _cell(self, column: Column, cell: str, type_: str) -> str:
        text = f"CAST({cell} AS TEXT)"
        if type_ in _AS_TEXT:
            return text
        if type_ == "numeric":
            return text if column.kind in FIGURES else tagged(NUMBER, text)
        if type_ in ("float4", "float8"):
            return tagged(TYPED, text)
        if type_ == "bool":
            return text if column.kind is ColumnKind.BOOLEAN else tagged(TYPED, text)
        if column.kind in DATES and type_ in ("date", "timestamp"):
            return text
        if column.kind in DATES and type_ == "timestamptz":
            return f"CAST({cell} AT TIME ZONE 'UTC' AS TEXT) || 'Z'"
        kept = f"CAST(json_build_object({sql_text(type_)}, {text}) AS TEXT)"
        return f"CASE WHEN {cell} IS NOT NULL THEN {tagged(TYPED, kept)} END"

    def _digest(self, columns: Sequence[str]) -> str:
        row = ", ".join(f"t.{sql_name(name)}" for name in columns)
        return f"left(md5(CAST(ROW({row}) AS TEXT)), 12)"


def hosts_of(url: str) -> list[HostTable]:
    """The tables that the search path of a server shows. Raises SourceNotFoundError."""
    with _connected(url) as connection:
        return _hosts(connection)


def _connected(url: str) -> Any:
    try:
        import psycopg
    except ImportError:
        raise ExtraMissingError("postgres", "reading PostgreSQL") from None
    try:
        return psycopg.connect(url)
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise SourceNotFoundError(f"{_without_password(url)}: cannot be connected to ({reason})") from None


def _hosts(connection: Any) -> list[HostTable]:
    rows = connection.execute(_COLUMNS).fetchall()
    return [
        HostTable(
            name, f"{sql_name(schema)}.{sql_name(name)}", {column: type_ for *_, column, type_ in group}
        )
        for (schema, name), group in groupby(rows, key=lambda row: (row[0], row[1]))
    ]


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    host = parts.hostname or "localhost"
    return f"{parts.scheme}://{host}{f':{parts.port}' if parts.port else ''}{parts.path}"
