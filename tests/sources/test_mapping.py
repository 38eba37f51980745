"""Column maps: their tables, columns and codes read as ours; what does not exist is told with the nearest."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.sources.dossiers import found

from sdcompliance.sources import ColumnMap, MappingError, TableMap, UnreadableError, load_mapping, open_source

MAP = """
[tables."KS_SITTING"]
table = "sessions"
[tables."KS_SITTING".columns]
"SITTING_NO" = "id"
"MET" = "preparation_met"
"NOTE" = ""
[tables."KS_SITTING".codes.preparation_met]
"Y" = "true"
"7" = "false"
[tables."KS_SITTING".constants]
city = "济南"
[tables."T_LOG"]
table = ""
"""


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    path = tmp_path / "mapping.toml"
    path.write_text(MAP, encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", ["csv", "jsonl", "sqlite"])
def test_their_names_and_codes(tmp_path: Path, mapping: Path, kind: str) -> None:
    host = tmp_path / "host"
    host.mkdir()
    if kind == "csv":
        (host / "ks_sitting.csv").write_text(
            "SITTING_NO,MET,NOTE,人员安排\nS1,Y,x,是\nS2,7,,\nS3,X,,\n", encoding="utf-8"
        )
        (host / "T_LOG.csv").write_text("a\n1\n", encoding="utf-8")
    elif kind == "jsonl":
        (host / "KS_SITTING.jsonl").write_text(
            '{"SITTING_NO": "S1", "MET": "Y", "NOTE": 1, "人员安排": true}\n{"SITTING_NO": "S2", "MET": 7}\n'
            '{"SITTING_NO": "S3", "MET": "X"}\n',
            encoding="utf-8",
        )
    else:
        with closing(sqlite3.connect(host / "host.db")) as connection, connection:
            connection.execute("CREATE TABLE KS_SITTING (SITTING_NO, MET, NOTE, 人员安排)")
            connection.execute(
                "INSERT INTO KS_SITTING VALUES ('S1', 'Y', 'x', 1), ('S2', 7, '', NULL), ('S3', 'X', '', '')"
            )
            connection.execute("CREATE TABLE T_LOG (a)")
    with open_source(host, mapping=mapping) as source:
        assert source.tables == {"sessions"}
        assert source.problems == ()
        sessions = found(source, "sessions")
        assert {
            key: (row["preparation_met"], row["staff_arranged"], row["city"]) for key, row in sessions.items()
        } == {
            "S1": (True, True, "370100"),
            "S2": (False, None, "370100"),
            "S3": (None, None, "370100"),
        }
        assert [(r.row, r.column, r.value) for r in source.rejects()] == [("S3", "preparation_met", "X")]


def test_a_map_in_python(tmp_path: Path) -> None:
    (tmp_path / "KD.csv").write_text("BH\nX\n", encoding="utf-8")
    given = ColumnMap({"KD": TableMap("sites", {"BH": "id"})})
    with open_source(tmp_path, mapping=given) as source:
        assert set(found(source, "sites")) == {"X"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[tabels."A"]\ntable = "sites"', r"tabels: there is no such key \(nearest: 'tables'\)"),
        ('[tables."A"]\ntable = "sitess"', r"'sitess' is no table \(nearest: 'sites'\)"),
        ('[tables."A"]\ncolumns = {}', 'expected table = "…"'),
        ('[tables."A"]\ntable = "sites"\nconstant = {}', r"no such key \(nearest: 'constants'\)"),
        (
            '[tables."A"]\ntable = "sites"\ncolumns = {"C" = "citty"}',
            r"sites has no column 'citty' \(nearest: 'city'\)",
        ),
        (
            '[tables."A"]\ntable = "sites"\ncolumns = {"C" = "city", "D" = "city"}',
            "city is mapped twice, from 'C' too",
        ),
        ('[tables."A"]\ntable = "sites"\ncolumns = {"C" = 1}', "expected the name of a column"),
        (
            '[tables."A"]\ntable = "sites"\ncodes = {"city" = {"JN" = "jn"}}',
            r"codes\.city\.JN: 'jn', expected a six-digit",
        ),
        (
            '[tables."A"]\ntable = "sites"\ncodes = {"kinds" = {"1" = "school"}}',
            r"no such column \(nearest: 'kind'\)",
        ),
        (
            '[tables."A"]\ntable = "sites"\nconstants = {"kind" = "scool"}',
            r"constants\.kind: 'scool', expected one of",
        ),
        ('[tables."A"]\ntable = "sites"\nconstants = {"id" = "1"}', "no column of this name to be set"),
        ("tables = 3", "expected a table of tables"),
        ("[tables", "not TOML in UTF-8"),
    ],
)
def test_what_does_not_exist_is_an_error(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(MappingError, match=words):
        load_mapping(path)


def test_every_fault_comes_at_once(tmp_path: Path) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text('[tables."A"]\ntable = "sitess"\n[tables."B"]\ntable = "bodys"\n', encoding="utf-8")
    with pytest.raises(MappingError) as error:
        load_mapping(path)
    assert len(error.value.faults) == 2


def test_a_column_that_the_host_does_not_have(tmp_path: Path) -> None:
    (tmp_path / "KD.csv").write_text("BHH\nX\n", encoding="utf-8")
    given = ColumnMap({"KD": TableMap("sites", {"BH": "id"})})
    with pytest.raises(
        MappingError, match=r"KD\.csv: there is no column 'BH' to be read as 'id' \(nearest: 'BHH'\)"
    ):
        open_source(tmp_path, mapping=given)


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"none\.toml"):
        open_source(tmp_path, mapping=tmp_path / "none.toml")
