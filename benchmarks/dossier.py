"""All rules on a full dossier: every row of every table of fixtures/compliant that rules are about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from benchmarks.by_hand import COLUMNS
from benchmarks.judges import TODAY, Answer, Judge, by_hand_judge, generated_judge
from sdcompliance.records import Records, Row
from sdcompliance.rulebook import compliant_dossier


@dataclass(frozen=True)
class Table:
    """The rows of one table with their two judges, each linked once."""

    subject: str
    rows: Sequence[Row]
    generated: Judge
    written: Judge

    @property
    def verdicts(self) -> int:
        """How many verdicts are given: by every rule under every reading, on every row."""
        return len(COLUMNS[self.subject]) * len(self.rows)

    def by_library(self) -> Callable[[], Answer]:
        """Judges every row by the generated function."""
        return _judging([(self.generated, self.rows)])

    def by_hand(self) -> Callable[[], Answer]:
        """Judges every row by the hand-written function."""
        return _judging([(self.written, self.rows)])


@dataclass(frozen=True)
class Dossier:
    """Every table that rules are about."""

    tables: tuple[Table, ...]

    @classmethod
    def compliant(cls) -> Dossier:
        """The compliant dossier."""
        records = Records.load(compliant_dossier())
        return cls(tuple(_table(subject, records) for subject in COLUMNS))

    @property
    def rows(self) -> int:
        """How many rows are judged."""
        return sum(len(table.rows) for table in self.tables)

    @property
    def verdicts(self) -> int:
        """How many verdicts are given."""
        return sum(table.verdicts for table in self.tables)

    def by_library(self) -> Callable[[], Answer]:
        """Judges the dossier by generated functions."""
        return _judging([(table.generated, table.rows) for table in self.tables])

    def by_hand(self) -> Callable[[], Answer]:
        """Judges the dossier by the hand-written functions."""
        return _judging([(table.written, table.rows) for table in self.tables])


def _table(subject: str, records: Records) -> Table:
    rows = tuple((records.table(subject) or {}).values())
    generated, written = (link(subject, records, TODAY) for link in (generated_judge, by_hand_judge))
    return Table(subject, rows, generated, written)


def _judging(judges: Iterable[tuple[Judge, Sequence[Row]]]) -> Callable[[], Answer]:
    linked = tuple(judges)

    def judge() -> Answer:
        return [judge_row(row) for judge_row, rows in linked for row in rows]

    return judge
