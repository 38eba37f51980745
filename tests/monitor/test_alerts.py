"""Which alerts follow from what happens.

S1 was held on 2025-03-04 and 05 (Tuesday and Wednesday); its results
and papers are due on the third working day after that, Monday 2025-03-10.
"""

from __future__ import annotations

import asyncio
import threading
from datetime import UTC

import pytest
from tests.engines.dossiers import COMPLIANT
from tests.monitor.dossier import monitor_of, row_of

from sdcompliance.findings import Verdict
from sdcompliance.monitor import Alert, AlertKind, EventError, Monitor, MonitorError, SubscriberError
from sdcompliance.records import Records, RecordsError
from sdcompliance.workdays import calendar


def of(alerts: tuple[Alert, ...], rule: str) -> list[tuple[AlertKind, str]]:
    """What was told about one rule: kind and day."""
    return [(alert.kind, str(alert.day)) for alert in alerts if alert.rule == rule]


def waiting(as_of: str, due_soon: int = 1) -> Monitor:
    """S1 has ended, and nothing was handed in yet."""
    monitor = monitor_of(as_of, due_soon=due_soon)
    monitor.remove("reports", "RP1")
    return monitor


def test_a_duty_is_told_before_it_is_due_and_when_it_is_overdue() -> None:
    monitor = waiting("2025-03-06", due_soon=1)
    told = [of(monitor.advance(f"2025-03-{day:02}"), "RPT001") for day in range(7, 13)]
    assert told == [
        [],  # Friday 7 March
        [],
        [(AlertKind.DUE_SOON, "2025-03-09")],  # the day before
        [],  # Monday 10 March: the last day
        [(AlertKind.OVERDUE, "2025-03-11")],
        [],
    ]


def test_a_duty_that_is_near_already_is_told_at_once() -> None:
    monitor = monitor_of("2025-03-08", due_soon=3)
    alerts = monitor.remove("reports", "RP1")
    assert of(alerts, "RPT001") == [(AlertKind.DUE_SOON, "2025-03-08")]
    assert next(alert for alert in alerts if alert.rule == "RPT001").due.isoformat() == "2025-03-10"


def test_a_due_day_that_moves_is_told_again() -> None:
    monitor = waiting("2025-03-09", due_soon=2)
    # Ended a day later: the third working day after Thursday 6 March is Tuesday 11 March.
    moved = monitor.record("sessions", row_of("sessions", "S1", ended_at="2025-03-06"))
    assert of(moved, "RPT001") == [(AlertKind.DUE_SOON, "2025-03-09")]


def test_of_days_skipped_only_the_outcome_is_told() -> None:
    assert of(waiting("2025-03-06").advance("2025-04-01"), "RPT001") == [(AlertKind.OVERDUE, "2025-04-01")]


def test_a_late_report_is_a_violation_and_its_correction_cures_it() -> None:
    monitor = monitor_of("2025-03-20")
    late = monitor.record("reports", row_of("reports", "RP1", results_received_at="2025-03-11"))
    assert of(late, "RPT001") == [(AlertKind.VIOLATION, "2025-03-20")]
    (alert,) = (alert for alert in late if alert.rule == "RPT001")
    assert (alert.verdict, alert.previous) == (Verdict.VIOLATION, Verdict.COMPLIANT)
    assert "2025年3月10日" in alert.message("zh")
    in_time = monitor.record("reports", row_of("reports", "RP1", results_received_at="2025-03-10"))
    assert of(in_time, "RPT001") == [(AlertKind.CURED, "2025-03-20")]


def test_what_is_no_longer_recorded_is_newly_undetermined() -> None:
    monitor = monitor_of("2025-06-01")
    alerts = monitor.record("reports", row_of("reports", "RP1", results_received_at=None))
    assert of(alerts, "RPT001") == [(AlertKind.UNDETERMINED, "2025-06-01")]


def test_overdue_by_way_of_days_on_which_nobody_could_tell() -> None:
    """Ended on 30 September 2027; the days off around National Day 2027 are not published. For some days it
    cannot be told whether the third working day has passed; then it has under every arrangement.
    """
    late = [row | {"started_at": "2027-09-30", "ended_at": "2027-09-30"} for row in COMPLIANT["sessions"][:1]]
    monitor = Monitor(as_of="2027-09-30", due_soon=0, calendar=calendar().known_to(2026))
    monitor.load(Records.parse({**COMPLIANT, "sessions": late, "reports": []}))
    told = [alert for day in range(1, 32) for alert in monitor.advance(f"2027-10-{day:02}")]
    assert [alert.kind for alert in told if alert.rule == "RPT001"] == [
        AlertKind.DUE_SOON,
        AlertKind.UNDETERMINED,
        AlertKind.OVERDUE,
    ]


