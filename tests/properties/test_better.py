"""Who does more than was asked is never worse off: reports earlier, sends more people, keeps longer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.properties.dossiers import Key, Said, said

from sdcompliance.findings import Verdict
from sdcompliance.records import SHANGHAI, Records
from sdcompliance.testing.strategies import Dossier, compliant_dossiers
from sdcompliance.testing.strategies.dossier import tables_of

#: From worst to best; what is kept and still to be kept is as good as what was kept long enough.
RANK = {
    Verdict.VIOLATION: 0,
    Verdict.ADVISORY: 0,
    Verdict.UNDETERMINED: 1,
    Verdict.PENDING: 2,
    Verdict.COMPLIANT: 2,
    Verdict.NOT_APPLICABLE: 2,
}


def assert_no_worse(better: dict[Key, Said], worse: dict[Key, Said], rules: Iterable[str]) -> None:
    for key, found in worse.items():
        if key.rule in rules:
            now = better[key]
            assert RANK[now.verdict] >= RANK[found.verdict], (key, now, found)
            for reading, verdict in found.readings.items():
                assert RANK[now.readings[reading]] >= RANK[verdict], (key, reading)


def with_report(dossier: Dossier, days: int) -> Records:
    """The first session's results and papers received so many days after its end, at the end of the day."""
    tables = tables_of(dossier)
    ended: datetime = tables["sessions"][0]["ended_at"]
    received = datetime.combine(ended.date() + timedelta(days), time(23, 59, 59), SHANGHAI)
    tables["reports"][0] |= {"results_received_at": received, "papers_received_at": received}
    return Records.parse(tables)


@settings(max_examples=60, deadline=None)
@given(compliant_dossiers(), st.integers(0, 20), st.integers(0, 20))
def test_reporting_earlier_but_after_the_end_never_hurts(dossier: Dossier, one: int, other: int) -> None:
    early, late = (said(with_report(dossier, days), dossier.as_of) for days in sorted((one, other)))
    assert_no_worse(early, late, {"RPT001", "RPT002", "RPT003", "RPT004", "RES003"})


@settings(max_examples=60, deadline=None)
@given(compliant_dossiers(), st.data())
def test_another_qualified_examiner_never_hurts(dossier: Dossier, data: st.DataObject) -> None:
    tables = tables_of(dossier)
    kept = data.draw(st.lists(st.sampled_from(tables["assignments"]), unique_by=lambda row: row["id"]))
    tables["assignments"] = kept
    before = said(Records.parse(tables), dossier.as_of)
    session = tables["sessions"][0]
    person: dict[str, Any] = {
        "id": "NEW",
        "valid_from_on": date(2000, 1, 1),
        "valid_until_on": date(2090, 1, 1),
    }
    tables["personnel"] = [*tables["personnel"], person]
    tables["personnel_projects"] = [
        *tables["personnel_projects"],
        {"id": "NEW", "person_id": "NEW", "project_id": session["project_id"]},
    ]
    tables["assignments"] = [
        *kept,
        {
            "id": "NEW",
            "session_id": session["id"],
            "person_id": "NEW",
            "role": "examiner",
            "dispatched_by_id": "CENTRE",
            "badge_worn": True,
        },
    ]
    after = said(Records.parse(tables), dossier.as_of)
    assert_no_worse(after, before, {key.rule for key in before})
    assert after[Key("STF006", "NEW")].verdict is Verdict.COMPLIANT
    assert after[Key("STF007", "NEW")].verdict is Verdict.COMPLIANT


@settings(max_examples=60, deadline=None)
@given(compliant_dossiers(), st.data())
def test_keeping_longer_never_hurts(dossier: Dossier, data: st.DataObject) -> None:
    tables = tables_of(dossier)
    archive = data.draw(st.sampled_from(tables["archives"]))
    start = archive["archived_on"]
    days = sorted(data.draw(st.tuples(st.integers(0, 1500), st.integers(0, 1500))))
    as_of = dossier.as_of + timedelta(1500)

    def destroyed(on: date | None) -> dict[Key, Said]:
        archive["destroyed_on"] = on
        return said(Records.parse(tables), as_of)

    sooner, later = (destroyed(start + timedelta(after)) for after in days)
    assert_no_worse(later, sooner, {"ARC002", "ARC003"})
    assert_no_worse(destroyed(None), later, {"ARC002", "ARC003"})
