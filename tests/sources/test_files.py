"""Files as auditors have them: encodings, quotes, Chinese titles, bad values, ids twice, parts."""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest
import xlsxwriter
from tests.sources.dossiers import found

from sdcompliance.records import Problem, ProblemCode, RecordsError
from sdcompliance.sources import (
    EncodingError,
    NoTableError,
    Reject,
    SourceConflictError,
    SourceError,
    SourceNotFoundError,
    UnreadableError,
    open_source,
)


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def told(rejects: Iterable[Reject]) -> list[tuple[object, ...]]:
    """File, line, row, column, value, reason."""
    return [(r.file, r.line, r.row, r.column, r.value, str(r.reason)) for r in rejects]


# ── text and its encodings ──────────────────────────────────────────────────────────────

SITES = "编号,名称,所在市,类别\nX,济南考点,济南,院校\nY,“青岛”考点,青岛市,企业\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_encodings_are_recognised(tmp_path: Path, encoding: str, packed: bool) -> None:
    content = SITES.encode(encoding)
    name = "考点.csv.gz" if packed else "考点.csv"
    put(tmp_path, name, gzip.compress(content) if packed else content)
    with open_source(tmp_path) as source:
        assert source.tables == {"sites"}
        assert found(source, "sites") == {
            "X": {"id": "X", "name": "济南考点", "city": "370100", "kind": "school"},
            "Y": {"id": "Y", "name": "“青岛”考点", "city": "370200", "kind": "enterprise"},
        }
        assert source.inputs[0].name == name
        assert source.inputs[0].rows == 2
        assert len(source.inputs[0].sha256 or "") == 64


def test_an_encoding_may_be_named(tmp_path: Path) -> None:
    path = put(tmp_path, "sites.csv", "id,name\nX,考點\n".encode("big5"))
    with open_source(path, encoding="big5") as source:
        assert found(source, "sites")["X"]["name"] == "考點"
    with pytest.raises(EncodingError, match=r"sites\.csv: there is no encoding 'gbb'"):
        open_source(path, encoding="gbb")


def test_a_broken_byte_is_an_error_with_its_place(tmp_path: Path) -> None:
    start = "编号,名称\nX,济南考点\nY,".encode()
    path = put(tmp_path, "sites.csv", start + b"\xff\xff\n")
    with pytest.raises(EncodingError, match=rf"sites\.csv: byte {len(start)} \(line 3\) is no utf-8"):
        open_source(path)
    # Neither: 0xFF is no byte of GB 18030 either, and nothing before it tells that UTF-8 was meant.
    path = put(tmp_path, "sites.csv", b"id,name\nX,\xff\n")
    with pytest.raises(
        EncodingError, match=r"neither UTF-8 \(byte 10, line 2 is not\) nor GB 18030 \(byte 10, line 2"
    ):
        open_source(path)
    with pytest.raises(EncodingError, match="byte 10"):
        open_source(path, encoding="utf-8")


# ── records of a CSV file ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_quotes_and_lines_and_the_line_a_record_starts_on(tmp_path: Path, end: str) -> None:
    lines = ["id,name,city", 'A,"first', 'second, ""quoted""",济南', "", "B,plain,nowhere", "C,,370100"]
    put(tmp_path, "sites.csv", end.join(lines))
    with open_source(tmp_path) as source:
        sites = found(source, "sites")
        assert sites["A"]["name"] == f'first{end}second, "quoted"'
        assert sites["C"]["name"] is None
        assert sites["B"]["faults"] == ",city,"
        assert sites["A"]["faults"] is None
        assert told(source.rejects()) == [("sites.csv", 5, "B", "city", "nowhere", "bad-value")]


def test_line_ends_of_two_kinds_move_no_cell(tmp_path: Path) -> None:
    put(tmp_path, "sites.csv", "id,name,city\r\nA,a,370100\nB,b,370200\rC,c,\r\nD,d,1")
    with open_source(tmp_path) as source:
        sites = found(source, "sites")
        assert {key: (row["name"], row["city"]) for key, row in sites.items()} == {
            "A": ("a", "370100"),
            "B": ("b", "370200"),
            "C": ("c", None),
            "D": ("d", None),
        }
        assert told(source.rejects()) == [("sites.csv", 5, "D", "city", "1", "bad-value")]


