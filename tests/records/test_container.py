"""Records: look-ups, problems, immutability."""

from __future__ import annotations

import copy
import pickle
import threading
from datetime import date

import pytest

from sdcompliance.errors import UnknownNameError
from sdcompliance.records import (
    TABLES,
    Assignment,
    Body,
    ProblemCode,
    Records,
    RecordsError,
    Session,
    Site,
    Tariff,
)

ASSIGNMENTS = [
    Assignment(id="A3", session_id="S1", role="examiner"),
    Assignment(id="A1", session_id="S1", role="supervisor"),
    Assignment(id="A2", session_id="S2", role="examiner"),
    Assignment(id="A4"),
]


def test_a_table_not_given_is_unknown_and_an_empty_one_is_empty() -> None:
    records = Records(sessions=[], bodies=None)
    assert records.sessions == {}
    assert records.bodies is None
    assert records.sites is None
    assert records.table("sessions") is records.sessions
    assert records.table("sites") is None


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_an_argument_and_an_attribute(name: str) -> None:
    row = TABLES[name].row_type(id="X")
    records = Records(**{name: [row]})
    assert getattr(records, name) == {"X": row}
    assert [other for other in TABLES if getattr(records, other) is not None] == [name]


def test_rows_keep_the_order_of_the_source() -> None:
    records = Records(assignments=iter(ASSIGNMENTS))
    assert records.assignments is not None
    assert list(records.assignments) == ["A3", "A1", "A2", "A4"]


def test_an_id_used_twice_names_both_places() -> None:
    with pytest.raises(RecordsError, match=r"row #1 and row #3 of sites") as error:
        Records(sites=[Site(id="X"), Site(id="Y"), Site(id="X")])
    fault = error.value.faults[0]
    assert (fault.table, fault.row, fault.column, fault.code) == ("sites", "X", "id", "id-duplicate")


def test_one_id_may_be_used_in_two_tables() -> None:
    assert Records(sites=[Site(id="X")], bodies=[Body(id="X")]).problems == ()


def test_a_row_of_another_table_and_an_unknown_table_are_faults() -> None:
    with pytest.raises(RecordsError) as error:
        Records(sites=[Body(id="X"), "Y"], session=[])
    assert error.value.total == 3
    assert {fault.code for fault in error.value.faults} == {"not-a-row", "unknown-name"}
    assert "nearest: 'sessions'" in str(error.value)
    assert "sites #2: 'Y', expected a Site" in str(error.value)


def test_children_by_reference_each_group_in_the_order_of_ids() -> None:
    records = Records(assignments=ASSIGNMENTS)
    children = records.children("assignments", "session_id")
    assert children is not None
    assert {key: [row.id for row in rows] for key, rows in children.items()} == {
        "S1": ["A1", "A3"],
        "S2": ["A2"],
        None: ["A4"],
    }
    assert records.children("assignments", "session_id") is children
    assert records.children("reports", "session_id") is None


def test_lookup_by_any_column() -> None:
    records = Records(
        assignments=ASSIGNMENTS,
        tariffs=[Tariff(id="T1", effective_on="2025-01-01"), Tariff(id="T2", amount=1)],
    )
    by_role = records.lookup("assignments", "role")
    assert by_role is not None
    assert [row.id for row in by_role["examiner"]] == ["A2", "A3"]
    assert set(by_role) == {"examiner", "supervisor", None}
    by_day = records.lookup("tariffs", "effective_on")
    assert by_day is not None
    assert [row.id for row in by_day[date(2025, 1, 1)]] == ["T1"]
    assert [row.id for row in by_day[None]] == ["T2"]
    by_id = records.lookup("tariffs", "id")
    assert by_id is not None
    assert [row.id for row in by_id["T2"]] == ["T2"]
    assert records.lookup("sites", "name") is None


def test_lookups_of_names_that_are_none() -> None:
    records = Records(assignments=ASSIGNMENTS)
    with pytest.raises(UnknownNameError, match="nearest: 'assignments'"):
        records.table("assignment")
    with pytest.raises(UnknownNameError, match="nearest: 'assignments'"):
        records.children("assignment", "session_id")
    with pytest.raises(UnknownNameError, match="nearest: 'session_id'"):
        records.lookup("assignments", "session")
    with pytest.raises(UnknownNameError, match=r"assignments\.role refers to no table"):
        records.children("assignments", "role")


def test_a_dangling_reference_is_a_problem_only_into_a_table_that_is_there() -> None:
    sessions = [
        Session(id="S2", site_id="X9"),
        Session(id="S1", site_id="X9", project_id="P"),
        Session(id="S3"),
    ]
    assert Records(sessions=sessions).problems == ()
    problems = Records(sessions=sessions, sites=[Site(id="X1")]).problems
    assert [(p.code, p.table, p.column, p.row, p.value, p.refers_to) for p in problems] == [
        (ProblemCode.DANGLING_REFERENCE, "sessions", "site_id", "S1", "X9", "sites"),
        (ProblemCode.DANGLING_REFERENCE, "sessions", "site_id", "S2", "X9", "sites"),
    ]
    assert str(problems[0]) == "sessions S1, site_id: 'X9' names no row of sites; add or correct it"


def test_problems_come_in_the_order_of_tables_columns_ids_whatever_the_source() -> None:
    sessions = [Session(id="S2", site_id="X", organised_by_id="B"), Session(id="S1", organised_by_id="B")]
    assignments = [Assignment(id="A", session_id="S9")]
    one = Records(sessions=sessions, assignments=assignments, sites=[], bodies=[])
    two = Records(bodies=[], sites=[], assignments=assignments, sessions=sessions[::-1])
    assert one.problems == two.problems
    assert [(p.column, p.row) for p in one.problems] == [
        ("site_id", "S2"),
        ("organised_by_id", "S1"),
        ("organised_by_id", "S2"),
        ("session_id", "A"),
    ]


def test_records_cannot_be_changed() -> None:
    records = Records(sites=[Site(id="X")])
    with pytest.raises(AttributeError, match="immutable"):
        records.sites = None
    with pytest.raises(AttributeError, match="immutable"):
        del records.sites
    assert records.sites is not None
    with pytest.raises(TypeError):
        records.sites["Y"] = Site(id="Y")
    children = records.lookup("sites", "id")
    with pytest.raises(TypeError):
        children["Y"] = ()


def test_a_list_changed_afterwards_changes_nothing() -> None:
    rows = [Site(id="X")]
    records = Records(sites=rows)
    rows.append(Site(id="Y"))
    assert records.sites is not None
    assert list(records.sites) == ["X"]


def test_records_survive_pickle_and_copies() -> None:
    records = Records.parse({"sessions": [{"id": "S", "site_id": "X", "colour": 1}], "sites": []})
    records.children("sessions", "site_id")
    again = pickle.loads(pickle.dumps(records))
    assert again.sessions == records.sessions
    assert again.sites == {}
    assert again.bodies is None
    assert again.problems == records.problems != ()
    assert copy.copy(records) is copy.deepcopy(records) is records


def test_many_threads_see_one_index() -> None:
    records = Records(assignments=[Assignment(id=f"A{n}", session_id=f"S{n % 7}") for n in range(500)])
    start, seen = threading.Barrier(8), []

    def look() -> None:
        start.wait()
        seen.append((records.children("assignments", "session_id"), records.problems))

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 8
    assert len({(id(index), id(problems)) for index, problems in seen}) == 1


def test_repr_tells_tables_and_numbers_of_rows() -> None:
    assert repr(Records(sites=[Site(id="X")], bodies=[])) == "Records(sites: 1, bodies: 0)"
