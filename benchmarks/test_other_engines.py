"""Other rule engines, on flat records and rules of one condition each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest

from benchmarks.figures import AtLeast, Figure
from benchmarks.flat_rules import (
    Evaluate,
    FlatRule,
    application_with_hits,
    as_application,
    library,
    record_with_hits,
    rules_of_an_application,
    rules_of_own_fields,
)
from benchmarks.other_engines import ENGINES
from benchmarks.sitting import Sitting
from benchmarks.timing import Comparison, compare

Report = Callable[[Figure], None]

GOAL = AtLeast(10)
ROUNDS = 60
HITS = 1
"""Almost every record complies; one hit, because durable_rules raises on none."""


def _built(engine: str, rules: list[FlatRule]) -> Evaluate:
    try:
        return ENGINES[engine](rules)
    except (ImportError, OSError) as error:  # durable_rules needs a compiler to be installed
        pytest.skip(f"{engine} is left out: {error}")


@pytest.fixture(scope="module")
def sitting() -> Sitting:
    return Sitting.of_compliant_dossier()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("hits", [1, 5])
def test_an_engine_finds_every_hit(engine: str, hits: int) -> None:
    own, shared = rules_of_own_fields(50), rules_of_an_application(50)
    assert sorted(_built(engine, own)(record_with_hits(own, hits))) == [rule.name for rule in own[:hits]]
    found = _built(engine, shared)(application_with_hits(shared, hits))
    assert sorted(found) == [rule.name for rule in shared[:hits]]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_same_rules_on_the_same_record(
    engine: str, sitting: Sitting, report: Report, tmp_path: Path
) -> None:
    rules = rules_of_an_application(sitting.verdicts)
    record = application_with_hits(rules, HITS)
    row, evaluate, other = as_application(record), library(rules, tmp_path), _built(engine, rules)
    assert evaluate(row) == other(record)
    times = compare(lambda: other(record), lambda: evaluate(row), ROUNDS)
    what = f"{engine} ÷ library, the same {len(rules)} rules of one condition on one record"
    _report(report, what, times, GOAL)


@pytest.mark.parametrize("engine", ENGINES)
def test_as_many_rules_as_a_sitting_has(engine: str, sitting: Sitting, report: Report) -> None:
    _against_the_sitting(engine, sitting.verdicts, "as many rules as its verdicts", sitting, report, None)


@pytest.mark.parametrize("engine", ENGINES)
def test_as_many_conditions_as_a_sitting_has(engine: str, sitting: Sitting, report: Report) -> None:
    _against_the_sitting(engine, sitting.conditions, "as many as its conditions", sitting, report, GOAL)


def _against_the_sitting(
    engine: str, count: int, why: str, sitting: Sitting, report: Report, goal: AtLeast | None
) -> None:
    rules = rules_of_own_fields(count)
    record, other = record_with_hits(rules, HITS), _built(engine, rules)
    assert len(other(record)) == HITS
    times = compare(lambda: other(record), sitting.by_library(), ROUNDS)
    _report(report, f"{engine}, {count} rules of one condition ÷ library, the sitting ({why})", times, goal)


def _report(report: Report, what: str, times: Comparison, goal: AtLeast | None) -> None:
    print(f"{what}: {median(times.first) * 1e6:.1f} µs ÷ {median(times.second) * 1e6:.1f} µs")
    report(Figure(what, times.ratio, "×", times.ratios, goal))
