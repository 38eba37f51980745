"""What was judged, and every count: so that *nothing found* and *nothing looked at* cannot be confused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sdcompliance.engines.native.judging import stamp
from sdcompliance.engines.relational import JudgedRule
from sdcompliance.findings import Verdict
from sdcompliance.records import TABLES
from sdcompliance.rulebook import Rulebook
from sdcompliance.scanning.excusing import Excused
from sdcompliance.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Absence:
    """A rule left undetermined by tables that the source does not have, on so many rows."""

    rule: str
    tables: tuple[str, ...]
    subjects: int

    def to_json(self) -> dict[str, Any]:
        """As plain JSON data."""
        return {"rule": self.rule, "tables": list(self.tables), "subjects": self.subjects}


@dataclass
class Counts:
    """Collects the counts of every rule."""

    rows: list[tuple[str, Verdict, str | None, str | None, int]] = field(default_factory=list)
    sensitive: Counter[str] = field(default_factory=Counter)
    absences: list[Absence] = field(default_factory=list)

    def add(self, judged: JudgedRule, excused: Iterable[Excused] = ()) -> None:
        """Counts what one rule found; what is excused counts as waived."""
        by_place: Counter[tuple[Verdict, str | None, str | None]] = Counter()
        for tally in judged.tally:
            by_place[tally.verdicts[0], tally.city, tally.month] += tally.count
            self.sensitive[judged.rule.id] += tally.count * tally.sensitive
        for one in excused:
            by_place[Verdict.VIOLATION, one.city, one.month] -= 1
            by_place[Verdict.WAIVED, one.city, one.month] += 1
        self.rows += [(judged.rule.id, *place, count) for place, count in by_place.items() if count]

    def by_rule(self) -> dict[str, dict[str, int]]:
        """Rule → verdict → rows."""
        found: dict[str, Counter[Verdict]] = {}
        for rule, verdict, _, _, count in self.rows:
            found.setdefault(rule, Counter())[verdict] += count
        return {rule: {v.value: c[v] for v in Verdict if c[v]} for rule, c in sorted(found.items())}

    def by_verdict(self) -> dict[str, int]:
        """Verdict → rows, over all rules."""
        found: Counter[Verdict] = Counter()
        for _, verdict, _, _, count in self.rows:
            found[verdict] += count
        return {verdict.value: found[verdict] for verdict in Verdict}

    def by_place(self) -> list[dict[str, Any]]:
        """Rule × verdict × city × month (of the day the duty arose)."""
        order = sorted(self.rows, key=lambda row: (row[0], row[1].value, row[2] or "", row[3] or ""))
        names = ("rule", "verdict", "city", "month", "count")
        return [dict(zip(names, (r, v.value, c, m, n), strict=True)) for r, v, c, m, n in order]


@dataclass(frozen=True, slots=True)
class Figures:
    """What else was counted: the rows of each table that the source has, candidates by group, the years in
    which sittings end, and what could not be read."""

    tables: Mapping[str, int]
    groups: Mapping[str, int]
    years: Iterable[int]
    rejects: int


def summary_json(
    counts: Counts, figures: Figures, rulebook: Rulebook, calendar: Calendar, as_of: date
) -> dict[str, Any]:
    """The summary as plain JSON data."""
    tables = figures.tables
    years = {as_of.year, *figures.years}
    return {
        "as_of": as_of.isoformat(),
        "rulebook": stamp(rulebook).to_json(),
        "configuration": {**rulebook.settings.to_json(), "arrangements": sorted(calendar.given_years)},
        "unpublished_years": sorted(year for year in years if not calendar.is_published(year)),
        "tables": {table: tables.get(table) for table in TABLES},
        "subjects": {table: tables.get(table) for table in TABLES if table in rulebook.by_subject},
        "verdicts": counts.by_verdict(),
        "rules": counts.by_rule(),
        "sensitive": {rule: count for rule, count in sorted(counts.sensitive.items()) if count},
        "counts": counts.by_place(),
        "absent": [absence.to_json() for absence in counts.absences],
        "rejects": figures.rejects,
        "priority_groups": dict(figures.groups),
    }