def test_a_removed_row_is_no_violation_any_more() -> None:
    monitor = monitor_of("2025-06-01")
    monitor.record("assignments", row_of("assignments", "A1", badge_worn=False))
    (cured,) = (alert for alert in monitor.remove("assignments", "A1") if alert.rule == "STF005")
    assert (cured.kind, cured.verdict) == (AlertKind.CURED, None)


def test_the_third_violation_of_a_site_is_pointed_out() -> None:
    """REV005: three violations of its own within 12 months. A consequence of other findings."""
    monitor = monitor_of("2025-06-01")
    monitor.record("reports", row_of("reports", "RP1", results_received_at="2025-03-11"))
    monitor.record("sessions", row_of("sessions", "S1", staff_arranged=False))
    third = monitor.record("sessions", row_of("sessions", "S1", staff_arranged=False, preparation_met=False))
    assert of(third, "REV005") == [(AlertKind.ADVISORY, "2025-06-01")]
    cured = monitor.record("reports", row_of("reports", "RP1"))
    assert of(cured, "REV005") == [(AlertKind.CURED, "2025-06-01")]


def test_an_unknown_table_becomes_known_with_its_first_row() -> None:
    monitor = Monitor(as_of="2025-06-01")
    assert monitor.records.sessions is None
    monitor.record("sessions", {"id": "S1", "city": "济南"})
    assert list(monitor.records.sessions or ()) == ["S1"]
    monitor.remove("sessions", "S1")
    assert monitor.records.sessions == {}


def test_removing_what_is_not_there_changes_nothing() -> None:
    monitor = Monitor(as_of="2025-06-01")
    assert monitor.remove("sessions", "S1") == ()
    assert monitor.records.sessions is None


# ── events repeated, late, wrong ────────────────────────────────────────────────────────


def test_a_repeated_event_changes_nothing_even_after_a_later_one() -> None:
    monitor = monitor_of("2025-06-01")
    off = row_of("assignments", "A1", badge_worn=False)
    assert monitor.record("assignments", off, event_id="a")
    assert monitor.record("assignments", row_of("assignments", "A1"), event_id="b")
    assert monitor.record("assignments", off, event_id="a") == ()
    assert monitor.records.assignments["A1"].badge_worn is True


def test_an_event_id_used_for_another_event_is_refused() -> None:
    monitor = monitor_of("2025-06-01")
    monitor.remove("assignments", "A1", event_id="a")
    with pytest.raises(EventError, match="'a'"):
        monitor.remove("assignments", "A2", event_id="a")
    assert "A2" in monitor.records.assignments


def test_of_two_events_about_a_row_the_later_decides_whichever_arrives_first() -> None:
    from datetime import datetime

    noon, later = (datetime(2025, 3, 6, hour, tzinfo=UTC) for hour in (4, 5))
    monitor = monitor_of("2025-06-01")
    on, off = row_of("assignments", "A1"), row_of("assignments", "A1", badge_worn=False)
    monitor.record("assignments", off, occurred_at=later)
    assert monitor.record("assignments", on, occurred_at=noon) == ()
    assert monitor.records.assignments["A1"].badge_worn is False
    monitor.remove("assignments", "A1", occurred_at=later)
    monitor.record("assignments", on, occurred_at=noon)  # the row was removed after that
    assert "A1" not in monitor.records.assignments


def test_the_clock_is_not_set_back() -> None:
    monitor = Monitor(as_of="2025-06-01")
    with pytest.raises(EventError, match="2025-06-01"):
        monitor.advance("2025-05-31")
    monitor.advance("2025-06-01")


@pytest.mark.parametrize(
    "row",
    [
        {"id": "S1", "city": "Atlantis"},
        {"city": "济南"},
        {"id": "S1", "cty": "济南"},
        {"id": "S1", "编号": "S2"},
    ],
)
def test_a_row_that_cannot_be_read_changes_nothing(row: dict[str, str]) -> None:
    monitor = Monitor(as_of="2025-06-01")
    with pytest.raises(RecordsError):
        monitor.record("sessions", row)
    assert monitor.records.sessions is None
    assert monitor.record("sessions", {"编号": "S1", "所在市": "济南"}) is not None


# ── subscribers ─────────────────────────────────────────────────────────────────────────


