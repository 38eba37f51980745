"""Records → Report: every row of every table that rules judge, by generated code."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sdcompliance import prepared
from sdcompliance.engines.native.compiler import GeneratedCode, Judge, Verdicts, compile_subject
from sdcompliance.engines.native.explaining import explain
from sdcompliance.engines.native.functions import functions_for
from sdcompliance.engines.native.interpreter import Interpreter
from sdcompliance.findings import VERDICTS, Finding, Report, RulebookStamp, Summary, Verdict
from sdcompliance.records import TABLES, Candidate, CandidateGroup, Records, Row, Session
from sdcompliance.rulebook import Rule, Rulebook
from sdcompliance.version import __version__
from sdcompliance.workdays import Calendar

_KEPT_AS = "native"  # the name under which generated code is kept prepared


@dataclass(frozen=True, slots=True)
class RuleVerdicts:
    """One rule's verdict under its default reading, then under each other one."""

    rule: Rule
    verdicts: tuple[Verdict, ...]

    @property
    def sensitive(self) -> bool:
        """Whether the verdict depends on the reading."""
        return len(set(self.verdicts)) > 1

    @property
    def noteworthy(self) -> bool:
        """Whether a report shows it: neither compliant nor not applicable, or sensitive."""
        return self.sensitive or not self.verdicts[0].settled


class NativeEngine:
    """Judges records by the rules of one rulebook. Thread-safe; functions are generated when first needed."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self._compiled: dict[str, GeneratedCode] = {}
        self._lock = threading.Lock()

    def compiled(self, subject: str) -> GeneratedCode | None:
        """The judging function of a table, None where no rule judges its rows."""
        if subject not in self.rulebook.by_subject:
            return None
        with self._lock:
            if subject not in self._compiled:
                self._compiled |= self._generated(subject)
            return self._compiled[subject]

    def _generated(self, subject: str) -> Mapping[str, GeneratedCode]:
        """Code for one table; of a rulebook that is kept prepared, for all its tables at once."""
        by_subject = self.rulebook.by_subject
        key = self.rulebook.prepared_as
        if key is None:
            return {subject: compile_subject(subject, by_subject[subject])}
        kept: Mapping[str, GeneratedCode] | None = prepared.load(_KEPT_AS, key)
        if kept is None:
            kept = {table: compile_subject(table, rules) for table, rules in by_subject.items()}
            prepared.keep(_KEPT_AS, key, kept)
        return kept

    def judge(
        self,
        records: Records,
        as_of: date,
        calendar: Calendar,
        rows: Mapping[str, Collection[Row]],
        shows: Callable[[RuleVerdicts], bool],
    ) -> Report:
        """The report on the given rows; ``shows`` chooses the verdicts that become findings."""
        functions = functions_for(calendar)
        judged = [
            _JudgedTable(table, self.rulebook, compiled.link(records, as_of, functions), rows[table])
            for table in TABLES
            if rows.get(table) and (compiled := self.compiled(table)) is not None
        ]
        findings: list[Finding] = []
        for table in judged:
            for row, shown in table.shown(shows):
                interpreter = Interpreter(records, row, as_of, functions)
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
        judged: list[_JudgedTable],
        unpublished_years: tuple[int, ...],
        rows: Mapping[str, Collection[Row]],
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


class _JudgedTable:
    """The verdicts on the rows of one table. Rows with the same verdicts are counted together."""

    def __init__(self, subject: str, rulebook: Rulebook, judge: Judge, rows: Iterable[Row]) -> None:
        self.subject = subject
        self._rules = rulebook.by_subject[subject]
        self._answers: dict[Verdicts, list[Row]] = {}
        for row in rows:
            self._answers.setdefault(judge(row), []).append(row)
        self._found = {answer: tuple(self._by_rule(answer)) for answer in self._answers}

    @property
    def count(self) -> int:
        """How many rows were judged."""
        return sum(len(rows) for rows in self._answers.values())

    def tally(self) -> Iterator[tuple[RuleVerdicts, int]]:
        """Every rule's verdicts with the number of rows that got them."""
        for answer, rows in self._answers.items():
            for found in self._found[answer]:
                yield found, len(rows)

    def shown(self, shows: Callable[[RuleVerdicts], bool]) -> Iterator[tuple[Row, list[RuleVerdicts]]]:
        """Every row of which something is to be shown, with that."""
        for answer, rows in self._answers.items():
            chosen = [found for found in self._found[answer] if shows(found)]
            for row in rows if chosen else ():
                yield row, chosen

    def _by_rule(self, answer: Verdicts) -> Iterator[RuleVerdicts]:
        start = 0
        for rule in self._rules:
            end = start + len(rule.variants)
            yield RuleVerdicts(rule, tuple(VERDICTS[number] for number in answer[start:end]))
            start = end


def stamp(rulebook: Rulebook) -> RulebookStamp:
    """Which rules these are: version of the library, digest of their texts, how many."""
    return RulebookStamp(__version__, rulebook.digest, len(rulebook))


def _unpublished_years(
    rows: Mapping[str, Collection[Row]], as_of: date, calendar: Calendar
) -> tuple[int, ...]:
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
