"""The sitting that is judged: S1 of fixtures/compliant, its three assignments and its report, under all rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from benchmarks import by_hand
from sdcompliance.conditions import tree as t
from sdcompliance.engines.native import NativeEngine
from sdcompliance.engines.native.compiler import CompiledSubject
from sdcompliance.records import Assignment, Records, ResultsReport, Session
from sdcompliance.rulebook import compliant_dossier, default_rulebook
from sdcompliance.workdays import calendar

TODAY = date(2026, 11, 23)
SUBJECTS = ("sessions", "assignments", "reports")

#: The verdicts on every row.
Answer = list[tuple[int, ...]]


@dataclass(frozen=True)
class Sitting:
    """One session with the rows that belong to it."""

    records: Records
    session: Session
    assignments: Sequence[Assignment]
    report: ResultsReport

    @classmethod
    def of_compliant_dossier(cls) -> Sitting:
        """S1 with everything around it."""
        records = Records.load(compliant_dossier())
        assert records.sessions and records.assignments and records.reports
        assignments = [row for row in records.assignments.values() if row.session_id == "S1"]
        (report,) = (row for row in records.reports.values() if row.session_id == "S1")
        return cls(records, records.sessions["S1"], assignments, report)

    @cached_property
    def compiled(self) -> dict[str, CompiledSubject]:
        """The library's generated functions, by table."""
        engine = NativeEngine(default_rulebook())
        return {subject: found for subject in SUBJECTS if (found := engine.compiled(subject)) is not None}

    def by_library(self) -> Callable[[], Answer]:
        """Judges the sitting by generated functions, linked once."""
        functions = [self.compiled[subject].link(self.records, TODAY, calendar()) for subject in SUBJECTS]
        return self._judging(*functions)

    def by_hand(self) -> Callable[[], Answer]:
        """Judges the sitting by the hand-written functions, linked once."""
        return self._judging(*by_hand.link(self.records, TODAY, calendar()))

    def _judging(self, of_session, of_assignment, of_report) -> Callable[[], Answer]:  # type: ignore[no-untyped-def]
        session, assignments, report = self.session, self.assignments, self.report

        def judge() -> Answer:
            answer = [of_session(session)]
            for assignment in assignments:
                answer.append(of_assignment(assignment))
            answer.append(of_report(report))
            return answer

        return judge

    @property
    def columns(self) -> int:
        """How many verdicts are given: every rule and reading, for every row."""
        return sum(len(self.compiled[subject].columns) * rows for subject, rows in self._rows)

    @property
    def conditions(self) -> int:
        """How many comparisons and tests the rules hold, for every row; one that occurs in two rules counts in each."""
        return sum(
            len(set(_conditions(tree)))
            * rows
            for subject, rows in self._rows
            for _, variant in self.compiled[subject].columns
            for tree in (variant.when, variant.undecided, variant.required)
            if tree is not None
        )

    @property
    def _rows(self) -> list[tuple[str, int]]:
        return list(zip(SUBJECTS, (1, len(self.assignments), 1), strict=True))


def _conditions(node: t.Value) -> list[t.Value]:
    match node:
        case t.Compare() | t.Among() | t.IsNull() | t.Field():
            return [node]
        case t.Named():
            return _conditions(node.value)
        case t.Not() | t.AllOf() | t.AnyOf() | t.Exists() | t.ForAll():
            return [found for part in t.parts(node) for found in _conditions(part)]
    return []
