"""What is to be done or kept, by day. S1 ended on 2025-03-05 (Wednesday); S2 was held on 2025-04-15."""

from __future__ import annotations

import json
from datetime import date

import pytest
from icalendar import Calendar
from tests.engines.dossiers import COMPLIANT

from sdcompliance.errors import DateError
from sdcompliance.monitor import ObligationKind, obligations
from sdcompliance.records import Records
from sdcompliance.reports import Voice
from sdcompliance.reports.layout import Page
from sdcompliance.reports.obligations_calendar import obligations_calendar
from sdcompliance.reports.obligations_text import obligations_text
from sdcompliance.rulebook import Language

OPEN = Records.parse({**COMPLIANT, "reports": []})


def test_duties_and_retention_with_the_next_day_first() -> None:
    found = [one for one in obligations(OPEN, "2025-03-06") if one.rule in ("RPT001", "ARC002", "ARC003")]
    assert [(one.rule, one.subject_id, one.day, one.free_from) for one in found] == [
        ("RPT001", "S1", date(2025, 3, 10), None),  # third working day after 5 March
        ("RPT001", "S2", date(2025, 4, 18), None),  # after 15 April, a Tuesday
        ("ARC003", "AR3", date(2025, 9, 5), date(2025, 9, 6)),  # six months
        ("ARC002", "AR1", date(2027, 3, 5), date(2027, 3, 6)),  # two years
        ("ARC002", "AR2", date(2027, 3, 5), date(2027, 3, 6)),
        ("ARC002", "AR4", date(2027, 4, 15), date(2027, 4, 16)),
        ("ARC002", "AR5", date(2027, 4, 15), date(2027, 4, 16)),
    ]
    first = found[0]
    assert (first.kind, first.addressee, first.days) == (ObligationKind.DO, "site", 4)
    assert found[2].kind is ObligationKind.KEEP


def test_up_to_a_day_that_day_included() -> None:
    assert {one.rule for one in obligations(OPEN, "2025-03-06", "2025-03-10")} == {"RPT001", "RPT002"}
    assert obligations(OPEN, "2025-03-06", "2025-03-09") == ()


def test_what_is_overdue_is_no_obligation_any_more() -> None:
    assert "S1" not in {one.subject_id for one in obligations(OPEN, "2025-03-11") if one.rule == "RPT001"}


def test_until_before_as_of_is_refused() -> None:
    with pytest.raises(DateError, match="2025-03-05"):
        obligations(OPEN, "2025-03-06", "2025-03-05")


def test_a_year_whose_arrangement_is_not_published_gives_the_first_and_the_last_possible_day() -> None:
    """Ended on Thursday 30 September 2027: National Day follows, and its days off are not known yet."""
    sessions = [
        row | {"ended_at": "2027-09-30", "started_at": "2027-09-30"} for row in COMPLIANT["sessions"][:1]
    ]
    (one,) = (
        one
        for one in obligations(
            Records.parse({**COMPLIANT, "sessions": sessions, "reports": []}), "2027-09-30"
        )
        if one.rule == "RPT001"
    )
    assert one.day < one.day_latest


def test_the_calendar_opens_and_says_the_same() -> None:
    found = obligations(OPEN, "2025-03-06")
    text = obligations_calendar(found, date(2025, 3, 6), Voice())
    events = Calendar.from_ical(text).walk("VEVENT")
    assert [event["DTSTART"].dt for event in events] == [one.day for one in found]
    assert len({str(event["UID"]) for event in events}) == len(found)
    assert all((event["DTEND"].dt - event["DTSTART"].dt).days == 1 for event in events)
    assert all(event["DTSTAMP"].dt.isoformat() == "2025-03-06T00:00:00+00:00" for event in events)
    first = next(event for event, one in zip(events, found, strict=True) if one.rule == "RPT001")
    assert "考核结束后3个工作日内" in str(first["DESCRIPTION"])
    assert all(event["DTSTART"].params["VALUE"] == "DATE" for event in events)


def test_no_line_is_longer_than_75_octets_and_no_character_cut() -> None:
    text = obligations_calendar(obligations(OPEN, "2025-03-06"), date(2025, 3, 6), Voice())
    lines = text.encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert any(line.startswith(b" ") for line in lines)
    for line in lines:
        line.decode()  # each by itself is whole characters
        assert b"\n" not in line


def test_an_obligation_keeps_its_uid_and_the_file_its_bytes() -> None:
    def uids(as_of: date) -> list[str]:
        text = obligations_calendar(obligations(OPEN, as_of), as_of, Voice())
        assert text == obligations_calendar(obligations(OPEN, as_of), as_of, Voice())
        return [str(event["UID"]) for event in Calendar.from_ical(text).walk("VEVENT")]

    assert uids(date(2025, 3, 6)) == uids(date(2025, 3, 7))


def test_ids_that_identify_a_person_stay_out_of_every_form() -> None:
    number = "370102198807120021"
    records = Records.parse(
        {**COMPLIANT, "archives": [COMPLIANT["archives"][0] | {"id": number}], "reports": []}
    )
    found = obligations(records, "2025-03-06")
    day = date(2025, 3, 6)
    forms = [
        obligations_calendar(found, day, Voice()),
        obligations_text(found, day, Voice(Language.EN), Page()),
        json.dumps([one.to_json() for one in found]),
    ]
    assert any(one.subject_id == number for one in found)
    assert not any(number in form.replace("\r\n ", "") for form in forms)


def test_nothing_to_do_is_said() -> None:
    day = date(2025, 6, 1)
    assert "没有待办事项" in obligations_text((), day, Voice(), Page())
    assert Calendar.from_ical(obligations_calendar((), day, Voice())).walk("VEVENT") == []
