"""The engine's work as a scan does it: judge every row, then tell every finding of every rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING

from sdcompliance.engines.relational import Embedded, JudgedRule, RelationalEngine, Shape
from sdcompliance.engines.relational.loading import load_calendar
from sdcompliance.findings import Privacy
from sdcompliance.records import TABLES
from sdcompliance.rulebook import Rule, Rulebook, default_rulebook
from sdcompliance.workdays import calendar

if TYPE_CHECKING:
    import duckdb

SUBJECTS = ("sessions", "archives")
#: The plainest rules about sessions: their own columns, what a reference leads to, who was sent, who registered.
PLAINEST = (
    "PAP001", "PAP002", "SCP001", "SCP002", "SCP003", "SCP004", "SES001", "SES002", "SES003", "SES004", "SES005",
    "SIT006", "STF001", "STF002",
)  # fmt: skip
FINDINGS = "engine_findings"
#: What the hand-written SQL tells of a finding; a scan tells the words, the reasons and what is missing as well.
TOLD_BY_HAND = "rule, subject_id, verdict, readings, due, due_latest, days, evidence"


def rules_about(subjects: Iterable[str]) -> Callable[[Rule], bool]:
    """Whether a rule is about one of the tables."""
    return lambda rule: rule.subject in subjects


def rulebook_of(chosen: Callable[[Rule], bool]) -> Rulebook:
    """The notice's rulebook with the chosen rules alone."""
    book = default_rulebook()
    return Rulebook([rule for rule in book.values() if chosen(rule)], book.surroundings, {})


def prepared(connection: duckdb.DuckDBPyConnection, book: Rulebook, as_of: date) -> RelationalEngine:
    """An engine on the tables that a connection has; the calendar is loaded already."""
    found = {name for (name,) in connection.execute("SHOW TABLES").fetchall()} & TABLES.keys()
    engine = RelationalEngine(book, Embedded(connection), Shape(frozenset(found)), as_of)
    engine.prepare()
    return engine


def judge(
    connection: duckdb.DuckDBPyConnection, book: Rulebook, as_of: date, told: str = "*"
) -> list[JudgedRule]:
    """Verdicts into temporary tables, of what a report shows the columns ``told`` into ``FINDINGS``."""
    engine = prepared(connection, book, as_of)
    rules = list(engine.judge())
    made = False
    for judged in rules:
        if judged.noteworthy.verdicts:
            query = engine.details(judged, judged.noteworthy, Privacy.SHOWN)
            verb = f"INSERT INTO {FINDINGS}" if made else f"CREATE OR REPLACE TEMP TABLE {FINDINGS} AS"
            connection.execute(f"{verb}\nSELECT {told} FROM ({query})")
            made = True
    return rules


def load_workdays(connection: duckdb.DuckDBPyConnection) -> None:
    """The calendar, which both sides read."""
    load_calendar(connection, calendar())
