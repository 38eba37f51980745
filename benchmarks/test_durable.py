"""The durable engine against durable_rules written by hand, on the same facts."""

from __future__ import annotations

import json
from collections.abc import Callable
from statistics import median
from typing import Any, TypeAlias

import pytest

from benchmarks.figures import AtMost, Figure
from benchmarks.judges import TODAY
from benchmarks.timing import compare
from sdcompliance.engines import to_durable
from sdcompliance.engines.durable.judges import DurableJudges
from sdcompliance.engines.native import functions_for
from sdcompliance.findings import VERDICTS
from sdcompliance.records import Records, Row
from sdcompliance.rulebook import compliant_dossier, default_rulebook
from sdcompliance.workdays import calendar

pytest.importorskip("durable", reason="durable-rules is not installed; it needs a C compiler")

Report = Callable[[Figure], None]
#: (rule, reading) → verdict, where it is not compliant.
Verdicts: TypeAlias = dict[tuple[str, str], str]

GOAL = AtMost(3)
ROUNDS = 60

# What a host that knows durable_rules writes about the rows of `results`: a property for each thing it knows,
# no (0), yes (1) or unknown (2), and a rule for each way to a verdict. ``-0`` and ``-1`` say: anything but.
PROPERTIES = {
    "force": "session.started_on >= in_force_from",
    "province": "session.city in (",
    "passed": "passed",
    "confirmed": "confirmed_on <= today",
    "certificate": "any(c.candidate_id == candidate_id for c in session.certificates)",
    "examiner": "any(a.role == 'examiner' for a in session.assignments if a.person_id == scored_by_id)",
    "rubric": "used_rubric",
    "centre": "confirmed_by.kind == 'city_centre'",
    "city": "confirmed_by.city == session.city",
    "received": "any(r.results_received_on <= confirmed_on for r in session.reports)",
    "county": "confirmed_by.kind in ('city_centre', 'county_centre')",
}
CER, EX, RUB, OWN, WIDE = (
    ("CER007", "default"), ("RES001", "default"), ("RES002", "default"), ("RES003", "default"), ("RES003", "county-centre"),
)  # fmt: skip
ALL, ALL_BUT_CER = (CER, EX, RUB, OWN, WIDE), (EX, RUB, OWN, WIDE)
NA, OPEN, BROKEN = "not_applicable", "undetermined", "violation"
IN = {"force": "1", "province": "1"}
BY_HAND: list[tuple[dict[str, str], tuple[tuple[str, str], ...], str]] = [
    ({"force": "0"}, ALL, NA),
    ({"province": "0"}, ALL, NA),
    ({"passed": "0"}, (CER,), NA),
    ({"confirmed": "0"}, (CER,), NA),
    ({"force": "2", "province": "-0", "passed": "-0", "confirmed": "-0"}, (CER,), OPEN),
    ({"force": "-0", "province": "2", "passed": "-0", "confirmed": "-0"}, (CER,), OPEN),
    ({"force": "-0", "province": "-0", "passed": "2", "confirmed": "-0"}, (CER,), OPEN),
    ({"force": "-0", "province": "-0", "passed": "-0", "confirmed": "2"}, (CER,), OPEN),
    ({**IN, "passed": "1", "confirmed": "1", "certificate": "-1"}, (CER,), OPEN),
    ({"force": "-0", "province": "2"}, ALL_BUT_CER, OPEN),
    ({"force": "2", "province": "-0"}, ALL_BUT_CER, OPEN),
    ({**IN, "examiner": "0"}, (EX,), BROKEN),
    ({**IN, "examiner": "2"}, (EX,), OPEN),
    ({**IN, "rubric": "0"}, (RUB,), BROKEN),
    ({**IN, "rubric": "2"}, (RUB,), OPEN),
    ({**IN, "city": "0"}, (OWN, WIDE), BROKEN),
    ({**IN, "received": "0"}, (OWN, WIDE), BROKEN),
    ({**IN, "centre": "0"}, (OWN,), BROKEN),
    ({**IN, "county": "0"}, (WIDE,), BROKEN),
    ({**IN, "centre": "2", "city": "-0", "received": "-0"}, (OWN,), OPEN),
    ({**IN, "centre": "-0", "city": "2", "received": "-0"}, (OWN,), OPEN),
    ({**IN, "centre": "-0", "city": "-0", "received": "2"}, (OWN,), OPEN),
    ({**IN, "county": "2", "city": "-0", "received": "-0"}, (WIDE,), OPEN),
    ({**IN, "county": "-0", "city": "2", "received": "-0"}, (WIDE,), OPEN),
    ({**IN, "county": "-0", "city": "-0", "received": "2"}, (WIDE,), OPEN),
]