def test_records_of_the_wrong_shape_are_rejected_and_the_rest_is_read(tmp_path: Path) -> None:
    lines = [
        "id,name,city",  # 1
        "A,a,370100",  # 2
        "B,b",  # 3: too short
        "C,c,370100,x",  # 4: too long
        'D,"d"x,370100',  # 5: text after a closing quote
        'E,e "e" e,370100',  # 6: quotes inside a cell are text
        'F,"not closed,370100',  # 7
        "G,g,370100",  # 8
        ",,",  # 9: blank
        "H,h,370100",  # 10
    ]
    put(tmp_path, "sites.csv", "\n".join(lines) + "\n")
    with open_source(tmp_path) as source:
        sites = found(source, "sites")
        assert {key: row["name"] for key, row in sites.items()} == {
            "A": "a",
            "E": 'e "e" e',
            "G": "g",
            "H": "h",
            **dict.fromkeys([f"#sites.csv:{line}" for line in (3, 4, 5, 7)]),
        }
        assert sites["#sites.csv:3"]["faults"] == ",id,name,city,kind,"
        assert source.faulted == {("sites", name) for name in ("id", "name", "city", "kind")}
        assert [(r.line, r.row, str(r.reason)) for r in source.rejects()] == [
            (line, f"#sites.csv:{line}", "not-a-row") for line in (3, 4, 5, 7)
        ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters(tmp_path: Path, delimiter: str) -> None:
    text = "\n".join(delimiter.join(cells) for cells in (("id", "name", "city"), ("A", "a b", "370100")))
    put(tmp_path, "sites.tsv" if delimiter == "\t" else "sites.csv", text)
    with open_source(tmp_path) as source:
        assert found(source, "sites") == {"A": {"id": "A", "name": "a b", "city": "370100", "kind": None}}


def test_a_file_of_titles_alone_is_a_table_without_rows(tmp_path: Path) -> None:
    put(tmp_path, "sites.csv", "id,name")
    put(tmp_path, "bodies.jsonl", "")
    put(tmp_path, "sessions.csv", "id,city\n\n")
    with open_source(tmp_path) as source:
        assert source.tables == {"sites", "bodies", "sessions"}
        assert all(found(source, table) == {} for table in source.tables)
        assert source.faulted == frozenset()


@pytest.mark.parametrize(
    ("content", "words"),
    [("", "the file is empty"), ("S1,370100\nS2,370200\n", "the first line holds no title of sessions")],
)
def test_a_file_without_titles_is_an_error(tmp_path: Path, content: str, words: str) -> None:
    put(tmp_path, "sessions.csv", content)
    with pytest.raises(UnreadableError, match=rf"sessions\.csv: {words}"):
        open_source(tmp_path)


def test_titles_in_chinese_both_and_with_blanks(tmp_path: Path) -> None:
    put(
        tmp_path, "sites.csv", " 编号 ,名称 (name),city（所在市）,kind(类别),name (所在市)\nA,a,济南,院校,x\n"
    )
    with open_source(tmp_path) as source:
        assert found(source, "sites")["A"] == {"id": "A", "name": "a", "city": "370100", "kind": "school"}
        assert [(p.code, p.column, p.rows) for p in source.problems] == [
            (ProblemCode.UNKNOWN_COLUMN, "name (所在市)", 1)
        ]


def test_one_column_by_two_titles_is_an_error(tmp_path: Path) -> None:
    put(tmp_path, "sites.csv", "id,city,所在市\nA,370100,370200\n")
    with pytest.raises(SourceConflictError, match=r"'city' and '所在市' both stand for sites\.city"):
        open_source(tmp_path)


def test_hostile_names(tmp_path: Path) -> None:
    names = (
        "sites-[1]*?.csv",
        'sites-it\'s "x".csv',
        "sites-{a}.jsonl",
        "sites-'; DROP TABLE rejects; --.csv",
    )
    for number, name in enumerate(names):
        row = '{"id": "%s", "city": "?"}' if name.endswith("l") else "id,city\n%s,?\n"
        put(tmp_path, name, row % number)
    with open_source(tmp_path) as source:
        assert len(found(source, "sites")) == 4
        assert {r.file for r in source.rejects()} == {path.name for path in tmp_path.iterdir()}


# ── values ──────────────────────────────────────────────────────────────────────────────

VALUES = [
    # column, text, what it is, is_day
    ("started_at", "2025-03-10T23:30:00Z", datetime(2025, 3, 11, 7, 30), False),  # noqa: DTZ001
    ("started_at", "2025-03-10 09:30", datetime(2025, 3, 10, 9, 30), False),  # noqa: DTZ001
    ("started_at", "2025-03-10T09:30:00.1234567", datetime(2025, 3, 10, 9, 30, 0, 123456), False),  # noqa: DTZ001
    ("started_at", "2025-03-10T09:30+0800", datetime(2025, 3, 10, 9, 30), False),  # noqa: DTZ001
    ("started_at", "2025-03-10T09:30+08:00", datetime(2025, 3, 10, 9, 30), False),  # noqa: DTZ001
    ("started_at", "2025-03-10T09:30-05:00", datetime(2025, 3, 10, 22, 30), False),  # noqa: DTZ001
    # In the summer of 1988 Shanghai was nine hours ahead.
    ("started_at", "1988-07-01T00:00Z", datetime(1988, 7, 1, 9, 0), False),  # noqa: DTZ001
    ("started_at", "2025-03-10", datetime(2025, 3, 10), True),  # noqa: DTZ001
    ("started_at", " 2025-03-10 ", datetime(2025, 3, 10), True),  # noqa: DTZ001
    ("started_at", "2025-03-10 24:00", None, None),
    ("started_at", "2023-02-29T09:00", None, None),
    ("started_at", "9999-12-31T23:00-05:00", None, None),
    ("preparation_notice_on", "2024-02-29", date(2024, 2, 29), None),
    ("preparation_notice_on", "2024-02-29T00:00:00", date(2024, 2, 29), None),
    ("preparation_notice_on", "2023-02-29", None, None),
    ("preparation_notice_on", "0000-01-01", None, None),
    ("preparation_notice_on", "0001-01-01", date(1, 1, 1), None),
    ("preparation_notice_on", "2025/03/05", None, None),
    ("preparation_notice_on", "45721", None, None),
    ("preparation_notice_on", "２０２５-03-05", None, None),
    ("staff_arranged", "是", True, None),
    ("staff_arranged", " NO ", False, None),
    ("staff_arranged", "√", None, None),
    ("city", "菏泽市", "371700", None),
    ("city", "110000", "110000", None),
    ("site_id", "\u3000甲 1 ", "甲 1", None),
    ("site_id", "   ", None, None),
]


@pytest.mark.parametrize(("column", "text", "value", "is_day"), VALUES)
@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet", "sqlite"])
def test_a_value(
    tmp_path: Path, kind: str, column: str, text: str, value: object, is_day: bool | None
) -> None:
    if kind == "csv":
        put(tmp_path, "sessions.csv", f'id,{column}\nS1,"{text}"\n')
    elif kind == "jsonl":
        put(tmp_path, "sessions.jsonl", json.dumps({"id": "S1", column: text}))
    elif kind == "parquet":
        with duckdb.connect() as connection:
            target = tmp_path / "sessions.parquet"
            connection.execute(
                f"COPY (SELECT 'S1' AS id, '{text}' AS {column}) TO '{target}' (FORMAT parquet)"
            )
    else:
        with closing(sqlite3.connect(tmp_path / "host.db")) as connection, connection:
            connection.execute(f"CREATE TABLE sessions (id, {column})")
            connection.execute("INSERT INTO sessions VALUES ('S1', ?)", [text])
    with open_source(tmp_path) as source:
        row = found(source, "sessions")["S1"]
        assert row[column] == value
        if f"{column}_is_day" in row:
            assert row[f"{column}_is_day"] is is_day
        assert row.get("faults") == (None if value is not None else f",{column},")
        assert source.faulted == (frozenset() if value is not None else {("sessions", column)})
        expected = [] if value is not None else [("S1", column, text.strip() or text, "bad-value")]
        if column != "site_id":
            assert [(r.row, r.column, (r.value or "").strip(), str(r.reason)) for r in source.rejects()] == [
                (row_id, name, shown.strip(), reason) for row_id, name, shown, reason in expected
            ]


@pytest.mark.parametrize(
    ("table", "column", "text", "value"),
    [
        ("personnel", "name", " 张三 ", " 张三 "),
        ("personnel", "name", "  ", "  "),
        ("projects", "origin", "省开发", "provincial"),
        ("applications", "staff_total", "1000000000", 10**9),
        ("applications", "staff_total", "1000000001", None),
        ("applications", "staff_total", "12.0", 12),
        ("applications", "staff_total", "+3", 3),
        ("applications", "staff_total", "1e3", None),
        ("tariffs", "amount", "86.5", 86.5),
        ("tariffs", "amount", "86.50000", 86.5),
        ("tariffs", "amount", "0.00001", None),
        ("tariffs", "amount", "99999999999999.9999", None),
        ("tariffs", "amount", "1,000.00", None),
    ],
)
def test_a_value_of_another_table(tmp_path: Path, table: str, column: str, text: str, value: object) -> None:
    put(tmp_path, f"{table}.csv", f'id,{column}\nA,"{text}"\n')
    with open_source(tmp_path) as source:
        row = found(source, table)["A"]
        if column == "amount" and text.startswith("9999"):
            assert str(row[column]) == text
        else:
            assert row[column] == value
            assert row.get("faults") == (None if value is not None else f",{column},")


def test_personal_data_is_not_repeated(tmp_path: Path) -> None:
    put(
        tmp_path,
        "candidates.jsonl",
        '{"id": "C", "id_number": ["110105194912310021"]}\n{"id": "D", "name": true}\n',
    )
    with open_source(tmp_path) as source:
        shown = " ".join(r.value or "" for r in source.rejects())
        assert "110105" not in shown
        assert shown.count("personal data, not shown") == 2


def test_what_json_tells_apart(tmp_path: Path) -> None:
    rows = [
        '{"id": 1, "name": 12.0, "city": 370100, "kind": null}',
        '{"id": "2", "name": true, "city": 370100.0}',
        '{"id": "3", "name": 370102199001010017, "city": "济南", "city": "青岛"}',
        '{"id": "4", "name": "\\u0001[1]", "所在市": "济南", "city": "济南"}',
        '{"id": "5", "name": {"a": 1}, "city": NaN}',
        '{"id": "6", "name": "\\ud800"}',
        "[1, 2]",
        "{broken",
        "",
        '{"id": "7", "name": -0, "city": 1e999}',
    ]
    put(tmp_path, "sites.jsonl", "\n".join(rows))
    with open_source(tmp_path) as source:
        sites = found(source, "sites")
        assert {key: (row["name"], row["city"], row["faults"]) for key, row in sites.items()} == {
            "1": ("12", "370100", None),
            "2": (None, "370100", ",name,"),
            "3": ("370102199001010017", None, ",city,"),
            "4": ("\u0001[1]", None, ",city,"),
            "5": (None, None, ",name,city,"),
            "6": (None, None, ",name,"),
            "7": ("0", None, ",city,"),
            "#sites.jsonl:7": (None, None, ",id,name,city,kind,"),
            "#sites.jsonl:8": (None, None, ",id,name,city,kind,"),
        }
        assert [(r.line, r.column) for r in source.rejects()] == [
            (2, "name"),
            (3, "city"),
            (4, "city"),
            (5, "city"),
            (5, "name"),
            (6, "name"),
            (7, None),
            (8, None),
            (10, "city"),
        ]


# ── ids and references ──────────────────────────────────────────────────────────────────


def test_ids_twice_and_ids_missing(tmp_path: Path) -> None:
    put(tmp_path, "sites-1.csv", "id,name,city\nX,a,370100\n,b,济南\n X ,c,370200\nY,d,?\n")
    put(tmp_path, "sites-2.csv", "id,name,city\nX,e,370300\nZ,f,370300\n")
    with open_source(tmp_path) as source:
        sites = found(source, "sites")
        nothing = {"name": None, "city": None, "kind": None, "faults": ",id,name,city,kind,"}
        for same in ("X", "#sites-1.csv:4", "#sites-2.csv:2"):
            assert sites[same] == {"id": same, **nothing}
        assert sites["#sites-1.csv:3"] == {
            "id": "#sites-1.csv:3",
            "name": "b",
            "city": "370100",
            "kind": None,
            "faults": ",id,",
        }
        assert sites["Y"]["faults"] == ",city,"
        assert set(sites) == {"X", "Y", "Z", "#sites-1.csv:3", "#sites-1.csv:4", "#sites-2.csv:2"}
        assert {("sites", name) for name in ("id", "name", "city", "kind")} == source.faulted
        assert told(source.rejects()) == [
            ("sites-1.csv", 3, "#sites-1.csv:3", "id", None, "id-missing"),
            ("sites-1.csv", 4, "X", "id", "X", "id-duplicate"),
            ("sites-1.csv", 5, "Y", "city", "?", "bad-value"),
            ("sites-2.csv", 2, "X", "id", "X", "id-duplicate"),
        ]
        assert "first: sites-1.csv line 2" in next(r for r in source.rejects() if r.line == 4).expected


def test_rows_that_share_an_id_stay_with_what_they_belong_to(tmp_path: Path) -> None:
    put(
        tmp_path,
        "reports.jsonl",
        '{"id": "R1", "session_id": "S2", "results_received_at": "2025-03-10"}\n'
        '{"id": "R1", "session_id": "S1", "sent_by_id": [1]}\n'
        '{"id": "R2", "session_id": "S1", "results_received_at": "2025-03-10"}\n',
    )
    with open_source(tmp_path) as source:
        reports = found(source, "reports")
        belongs = {key: (row["session_id"], row["results_received_at"]) for key, row in reports.items()}
        assert belongs == {
            "R1": ("S2", None),
            "#reports.jsonl:2": ("S1", None),
            "R2": ("S1", datetime(2025, 3, 10)),  # noqa: DTZ001
        }
        assert ",sent_by_id," in reports["#reports.jsonl:2"]["faults"]
        assert ",results_received_at," in reports["R1"]["faults"]
        assert not any(f",{name}," in reports["R1"]["faults"] for name in ("session_id", "sent_by_id"))
        assert ("reports", "session_id") not in source.faulted
        assert ("reports", "results_received_at") in source.faulted


def test_a_line_that_is_no_row_may_belong_to_anything(tmp_path: Path) -> None:
    put(tmp_path, "reports.csv", "id,session_id\nR1,S1\nR2\n")
    with open_source(tmp_path) as source:
        assert found(source, "reports")["#reports.csv:3"]["session_id"] is None
        assert ("reports", "session_id") in source.faulted


def test_dangling_references(tmp_path: Path) -> None:
    put(tmp_path, "reports.csv", "id,session_id,sent_by_id\nR1,S1,B1\nR2,S2,B1\nR3,,B1\n")
    put(tmp_path, "sessions.csv", "id\nS1\n")
    with open_source(tmp_path) as source:
        # There is no table of bodies: nobody can know whether B1 is one.
        assert told(source.rejects()) == [("reports.csv", 3, "R2", "session_id", "S2", "dangling")]
        assert found(source, "reports")["R2"]["session_id"] == "S2"
        assert source.faulted == frozenset()


# ── folders ─────────────────────────────────────────────────────────────────────────────


def test_parts_of_a_table(tmp_path: Path) -> None:
    put(tmp_path, "sessions/part-0.csv", "id,city\nA,370100\n")
    put(tmp_path, "sessions/year=2024/part-1.jsonl", '{"id": "B", "city": 370100}\n')
    put(tmp_path, "考核/c.csv", "编号\nC\n")
    put(tmp_path, "sessions_2024.tsv", "id\tcity\nD\t370100\n")
    put(tmp_path, "青岛/sessions.csv", "id\nE\n")
    put(tmp_path, "personnel_projects-1.csv", "id\nF\n")
    put(tmp_path, ".hidden/sessions.csv", "id\nG\n")
    put(tmp_path, "~$sessions.xlsx", "lock")
    put(tmp_path, "README.md", "about")
    with duckdb.connect() as connection:
        folder = tmp_path / "sites" / "city=370100"
        folder.mkdir(parents=True)
        connection.execute(f"COPY (SELECT 'X' AS id) TO '{folder}/part.parquet' (FORMAT parquet)")
    with open_source(tmp_path) as source:
        assert source.tables == {"sessions", "personnel_projects", "sites"}
        assert set(found(source, "sessions")) == {"A", "B", "C", "D", "E"}
        assert found(source, "sites")["X"]["city"] == "370100"
        assert source.problems == ()


def test_a_table_in_two_places_is_an_error(tmp_path: Path) -> None:
    put(tmp_path, "sessions.csv", "id\nA\n")
    put(tmp_path, "考核.jsonl", '{"id": "A"}\n')
    with pytest.raises(
        SourceConflictError, match=r"sessions\.csv and 考核\.jsonl: both hold the table sessions"
    ):
        open_source(tmp_path)


def test_unknown_files_and_columns_are_told_with_the_nearest(tmp_path: Path) -> None:
    put(tmp_path, "sesions.csv", "id\nA\n")
    put(tmp_path, "sites.csv", "id,citty\nA,1\nB,2\n")
    with open_source(tmp_path) as source:
        assert source.problems == (
            Problem(ProblemCode.UNKNOWN_TABLE, "sesions", rows=0, nearest="sessions"),
            Problem(ProblemCode.UNKNOWN_COLUMN, "sites", "citty", rows=2, nearest="city"),
        )


def test_what_is_no_source(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError, match="there is no such file or folder"):
        open_source(tmp_path / "none")
    with pytest.raises(NoTableError, match="holds no file that can be read"):
        open_source(tmp_path)
    put(tmp_path, "sesions.csv", "id\nA\n")
    with pytest.raises(NoTableError, match=r"'sesions' is none of them \(nearest: 'sessions'\)"):
        open_source(tmp_path)
    with pytest.raises(UnreadableError, match=r"notes\.txt: is none of"):
        open_source(put(tmp_path, "notes.txt", "x"))
    with pytest.raises(SourceNotFoundError, match="a int is no source"):
        open_source(3)


@pytest.mark.parametrize("name", ["sessions.parquet", "book.xlsx", "host.duckdb", "sessions.csv.gz"])
def test_a_damaged_file_is_an_error_that_names_it(tmp_path: Path, name: str) -> None:
    put(tmp_path, name, b"not what it says")
    with pytest.raises(SourceError, match=name):
        open_source(tmp_path)


def test_a_dossier_that_is_no_json(tmp_path: Path) -> None:
    with pytest.raises(RecordsError, match="expected JSON"):
        open_source(put(tmp_path, "dossier.json", "{"))


# ── workbooks and typed files ───────────────────────────────────────────────────────────


def test_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    book = xlsxwriter.Workbook(str(path))
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    sheet = book.add_worksheet("考核")
    sheet.write_row(1, 0, ["编号", "所在市", "考核准备通知单日期", "started_at", "人员安排", "备注"])
    sheet.write_row(2, 0, [1, "济南"])
    sheet.write_datetime(2, 2, datetime(2025, 3, 5), day)  # noqa: DTZ001
    sheet.write_datetime(2, 3, datetime(2025, 3, 5, 9, 30), moment)  # noqa: DTZ001
    sheet.write_boolean(2, 4, True)
    sheet.write_row(4, 0, ["S2", "济南", 45721, 45721.5, "否"])
    book.add_worksheet("说明").write(0, 0, "nothing")
    book.close()
    with open_source(path) as source:
        sessions = found(source, "sessions")
        assert str(sessions["1"]["preparation_notice_on"]) == "2025-03-05"
        assert str(sessions["1"]["started_at"]) == "2025-03-05 09:30:00"
        assert sessions["1"]["staff_arranged"] is True
        assert sessions["S2"]["staff_arranged"] is False
        # A number is never a date: the cell lost its format, and nobody knows what it counts.
        assert sessions["S2"]["faults"] == ",preparation_notice_on,started_at,"
        assert [(r.line, r.column) for r in source.rejects()] == [
            (5, "preparation_notice_on"),
            (5, "started_at"),
        ]
        assert [(p.table, p.column) for p in source.problems] == [("说明", None), ("sessions", "备注")]


def test_types_of_parquet(tmp_path: Path) -> None:
    query = (
        "SELECT 'S1' AS id, TIMESTAMPTZ '2025-03-10 23:30:00+00' AS started_at, "
        "TIMESTAMP_NS '2025-03-05 23:59:59.999999999' AS ended_at, TIMESTAMP '2025-03-05 00:00:00' AS "
        "preparation_notice_on, 370100::DOUBLE AS city, 1::TINYINT AS staff_arranged, true AS "
        "preparation_met, 12345::DECIMAL(9,2) AS site_id, DATE '2025-03-05' AS project_id, [1] AS paper_id"
    )
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({query}) TO '{tmp_path / 'sessions.parquet'}' (FORMAT parquet)")
    with open_source(tmp_path) as source:
        row = found(source, "sessions")["S1"]
        assert str(row["started_at"]) == "2025-03-11 07:30:00"
        assert str(row["ended_at"]) == "2025-03-05 23:59:59.999999"
        assert str(row["preparation_notice_on"]) == "2025-03-05"
        assert row["city"] == "370100"
        assert row["staff_arranged"] is True
        assert row["preparation_met"] is True
        assert row["site_id"] == "12345"
        assert row["faults"] == ",project_id,paper_id,"


def test_closing_removes_every_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    put(tmp_path, "data/sites.csv", SITES.encode("gb18030"))
    with open_source(tmp_path / "data"):
        assert list(scratch.iterdir()) != []
    assert list(scratch.iterdir()) == []
    put(tmp_path, "data/sites.csv", "id,id\n")
    with pytest.raises(SourceConflictError):
        open_source(tmp_path / "data")
    assert list(scratch.iterdir()) == []
