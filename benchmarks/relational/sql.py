"""The SQL files of this folder: the data, and the rules as an expert of DuckDB would write them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

_FOLDER = Path(__file__).parent
_BY_HAND = ("macros", "sessions", "archives", "details")
#: The tables that the hand-written verdicts are in, by the table they are about.
VERDICTS = {"sessions": "hand_sessions", "archives": "hand_archives"}
FINDINGS = "hand_findings"


def make_data(connection: duckdb.DuckDBPyConnection, sessions: int) -> None:
    """Makes that many sessions, three assignments, two archives and about one report each, and the rest."""
    sizes = {
        "$sessions": sessions,
        "$sites": max(20, sessions // 500),
        "$papers": 6400 * max(1, sessions // 64_000),
    }
    text = (_FOLDER / "data.sql").read_text(encoding="utf-8")
    for name, size in sizes.items():
        text = text.replace(name, str(size))
    connection.execute(text)


def judge_by_hand(connection: duckdb.DuckDBPyConnection, as_of: date) -> None:
    """Verdicts into the tables ``VERDICTS``, what a report shows into ``FINDINGS``."""
    for name in _BY_HAND:
        text = (_FOLDER / "by_hand" / f"{name}.sql").read_text(encoding="utf-8")
        connection.execute(text.replace("$as_of", f"DATE '{as_of.isoformat()}'"))
