"""Violations that waivers excuse: found by the ids of the source, before anything is masked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sdcompliance.engines.relational import Database, JudgedRule
from sdcompliance.engines.relational.dialect import Dialect
from sdcompliance.engines.relational.verdicts import NUMBER
from sdcompliance.findings import Privacy, Verdict, mask_numbers
from sdcompliance.findings.waivers import Waiver, Waivers, lint_excusing
from sdcompliance.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Excused:
    """One violation that a waiver excuses. ``row`` is the id as the source has it; city and month are those
    under which the finding is counted.
    """

    row: str
    waiver: Waiver
    city: str | None
    month: str | None

    def row_as(self, privacy: Privacy) -> str:
        """The row's id as findings have it."""
        return mask_numbers(self.row) if privacy is Privacy.MASKED else self.row


class Excusing:
    """The waivers of one scan, and how many violations each of them excuses."""

    def __init__(self, waivers: Waivers, as_of: date, database: Database) -> None:
        self._waivers = waivers
        self._as_of = as_of
        self._database = database
        self._excused = [0] * len(waivers)

    def of(self, judged: JudgedRule) -> tuple[Excused, ...]:
        """What is excused of what one rule found. A rule that no waiver names costs nothing."""
        places = self._waivers.rows_of(judged.rule.id, self._as_of)
        if not places:
            return ()
        columns, dialect = judged.columns, self._database.dialect
        month = f"substr({dialect.text(columns.arose_on)}, 1, 7)"
        sql = (
            f"SELECT id, {columns.belongs[0] or 'NULL'}, {month} FROM {judged.table}"
            f" WHERE {columns.verdicts[0]} = {NUMBER[Verdict.VIOLATION]} AND {one_of('id', places, dialect)}"
        )
        found = tuple(
            Excused(row, self._waivers.items[places[row]], city, month)
            for row, city, month in self._database.rows(sql)
        )
        for one in found:
            self._excused[places[one.row]] += 1
        return found

    def to_json(self, rulebook: Rulebook) -> dict[str, Any]:
        """The waivers, what each excused, and what is doubtful in them, as plain JSON data."""
        lints = lint_excusing(self._waivers, rulebook, self._as_of, self._excused)
        return {
            "excused": sum(self._excused),
            "waivers": [
                {
                    "line": waiver.line,
                    "rule": waiver.rule,
                    "rows": len(waiver.subjects),
                    "legal_basis": waiver.legal_basis,
                    "from": waiver.from_on.isoformat(),
                    "until": waiver.until_on.isoformat(),
                    "excused": excused,
                    "doubts": [lint.code for lint in lints if lint.waiver is waiver],
                }
                for waiver, excused in zip(self._waivers, self._excused, strict=True)
            ],
        }


def one_of(column: str, ids: Iterable[str], dialect: Dialect) -> str:
    """A condition: the column holds one of these texts."""
    listed = ", ".join(map(dialect.quoted, ids))
    return f"{column} IN ({listed})" if listed else "FALSE"


def told_apart(excused: Iterable[Excused], privacy: Privacy) -> Iterator[dict[str, Excused]]:
    """The same, by the id that the finding shows; ids that look alike once they are masked stand in
    different groups. Nearly always there is one group.
    """
    groups: list[dict[str, Excused]] = []
    for one in excused:
        shown = one.row_as(privacy)
        group = next((group for group in groups if shown not in group), None)
        if group is None:
            groups.append(group := {})
        group[shown] = one
    return iter(groups)
