"""What a host gives with an event and cannot be meant: refused before anything happens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sdcompliance.monitor import EventError, Monitor
from sdcompliance.records import RecordsError

ROW = {"id": "S1"}


@pytest.fixture(params=["memory", "journal"])
def monitor(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Monitor]:
    """A monitor that knows one session."""
    with Monitor(tmp_path / "j" if request.param == "journal" else None, as_of="2025-06-01") as made:
        made.record("sessions", ROW)
        yield made


@pytest.mark.parametrize("event_id", [5, "", "\ud800", "a\0", b"a"])
def test_an_event_id_that_is_no_text_changes_nothing(monitor: Monitor, event_id: Any) -> None:
    with pytest.raises(EventError, match="event_id"):
        monitor.record("sessions", {"id": "S2"}, event_id=event_id)
    with pytest.raises(EventError, match="event_id"):
        monitor.advance("2025-06-02", event_id=event_id)
    assert (monitor.events, str(monitor.today), list(monitor.records.sessions or ())) == (
        2,
        "2025-06-01",
        ["S1"],
    )
    monitor.record("sessions", {"id": "S2"}, event_id="5")


@pytest.mark.parametrize("id_", [None, "", "  ", ["S1"], True])
def test_an_id_that_is_none_removes_nothing_silently(monitor: Monitor, id_: Any) -> None:
    with pytest.raises(RecordsError):
        monitor.remove("sessions", id_)
    assert (monitor.events, list(monitor.records.sessions or ())) == (2, ["S1"])


def test_an_id_is_read_as_in_a_row(monitor: Monitor) -> None:
    """As ``record`` reads it: without what a spreadsheet put around it, a number as its digits."""
    monitor.record("sessions", {"id": 7})
    monitor.remove("sessions", " S1 ")
    monitor.remove("sessions", 7)  # type: ignore[arg-type]
    assert monitor.records.sessions == {}


def test_a_day_is_no_time_of_an_event(monitor: Monitor) -> None:
    with pytest.raises(EventError, match="date-time"):
        monitor.record("sessions", ROW, occurred_at=date(2025, 3, 6))  # type: ignore[arg-type]
    assert monitor.events == 2


def test_times_of_events_are_compared_across_time_zones(monitor: Monitor) -> None:
    """12:00 without an offset is 12:00 in Shanghai, that is 04:00 in Greenwich."""
    four, minute = datetime(2025, 3, 6, 4, tzinfo=UTC), timedelta(minutes=1)

    def city_after(city: str, occurred_at: datetime) -> str | None:
        monitor.record("sessions", {"id": "S1", "city": city}, occurred_at=occurred_at)
        (found,) = (monitor.records.sessions or {}).values()
        return found.city

    assert city_after("370100", datetime(2025, 3, 6, 12)) == "370100"  # noqa: DTZ001
    assert city_after("370200", four - minute) == "370100"  # late
    assert city_after("370300", four) == "370300"  # the same time, arrived later
    assert city_after("370400", four + minute) == "370400"
    assert monitor.events == 6


def test_a_late_event_stays_late_after_the_journal_is_reopened(tmp_path: Path) -> None:
    noon = datetime(2025, 3, 6, 4, tzinfo=UTC)
    with Monitor(tmp_path / "j", as_of="2025-06-01") as first:
        first.record("sessions", {"id": "S1", "city": "370100"}, occurred_at=noon)
        first.remove("sessions", "S2", occurred_at=noon)  # before anybody heard of it
    with Monitor(tmp_path / "j") as again:
        again.record("sessions", {"id": "S1", "city": "370200"}, occurred_at=noon - timedelta(seconds=1))
        again.record("sessions", {"id": "S2"}, occurred_at=noon - timedelta(seconds=1))
        ((id_, session),) = (again.records.sessions or {}).items()
        assert (id_, session.city) == ("S1", "370100")


def test_alerts_after_less_than_none_are_all(monitor: Monitor) -> None:
    assert monitor.alerts(-1) == monitor.alerts() != ()