def test_subscribers_get_what_the_call_returns() -> None:
    monitor, seen = monitor_of("2025-06-01"), []
    leave = monitor.subscribe(seen.append)
    returned = monitor.record("assignments", row_of("assignments", "A1", badge_worn=False))
    assert seen == list(returned) != []
    leave()
    monitor.record("assignments", row_of("assignments", "A1"))
    assert seen == list(returned)


def test_a_subscriber_that_fails_keeps_nobody_else_from_the_alerts() -> None:
    monitor, seen = monitor_of("2025-06-01"), []

    def fail(_: Alert) -> None:
        raise ValueError("no paper")

    monitor.subscribe(fail)
    monitor.subscribe(seen.append)
    with pytest.raises(SubscriberError) as caught:
        monitor.record("assignments", row_of("assignments", "A1", badge_worn=False))
    assert seen == list(caught.value.alerts) != []
    assert isinstance(caught.value.__cause__, ValueError)
    assert monitor.records.assignments["A1"].badge_worn is False


def test_a_subscriber_may_record_something_itself() -> None:
    monitor, seen = monitor_of("2025-06-01"), []

    def repair(alert: Alert) -> None:
        seen.append(alert.number)
        if alert.kind is AlertKind.VIOLATION:
            monitor.record("assignments", row_of("assignments", "A1"))

    monitor.subscribe(repair)
    monitor.record("assignments", row_of("assignments", "A1", badge_worn=False))
    assert seen == [alert.number for alert in monitor.alerts()]
    assert monitor.records.assignments["A1"].badge_worn is True


def test_coroutine_functions_run_in_the_loop_in_which_they_subscribed() -> None:
    async def main() -> tuple[list[Alert], tuple[Alert, ...]]:
        monitor, seen = monitor_of("2025-06-01"), []

        async def note(alert: Alert) -> None:
            seen.append(alert)

        monitor.subscribe(note)
        off = row_of("assignments", "A1", badge_worn=False)
        returned = await asyncio.to_thread(monitor.record, "assignments", off)
        while len(seen) < len(returned):
            await asyncio.sleep(0)
        return seen, returned

    seen, returned = asyncio.run(main())
    assert tuple(seen) == returned != ()


def test_what_a_coroutine_raises_reaches_the_handler_of_its_loop() -> None:
    async def main() -> list[object]:
        monitor, failures, seen = monitor_of("2025-06-01"), [], []
        asyncio.get_running_loop().set_exception_handler(
            lambda _, told: failures.append((told["message"], told["exception"].args))
        )

        async def fail(alert: Alert) -> None:
            seen.append(alert.number)
            raise ValueError(alert.number)

        leave = monitor.subscribe(fail)
        returned = monitor.record("assignments", row_of("assignments", "A1", badge_worn=False))
        leave()
        for _ in range(5):
            await asyncio.sleep(0)
        assert seen == [alert.number for alert in returned] != []
        return failures

    ((message, (number,)),) = asyncio.run(main())
    assert number == 1
    assert "subscriber" in message


def test_a_coroutine_whose_loop_has_ended_is_told_as_a_failure() -> None:
    async def main(monitor: Monitor) -> None:
        async def note(_: Alert) -> None:
            pass

        monitor.subscribe(note)

    monitor = monitor_of("2025-06-01")
    asyncio.run(main(monitor))
    with pytest.raises(SubscriberError) as caught:
        monitor.record("assignments", row_of("assignments", "A1", badge_worn=False))
    assert "closed" in str(caught.value.__cause__)
    assert caught.value.alerts == monitor.alerts()


def test_eight_threads_record_and_nothing_is_lost_or_told_twice() -> None:
    monitor, seen = monitor_of("2025-06-01"), []
    monitor.subscribe(lambda alert: seen.append(alert.number))

    def work(part: int) -> None:
        for number in range(10):
            monitor.record(
                "assignments", row_of("assignments", "A1", id=f"{part}-{number}", badge_worn=False)
            )

    threads = [threading.Thread(target=work, args=(part,)) for part in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(monitor.records.assignments) == len(monitor_of("2025-06-01").records.assignments) + 80
    assert seen == list(range(1, len(seen) + 1)) == [alert.number for alert in monitor.alerts()]


def test_a_closed_monitor_says_so() -> None:
    monitor = Monitor(as_of="2025-06-01")
    monitor.close()
    monitor.close()
    with pytest.raises(MonitorError, match="closed"):
        monitor.advance("2025-06-02")
