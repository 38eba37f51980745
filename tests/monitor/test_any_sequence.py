"""After any sequence of events the monitor says what ``evaluate`` says of the same records."""

from __future__ import annotations

import shutil
import tempfile
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.engines.dossiers import COMPLIANT, DAYS, _values, changed_dossiers

from sdcompliance.engines import Show, evaluate
from sdcompliance.findings import Verdict
from sdcompliance.monitor import AlertKind, Monitor
from sdcompliance.records import TABLES, ColumnKind, Records
from sdcompliance.rulebook import Configuration, Rulebook, configure, default_rulebook

_TOLD = {
    Verdict.VIOLATION: (AlertKind.VIOLATION, AlertKind.OVERDUE),
    Verdict.ADVISORY: (AlertKind.ADVISORY,),
    Verdict.UNDETERMINED: (AlertKind.UNDETERMINED,),
}

#: The notice's rules; without one that others read; without two.
BOOKS = [
    default_rulebook(),
    configure(default_rulebook(), Configuration(off={"RPT001": "not used here"})),
    configure(default_rulebook(), Configuration(off={"STF005": "not used here", "REV005": "likewise"})),
]


@st.composite
def rows(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A row of the compliant dossier, under its own id or a new one, with up to four other cells."""
    table = draw(st.sampled_from(list(COMPLIANT)))
    row = deepcopy(draw(st.sampled_from(COMPLIANT[table])))
    row["id"] = draw(st.sampled_from([row["id"], row["id"], "NEW1", "NEW2"]))
    columns = [column for column in TABLES[table].columns.values() if column.kind is not ColumnKind.KEY]
    for column in draw(st.lists(st.sampled_from(columns), max_size=4)):
        values = (
            st.sampled_from([*(known["id"] for known in COMPLIANT[column.refers_to or ""]), "NEW1", "NOBODY"])
            if column.kind is ColumnKind.REFERENCE
            else _values(table, column)
        )
        row[column.name] = draw(st.one_of(st.none(), values))
    return table, row


class AnySequence(RuleBasedStateMachine):
    """Records, corrections, removals, whole loads, days passing, repeated events and reopenings, mixed."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.told: dict[tuple[str, str], AlertKind] = {}
        self.soon: dict[tuple[str, str], date | None] = {}
        self.alerts = 0
        self.book, self.due_soon = BOOKS[0], 3
        self.monitor = Monitor(self.folder / "events.sqlite", as_of="2025-02-01", due_soon=3)

    def teardown(self) -> None:
        """Ends the journal."""
        self.monitor.close()
        shutil.rmtree(self.folder)

    @initialize(records=changed_dossiers(), empty=st.booleans())
    def begin(self, records: Records, empty: bool) -> None:
        if not empty:
            self.monitor.load(records)

    @rule(given=rows())
    def record(self, given: tuple[str, dict[str, Any]]) -> None:
        self.monitor.record(*given)

    @rule(given=rows())
    def record_twice(self, given: tuple[str, dict[str, Any]]) -> None:
        name = f"e{len(self.monitor.alerts())}-{self.monitor.today}-{given[1]!r}"
        self.monitor.record(*given, event_id=name)
        assert self.monitor.record(*given, event_id=name) == ()

    @precondition(lambda self: any(self.monitor.records.table(table) for table in TABLES))
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        records = self.monitor.records
        table = data.draw(st.sampled_from([name for name in TABLES if records.table(name)]))
        id_ = data.draw(st.sampled_from(list(records.table(table) or {})))
        self.monitor.remove(table, id_)

    @rule(records=changed_dossiers())
    def load(self, records: Records) -> None:
        self.monitor.load(records)

    @rule(days=st.integers(0, 400))
    def advance(self, days: int) -> None:
        self.monitor.advance(min(self.monitor.today, date.max - timedelta(days=500)) + timedelta(days=days))

    @rule(day=DAYS)
    def advance_to_an_awkward_day(self, day: date) -> None:
        if day >= self.monitor.today and day.year < 2100:
            self.monitor.advance(day)

    @rule()
    def reopen(self) -> None:
        self.monitor.close()
        self.monitor = Monitor(self.folder / "events.sqlite", due_soon=self.due_soon, rulebook=self.book)
        assert self.monitor.undelivered() == ()

    @rule(book=st.sampled_from(BOOKS), due_soon=st.sampled_from([0, 3, 60]))
    def reopen_with_other_rules(self, book: Rulebook, due_soon: int) -> None:
        self.monitor.close()
        self.book, self.due_soon = book, due_soon
        self.monitor = Monitor(self.folder / "events.sqlite", due_soon=due_soon, rulebook=book)
        assert self.monitor.undelivered() == self.monitor.alerts(self.alerts)

    @invariant()
    def says_what_evaluate_says(self) -> None:
        records, today = self.monitor.records, self.monitor.today
        expected = evaluate(records, today, rulebook=self.book, show=Show.ALL).findings
        assert self.monitor.findings(Show.ALL) == expected

    @invariant()
    def has_told_every_turn_once(self) -> None:
        for alert in self.monitor.alerts(self.alerts):
            self.alerts += 1
            assert alert.number == self.alerts
            key = (alert.rule, alert.subject_id)
            if alert.kind is AlertKind.CURED:
                del self.told[key]
            elif alert.kind is AlertKind.DUE_SOON:
                self.soon[key] = alert.due
            else:
                assert self.told.get(key) is not alert.kind
                self.told[key] = alert.kind
        now = {
            (finding.rule, finding.subject_id): _TOLD[finding.verdict]
            for finding in self.monitor.findings()
            if finding.verdict in _TOLD
        }
        assert self.told.keys() == now.keys()
        assert all(kind in now[key] for key, kind in self.told.items())
        for finding in self.monitor.findings():
            if finding.verdict is Verdict.PENDING and self.book[finding.rule].default.due is not None:
                assert finding.due is not None
                if (finding.due - self.monitor.today).days <= self.due_soon:
                    assert self.soon.get((finding.rule, finding.subject_id)) == finding.due


TestAnySequence = AnySequence.TestCase
TestAnySequence.settings = settings(
    max_examples=15,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
