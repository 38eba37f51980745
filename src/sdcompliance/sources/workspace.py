"""A DuckDB of its own for one source: where files are staged and read, and removed when it is closed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sdcompliance.errors import ExtraMissingError
from sdcompliance.records import TABLES, Table
from sdcompliance.sources.cells import canonical_columns, faults_of, sql_name, sql_text
from sdcompliance.sources.conversion import Conversion, Reading, Staged, oddity_columns
from sdcompliance.sources.dialects import DuckDbDialect
from sdcompliance.sources.errors import UnreadableError
from sdcompliance.sources.mapping import TableMap
from sdcompliance.sources.model import RejectCode
from sdcompliance.sources.oddities import Oddity

if TYPE_CHECKING:
    import duckdb

_IN_MEMORY = 64 * 2**20  # bytes of input; more is kept in a file, so that DuckDB need not hold it
_SCHEMA = "staging"

DIALECT = DuckDbDialect()


class Workspace:
    """The connection, a folder for what must be rewritten, and what has been read so far."""

    def __init__(self, size: int) -> None:
        module = load_duckdb()
        self.folder = Path(tempfile.mkdtemp(prefix="sdcompliance-"))
        place = ":memory:" if size <= _IN_MEMORY else str(self.folder / "source.duckdb")
        settings = {
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "temp_directory": str(self.folder / "spill"),
        }
        self.connection: duckdb.DuckDBPyConnection = module.connect(place, config=settings)
        self.connection.execute(
            f"CREATE SCHEMA {_SCHEMA}; CREATE TABLE rejects (file VARCHAR, line BIGINT, table_name VARCHAR, "
            "row_id VARCHAR, column_name VARCHAR, value VARCHAR, reason VARCHAR, expected VARCHAR)"
        )
        self.tables: dict[str, str] = {}
        self.faulted: set[tuple[str, str]] = set()
        self._names = count(1)
        self._attached: dict[Path, str] = {}

    def close(self) -> None:
        """Close the connection and remove every file of it."""
        self.connection.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def name(self, stem: str) -> str:
        """A name that nothing here has."""
        return f"{stem}_{next(self._names)}"

    def scratch(self) -> Path:
        """A path in the folder that nothing has."""
        return self.folder / self.name("file")

    def path_for_duckdb(self, path: Path) -> str:
        """A literal of a path that leads to this file alone: DuckDB takes ``*`` and ``[`` for patterns."""
        if any(char in str(path) for char in "*?[]{}\\"):
            alias = self.scratch().with_suffix(path.suffix)
            try:
                alias.symlink_to(path.absolute())
            except OSError:
                shutil.copyfile(path, alias)
            path = alias
        return sql_text(str(path))

    def attached(self, path: Path, shown: str) -> str:
        """The name under which a DuckDB file is attached, to be read only."""
        if path not in self._attached:
            name = self.name("host")
            try:
                self.connection.execute(f"ATTACH {sql_text(str(path))} AS {name} (READ_ONLY, TYPE duckdb)")
            except load_duckdb().Error as error:
                reason = str(error).splitlines()[0]
                raise UnreadableError(f"{shown}: cannot be read ({reason})") from None
            self._attached[path] = name
        return self._attached[path]

    def one(self, query: str) -> tuple[Any, ...]:
        """The one row of a query."""
        row: tuple[Any, ...] | None = self.connection.execute(query).fetchone()
        assert row is not None
        return row

    def relation_of(self, table: str) -> str:
        """The relation that collects the rows of a table; made empty where there is none yet."""
        if table not in self.tables:
            name = f"{_SCHEMA}.{sql_name(table)}"
            columns = [*canonical_columns(table, DIALECT), ("faults", "VARCHAR")]
            columns += [("_file", "VARCHAR"), ("_line", "BIGINT")]
            self.connection.execute(
                f"CREATE TABLE {name} ({', '.join(f'{sql_name(n)} {type_}' for n, type_ in columns)})"
            )
            self.tables[table] = name
        return self.tables[table]

    def read(self, staged: Staged) -> int:
        """Read a staged relation into its table and the rejects; gives how many rows it has."""
        into = self.relation_of(staged.table)
        conversion = Conversion(staged, DIALECT)
        probed, oddities = conversion.looked_through(lambda query: self.connection.execute(query).fetchall())
        if not probed.rows:
            return 0
        reading = Reading.of(self._kept(oddities), oddities, probed)
        self.connection.execute(f"INSERT INTO {into} {conversion.canonical(reading)}")
        for rejects in conversion.rejects(reading):
            self.reject(rejects)
        self.faulted |= {(staged.table, name) for name in reading.faulted}
        return probed.rows

    def reject(self, query: str) -> None:
        """Note the rejects that a query gives."""
        self.connection.execute(f"INSERT INTO rejects {query}")

    def keep_twice(self, table: str, query: str) -> str:
        """See finishing.Backend."""
        name = f"{_SCHEMA}.{sql_name(f'twice_{table}')}"
        self.connection.execute(f"CREATE TABLE {name} AS {query}")
        return name

    def make(self, table: str, query: str) -> None:
        """See finishing.Backend."""
        self.connection.execute(f"CREATE VIEW {sql_name(table)} AS {query}")

    def reject_line(self, file: str, line: int, table: str, value: str, expected: str) -> None:
        """Note a record that is no row; ``add_lost_rows`` puts one in its place."""
        self.connection.execute(
            "INSERT INTO rejects VALUES (?, ?, ?, ?, NULL, ?, ?, ?)",
            [file, line, table, f"#{file}:{line}", value, str(RejectCode.NOT_A_ROW), expected],
        )

    def add_lost_rows(self, table: str) -> None:
        """Add a row for every record noted as none: something is there, whatever it belongs to."""
        columns = tuple(TABLES[table].columns)
        added = self.connection.execute(
            f"INSERT INTO {self.relation_of(table)} (id, faults, _file, _line) "
            f"SELECT row_id, {sql_text(faults_of(columns))}, file, line FROM rejects "
            f"WHERE table_name = {sql_text(table)} AND reason = {sql_text(RejectCode.NOT_A_ROW)}"
        ).fetchone()
        if added is not None and added[0]:
            self.faulted |= {(table, name) for name in columns}

    def fill(self, relation: str, types: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Append rows, handed over column by column: a statement a row would take minutes."""
        batch = list(rows)
        if batch:
            parts = ", ".join(f"unnest(CAST(? AS {type_}[]))" for type_ in types)
            self.connection.execute(
                f"INSERT INTO {relation} SELECT {parts}", [list(c) for c in zip(*batch, strict=True)]
            )

    def _kept(self, oddities: Sequence[Oddity]) -> str:
        """A relation of the oddities, as ``Conversion`` joins it."""
        if not oddities:
            return ""
        name = self.name("oddities")
        columns = oddity_columns(DIALECT)
        listed = ", ".join(f"{column} {type_}" for column, type_ in columns.items())
        self.connection.execute(f"CREATE TEMP TABLE {name} ({listed})")
        self.fill(name, tuple(columns.values()), [oddity.cells for oddity in oddities])
        return name


@dataclass(frozen=True, slots=True)
class Job:
    """What every reader needs to know: where to read to, how outputs name the file, our table, its map."""

    workspace: Workspace
    shown: str
    table: Table
    given: TableMap | None


def load_duckdb() -> Any:
    """The module, or an error that says how to get it."""
    try:
        import duckdb
    except ImportError:
        raise ExtraMissingError("scan", "reading a folder, a workbook or a database") from None
    return duckdb
