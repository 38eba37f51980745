"""The sitting that is judged: S1 of fixtures/compliant with its three assignments and its report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.judges import TODAY, Answer, Judge, by_hand_judge, generated_judge, judged_by
from sdcompliance.conditions import tree as t
from sdcompliance.records import Assignment, Records, ResultsReport, Session
from sdcompliance.rulebook import compliant_dossier


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
        sessions, assignments, reports = records.sessions, records.assignments, records.reports
        assert sessions is not None
        assert assignments is not None
        assert reports is not None
        sent = [row for row in assignments.values() if row.session_id == "S1"]
        (report,) = (row for row in reports.values() if row.session_id == "S1")
        return cls(records, sessions["S1"], sent, report)

    def by_library(self) -> Callable[[], Answer]:
        """Judges the sitting by generated functions, linked once."""
        return self._judging(*(generated_judge(table, self.records, TODAY) for table, _ in self._rows))

    def by_hand(self) -> Callable[[], Answer]:
        """Judges the sitting by the hand-written functions, linked once."""
        return self._judging(*(by_hand_judge(table, self.records, TODAY) for table, _ in self._rows))

    def _judging(self, of_session: Judge, of_assignment: Judge, of_report: Judge) -> Callable[[], Answer]:
        session, assignments, report = self.session, self.assignments, self.report

        def judge() -> Answer:
            answer = [of_session(session)]
            for assignment in assignments:
                answer.append(of_assignment(assignment))
            answer.append(of_report(report))
            return answer

        return judge

    @property
    def verdicts(self) -> int:
        """How many verdicts are given: by every rule under every reading, on every row."""
        return sum(len(judged_by(subject)) * rows for subject, rows in self._rows)

    @property
    def conditions(self) -> int:
        """How many comparisons and tests the rules hold, for every row; what two rules ask counts in each."""
        return sum(
            len(set(_conditions(tree))) * rows
            for subject, rows in self._rows
            for _, variant in judged_by(subject)
            for tree in (variant.when, variant.undecided, variant.required)
            if tree is not None
        )

    @property
    def _rows(self) -> list[tuple[str, int]]:
        return [("sessions", 1), ("assignments", len(self.assignments)), ("reports", 1)]


def _conditions(node: t.Value) -> list[t.Value]:
    match node:
        case t.Compare() | t.Among() | t.IsNull() | t.Field():
            return [node]
        case t.Named():
            return _conditions(node.value)
        case t.Not() | t.AllOf() | t.AnyOf() | t.Exists() | t.ForAll():
            return [found for part in t.parts(node) for found in _conditions(part)]
    return []
