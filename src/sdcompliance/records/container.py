"""The container: all tables of one source, immutable, with the look-ups that conditions need."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NoReturn, Self, TypedDict, TypeVar, Unpack, cast

from sdcompliance.errors import UnknownNameError, did_you_mean
from sdcompliance.records import tables as t
from sdcompliance.records.faults import Fault, FaultCode, FaultList, shorten
from sdcompliance.records.json_source import Source, read_json
from sdcompliance.records.kinds import ColumnKind, Table
from sdcompliance.records.problems import Problem, ProblemCode
from sdcompliance.records.reading import Placed, by_id, read_tables
from sdcompliance.records.row import Row
from sdcompliance.records.schema import TABLES, column_named, table_named

T = TypeVar("T")

Index = Mapping[Any, tuple[Row, ...]]
"""Rows by the value they have in one column, each group in the order of their ids."""


class Rows(TypedDict, total=False):
    """What ``Records`` may be built from; a table that is None or not given is unknown, not empty."""

    bodies: Iterable[t.Body] | None
    policies: Iterable[t.Policy] | None
    projects: Iterable[t.Project] | None
    specifications: Iterable[t.Specification] | None
    applications: Iterable[t.Application] | None
    application_projects: Iterable[t.ApplicationProject] | None
    application_venues: Iterable[t.ApplicationVenue] | None
    application_equipment: Iterable[t.ApplicationEquipment] | None
    application_managers: Iterable[t.ApplicationManager] | None
    application_examiners: Iterable[t.ApplicationExaminer] | None
    sites: Iterable[t.Site] | None
    site_terms: Iterable[t.SiteTerm] | None
    site_term_projects: Iterable[t.SiteTermProject] | None
    incidents: Iterable[t.Incident] | None
    announcements: Iterable[t.Announcement] | None
    candidates: Iterable[t.Candidate] | None
    registrations: Iterable[t.Registration] | None
    tariffs: Iterable[t.Tariff] | None
    papers: Iterable[t.Paper] | None
    sessions: Iterable[t.Session] | None
    personnel: Iterable[t.Person] | None
    personnel_projects: Iterable[t.PersonProject] | None
    assignments: Iterable[t.Assignment] | None
    reports: Iterable[t.ResultsReport] | None
    results: Iterable[t.Result] | None
    certificates: Iterable[t.Certificate] | None
    archives: Iterable[t.Archive] | None
    subsidies: Iterable[t.Subsidy] | None


class Records:
    """What is recorded: a table an attribute, from id to row in the order of the source.

    A table that is None is one the source does not have: what would stand in it is unknown. A table that
    is there, even with no rows, is complete for what the source covers.

    Immutable, and safe to use from any thread. Raises RecordsError for a row of another table, for an id
    used twice in a table, and for a keyword that is no table.
    """

    bodies: Mapping[str, t.Body] | None
    policies: Mapping[str, t.Policy] | None
    projects: Mapping[str, t.Project] | None
    specifications: Mapping[str, t.Specification] | None
    applications: Mapping[str, t.Application] | None
    application_projects: Mapping[str, t.ApplicationProject] | None
    application_venues: Mapping[str, t.ApplicationVenue] | None
    application_equipment: Mapping[str, t.ApplicationEquipment] | None
    application_managers: Mapping[str, t.ApplicationManager] | None
    application_examiners: Mapping[str, t.ApplicationExaminer] | None
    sites: Mapping[str, t.Site] | None
    site_terms: Mapping[str, t.SiteTerm] | None
    site_term_projects: Mapping[str, t.SiteTermProject] | None
    incidents: Mapping[str, t.Incident] | None
    announcements: Mapping[str, t.Announcement] | None
    candidates: Mapping[str, t.Candidate] | None
    registrations: Mapping[str, t.Registration] | None
    tariffs: Mapping[str, t.Tariff] | None
    papers: Mapping[str, t.Paper] | None
    sessions: Mapping[str, t.Session] | None
    personnel: Mapping[str, t.Person] | None
    personnel_projects: Mapping[str, t.PersonProject] | None
    assignments: Mapping[str, t.Assignment] | None
    reports: Mapping[str, t.ResultsReport] | None
    results: Mapping[str, t.Result] | None
    certificates: Mapping[str, t.Certificate] | None
    archives: Mapping[str, t.Archive] | None
    subsidies: Mapping[str, t.Subsidy] | None

    _tables: dict[str, dict[str, Row]]
    _kept_out: tuple[Problem, ...]
    _cache: dict[Any, Any]

    def __init__(self, **rows: Unpack[Rows]) -> None:
        faults = FaultList()
        tables: dict[str, dict[str, Row]] = {}
        for name, given in cast("dict[str, Iterable[Row] | None]", rows).items():
            if name not in TABLES:
                expected = f"a table{did_you_mean(name, TABLES)}"
                faults.add(Fault(name, None, None, None, expected, FaultCode.UNKNOWN_NAME))
            elif given is not None:
                tables[name] = by_id(TABLES[name], _placed(TABLES[name], given, faults), faults)
        faults.raise_if_any()
        self._fill(tables, ())

    @classmethod
    def load(cls, source: Source) -> Self:
        """Read one JSON object of tables from a path or an open file (UTF-8).

        Raises RecordsError with every fault found.
        """
        return cls.parse(read_json(source))

    @classmethod
    def parse(cls, tables: Mapping[str, Any]) -> Self:
        """Read a mapping of tables to lists of rows, each a mapping of columns to values.

        Tables and columns go by their names or their Chinese labels; a table that is None is unknown.
        Raises RecordsError with every fault found.
        """
        return cls._of(*read_tables(tables))

    @classmethod
    def _of(cls, tables: dict[str, dict[str, Row]], kept_out: tuple[Problem, ...]) -> Self:
        records = cls.__new__(cls)
        records._fill(tables, kept_out)
        return records

    def _fill(self, tables: dict[str, dict[str, Row]], kept_out: tuple[Problem, ...]) -> None:
        own = self.__dict__
        own["_tables"] = tables
        own["_kept_out"] = kept_out
        own["_cache"] = {}
        for name in TABLES:
            own[name] = MappingProxyType(tables[name]) if name in tables else None

    def table(self, name: str) -> Mapping[str, Row] | None:
        """The rows of a table by id, None where the source does not have it.

        Raises UnknownNameError if there is no such table.
        """
        rows: Mapping[str, Row] | None = self.__dict__[table_named(name).name]
        return rows

    def children(self, table: str, column: str) -> Mapping[str, tuple[Row, ...]] | None:
        """Rows of ``table`` by the id its reference ``column`` names, each group in the order of their ids.

        Rows that name none stand under None. None (no mapping) where the source does not have the table.
        Raises UnknownNameError if there is no such table or no such reference.
        """
        if column_named(table, column).kind is not ColumnKind.REFERENCE:
            references = [each.name for each in TABLES[table].references.values()]
            hint = did_you_mean(column, references)
            raise UnknownNameError(f"{table}.{column} refers to no table{hint}; use lookup for its values")
        return self.lookup(table, column)

    def lookup(self, table: str, column: str) -> Index | None:
        """Rows of ``table`` by their value in ``column``, each group in the order of their ids.

        Rows where nothing is recorded there stand under None. None (no mapping) where the source does
        not have the table.
        Raises UnknownNameError if there is no such table or column.
        """
        name = column_named(table, column).name
        rows = self.table(table)
        return None if rows is None else self._once((table, name), lambda: _index(rows, name))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was kept out of the records, then every reference that names no row, by table, column, id.

        A reference into a table that the source does not have is none: nobody can know.
        """
        return self._once("problems", lambda: (*self._kept_out, *self._dangling()))

    def _dangling(self) -> Iterator[Problem]:
        for table in TABLES.values():
            rows = self._tables.get(table.name, {})
            for column in table.references.values():
                known = self._tables.get(column.refers_to or "")
                if known is None:
                    continue
                for row in sorted(rows.values(), key=_id):
                    value = getattr(row, column.name)
                    if value is not None and value not in known:
                        yield Problem(
                            ProblemCode.DANGLING_REFERENCE,
                            table.name,
                            column.name,
                            row=row.id,
                            value=value,
                            refers_to=column.refers_to,
                        )

    def _once(self, key: Any, compute: Callable[[], T]) -> T:
        # Two threads may both compute; setdefault lets one result win, and all see that one.
        found = self._cache.get(key)
        return cast(T, self._cache.setdefault(key, compute()) if found is None else found)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"records are immutable; build new ones to change {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"records are immutable; build new ones to leave out {name!r}")

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self)._of, (self._tables, self._kept_out)

    def __repr__(self) -> str:
        return f"Records({', '.join(f'{name}: {len(rows)}' for name, rows in self._tables.items())})"


def _placed(table: Table, rows: Iterable[Row], faults: FaultList) -> Iterator[Placed]:
    """The rows with their places, without those that belong to no or another table."""
    for place, row in enumerate(rows, start=1):
        if isinstance(row, table.row_type):
            yield Placed(place, row.id, row)
        else:
            expected = f"a {table.row_type.__name__}"
            faults.add(Fault(table.name, f"#{place}", None, shorten(row), expected, FaultCode.NOT_A_ROW))


def _index(rows: Mapping[str, Row], column: str) -> Index:
    groups: dict[Any, list[Row]] = {}
    for row in sorted(rows.values(), key=_id):
        groups.setdefault(getattr(row, column), []).append(row)
    return MappingProxyType({value: tuple(group) for value, group in groups.items()})


def _id(row: Row) -> str:
    return row.id
