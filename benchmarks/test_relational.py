"""Judging by SQL at full size, against SQL by hand and against other tools.

The hand-written SQL gives the same verdicts and the same evidence: else comparing is worthless. Ten times the
size is measured where BENCH_LARGE is set; BENCH_SESSIONS makes everything smaller for a first look.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.figures import AtLeast, AtMost, Figure
from benchmarks.relational import engine as by_engine
from benchmarks.relational import sql as by_sql
from benchmarks.relational.process import AS_OF
from benchmarks.timing import cold_starts
from sdcompliance.engines import evaluate
from sdcompliance.engines.relational import JudgedRule
from sdcompliance.findings import Verdict
from sdcompliance.rulebook import DEFAULT, Variant, compliant_dossier, default_rulebook
from sdcompliance.testing.generation import AS_OF as AS_OF_GENERATED
from sdcompliance.testing.generation import Extent, Outline, generate, read_key

if TYPE_CHECKING:
    import duckdb
else:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")

from benchmarks.relational.running import database, in_turn, made, seconds, worked

Report = Callable[[Figure], None]

SESSIONS = int(os.environ.get("BENCH_SESSIONS", "1000000"))
LARGE = 10 * SESSIONS
ROUNDS = 3
FEW = 20_000
LOOPED = 20_000  # sessions of the loops in Python
LOOPED_WHOLE = 500  # where all rules are looped over
MEMORY, MEMORY_LARGE = "1500MB", "4GB"  # what DuckDB may hold; the process is allowed more: 2 and 6 GB
GENERATED = 100_000
BOOK = by_engine.rulebook_of(by_engine.rules_about(by_engine.SUBJECTS))
COMPARED = "subject_id, verdict, readings, due, due_latest, days, evidence"


# ── the same verdicts ───────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def few() -> Iterator[duckdb.DuckDBPyConnection]:
    with database(":memory:") as connection:
        by_sql.make_data(connection, FEW)
        by_engine.load_workdays(connection)
        yield connection


# The day of the figures; one on which last days are known within bounds only; and days on which little was due.
@pytest.mark.parametrize("as_of", [AS_OF, date(2027, 1, 6), date(2022, 3, 3), date(2020, 8, 30)], ids=str)
def test_by_hand_agrees(few: duckdb.DuckDBPyConnection, as_of: date) -> None:
    rules = by_engine.judge(few, BOOK, as_of)
    by_sql.judge_by_hand(few, as_of)
    assert {judged.rule.id for judged in rules} == set(BOOK)
    for judged in rules:
        for variant, column in zip(judged.rule.variants, judged.columns.verdicts, strict=True):
            assert _differing(few, judged, variant, column) == []
        assert findings(few, by_engine.FINDINGS, judged.rule.id) == findings(
            few, by_sql.FINDINGS, judged.rule.id
        )


def test_the_data_have_every_verdict(few: duckdb.DuckDBPyConnection) -> None:
    rules = by_engine.judge(few, BOOK, AS_OF)
    found = {(judged.rule.id, tally.verdicts[0]) for judged in rules for tally in judged.tally}
    violated = {rule for rule, verdict in found if verdict is Verdict.VIOLATION}
    assert violated == set(BOOK) - {"ARC001"}  # nothing but a person can fault it
    assert {rule for rule, verdict in found if verdict is Verdict.UNDETERMINED} == set(BOOK)
    assert {rule for rule, verdict in found if verdict is Verdict.COMPLIANT} == set(BOOK)


def _differing(
    connection: duckdb.DuckDBPyConnection, judged: JudgedRule, variant: Variant, column: str
) -> list[tuple[Any, ...]]:
    name = judged.rule.id if variant.name == DEFAULT else f"{judged.rule.id}.{variant.name}"
    table = by_sql.VERDICTS[judged.rule.subject]
    query = (
        f"SELECT coalesce(e.id, h.id), '{name}', e.{column}, h.\"{name}\" FROM {judged.table} e"
        f' FULL JOIN {table} h ON h.id = e.id WHERE e.{column} IS DISTINCT FROM h."{name}" LIMIT 5'
    )
    return connection.execute(query).fetchall()


def findings(connection: duckdb.DuckDBPyConnection, table: str, rule: str) -> dict[str, tuple[Any, ...]]:
    """What was told of each row: readings and evidence as data, whatever the order of their keys."""
    rows = connection.execute(f"SELECT {COMPARED} FROM {table} WHERE rule = '{rule}'").fetchall()
    return {
        subject: (verdict, json.loads(readings), due, latest, days, json.loads(evidence))
        for subject, verdict, readings, due, latest, days, evidence in rows
    }


# ── every planted violation ─────────────────────────────────────────────────────────────


def test_what_was_planted_is_found(tmp_path: Path, report: Report) -> None:
    from sdcompliance.sources import open_source

    made = generate(tmp_path / "set", Outline(GENERATED, seed=7, extent=Extent.CORE))
    accused = {Verdict.VIOLATION, Verdict.ADVISORY, Verdict.UNDETERMINED}
    with open_source(made.records) as source:
        connection = source.connection
        by_engine.load_workdays(connection)
        by_engine.judge(connection, default_rulebook(), AS_OF_GENERATED)
        rows = connection.execute(
            f"SELECT rule, subject, subject_id, verdict FROM {by_engine.FINDINGS}"
        ).fetchall()
    found = {row for row in rows if row[3] in accused}
    planted = {(one.rule, one.subject, one.subject_id, str(one.verdict)) for one in read_key(made.key)}
    assert found == planted
    report(Figure(f"planted faults found among {GENERATED:,} generated sessions", len(found), "of as many"))


# ── against the hand-written SQL ────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the sessions that the figures are about."""
    return made(tmp_path_factory.mktemp("many"), SESSIONS, MEMORY)


