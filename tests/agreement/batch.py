"""Many dossiers judged at once by the relational engine, and each by the native one: the same findings.

A statement is planned for some milliseconds whatever it reads, so dossiers share tables: each has a
mark in front of its ids, and the column ``dossier`` keeps apart what is looked up by other values.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from sdcompliance.engines import evaluate
from sdcompliance.engines.relational.embedded import Embedded, connect
from sdcompliance.engines.relational.engine import Database, JudgedRule, RelationalEngine
from sdcompliance.engines.relational.loading import cells_of, columns_of, load_rows
from sdcompliance.engines.relational.rows import COLUMN_TYPES, finding_of
from sdcompliance.engines.relational.statement import Partition, Shape
from sdcompliance.findings import Evidence, Finding, Privacy, Verdict
from sdcompliance.records import TABLES, ColumnKind, Records
from sdcompliance.rulebook import Rulebook, Words, default_rulebook
from sdcompliance.workdays import Calendar
from sdcompliance.workdays import calendar as default_calendar

_EVIDENCE = [name for name, _ in COLUMN_TYPES].index("evidence")
PARTITION = Partition(key="dossier", as_of="as_of")


@dataclass(frozen=True, slots=True)
class Case:
    """Records with the day they are judged on. ``name`` finds them again when they are judged differently."""

    name: str
    records: Records
    as_of: date
    calendar: Calendar


class Tables(Protocol):
    """A database in which a test makes tables."""

    @property
    def database(self) -> Database:
        """As the engine speaks to it."""

    def load(self, table: str, columns: list[tuple[str, str]], rows: Iterator[list[object]]) -> None:
        """Makes a table of rows."""

    def close(self) -> None:
        """Forgets the tables."""


class DuckDbTables:
    """Tables in this process."""

    def __init__(self) -> None:
        self._connection = connect()
        self.database = Embedded(self._connection)

    def load(self, table: str, columns: list[tuple[str, str]], rows: Iterator[list[object]]) -> None:
        load_rows(self._connection, table, columns, rows)

    def close(self) -> None:
        self._connection.close()


def differences(
    cases: Iterable[Case], tables: Callable[[], Tables] = DuckDbTables, rulebook: Rulebook | None = None
) -> list[str]:
    """Where the engines differ, of all cases; each is judged among those that it can share tables with."""
    book = rulebook or default_rulebook()
    groups: dict[Any, list[Case]] = {}
    for case in cases:
        present = frozenset(name for name in TABLES if case.records.table(name) is not None)
        groups.setdefault((present, case.calendar.digest), []).append(case)
    return [line for group in groups.values() for line in _differences(group, book, tables)]


def _differences(cases: list[Case], book: Rulebook, tables: Callable[[], Tables]) -> Iterator[str]:
    found = _by_sql(cases, book, tables())
    for place, case in enumerate(cases):
        report = evaluate(case.records, case.as_of, rulebook=book, calendar=case.calendar)
        expected = {(f.rule, f.subject_id): f.to_json(Privacy.SHOWN) for f in report.findings}
        own = {(f.rule, f.subject_id): f.to_json(Privacy.SHOWN) for f in found.findings[place]}
        for key in sorted(expected.keys() | own.keys()):
            if expected.get(key) != own.get(key):
                yield f"{case.name} as of {case.as_of}: {key}\n{expected.get(key)}\n{own.get(key)}"
        counted = {rule: dict(counts) for rule, counts in report.summary.verdicts.items()}
        if counted != found.counts(place):
            yield f"{case.name} as of {case.as_of}: {_unlike(counted, found.counts(place))}"


def _unlike(native: dict[str, Any], sql: dict[str, Any]) -> str:
    rules = [rule for rule in native.keys() | sql.keys() if native.get(rule) != sql.get(rule)]
    return "; ".join(f"{rule}: native {native.get(rule)}, sql {sql.get(rule)}" for rule in sorted(rules))


class _Found:
    """What the relational engine found, by the place of the dossier among the cases."""

    def __init__(self, count: int) -> None:
        self.findings: list[list[Finding]] = [[] for _ in range(count)]
        self._verdicts: list[dict[str, dict[Verdict, int]]] = [{} for _ in range(count)]

    def count(self, place: int, rule: str, verdict: Verdict, times: int) -> None:
        counts = self._verdicts[place].setdefault(rule, {})
        counts[verdict] = counts.get(verdict, 0) + times

    def counts(self, place: int) -> dict[str, dict[Verdict, int]]:
        return self._verdicts[place]


def _by_sql(cases: list[Case], book: Rulebook, made: Tables) -> _Found:
    database = made.database
    database.load_calendar(cases[0].calendar)
    present = frozenset(name for name in TABLES if cases[0].records.table(name) is not None)
    for table in present:
        columns = [*columns_of(table), (PARTITION.key, "VARCHAR"), (PARTITION.as_of, "DATE")]
        made.load(table, columns, _marked_rows(table, cases))
    engine = RelationalEngine(book, database, Shape(present, partition=PARTITION), cases[0].as_of)
    engine.prepare()
    found = _Found(len(cases))
    for judged in engine.judge():
        _tell(judged, engine, database, found)
    made.close()
    return found


def _tell(judged: JudgedRule, engine: RelationalEngine, database: Database, found: _Found) -> None:
    first = judged.columns.verdicts[0]
    counts = f"SELECT {PARTITION.key}, {first}, count(*) FROM {judged.table} GROUP BY 1, 2"
    for place, number, times in database.rows(counts):
        found.count(int(place), judged.rule.id, tuple(Verdict)[number], times)
    picked = judged.noteworthy
    if picked.verdicts:
        for row in database.rows(engine.details(judged, picked, Privacy.SHOWN)):
            assert not _repeated(row[_EVIDENCE]), row
            finding = finding_of(judged.rule, row)
            place = int(finding.subject_id.partition("⟧")[0].removeprefix("⟦"))
            found.findings[place].append(_unmarked(finding, _mark(place)))


def _repeated(evidence: str) -> list[str]:
    """Paths that stand more than once in a JSON object, of which a reader would see the last only."""
    pairs = json.loads(evidence, object_pairs_hook=lambda found: [path for path, _ in found])
    return [path for path, times in Counter(pairs).items() if times > 1]


def _mark(place: int) -> str:
    return f"⟦{place}⟧"


def _marked_rows(table: str, cases: list[Case]) -> Iterator[list[object]]:
    columns = list(TABLES[table].columns.values())
    keys = [column.name for column in columns if column.kind in (ColumnKind.KEY, ColumnKind.REFERENCE)]
    names = [name for name, _ in columns_of(table)]
    places = [names.index(key) for key in keys]
    for place, case in enumerate(cases):
        rows = case.records.table(table)
        assert rows is not None  # cases of one group have the same tables
        for row in rows.values():
            cells = list(cells_of(row, columns))
            for at in places:
                cells[at] = None if cells[at] is None else _mark(place) + str(cells[at])
            yield [*cells, str(place), case.as_of]


def _unmarked(finding: Finding, mark: str) -> Finding:
    def plain(text: str) -> str:
        return text.replace(mark, "")

    read = tuple(
        Evidence(
            plain(item.path), plain(item.value) if isinstance(item.value, str) else item.value, item.personal
        )
        for item in finding.read
    )
    return replace(
        finding,
        subject_id=plain(finding.subject_id),
        missing=tuple(plain(path) for path in finding.missing),
        words=Words(plain(finding.words.zh), plain(finding.words.en)),
        read=read,
    )


def case_of(name: str, records: Records, as_of: date, calendar: Calendar | None = None) -> Case:
    """A case on the published calendar unless another is given."""
    return Case(name, records, as_of, calendar or default_calendar())
