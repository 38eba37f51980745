"""A full dossier under all rules: the generated functions against those written by hand."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

from benchmarks.dossier import Dossier
from benchmarks.figures import AtMost, Figure
from benchmarks.timing import compare
from sdcompliance.rulebook import default_rulebook

Report = Callable[[Figure], None]


def test_all_rules_on_a_full_dossier(report: Report) -> None:
    dossier = Dossier.compliant()
    assert all(table.rows for table in dossier.tables)
    library, by_hand = dossier.by_library(), dossier.by_hand()
    assert library() == by_hand()
    times = compare(library, by_hand, rounds=300)
    size = f"{dossier.rows} rows, {len(default_rulebook().strata[0])} rules, {dossier.verdicts} verdicts"
    report(Figure(f"full dossier ({size}), generated", median(times.first) * 1e6, "µs"))
    report(Figure("full dossier, by hand", median(times.second) * 1e6, "µs"))
    report(Figure("full dossier, generated ÷ by hand", times.ratio, "×", times.ratios, AtMost(2.5)))


def test_every_table_of_a_full_dossier(report: Report) -> None:
    for table in Dossier.compliant().tables:
        times = compare(table.by_library(), table.by_hand(), rounds=100)
        generated, by_hand = median(times.first) * 1e6, median(times.second) * 1e6
        what = f"of which {table.subject} ({len(table.rows)} rows), {generated:.1f} µs ÷ {by_hand:.1f} µs"
        report(Figure(what, times.ratio, "×", times.ratios))
