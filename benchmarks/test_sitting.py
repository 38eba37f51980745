"""A sitting under all its rules: the generated functions against those written by hand."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

import sdcompliance as sdc
from benchmarks.figures import AtMost, Figure
from benchmarks.judges import TODAY
from benchmarks.sitting import Sitting
from benchmarks.timing import compare, seconds_each

Report = Callable[[Figure], None]


def test_generated_code_against_by_hand(report: Report) -> None:
    sitting = Sitting.of_compliant_dossier()
    library, by_hand = sitting.by_library(), sitting.by_hand()
    assert library() == by_hand()
    times = compare(library, by_hand, rounds=400)
    report(Figure(f"sitting ({sitting.verdicts} verdicts), generated", median(times.first) * 1e6, "µs"))
    report(Figure("sitting, by hand", median(times.second) * 1e6, "µs"))
    report(Figure("sitting, generated ÷ by hand", times.ratio, "×", times.ratios, AtMost(2.5)))


def test_whole_calls(report: Report) -> None:
    sitting = Sitting.of_compliant_dossier()
    records, session = sitting.records, sitting.session
    _reported(report, "sdc.check(session, records)", lambda: sdc.check(session, records, TODAY))
    rows = sum(count or 0 for count in sdc.evaluate(records, TODAY).summary.subjects.values())
    what = f"sdc.evaluate, the compliant dossier ({rows} rows)"
    _reported(report, what, lambda: sdc.evaluate(records, TODAY))


def _reported(report: Report, what: str, call: Callable[[], object]) -> None:
    seconds = seconds_each(call)
    report(Figure(what, median(seconds) * 1e6, "µs", (min(seconds) * 1e6, max(seconds) * 1e6)))
