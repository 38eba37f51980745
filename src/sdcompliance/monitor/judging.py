"""Verdicts kept up to date: after a change, only the rows that read what changed are judged again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from sdcompliance.conditions import FINDINGS
from sdcompliance.engines.consequences import Source, WithFindings
from sdcompliance.engines.native import NativeEngine, RuleVerdicts, functions_for
from sdcompliance.engines.native.explaining import explain
from sdcompliance.findings import Finding
from sdcompliance.monitor.changes import Changes, RowChange
from sdcompliance.monitor.live_facts import LiveFacts
from sdcompliance.monitor.paths import Paths
from sdcompliance.monitor.remembered import remembering
from sdcompliance.monitor.store import Store
from sdcompliance.monitor.timing import first_after
from sdcompliance.monitor.unit import Standing, Unit
from sdcompliance.monitor.wakes import Wakes
from sdcompliance.records import Row
from sdcompliance.records.values import day_of
from sdcompliance.rulebook import Rulebook
from sdcompliance.workdays import Calendar

#: Ids of rows to be judged again, by the key of the unit.
Dirty: TypeAlias = dict[str, set[str]]


@dataclass(frozen=True, slots=True)
class Turn:
    """What a unit said of a row before and says now; None: the row was, or is, not there."""

    unit: Unit
    id: str
    old: Standing | None
    new: Standing | None


class Judging:
    """The standing of every row under every rule, as of one day. Not thread-safe."""

    def __init__(self, rulebook: Rulebook, calendar: Calendar, today: date, due_soon: int) -> None:
        self.store = Store()
        self.today = today
        self._rulebook = rulebook
        self._functions = remembering(functions_for(calendar))
        self._due_soon = due_soon
        engine = NativeEngine(rulebook)
        strata = [dict(rulebook.direct)]
        strata += [{rule.id: (rule,) for rule in stratum} for stratum in rulebook.consequences]
        self._strata = tuple(
            tuple(
                Unit(key, rules, code, rulebook.read)
                for key, rules in stratum.items()
                if (code := engine.compiled(key)) is not None
            )
            for stratum in strata
        )
        self._units = {unit.key: unit for stratum in self._strata for unit in stratum}
        self._standings: dict[str, dict[str, Standing]] = {key: {} for key in self._units}
        self._wakes: dict[str, Wakes[str]] = {key: Wakes() for key in self._units}
        self._paths = Paths((unit.key, unit.subject, tuple(unit.reads)) for unit in self._units.values())
        self._dates: dict[str, frozenset[str]] = {}  # columns by table: they are compared with today
        for unit in self._units.values():
            for table, column in unit.timing.dates:
                self._dates[table] = self._dates.get(table, frozenset()) | {column}
        self._row_wakes: Wakes[tuple[str, str]] = Wakes()  # table and row
        self._link()

    # ── what happens ────────────────────────────────────────────────────────────────────

    def restore(self, tables: Mapping[str, dict[str, Row]]) -> None:
        """The records as they were, into a judging that has none yet."""
        self.store.fill(tables)
        self._link()
        for table in self._dates:
            self._watch(table, (self.store.table(table) or {}).values())
        for stratum in self._strata:
            facts = [fact for unit in stratum for fact in self._restored(unit)]
            self.store.apply(Changes(rows=tuple(facts)))
            self._watch(FINDINGS, (fact.row for fact in facts if fact.row is not None))

    def _restored(self, unit: Unit) -> Iterator[RowChange]:
        standings, wakes = self._standings[unit.key], self._wakes[unit.key]
        for id_, row in (self.store.table(unit.subject) or {}).items():
            standing = standings[id_] = unit.standing(row)
            if standing.wake is not None:
                wakes.put(standing.wake, id_)
            if unit.is_read and unit.known(standing.answer).facts:
                yield from (RowChange(FINDINGS, fact.id, fact, None) for fact in unit.facts(row, standing))

    def change(self, changes: Changes) -> list[Turn]:
        """The records changed; every standing that changed with them."""
        dirty: Dirty = {}
        tables = changes.appearing | changes.disappearing
        self._mark(dirty, changes.rows, tables, before=True)
        self.store.apply(changes)
        if tables:
            self._link()
            self._mark_readers(dirty, tables)
        self._mark(dirty, changes.rows, tables, before=False)
        for change in changes.rows:
            if (row := self.store.row(change.table, change.id)) is not None:
                self._watch(change.table, (row,))
        return list(self._settle(dirty))

    def advance(self, to: date) -> list[Turn]:
        """Another day; every standing that changed with it."""
        self.today = to
        self._link()
        dirty: Dirty = {key: set(wakes.take(to)) for key, wakes in self._wakes.items()}
        for table, id_ in list(self._row_wakes.take(to)):
            if (row := self.store.row(table, id_)) is not None:
                for path in self._paths.reading(table, self._dates[table]):
                    dirty.setdefault(path.unit, set()).update(path.subjects(row, self.store))
                self._watch(table, (row,))
        return list(self._settle(dirty))

    # ── what is said ────────────────────────────────────────────────────────────────────

    def standings(self) -> Iterator[tuple[Unit, str, Standing]]:
        """What every unit says of every row."""
        for key, standings in self._standings.items():
            for id_, standing in standings.items():
                yield self._units[key], id_, standing

    def finding(self, unit: Unit, id_: str, found: RuleVerdicts) -> Finding:
        """Everything behind what one rule says of a row that is there."""
        row = (self.store.table(unit.subject) or {})[id_]
        return explain(found.rule, row, found.verdicts, unit.interpreter(row), self.today)

    # ── inside ──────────────────────────────────────────────────────────────────────────

    def _link(self) -> None:
        for unit in self._units.values():
            unit.link(self._source_of(unit), self.today, self._functions, self._due_soon)

    def _source_of(self, unit: Unit) -> Source:
        """A consequence reads findings too, unless a table is absent on whose rows they would be."""
        rule = unit.rules[0]
        if not rule.reads:
            return self.store
        return WithFindings.for_rule(rule, self._rulebook, self.store, LiveFacts(self.store, rule.reads))

    def _judged_for(self, unit: Unit) -> frozenset[str]:
        """The tables whose rows the rules judge that a unit reads findings of."""
        reads = unit.rules[0].reads
        return frozenset(self._rulebook[id_].subject for id_ in reads if id_ in self._rulebook)

    def _mark(self, dirty: Dirty, rows: Iterable[RowChange], tables: frozenset[str], *, before: bool) -> None:
        """Notes who reads the rows: as they are in the store before the change, as they will be after it."""
        for change in rows:
            if change.table in tables:
                continue  # whoever reads the table is judged again anyway
            row = self.store.row(change.table, change.id) if before else change.row
            if row is None:
                continue
            for path in self._paths.reading(change.table, change.columns):
                dirty.setdefault(path.unit, set()).update(path.subjects(row, self.store))

    def _mark_readers(self, dirty: Dirty, tables: frozenset[str]) -> None:
        """Notes every row of every unit that reads one of the tables, its own included."""
        reading = {key for table in tables for key in self._paths.readers(table)}
        reading |= {
            unit.key for unit in self._units.values() if not tables.isdisjoint(self._judged_for(unit))
        }
        for key in reading:
            own = self.store.table(self._units[key].subject) or {}
            dirty.setdefault(key, set()).update(own, self._standings[key])

    def _watch(self, table: str, rows: Iterable[Row]) -> None:
        """Rows with a day to come that is compared with today wake when it comes."""
        if (columns := self._dates.get(table)) is None:
            return
        for row in rows:
            days = [day_of(getattr(row, column)) for column in columns]
            if (day := first_after(self.today, days)) is not None:
                self._row_wakes.put(day, (table, row.id))

    def _settle(self, dirty: Dirty) -> Iterator[Turn]:
        """Judges again what is dirty, stratum by stratum: what is found may make later strata dirty."""
        for stratum in self._strata:
            facts: list[RowChange] = []
            for unit in stratum:
                for id_ in dirty.get(unit.key, ()):
                    yield from self._judge(unit, id_, facts)
            if facts:
                found = Changes(rows=tuple(facts))
                self._mark(dirty, found.rows, frozenset(), before=True)
                self.store.apply(found)
                self._mark(dirty, found.rows, frozenset(), before=False)
                self._watch(FINDINGS, (fact.row for fact in facts if fact.row is not None))

    def _judge(self, unit: Unit, id_: str, facts: list[RowChange]) -> Iterator[Turn]:
        row = self.store.row(unit.subject, id_)
        standings = self._standings[unit.key]
        old = standings.get(id_)
        new = None if row is None else unit.standing(row)
        facts += self._changed_facts(unit, id_, row, old, new)
        if new is None:
            standings.pop(id_, None)
        else:
            standings[id_] = new
        self._sleep(unit.key, id_, old, new)
        if old is None or new is None or old.answer is not new.answer or old.soon != new.soon:
            yield Turn(unit, id_, old, new)

    def _changed_facts(
        self, unit: Unit, id_: str, row: Row | None, old: Standing | None, new: Standing | None
    ) -> Iterator[RowChange]:
        gone = set() if old is None else set(unit.fact_ids(id_, old))
        for fact in () if row is None or new is None else unit.facts(row, new):
            gone.discard(fact.id)
            if self.store.row(FINDINGS, fact.id) != fact:
                yield RowChange(FINDINGS, fact.id, fact, None)
        yield from (RowChange(FINDINGS, key, None, None) for key in gone)

    def _sleep(self, key: str, id_: str, old: Standing | None, new: Standing | None) -> None:
        before = None if old is None else old.wake
        after = None if new is None else new.wake
        if before is not None and before != after:
            self._wakes[key].drop(before, id_)
        if after is not None:
            self._wakes[key].put(after, id_)
