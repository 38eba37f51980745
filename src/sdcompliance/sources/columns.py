"""The columns of one host table as ours: by a column map, by name, by Chinese title."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sdcompliance.errors import did_you_mean, nearest
from sdcompliance.records import TABLES, Problem, Table
from sdcompliance.records.problems import unknown_column
from sdcompliance.sources.cells import sql_name, sql_text
from sdcompliance.sources.errors import MappingError, NoTableError, SourceConflictError, UnreadableError
from sdcompliance.sources.mapping import TableMap
from sdcompliance.sources.titles import column_of_title

_SHOWN = 5  # of many names, in an error


@dataclass(frozen=True, slots=True)
class ColumnTitles:
    """Which title of the host's stands for which column of ours."""

    table: Table
    title_of: Mapping[str, str]
    unknown: tuple[str, ...]
    map: TableMap = field(default=TableMap(None))

    def problems(self, rows: Mapping[str, int] | int) -> list[Problem]:
        """One problem an unknown title: by title, or for all, in how many rows it stood."""
        return [
            unknown_column(self.table, title, rows if isinstance(rows, int) else rows.get(title, 0))
            for title in self.unknown
        ]

    def staged(self, cell_of: Mapping[str, str], text_type: str = "VARCHAR") -> dict[str, str]:
        """The SQL of the staged text of each column, from that of each title: with the map's codes and
        constants put in.
        """
        cells = {
            column: _coded(cell_of[title], self.map.codes.get(column, {}))
            for column, title in self.title_of.items()
        }
        for column, value in self.map.constants.items():
            cells.setdefault(column, f"CAST({sql_text(value)} AS {text_type})")
        return cells


def select_staged(cells: Mapping[str, str], line: str, place: str, source: str) -> str:
    """The query of a staged relation."""
    parts = [f"{line} AS _line", f"{place} AS _place"]
    parts += [f"{expression} AS {sql_name(column)}" for column, expression in cells.items()]
    return f"SELECT {', '.join(parts)} FROM {source}"


def assign(table: Table, titles: Iterable[str], given: TableMap | None, shown: str) -> ColumnTitles:
    """The columns that the titles mean. Raises SourceConflictError where two titles mean one column, and
    MappingError where the map names a title that is not there.
    """
    known = given or TableMap(table.name)
    by_map = known.by_title
    title_of: dict[str, str] = {}
    unknown: list[str] = []
    met: set[str] = set()
    for title in titles:
        word = title.strip().removeprefix("\ufeff").strip()
        met.add(word)
        if word in by_map:
            column = by_map[word] or None
            ignored = not by_map[word]
        else:
            column, ignored = column_of_title(table, word), not word
        if column is None:
            if not ignored:
                unknown.append(title)
        elif column in title_of:
            raise SourceConflictError(
                f"{shown}: {title_of[column]!r} and {title!r} both stand for {table.name}.{column}; "
                "take one of them out, or say which in a mapping"
            )
        else:
            title_of[column] = title
    _refuse_missing(by_map, met, shown)
    return ColumnTitles(table, title_of, tuple(unknown), known)


def _refuse_missing(by_map: Mapping[str, str], met: set[str], shown: str) -> None:
    faults = tuple(
        f"there is no column {theirs!r} to be read as {ours!r}{did_you_mean(theirs, met)}"
        for theirs, ours in by_map.items()
        if ours and theirs not in met
    )
    if faults:
        raise MappingError(shown, faults)


def some_columns(table: Table) -> str:
    """The first columns of a table, for an error to name."""
    return ", ".join(list(table.columns)[:_SHOWN])


def no_column(shown: str, table: Table) -> UnreadableError:
    """What is said of a host's table in which no column of ours is."""
    return UnreadableError(
        f"{shown}: no column of {table.name} is in it; expected such as {some_columns(table)}"
    )


def no_table(place: str, problems: Iterable[Problem], advice: str) -> NoTableError:
    """What is said of a source in which no table of ours is, but those that the problems name."""
    names = [problem.table for problem in problems]
    like = next((name for name in names if nearest(name, TABLES)), None)
    hint = f"; {like!r} is none of them{did_you_mean(like, TABLES)}" if like else ""
    return NoTableError(
        f"{place}: holds none of the {len(TABLES)} tables (bodies 机构 … subsidies 补贴); "
        f"found {', '.join(names[:_SHOWN]) or 'nothing'}{hint}; {advice}"
    )


def _coded(cell: str, codes: Mapping[str, str]) -> str:
    if not codes:
        return cell
    cases = " ".join(f"WHEN {sql_text(theirs)} THEN {sql_text(ours)}" for theirs, ours in codes.items())
    return f"CASE {cell} {cases} ELSE {cell} END"
