"""Reading JSON and parsed mappings: every fault at once, each with its place."""

from __future__ import annotations

import io
import json
import pickle
from pathlib import Path
from typing import Any

import pytest

from sdcompliance.records import FAULTS_KEPT, Fault, FaultCode, ProblemCode, Records, RecordsError, Session


def faults(source: Any) -> list[tuple[object, ...]]:
    """Table, row, column, code of each fault of a JSON text or a parsed mapping."""
    with pytest.raises(RecordsError) as error:
        Records.load(io.StringIO(source)) if isinstance(source, str) else Records.parse(source)
    assert error.value.total == len(error.value.faults)
    return [(fault.table, fault.row, fault.column, str(fault.code)) for fault in error.value.faults]


def message(source: str | bytes) -> str:
    with pytest.raises(RecordsError) as error:
        Records.load(io.StringIO(source) if isinstance(source, str) else io.BytesIO(source))
    return str(error.value)


# --- where it comes from ------------------------------------------------------------------------------

TEXT = '{"sessions": [{"id": "S1", "city": "济南"}], "sites": []}'


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "with byte order mark"])
def test_a_path_or_an_open_file(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "records.json"
    path.write_text(mark + TEXT, encoding="utf-8")
    with path.open(encoding="utf-8") as text, path.open("rb") as binary:
        for source in (path, str(path), text, binary):
            records = Records.load(source)
            assert records.sessions == {"S1": Session(id="S1", city="370100")}
            assert records.sites == {}
            assert records.bodies is None


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "none.json"
    with pytest.raises(RecordsError, match=r"none\.json.*No such file") as error:
        Records.load(path)
    assert error.value.faults[0].code == "unreadable"


@pytest.mark.parametrize("source", ["\0", "x" * 100_000, TEXT, "."])
def test_what_is_no_path_to_a_file(source: str) -> None:
    with pytest.raises(RecordsError) as error:
        Records.load(source)
    assert error.value.faults[0].code == "unreadable"


def test_malformed_json_is_told_with_line_and_column() -> None:
    # The second line is [}, and its second character closes what was not open.
    assert "line 2, column 2" in message('{"sites":\n[},\n}')


@pytest.mark.parametrize("text", ["", "{}{}", '{"sites": []', "{'sites': []}", '{"sites": [],}', "nul"])
def test_what_is_no_json(text: str) -> None:
    assert faults(text) == [(None, None, None, "not-json")]


def test_what_is_not_utf8_is_told_with_the_byte() -> None:
    # 济南 in GB 18030; the first byte of it follows the 11 bytes of {"sites": "
    assert "byte 11 is not" in message('{"sites": "济南"}'.encode("gb18030"))


def test_a_text_file_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "gb.json"
    path.write_bytes('{"sites": "济南"}'.encode("gb18030"))
    with path.open(encoding="utf-8") as file, pytest.raises(RecordsError, match=r"gb\.json.*UTF-8"):
        Records.load(file)


@pytest.mark.parametrize(
    "text", ["[" * 200_000, '{"a":' * 200_000, '{"sites": ' + "[" * 200_000 + "]" * 200_000 + "}"]
)
def test_json_nested_without_end(text: str) -> None:
    assert faults(text) == [(None, None, None, "not-json")]


def test_nesting_that_python_survives_is_a_bad_value() -> None:
    deep: Any = "x"
    for _ in range(100_000):
        deep = [deep]
    assert faults({"sites": [{"id": "X", "name": deep}, deep], "sessions": {"a": deep}}) == [
        ("sites", "X", "name", "bad-value"),
        ("sites", "#2", None, "not-a-row"),
        ("sessions", None, None, "not-a-table"),
    ]


# --- what is in it ------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", [[], "x", None, 1])
def test_the_whole_must_be_an_object_of_tables(given: object) -> None:
    assert faults(given if given != "x" else '"x"') == [(None, None, None, "not-a-table")]


def test_every_fault_comes_at_once_with_its_place() -> None:
    given = {
        "sites": {"id": "X"},
        "bodies": "none",
        "sessions": [
            {"id": "S1", "started_at": "2025-02-29", "city": "nowhere"},
            {"city": "济南"},
            {"id": "  "},
            {"id": None, "ended_at": 5},
            ["S4"],
            None,
            {"id": "S1"},
        ],
    }
    assert faults(given) == [
        ("sites", None, None, "not-a-table"),
        ("bodies", None, None, "not-a-table"),
        ("sessions", "S1", "city", "bad-value"),
        ("sessions", "S1", "started_at", "bad-value"),
        ("sessions", "#2", "id", "id-missing"),
        ("sessions", "#3", "id", "id-missing"),
        ("sessions", "#4", "id", "id-missing"),
        ("sessions", "#4", "ended_at", "bad-value"),
        ("sessions", "#5", None, "not-a-row"),
        ("sessions", "#6", None, "not-a-row"),
        ("sessions", "S1", "id", "id-duplicate"),
    ]


def test_an_id_used_twice_names_both_places_also_when_the_first_has_faults() -> None:
    text = message('{"sites": [{"id": "A"}, {"id": "X", "city": "?"}, {"id": "X"}]}')
    assert "row #2 and row #3 of sites" in text


def test_ids_are_compared_as_they_are_read() -> None:
    assert faults({"sites": [{"id": 7}, {"id": " 7 "}]}) == [("sites", "7", "id", "id-duplicate")]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_numbers_that_are_none_are_refused_where_they_stand(number: str) -> None:
    text = f'{{"tariffs": [{{"id": "T", "amount": {number}}}]}}'
    assert faults(text) == [("tariffs", "T", "amount", "bad-value")]


def test_a_very_long_integer_is_refused_where_it_stands() -> None:
    text = f'{{"tariffs": [{{"id": "T", "amount": {"7" * 1_000_000}}}]}}'
    assert faults(text) == [("tariffs", "T", "amount", "bad-value")]


def test_a_number_in_a_text_column_is_read_as_its_digits() -> None:
    records = Records.load(io.StringIO('{"candidates": [{"id": 1, "id_number": 110105194912310021}]}'))
    assert records.candidates is not None
    assert records.candidates["1"].id_number == "110105194912310021"


def test_json_keys_given_twice() -> None:
    sites = '[{"id": "X", "city": "济南", "city": "青岛"}, {"id": "Y", "id": "Z"}]'
    text = f'{{"sites": {sites}, "bodies": [], "bodies": []}}'
    assert faults(text) == [
        ("sites", "X", "city", "given-twice"),
        ("sites", "#2", "id", "given-twice"),
        ("bodies", None, None, "given-twice"),
    ]


def test_a_column_given_by_name_and_by_title() -> None:
    assert faults({"sites": [{"id": "X", "city": "济南", "所在市": "济南"}]}) == [
        ("sites", "X", "city", "given-twice")
    ]


def test_a_table_given_by_name_and_by_label() -> None:
    assert faults({"sites": [], "考点": []}) == [("sites", None, None, "given-twice")]


def test_chinese_labels_and_titles() -> None:
    given = {
        "考核": [{"编号": "S1", "所在市": "青岛市", "人员安排": "是", " 考点 ": "X"}],
        "派遣": [{"编号": "A1", "考核": "S1", "职责": "督导员"}],
    }
    records = Records.parse(given)
    assert records.sessions == {"S1": Session(id="S1", city="370200", staff_arranged=True, site_id="X")}
    assert records.assignments is not None
    assert records.assignments["A1"].role == "supervisor"
    assert records.problems == ()


def test_a_null_table_is_unknown_and_an_empty_one_is_not() -> None:
    records = Records.parse({"sites": None, "bodies": []})
    assert records.sites is None
    assert records.bodies == {}


def test_unknown_names_are_kept_out_with_one_problem_each() -> None:
    given = {
        "sitess": [{"id": 1}, {"id": 2}],
        "zzz": None,
        "sites": [{"id": "X", "citty": 1, "notes": ""}, {"id": "Y", "citty": None}],
        "bodies": [{"id": "B", "citty": 1}],
    }
    records = Records.parse(given)
    assert [(p.code, p.table, p.column, p.rows, p.nearest) for p in records.problems] == [
        (ProblemCode.UNKNOWN_TABLE, "sitess", None, 2, "sites"),
        (ProblemCode.UNKNOWN_TABLE, "zzz", None, 0, None),
        (ProblemCode.UNKNOWN_COLUMN, "bodies", "citty", 1, "city"),
        (ProblemCode.UNKNOWN_COLUMN, "sites", "citty", 2, "city"),
        (ProblemCode.UNKNOWN_COLUMN, "sites", "notes", 1, None),
    ]
    assert [str(problem) for problem in records.problems] == [
        "sitess: no such table, kept out with 2 rows (nearest: 'sites')",
        "zzz: no such table, kept out with 0 rows",
        "bodies, citty: no such column, kept out of 1 row (nearest: 'city')",
        "sites, citty: no such column, kept out of 2 rows (nearest: 'city')",
        "sites, notes: no such column, kept out of 1 row",
    ]
    assert records.sites is not None
    assert list(records.sites) == ["X", "Y"]


def test_the_list_of_faults_is_capped_and_the_rest_counted() -> None:
    rows = [{"id": f"X{n}", "city": "?"} for n in range(FAULTS_KEPT + 23)]
    with pytest.raises(RecordsError) as error:
        Records.parse({"sites": rows})
    assert FAULTS_KEPT == 100
    assert len(error.value.faults) == 100
    assert error.value.total == 123
    lines = str(error.value).splitlines()
    assert len(lines) == 101
    assert lines[-1] == "… and 23 more"


def test_what_is_given_is_left_as_it_was() -> None:
    given = {"sites": [{"id": "X", "城市": 1, "所在市": "济南"}]}
    before = json.dumps(given)
    Records.parse(given)
    assert json.dumps(given) == before


def test_an_error_survives_pickle() -> None:
    error = RecordsError([Fault("sites", "X", "city", "'?'", "a city", FaultCode.BAD_VALUE)], total=5)
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == str(error) == "sites X, city: '?', expected a city [bad-value]\n… and 4 more"
    assert again.faults == error.faults


def test_a_fault_takes_one_line_whatever_the_ids() -> None:
    with pytest.raises(RecordsError) as error:
        Records.parse({"sites": [{"id": "a\nb" + "c" * 1000, "city": "?"}]})
    assert len(str(error.value).splitlines()) == 1
    assert "a\\nb" in str(error.value)
