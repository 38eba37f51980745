"""Many sittings in one call."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

from benchmarks.figures import Figure
from benchmarks.timing import cold_starts

Report = Callable[[Figure], None]

SITTINGS = 20_000
RUNS = 3


def test_many_sittings_in_one_call(report: Report) -> None:
    runs = cold_starts(f"from benchmarks.many_sessions import main\nmain({SITTINGS})", RUNS)
    # One is the announcement that the city centre has not made for the year of the as-of date.
    assert {run["findings"] for run in runs} == {1}
    each = [SITTINGS / run["evaluate"] for run in runs]
    rows = [run["rows"] / run["evaluate"] for run in runs]
    checks = [run["check"] * 1e3 for run in runs]
    what = f"{SITTINGS:,} sittings in one evaluate"
    report(Figure(f"{what}: sessions a second", median(each), "/s", (min(each), max(each))))
    report(Figure(f"{what}: rows of all tables a second", median(rows), "/s", (min(rows), max(rows))))
    report(Figure(f"{what}: peak memory, records included", median(run["peak"] for run in runs), "MB"))
    grown = median(run["peak"] - run["before"] for run in runs)
    report(Figure(f"{what}: of which for judging", grown, "MB"))
    what = f"sdc.check of one of {SITTINGS:,} sittings"
    report(Figure(what, median(checks), "ms", (min(checks), max(checks))))