def test_against_sql_by_hand(many: Path, report: Report) -> None:
    with database(str(many)) as connection:

        def alike() -> None:
            by_engine.judge(connection, BOOK, AS_OF, by_engine.TOLD_BY_HAND)

        def by_hand() -> None:
            by_sql.judge_by_hand(connection, AS_OF)

        times = in_turn(alike, by_hand, ROUNDS)
        whole = in_turn(lambda: by_engine.judge(connection, BOOK, AS_OF), by_hand, 1)
        counts = [_count(connection, table) for table in (by_engine.FINDINGS, by_sql.FINDINGS)]
    assert counts[0] == counts[1]
    what = f"{SESSIONS:,} sessions, {len(BOOK)} rules, {counts[0]:,} findings"
    report(Figure(f"{what}: SQL by hand", median(times.second), "s"))
    report(Figure(f"{what}: engine", median(times.first), "s"))
    report(Figure("engine ÷ SQL by hand, the same told", times.ratio, "×", times.ratios, AtMost(1.5)))
    report(Figure("all that a scan tells (words, reasons, missing data) ÷ SQL by hand", whole.ratio, "×"))


def test_the_plainest_rules(many: Path, report: Report) -> None:
    book = by_engine.rulebook_of(lambda rule: rule.id in by_engine.PLAINEST)
    assert len(book) == 14
    with database(str(many)) as connection:
        times = [
            seconds(lambda: list(by_engine.prepared(connection, book, AS_OF).judge())) for _ in range(ROUNDS)
        ]
    rates = [SESSIONS / 1e6 / each for each in times]
    what = f"the {len(book)} plainest rules on {SESSIONS:,} sessions, verdicts and figures"
    report(Figure(what, median(rates), "million sessions/s", (min(rates), max(rates)), AtLeast(1)))


@pytest.mark.parametrize("side", ["engine", "by_hand"])
def test_memory(side: str, many: Path, report: Report) -> None:
    run = worked(side, many, SESSIONS, MEMORY)
    goal = AtMost(2000) if side == "engine" else None
    report(Figure(f"{SESSIONS:,} sessions, {side}: peak memory", run["peak"], "MB", goal=goal))


def test_ten_times_the_size(many: Path, tmp_path: Path, report: Report) -> None:
    if "BENCH_LARGE" not in os.environ:
        pytest.skip(f"{LARGE:,} sessions: not run; set BENCH_LARGE=1")
    once = worked("engine", many, SESSIONS, MEMORY)
    run = worked("engine", made(tmp_path, LARGE, MEMORY_LARGE), LARGE, MEMORY_LARGE)
    report(Figure(f"{LARGE:,} sessions, engine", run["work"], "s"))
    report(Figure(f"{LARGE:,} sessions, engine: peak memory", run["peak"], "MB", goal=AtMost(6000)))
    ratio = run["work"] / LARGE / (once["work"] / SESSIONS)
    report(Figure(f"a session of {LARGE:,} ÷ one of {SESSIONS:,}", ratio, "×", goal=AtMost(1.3)))


# ── against other tools ─────────────────────────────────────────────────────────────────


