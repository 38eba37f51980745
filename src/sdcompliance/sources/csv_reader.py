"""CSV and TSV files, plain or packed, in any encoding that is recognised."""

from __future__ import annotations

from pathlib import Path

from sdcompliance.records import Problem, Table
from sdcompliance.sources.cells import sql_name, sql_text
from sdcompliance.sources.columns import ColumnTitles, assign, select_staged, some_columns
from sdcompliance.sources.conversion import Staged
from sdcompliance.sources.errors import UnreadableError
from sdcompliance.sources.text_files import Misshapen, TextFile, as_utf8, header_of, is_plain, rewrite
from sdcompliance.sources.workspace import Job, Workspace, load_duckdb

_DELIMITERS = {".csv": ",;\t", ".tsv": "\t"}


def read_csv(job: Job, path: Path, encoding: str | None) -> tuple[int, list[Problem]]:
    """Read one file; how many rows it has, and the titles that are not known."""
    workspace, shown, table = job.workspace, job.shown, job.table
    file = as_utf8(path, shown, encoding, workspace.scratch())
    ending = next(suffix for suffix in _DELIMITERS if suffix in [each.lower() for each in path.suffixes])
    delimiter, titles = header_of(file, shown, _DELIMITERS[ending])
    assignment = assign(table, titles, job.given, shown)
    if not assignment.title_of:
        raise UnreadableError(f"{shown}: {_no_titles(titles, table)}")
    staged, misshapen = _staged(job, file, delimiter, titles, assignment)
    for each in misshapen:
        workspace.reject_line(shown, each.line, table.name, each.shown, each.expected)
    rows = workspace.read(staged)
    workspace.connection.execute(f"DROP TABLE {staged.relation}")
    return rows, assignment.problems(rows)


def _no_titles(titles: list[str], table: Table) -> str:
    known = some_columns(table)
    if not titles:
        return f"the file is empty; expected a line of titles such as {known}"
    told = f"the first line holds no title of {table.name}"
    return f"{told}; expected titles such as {known}, or their Chinese titles"


def _staged(
    job: Job, file: TextFile, delimiter: str, titles: list[str], assignment: ColumnTitles
) -> tuple[Staged, list[Misshapen]]:
    """The file as a table: straight from it where it is plain, else from a rewritten one."""
    workspace, width = job.workspace, len(titles)
    name = workspace.name("csv")
    cell_of = {title: sql_name(f"c{place}") for place, title in enumerate(titles)}
    cells = assignment.staged(cell_of)
    staged = Staged(job.table.name, job.shown, name, tuple(cells))
    # A line of nothing but delimiters is a blank line to whoever wrote it.
    blank = " AND ".join(f"{cell} IS NULL" for cell in cell_of.values())
    records = is_plain(file, delimiter, width)
    if records is not None:
        source = _source(workspace.path_for_duckdb(file.path), delimiter, [f"c{n}" for n in range(width)])
        numbered = f"(SELECT row_number() OVER () + 1 AS n, * FROM {source})"
        query = select_staged({**cells, "_blank": blank}, "n", "CAST(n AS VARCHAR)", numbered)
        if _created(workspace, name, query, records):
            return staged, []
    plain = workspace.scratch()
    misshapen = rewrite(file, delimiter, width, plain)
    source = _source(sql_text(str(plain)), ",", ["n", *(f"c{n}" for n in range(width))])
    query = select_staged({**cells, "_blank": blank}, "CAST(n AS BIGINT)", "n", source)
    workspace.connection.execute(f"CREATE OR REPLACE TABLE {name} AS {query}")
    workspace.connection.execute(f"DELETE FROM {name} WHERE _blank")
    plain.unlink()
    return staged, misshapen


def _created(workspace: Workspace, name: str, query: str, records: int) -> bool:
    """Whether DuckDB has read the file as Python's reader has."""
    try:
        workspace.connection.execute(f"CREATE TABLE {name} AS {query}")
    except load_duckdb().Error:
        return False
    rows, blank = workspace.one(f"SELECT count(*), count(*) FILTER (WHERE _blank) FROM {name}")
    if blank:
        workspace.connection.execute(f"DELETE FROM {name} WHERE _blank")
    return bool(rows == records)


def _source(path: str, delimiter: str, names: list[str]) -> str:
    columns = ", ".join(f"'{each}': 'VARCHAR'" for each in names)
    return (
        f"read_csv({path}, auto_detect=false, header=true, delim={sql_text(delimiter)}, quote='\"', "
        f"escape='\"', strict_mode=true, compression='none', columns={{{columns}}})"
    )
