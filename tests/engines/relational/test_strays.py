"""Rows that may belong to any collection: what each quantifier still settles, and what it leaves open.

S1 has two assignments, one with a badge worn and one without; S2 has none. A third names a session that
cannot be read: it is of S1, of S2, or of another. So it is with the certificates, of which S1 has one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from sdcompliance.conditions import Scope, bind
from sdcompliance.conditions import tree as t
from sdcompliance.engines.relational import values
from sdcompliance.engines.relational.dialect import DIALECTS
from sdcompliance.engines.relational.doubts import LETTERS, doubts_of
from sdcompliance.engines.relational.frame import Frame
from sdcompliance.engines.relational.statement import Shape, Statement, rendered
from sdcompliance.findings import DoubtKind

_TABLES = """
CREATE TABLE sessions (id VARCHAR, paper_id VARCHAR, faults VARCHAR);
INSERT INTO sessions VALUES
  ('S1', 'P9', NULL), ('S2', 'P9', NULL), ('S3', 'P9', ',id,'), ('#s:4', 'P8', ',id,');
CREATE TABLE assignments
  (id VARCHAR, session_id VARCHAR, person_id VARCHAR, role VARCHAR, badge_worn BOOLEAN, faults VARCHAR);
INSERT INTO assignments VALUES
  ('A1', 'S1', 'P1', 'examiner', TRUE, NULL), ('A2', 'S1', 'P2', 'examiner', FALSE, NULL),
  ('#a:4', NULL, NULL, NULL, NULL, ',id,session_id,person_id,role,badge_worn,');
CREATE TABLE certificates (id VARCHAR, number VARCHAR, session_id VARCHAR, issued_on DATE, faults VARCHAR);
INSERT INTO certificates VALUES ('C1', 'N1', 'S1', DATE '2025-01-02', NULL), ('C2', NULL, NULL, NULL, NULL),
  ('#c:4', NULL, NULL, NULL, ',id,number,session_id,issued_on,');
CREATE TABLE results (id VARCHAR, session_id VARCHAR, scored_by_id VARCHAR);
INSERT INTO results VALUES ('G1', 'S1', 'P1'), ('G2', 'S1', 'P9'), ('G3', 'S2', 'P1'),
  ('G4', 'S3', 'P1');
