"""The SQLite journal: reopened it says the same, damaged it is refused, one monitor writes it."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from tests.engines.dossiers import COMPLIANT
from tests.monitor.dossier import row_of

from sdcompliance.engines import Show
from sdcompliance.findings import Verdict
from sdcompliance.monitor import AlertKind, JournalBusyError, JournalError, Monitor, MonitorError
from sdcompliance.records import Records
from sdcompliance.rulebook import Configuration, configure, default_rulebook

OFF = row_of("assignments", "A1", badge_worn=False)


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """A journal with a dossier, a violation and a day that passed, closed."""
    path = tmp_path / "events.sqlite"
    with Monitor(path, as_of="2025-05-31") as monitor:
        monitor.load(Records.parse(COMPLIANT))
        monitor.record("assignments", OFF, event_id="off")
        monitor.advance("2025-06-01")
    return path


def killed_after(path: Path, statements: str) -> None:
    """A process that has the journal open, does something, and dies without closing it."""
    program = (
        "import os\nfrom sdcompliance.monitor import Monitor\n"
        f"monitor = Monitor({str(path)!r}, as_of='2025-06-01')\n{statements}\nos._exit(9)"
    )
    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True)
    assert done.returncode == 9, done.stderr


def test_reopened_it_says_the_same(journal: Path) -> None:
    with Monitor(journal) as monitor:
        assert str(monitor.today) == "2025-06-01"
        changed = {**COMPLIANT, "assignments": [OFF, *COMPLIANT["assignments"][1:]]}
        expected = Records.parse(changed)
        for table in COMPLIANT:
            assert monitor.records.table(table) == expected.table(table)
        assert [alert.kind for alert in monitor.alerts() if alert.rule == "STF005"] == [AlertKind.VIOLATION]
        assert monitor.undelivered() == ()
        assert monitor.record("assignments", OFF, event_id="off") == ()


def test_present_and_absent_tables_stay_so(tmp_path: Path) -> None:
    with Monitor(tmp_path / "j") as monitor:
        monitor.load(Records.parse({"sessions": [], "reports": None}))
    with Monitor(tmp_path / "j") as monitor:
        assert (monitor.records.sessions, monitor.records.reports) == ({}, None)
        monitor.load(Records())
    with Monitor(tmp_path / "j") as monitor:
        assert monitor.records.sessions is None


def test_every_kind_of_value_comes_back_exactly(tmp_path: Path) -> None:
    """An hour that came twice when summer time ended, the first and last days there are, exact decimals."""
    rows = {
        "sessions": [
            {"id": "a", "started_at": "1986-09-14T00:30:00+09:00", "ended_at": "1986-09-14T00:30:00+08:00"},
            {"id": "b", "started_at": "0001-01-01T08:06:00", "ended_at": "9999-12-31T23:59:59.999999"},
            {"id": "c", "started_at": "2025-03-04", "city": "济南", "staff_arranged": False},
            {"id": 'd"\\\n\u2028💡', "site_id": " S "},
        ],
        "tariffs": [{"id": "t", "amount": "150.10"}, {"id": "u", "amount": 0}],
        "candidates": [{"id": "k", "name": "  ", "group": "退役军人", "sex": "female"}],
    }
    given = Records.parse(rows)
    with Monitor(tmp_path / "j") as monitor:
        monitor.load(given)
    with Monitor(tmp_path / "j") as monitor:
        kept = monitor.records
    for table in rows:
        assert kept.table(table) == given.table(table)
    for name in ("started_at", "ended_at"):
        for id_, row in (given.sessions or {}).items():
            mine = getattr((kept.sessions or {})[id_], name)
            other = getattr(row, name)
            assert type(mine) is type(other)
            if other is not None:
                assert mine.isoformat() == other.isoformat()
    assert str((kept.tariffs or {})["t"].amount) == "150.10"


# ── one writer ──────────────────────────────────────────────────────────────────────────


def test_a_second_writer_is_refused(journal: Path) -> None:
    with Monitor(journal), pytest.raises(JournalBusyError, match="another monitor"):
        Monitor(journal)
    other = (
        "from sdcompliance.monitor import *\n"
        f"try: Monitor({str(journal)!r})\nexcept JournalBusyError: print('busy')"
    )
    with Monitor(journal):
        run = subprocess.run([sys.executable, "-c", other], capture_output=True, text=True, check=True)
    assert run.stdout == "busy\n"
    Monitor(journal).close()


# ── a crash ─────────────────────────────────────────────────────────────────────────────


def test_alerts_of_a_call_that_may_not_have_returned_are_told_once_after_reopening(journal: Path) -> None:
    killed_after(journal, f"monitor.record('assignments', {row_of('assignments', 'A2', badge_worn=False)!r})")
    with Monitor(journal) as monitor:
        assert [(alert.rule, alert.subject_id) for alert in monitor.undelivered()] == [("STF005", "A2")]
        assert monitor.undelivered() == ()
    with Monitor(journal) as monitor:
        assert monitor.undelivered() == ()


@pytest.mark.parametrize("loss", ["missing", "cut short", "changed in its first event"])
def test_a_write_ahead_log_that_lost_events_is_noticed(journal: Path, loss: str) -> None:
    killed_after(journal, "monitor.remove('assignments', 'A2')\nmonitor.remove('assignments', 'A1')")
    log = journal.with_name(f"{journal.name}-wal")
    content = bytearray(log.read_bytes())
    match loss:
        case "missing":
            log.unlink()
        case "cut short":
            log.write_bytes(content[: len(content) // 2])
        case _:
            content[100] ^= 1
            log.write_bytes(content)
    with pytest.raises(JournalError, match="acknowledged"):
        Monitor(journal)


# ── damage ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        ("UPDATE sdcompliance_rows SET content = replace(content, 'true', 'false') WHERE id = 'A2'", "A2"),
        ("UPDATE sdcompliance_rows SET stamp = '2025' WHERE id = 'A2'", "A2"),
        ("UPDATE sdcompliance_rows SET content = 7 WHERE id = 'A2'", "A2"),
        ("DELETE FROM sdcompliance_rows WHERE id = 'A2'", "rows are missing"),
        ("UPDATE sdcompliance_events SET content = '{}' WHERE number = 2", "event 2"),
        ("UPDATE sdcompliance_events SET day = 'Monday' WHERE number = 2", "event 2"),
        ("UPDATE sdcompliance_events SET alerts = '' WHERE number = 3", "event 3"),
        ("DELETE FROM sdcompliance_events WHERE number = 2", "3 events"),
        ("UPDATE sdcompliance_journal SET value = '99' WHERE name = 'form'", "form '99'"),
        ("DELETE FROM sdcompliance_journal", "form"),
    ],
)
def test_a_changed_journal_is_refused_with_the_place(journal: Path, statement: str, place: str) -> None:
    with sqlite3.connect(journal) as connection:
        assert connection.execute(statement).rowcount > 0
    connection.close()
    with pytest.raises(JournalError, match=place) as caught:
        Monitor(journal)
    assert str(journal) in str(caught.value)


def test_a_byte_changed_anywhere_is_refused_or_harmless(journal: Path, tmp_path: Path) -> None:
    with Monitor(journal) as monitor:
        expected, alerts = monitor.findings(Show.ALL), monitor.alerts()
    content = journal.read_bytes()
    choice = random.Random(7)
    refused = 0
    for number in range(60):
        broken = tmp_path / f"broken{number}"
        changed = bytearray(content)
        changed[choice.randrange(len(content))] ^= 1 << choice.randrange(8)
        broken.write_bytes(changed)
        try:
            with Monitor(broken) as monitor:
                assert monitor.findings(Show.ALL) == expected
                assert monitor.alerts() == alerts
        except JournalError:
            refused += 1
    assert refused > 10  # most bytes of a small journal are its content


@pytest.mark.parametrize("size", [1, 100, 4096, 10_000])
def test_a_journal_cut_short_is_refused(journal: Path, size: int) -> None:
    journal.write_bytes(journal.read_bytes()[:size])
    with pytest.raises(JournalError):
        Monitor(journal)


def test_other_files_are_no_journals(tmp_path: Path) -> None:
    text, database = tmp_path / "notes.txt", tmp_path / "other.sqlite"
    text.write_text("考核记录\n" * 1000, encoding="utf-8")
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE TABLE sessions (id)")
    connection.close()
    for path in (text, database, tmp_path / "nowhere" / "events.sqlite", tmp_path):
        with pytest.raises(JournalError, match=path.name):
            Monitor(path)


# ── other rules ─────────────────────────────────────────────────────────────────────────


def test_reopened_with_a_rule_less_what_it_had_told_is_cured_and_back_again_told_anew(journal: Path) -> None:
    without = configure(default_rulebook(), Configuration(off={"STF005": "not used here"}))
    with Monitor(journal, rulebook=without) as monitor:
        (cured,) = monitor.undelivered()
        assert (cured.rule, cured.kind, cured.subject_id) == ("STF005", AlertKind.CURED, "A1")
    with Monitor(journal) as monitor:
        (again,) = monitor.undelivered()
        assert (again.rule, again.kind, again.subject_id) == ("STF005", AlertKind.VIOLATION, "A1")
    with Monitor(journal) as monitor:
        assert monitor.undelivered() == ()


#: RES003: results confirmed by the county's centre, where the text may be read to ask for the city's.
BY_COUNTY = Records.parse(
    {**COMPLIANT, "results": [row | {"confirmed_by_id": "COUNTY"} for row in COMPLIANT["results"]]}
)
WIDE = configure(default_rulebook(), Configuration(readings={"RES003": "county-centre"}))


def test_reopened_with_another_reading_what_is_broken_by_it_is_told(tmp_path: Path) -> None:
    with Monitor(tmp_path / "j", as_of="2025-06-01", rulebook=WIDE) as monitor:
        assert not [alert for alert in monitor.load(BY_COUNTY) if alert.subject == "results"]
    with Monitor(tmp_path / "j") as monitor:
        told = [(alert.rule, alert.kind, alert.subject_id) for alert in monitor.undelivered()]
        assert told == [
            ("RES003", AlertKind.VIOLATION, id_) for id_ in sorted(row["id"] for row in COMPLIANT["results"])
        ]


def test_reopened_with_another_reading_what_is_in_order_by_it_is_cured(tmp_path: Path) -> None:
    with Monitor(tmp_path / "j", as_of="2025-06-01") as monitor:
        broken = {alert.subject_id for alert in monitor.load(BY_COUNTY) if alert.rule == "RES003"}
        assert broken
    with Monitor(tmp_path / "j", rulebook=WIDE) as monitor:
        cured = [alert for alert in monitor.undelivered() if alert.rule == "RES003"]
        assert {alert.subject_id for alert in cured} == broken
        for alert in cured:
            assert (alert.kind, alert.verdict, alert.previous) == (
                AlertKind.CURED,
                Verdict.COMPLIANT,
                Verdict.VIOLATION,
            )
            assert "No longer found" in alert.message("en")


def test_reopened_with_a_longer_warning_duties_now_near_are_told(tmp_path: Path) -> None:
    """S1 ended on 2025-03-05: results are due on 2025-03-10, five days after 2025-03-05."""
    with Monitor(tmp_path / "j", as_of="2025-03-05", due_soon=4) as monitor:
        monitor.load(Records.parse({**COMPLIANT, "reports": []}))
        assert not [alert for alert in monitor.alerts() if alert.kind is AlertKind.DUE_SOON]
    with Monitor(tmp_path / "j", due_soon=5) as monitor:
        assert {alert.rule for alert in monitor.undelivered()} == {"RPT001", "RPT002"}


def test_nothing_is_imported_before_it_is_used() -> None:
    program = (
        "import sys, json, sdcompliance.monitor as m\n"
        "m.Monitor(as_of='2025-06-01').advance('2025-06-02')\n"
        "print(json.dumps([name for name in ('sqlite3', 'psycopg') if name in sys.modules]))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert json.loads(run.stdout) == []


def test_the_process_may_go_to_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What belongs to a journal named relatively stays beside it: also the file made by a later event."""
    monkeypatch.chdir(tmp_path)
    Monitor("j", as_of="2025-06-01").close()
    (tmp_path / "elsewhere").mkdir()
    monitor = Monitor("j")
    monkeypatch.chdir("elsewhere")
    monitor.record("sessions", {"id": "S1"})
    assert (tmp_path / "j-acknowledged").exists()
    monitor.close()
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["elsewhere", "j"]


def test_a_name_that_sqlite_takes_for_memory_is_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with Monitor(":memory:", as_of="2025-06-01") as monitor:
        monitor.record("sessions", {"id": "S1"})
    with Monitor(":memory:") as monitor:
        assert list(monitor.records.sessions or ()) == ["S1"]


def test_after_an_event_that_failed_half_way_nothing_is_said_until_it_is_opened_again(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monitor = Monitor(journal)
    monkeypatch.setattr("sdcompliance.monitor.keeping.Keeper.keep", interrupted)
    with pytest.raises(KeyboardInterrupt):
        monitor.remove("assignments", "A1")
    monkeypatch.undo()
    for ask in (lambda: monitor.records, monitor.findings, monitor.alerts, monitor.undelivered):
        with pytest.raises(MonitorError, match="half-way"):
            ask()
    with Monitor(journal) as monitor:
        assert "A1" in (monitor.records.assignments or {})


def test_a_journal_moved_after_it_was_closed_goes_on(journal: Path, tmp_path: Path) -> None:
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("events")] == ["events.sqlite"]
    moved = shutil.move(journal, tmp_path / "moved")
    with Monitor(moved) as monitor:
        assert monitor.alerts()
