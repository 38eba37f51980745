"""Records → Report: every row of every table that rules judge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from sdcompliance.conditions import tree as t
from sdcompliance.engines.consequences.concerned import rows_concerned
from sdcompliance.engines.consequences.facts import Source
from sdcompliance.engines.native.compiler import GeneratedCode
from sdcompliance.engines.native.explaining import explain
from sdcompliance.engines.native.functions import Functions, functions_for
from sdcompliance.engines.native.generated import GeneratedJudges
from sdcompliance.engines.native.interpreter import Interpreter
from sdcompliance.engines.native.judged import JudgedTable, RuleVerdicts
from sdcompliance.engines.native.strata import Judges, Judging, Rows
from sdcompliance.findings import Finding, Report, RulebookStamp, Summary, Verdict
from sdcompliance.records import TABLES, Candidate, CandidateGroup, Records, Row, Session, table_of
from sdcompliance.rulebook import Rule, Rulebook
from sdcompliance.version import __version__
from sdcompliance.workdays import Calendar


class Engine:
    """Judges records by the rules of one rulebook: which functions judge a row is another's matter."""

    def __init__(self, rulebook: Rulebook, judges: Judges) -> None:
        self.rulebook = rulebook
        self._judges = judges

    def judge(
        self,
        records: Records,
        as_of: date,
        calendar: Calendar,
        rows: Rows,
        shows: Callable[[RuleVerdicts], bool],
    ) -> Report:
        """The report on the given rows, which are all of the records.

        ``shows`` chooses the verdicts that become findings.
        """
        return self._report(records, as_of, calendar, rows, rows, shows)

    def judge_some(
        self,
        records: Records,
        as_of: date,
        calendar: Calendar,
        rows: Rows,
        shows: Callable[[RuleVerdicts], bool],
    ) -> Report:
        """The report on some rows, which need not be among the records.

        What follows from findings is judged by the findings on the rows that it reads, and no others.
        """
        around = self._around(rows, records, as_of, functions_for(calendar))
        return self._report(records, as_of, calendar, rows, around, shows)

    def source_for(self, rule: Rule, row: Row, records: Records, as_of: date, calendar: Calendar) -> Source:
        """Where a rule reads to judge one row: the records, for a consequence with the findings it needs."""
        if not rule.reads:
            return records
        functions = functions_for(calendar)
        judging = Judging(self.rulebook, self._judges, records, as_of, functions)
        rows = {table_of(row).name: (row,)}
        judging.judged(rows, self._around(rows, records, as_of, functions))
        return judging.source_for(rule)

    def _around(self, rows: Rows, records: Records, as_of: date, functions: Functions) -> Rows:
        """The rows whose findings the rules about some rows read."""

        def value_of(judged: Row, path: t.Value) -> Any:
            return Interpreter(records, judged, as_of, functions).value(path).least

        given = (row for own in rows.values() for row in own)
        concerned = rows_concerned(given, self.rulebook, records, value_of)
        return {table: found.values() for table, found in concerned.items()}

    def _report(  # noqa: PLR0917
        self,
        records: Records,
        as_of: date,
        calendar: Calendar,
        rows: Rows,
        around: Rows,
        shows: Callable[[RuleVerdicts], bool],
    ) -> Report:
        functions = functions_for(calendar)
        judged = Judging(self.rulebook, self._judges, records, as_of, functions).judged(rows, around)
        findings: list[Finding] = []
        for table in judged:
            for row, shown in table.shown(shows):
                interpreter = Interpreter(table.source, row, as_of, functions)
                findings += [explain(f.rule, row, f.verdicts, interpreter, as_of) for f in shown]
        findings.sort(key=lambda finding: (finding.rule, finding.subject_id))
        return Report(
            as_of=as_of,
            rulebook=stamp(self.rulebook),
            configuration=MappingProxyType(
                {**self.rulebook.settings.to_json(), "arrangements": sorted(calendar.given_years)}
            ),
            findings=tuple(findings),
            summary=self._summary(records, judged, _unpublished_years(rows, as_of, calendar), rows),
            problems=records.problems,
        )

    def _summary(
        self,
        records: Records,
        judged: list[JudgedTable],
        unpublished_years: tuple[int, ...],
        rows: Rows,
    ) -> Summary:
        verdicts: dict[str, Counter[Verdict]] = {}
        sensitive: Counter[str] = Counter()
        for table in judged:
            for found, times in table.tally():
                verdicts.setdefault(found.rule.id, Counter())[found.verdicts[0]] += times
                sensitive[found.rule.id] += times * found.sensitive
        by_table = {table.subject: table.count for table in judged}
        subjects = {
            table: by_table.get(table, None if records.table(table) is None else 0)
            for table in TABLES
            if table in self.rulebook.by_subject
        }
        return Summary(
            verdicts=MappingProxyType(dict(sorted(verdicts.items()))),
            sensitive=MappingProxyType(dict(sorted(sensitive.items()))),
            subjects=MappingProxyType(subjects),
            unpublished_years=unpublished_years,
            priority_groups=_priority_groups(rows.get("candidates", ())),
        )


class NativeEngine(Engine):
    """The reference engine: rows are judged by generated Python."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._generated = GeneratedJudges(rulebook)
        super().__init__(rulebook, self._generated)

    def compiled(self, unit: str) -> GeneratedCode | None:
        """The generated function of a table's rules, or of a consequence by its id; None for neither."""
        return self._generated.compiled(unit)


def stamp(rulebook: Rulebook) -> RulebookStamp:
    """Which rules these are: version of the library, digest of their texts, how many."""
    return RulebookStamp(__version__, rulebook.digest, len(rulebook))


def _unpublished_years(rows: Rows, as_of: date, calendar: Calendar) -> tuple[int, ...]:
    """Years in which judged sittings end, or that the as-of date reaches, without a published arrangement."""
    years = {as_of.year}
    for session in rows.get("sessions", ()):
        if isinstance(session, Session) and session.ended_on is not None:
            years.add(session.ended_on.year)
    return tuple(sorted(year for year in years if not calendar.is_published(year)))


def _priority_groups(candidates: Iterable[Row]) -> Mapping[str, int]:
    groups = Counter(candidate.group for candidate in candidates if isinstance(candidate, Candidate))
    others, unknown = groups.pop(CandidateGroup.OTHER, 0), groups.pop(None, 0)
    return MappingProxyType({"priority": sum(groups.values()), "other": others, "not_recorded": unknown})
