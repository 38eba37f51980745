"""The row models: construction, immutability, days of moments, errors."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal

import pydantic
import pytest

from sdcompliance.errors import InputError
from sdcompliance.records import (
    SHANGHAI,
    Candidate,
    Paper,
    RecordsError,
    ResultsReport,
    Session,
    Tariff,
)


def fault_of(error: pytest.ExceptionInfo[RecordsError], index: int = 0) -> tuple[object, ...]:
    fault = error.value.faults[index]
    return fault.table, fault.row, fault.column, fault.value, fault.code


def test_a_row_reads_its_values() -> None:
    session = Session(id=1, city="济南市", started_at="2025-03-05T09:00", staff_arranged="是")
    assert session.id == "1"
    assert session.city == "370100"
    assert session.started_at == datetime(2025, 3, 5, 9, tzinfo=SHANGHAI)
    assert session.staff_arranged is True
    assert session.ended_at is None
    assert Tariff(id="T", amount=0.1).amount == Decimal("0.1")


def test_the_day_of_a_moment_is_a_property() -> None:
    session = Session(id="S", started_at="2025-03-05T16:00Z", ended_at=date(2025, 3, 7))
    assert session.started_on == date(2025, 3, 6)  # 16:00 UTC is midnight in Shanghai
    assert session.ended_on == date(2025, 3, 7)
    report = ResultsReport(id="R", results_received_at="2025-03-10 23:59:59")
    assert report.results_received_on == date(2025, 3, 10)
    assert report.papers_received_on is None
    assert Paper(id="P", filed_at="2025-03-01").filed_on == date(2025, 3, 1)


def test_a_row_cannot_be_changed() -> None:
    session = Session(id="S")
    with pytest.raises(pydantic.ValidationError, match="frozen"):
        session.city = "370100"
    with pytest.raises(pydantic.ValidationError, match="frozen"):
        del session.city


def test_rows_are_equal_and_hash_by_their_values() -> None:
    assert Session(id="S", city="济南") == Session(id="S", city=370100)
    assert len({Session(id="S"), Session(id="S"), Session(id="T")}) == 2


def test_a_row_survives_pickle_and_copies() -> None:
    session = Session(id="S", started_at="2025-03-05T09:00+08:00", ended_at="2025-03-05")
    for other in (pickle.loads(pickle.dumps(session)), copy.deepcopy(session), copy.copy(session)):
        assert other == session
        assert other.started_at == session.started_at


def test_a_row_comes_back_from_its_own_json() -> None:
    session = Session(id="S", city="370100", started_at="2025-03-05T09:00:30.25", ended_at="2025-03-05")
    assert Session.model_validate(session.model_dump(mode="json")) == session
    candidate = Candidate(id="C", sex="女", birth_on="2000-02-29")
    assert Candidate.model_validate(candidate.model_dump(mode="json")) == candidate
    assert candidate.model_dump(mode="json")["sex"] == "female"


def test_an_unknown_keyword_names_the_nearest_column() -> None:
    with pytest.raises(
        RecordsError, match=r"started_on: expected a column of sessions .nearest: 'started_at'."
    ) as e:
        Session(id="S", started_on="2025-03-05")
    assert fault_of(e) == ("sessions", "S", "started_on", None, "unknown-name")


def test_a_missing_id() -> None:
    for given in ({}, {"id": None}, {"id": ""}, {"id": " "}):
        with pytest.raises(RecordsError) as error:
            Session(**given)
        assert error.value.total == 1
        assert error.value.faults[0].code == "id-missing"
        assert error.value.faults[0].row == "(no id)"


def test_all_faults_of_a_row_come_at_once_with_table_row_column_value() -> None:
    with pytest.raises(RecordsError) as error:
        Session(id="S1", started_at="2025-02-29", city="济", staff_arranged="maybe")
    assert isinstance(error.value, InputError)
    assert error.value.code == "SDC101"
    assert error.value.total == 3
    assert fault_of(error, 0) == ("sessions", "S1", "city", "'济'", "bad-value")
    assert fault_of(error, 2) == ("sessions", "S1", "started_at", "'2025-02-29'", "bad-value")
    lines = str(error.value).splitlines()
    assert len(lines) == 3
    assert lines[2].startswith("sessions S1, started_at: '2025-02-29', expected a date YYYY-MM-DD")


def test_pydantic_says_nothing_in_its_own_words() -> None:
    with pytest.raises(RecordsError) as error:
        Session(id="S1", started_at="x")
    assert error.value.__cause__ is None
    assert error.value.__suppress_context__


def test_a_long_value_is_cut() -> None:
    with pytest.raises(RecordsError) as error:
        Session(id="S1", started_at="x" * 1_000_000, city=10**50_000, staff_arranged=[[["deep"]]])
    assert error.value.faults[0].value == "a very long integer"
    assert error.value.faults[1].value == "a value of type list"
    assert error.value.faults[2].value == "'" + "x" * 60 + "'…"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(date(2025, 3, 5), "2025-03-05"), (2.5, "2.5"), (Decimal("2.5"), "Decimal('2.5')"), ("?", "'?'")],
)
def test_a_value_is_shown_as_it_was_given(value: object, shown: str) -> None:
    with pytest.raises(RecordsError) as error:
        Session(id="S1", staff_arranged=value)
    assert error.value.faults[0].value == shown


@pytest.mark.parametrize("secret", [["张三丰"], "张三丰\ud800"])
def test_personal_data_stays_out_of_errors(secret: object) -> None:
    with pytest.raises(RecordsError) as error:
        Candidate(id="C1", name=secret, id_number=secret)
    assert error.value.total == 2
    assert "张三丰" not in str(error.value) + repr(error.value)
    assert "personal data, not shown" in str(error.value)


def test_personal_data_stays_out_of_repr() -> None:
    candidate = Candidate(id="C1", name="张三丰", id_number="11010519491231002X")
    assert "张三丰" not in repr(candidate) + str(candidate)
    assert "1101" not in repr(candidate) + str(candidate)
    assert "C1" in repr(candidate)


def test_the_first_rows_may_be_built_by_many_threads_at_once() -> None:
    # In a process of its own: schemas are built on first use, and here they may be built already.
    program = """
import threading
from sdcompliance.records import TABLES
start, built, wrong = threading.Barrier(8), [], []
def build():
    start.wait()
    try:
        built.extend(table.row_type(id="X").id for table in TABLES.values())
    except BaseException as error:
        wrong.append(error)
threads = [threading.Thread(target=build) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(len(built), wrong)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split(maxsplit=1) == ["224", "[]\n"]  # 8 threads, 28 tables