def test_three_rules_in_other_tools(many: Path, report: Report) -> None:
    """Verdicts alone, from tables that are ready to be looked up."""
    other = pytest.importorskip("benchmarks.relational.other_tools")
    book = by_engine.rulebook_of(lambda rule: rule.id in other.RULES)
    with database(str(many)) as connection:
        ours = _rates(SESSIONS, lambda: list(by_engine.prepared(connection, book, AS_OF).judge()))
        _report_rate("three rules, engine", ours, report)
        by_sql.judge_by_hand(connection, AS_OF)
        known = other.tables(connection, AS_OF, LOOPED)
        chosen = f"SELECT id FROM sessions WHERE CAST(ended_at AS DATE) < DATE '{AS_OF}' - 30 ORDER BY id LIMIT {LOOPED}"
        expected = {rule: _verdicts(connection, rule, f"WHERE id IN ({chosen})") for rule in other.RULES}
        loops: dict[str, Callable[[], Any]] = {}
        if not _missing("durable"):
            loop = other.durable_loop()
            loops["a loop over durable_rules"] = lambda: loop(known)
        if not _missing("pandas"):
            loops["a DataFrame of pandas, row by row"] = lambda: other.by_pandas_rows(known)
            _whole_columns(connection, ours, report)
        for name, judge in loops.items():
            # durable_rules says nothing where everything is in order
            assert _told(judge()) == (expected if "pandas" in name else _told(expected, without=1))
            theirs = _rates(LOOPED, judge)
            _report_rate(f"three rules, {name}", theirs, report)
            ratio = median(ours) / median(theirs)
            report(Figure(f"engine ÷ {name}", ratio, "×", goal=AtLeast(100)))


def _whole_columns(connection: duckdb.DuckDBPyConnection, ours: list[float], report: Report) -> None:
    from benchmarks.relational.other_tools import RULES, by_pandas, frames

    columns = frames(connection)
    assert by_pandas(columns, AS_OF) == {rule: _verdicts(connection, rule) for rule in RULES}
    theirs = _rates(SESSIONS, lambda: by_pandas(columns, AS_OF))
    _report_rate("three rules, pandas over whole columns by an expert", theirs, report)
    report(Figure("engine ÷ pandas over whole columns", median(ours) / median(theirs), "×"))


def _verdicts(connection: duckdb.DuckDBPyConnection, rule: str, where: str = "") -> dict[int, int]:
    query = f"SELECT CAST({rule} AS INTEGER), count(*) FROM hand_sessions {where} GROUP BY 1"
    return dict(connection.execute(query).fetchall())


def _told(counts: dict[str, dict[int, int]], without: int | None = None) -> dict[str, dict[int, int]]:
    return {
        rule: {verdict: count for verdict, count in found.items() if verdict != without}
        for rule, found in counts.items()
    }


def _rates(rows: int, work: Callable[[], Any]) -> list[float]:
    return [rows / seconds(work) for _ in range(ROUNDS)]


def _report_rate(what: str, rates: list[float], report: Report) -> None:
    report(Figure(what, median(rates), "sessions/s", (min(rates), max(rates))))


def test_all_rules_in_a_loop(many: Path, report: Report) -> None:
    """The same rules with the same findings, one row after the other, each judged by durable_rules."""
    if _missing("durable"):
        return
    from benchmarks.relational.other_tools import records_of

    with database(":memory:") as connection:
        by_sql.make_data(connection, LOOPED_WHOLE)
        records = records_of(connection)
    loop: Callable[[], Any] = lambda: evaluate(records, AS_OF, rulebook=BOOK, engine="durable")  # noqa: E731
    loop()
    theirs = [LOOPED_WHOLE / seconds(loop) for _ in range(ROUNDS)]
    with database(str(many)) as connection:
        ours = _rates(SESSIONS, lambda: by_engine.judge(connection, BOOK, AS_OF))
    _report_rate(f"all {len(BOOK)} rules with findings, engine", ours, report)
    _report_rate(f"all {len(BOOK)} rules with findings, durable_rules in a loop", theirs, report)
    ratio = median(ours) / median(theirs)
    report(Figure("engine ÷ durable_rules in a loop, all rules", ratio, "×", goal=AtLeast(100)))


# ── the start ───────────────────────────────────────────────────────────────────────────

_SMALL = """
import json
from pathlib import Path
import sdcompliance as sdc
from sdcompliance.scanning import scan
result = scan({path!r}, as_of="2026-11-23")
print(json.dumps({{"done": 1}}))
"""


def test_start_of_a_scan(tmp_path: Path, report: Report) -> None:
    dossier = json.loads(compliant_dossier().read_text(encoding="utf-8"))
    rows = {"sessions": 2, "assignments": 4, "reports": 2, "archives": 2}
    ten = {table: dossier[table][:count] for table, count in rows.items()}
    assert sum(map(len, ten.values())) == 10
    file = tmp_path / "ten.json"
    file.write_text(json.dumps(ten, ensure_ascii=False), encoding="utf-8")
    whole = [run["seconds"] for run in cold_starts(_SMALL.format(path=str(file)), runs=5)]
    report(
        Figure(
            "scan of ten rows: the whole life of a process",
            median(whole),
            "s",
            (min(whole), max(whole)),
            AtMost(2),
        )
    )


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    ((count,),) = connection.execute(f"SELECT count(*) FROM {table}").fetchall()
    return int(count)


def _missing(module: str) -> bool:
    try:
        __import__(module)
    except ImportError:
        print(f"{module} is not installed: its comparison is left out")
        return True
    return False