"""
_COLUMNS = {
    "sessions": ("id",),
    "assignments": ("id", "session_id", "person_id", "role", "badge_worn"),
    "certificates": ("id", "number", "session_id", "issued_on"),
}
_TABLE_NAMES = frozenset((*_COLUMNS, "results"))
_FAULTED = frozenset((table, name) for table, names in _COLUMNS.items() for name in names)
_R = LETTERS[DoubtKind.REJECTED]


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as made:
        made.execute(_TABLES)
        yield made


def _answers(connection: duckdb.DuckDBPyConnection, text: str, subject: str) -> dict[str, tuple[Any, ...]]:
    """By subject: the least and the greatest value, and the doubts; the same whether judged or told."""
    node = bind(text, Scope(t.Subject(subject)), expected=None)
    judged = _rows(connection, node, subject, selective=False)
    told = _rows(connection, node, subject, selective=True)
    assert judged == {id_: span for id_, (*span, _) in told.items()}
    return {
        id_: (least, greatest, doubts.split("\x1e")[1:]) for id_, (least, greatest, doubts) in told.items()
    }


def _rows(
    connection: duckdb.DuckDBPyConnection, node: t.Value, subject: str, *, selective: bool
) -> dict[str, list[Any]]:
    shape = Shape(_TABLE_NAMES, _FAULTED)
    statement = Statement(DIALECTS["duckdb"], shape, subject, selective=selective)
    frame = Frame.of_subject(statement)
    span = values.value(node, frame)
    read = ["this.id", span.least, span.greatest, *([doubts_of(node, frame)] if selective else [])]
    sql = rendered(statement.collected(), f"SELECT {', '.join(read)}\n{frame.clause}")
    return {id_: cells for id_, *cells in connection.execute(sql).fetchall()}


@pytest.mark.parametrize(
    ("text", "of_s1", "of_s2"),
    [
        # What one row settles is settled, whatever else there may be.
        ("any(a.badge_worn for a in assignments)", (True, True), (None, None)),
        ("all(a.badge_worn for a in assignments)", (False, False), (None, None)),
        ("any(a.role == 'supervisor' for a in assignments)", (None, None), (None, None)),
        ("all(a.role == 'examiner' for a in assignments)", (None, None), (None, None)),
        ("count(a for a in assignments)", (2, 3), (0, 1)),
        ("count(a for a in assignments if a.badge_worn)", (1, 2), (0, 1)),
        ("count_distinct(a.person_id for a in assignments)", (2, 3), (0, 1)),
        # To ask whether there is one is to count rows.
        ("count_distinct(a.person_id for a in assignments) >= 1", (True, True), (None, None)),
        ("count_distinct(a.person_id for a in assignments) >= 2", (True, True), (False, False)),
        ("count(a for a in assignments) < 3", (None, None), (True, True)),
        ("min(c.issued_on for c in certificates)", (None, None), (None, None)),
        # Nobody may say that there are none, and put another day in place.
        ("coalesce(min(c.issued_on for c in certificates), date(2025, 1, 1))", (None, None), (None, None)),
    ],
)
def test_children(
    connection: duckdb.DuckDBPyConnection, text: str, of_s1: tuple[Any, ...], of_s2: tuple[Any, ...]
) -> None:
    found = _answers(connection, text, "sessions")
    assert found["S1"][:2] == of_s1
    assert found["S2"][:2] == of_s2
    for least, greatest, doubts in (found["S1"], found["S2"]):
        stray = any(
            doubt in (f"{_R}assignments.session_id", f"{_R}certificates.session_id") for doubt in doubts
        )
        assert stray == (least is None or least != greatest)


@pytest.mark.parametrize(
    "text",
    [
        "any(a.badge_worn for a in assignments)",
        "all(a.badge_worn for a in assignments)",
        "count(a for a in assignments)",
        "max(c.issued_on for c in certificates)",
    ],
)
def test_the_children_of_a_row_whose_id_cannot_be_read(
    connection: duckdb.DuckDBPyConnection, text: str
) -> None:
    found = _answers(connection, text, "sessions")
    assert found["S3"] == found["#s:4"] == (None, None, [f"{_R}id"])


def test_the_children_of_a_row_referred_to_by_an_id_that_two_rows_have(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    text = "any(a.role == 'examiner' for a in session.assignments)"
    assert _answers(connection, text, "results")["G4"] == (None, None, [f"{_R}session.id"])


def test_a_look_up_that_leaves_out_rows_without_a_value_misses_those_that_cannot_be_read(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    same = "count(c for c in certificates if c.number == number and c.number is not None)"
    found = _answers(connection, same, "certificates")
    assert found["C1"] == (1, 2, [f"{_R}certificates.number"])
    assert found["C2"][:2] == (None, None)  # its own number is not recorded


def test_rows_counted_by_the_column_they_are_asked_for(connection: duckdb.DuckDBPyConnection) -> None:
    text = "any(a.person_id == scored_by_id for a in session.assignments if a.role == 'examiner')"
    found = _answers(connection, text, "results")
    assert found["G1"] == (True, True, [])
    assert found["G2"] == found["G3"] == (None, None, [f"{_R}assignments.session_id"])


def test_a_collection_inside_a_collection(connection: duckdb.DuckDBPyConnection) -> None:
    inside = "all(count(b for b in c.session.assignments) >= {n} for c in certificates if c.number == number)"
    few = _answers(connection, inside.format(n=2), "certificates")["C1"]
    assert few[:2] == (None, None)  # C2 and the stray may bear the number of C1
    many = _answers(connection, inside.format(n=4), "certificates")["C1"]
    assert many[:2] == (False, False)  # C1's own session has three at most


def test_where_every_row_can_be_read_nothing_is_open(connection: duckdb.DuckDBPyConnection) -> None:
    statement = Statement(DIALECTS["duckdb"], Shape(_TABLE_NAMES), "sessions")
    node = bind("count(a for a in assignments)", Scope(t.Subject("sessions")), expected=None)
    span = values.value(node, Frame.of_subject(statement))
    assert span.exact


@pytest.mark.parametrize("text", ["session.paper_id is None", "session.paper_id == session.paper_id"])
def test_the_references_of_a_row_referred_to_by_an_id_that_two_rows_have(
    connection: duckdb.DuckDBPyConnection, text: str
) -> None:
    least, greatest, doubts = _answers(connection, text, "results")["G4"]
    assert (least, greatest) == (None, None)
    assert set(doubts) == {f"{_R}session.paper_id"}