def by_hand() -> Callable[[dict[str, int]], Verdicts]:
    """From a fact to the verdicts, as durable_rules is used by hand: no host, a context a fact."""
    from durable.engine import MessageNotHandledException, Ruleset

    found: Verdicts = {}

    def concluding(columns: tuple[tuple[str, str], ...], verdict: str) -> Callable[[Any], None]:
        def run(_: Any) -> None:
            for column in columns:
                found[column] = verdict

        return run

    definition = {}
    for number, (conditions, columns, verdict) in enumerate(BY_HAND):
        parts = [
            {"$neq": {name: int(value[1:])}} if value.startswith("-") else {name: int(value)}
            for name, value in conditions.items()
        ]
        pattern = parts[0] if len(parts) == 1 else {"$and": parts}
        definition[f"r{number}"] = {"all": [{"m": pattern}], "run": concluding(columns, verdict)}
    ruleset = Ruleset("results", None, definition)

    def judge(fact: dict[str, int]) -> Verdicts:
        found.clear()
        try:
            handle = ruleset.assert_fact({"id": 1, "sid": "1", **fact})
        except MessageNotHandledException:
            return {}
        ruleset.do_actions(handle, lambda error, state: None)
        ruleset.delete_state("1")
        return dict(found)

    return judge


def dossiers() -> list[tuple[Records, Row]]:
    """Results in order, and results with one thing wrong or not recorded."""
    dossier = json.loads(compliant_dossier().read_text(encoding="utf-8"))
    changes: list[dict[str, Any]] = [
        {}, {"used_rubric": False}, {"scored_by_id": "PE3"}, {"confirmed_by_id": "COUNTY"},
        {"confirmed_on": None}, {"used_rubric": None, "passed": None},
    ]  # fmt: skip
    found = []
    for change in changes:
        rows = [{**row, **change} if row["id"] == "RS1" else row for row in dossier["results"]]
        records = Records.parse({**dossier, "results": rows})
        found.append((records, (records.table("results") or {})["RS1"]))
    return found


def named(row: Row, records: Records) -> dict[str, int]:
    """The fact about a row under the names that a person would give."""
    (ruleset,) = (one for one in to_durable() if one.name == "results")
    fact = ruleset.fact(row, records, TODAY)
    return {
        name: next(value for flag, value in fact.items() if ruleset.flags[flag].startswith(text))
        for name, text in PROPERTIES.items()
    }


def test_against_durable_rules_by_hand(report: Report) -> None:
    rules = default_rulebook().direct["results"]
    columns = [(rule.id, variant.name) for rule in rules for variant in rule.variants]
    judges, functions = DurableJudges(), functions_for(calendar())
    rows = dossiers()
    judged = [(judges.judge_of(rules, records, TODAY, functions), row) for records, row in rows]
    facts, hand = [named(row, records) for records, row in rows], by_hand()
    for (judge, row), fact in zip(judged, facts, strict=True):
        numbers = zip(columns, judge(row), strict=True)
        verdicts = {column: str(VERDICTS[number]) for column, number in numbers}
        assert {column: one for column, one in verdicts.items() if one != "compliant"} == hand(fact)

    def engine() -> None:
        for judge, row in judged:
            judge(row)

    def written() -> None:
        for fact in facts:
            hand(fact)

    times = compare(engine, written, ROUNDS)
    count = len(rows)
    report(
        Figure(
            "a result, durable engine: from the row to its verdicts", median(times.first) / count * 1e6, "µs"
        )
    )
    report(Figure("a result, durable_rules by hand: from the fact", median(times.second) / count * 1e6, "µs"))
    report(Figure("durable engine ÷ durable_rules by hand", times.ratio, "×", times.ratios, GOAL))


def test_a_session(report: Report) -> None:
    rules = default_rulebook().direct["sessions"]
    records = Records.load(compliant_dossier())
    judge = DurableJudges().judge_of(rules, records, TODAY, functions_for(calendar()))
    session = (records.table("sessions") or {})["S1"]
    times = compare(lambda: judge(session), lambda: judge(session), ROUNDS)
    report(Figure(f"a session under {len(rules)} rules, durable engine", median(times.first) * 1e6, "µs"))
