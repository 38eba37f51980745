"""What one rule reads of the rows it has something to say about: everything a finding is told from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sdcompliance.conditions import tree as t
from sdcompliance.engines.relational import values
from sdcompliance.engines.relational.doubts import NONE, doubts_of, joined
from sdcompliance.engines.relational.evidence import evidence
from sdcompliance.engines.relational.frame import Frame
from sdcompliance.engines.relational.spans import Span, one
from sdcompliance.engines.relational.verdicts import NUMBER
from sdcompliance.engines.relational.written import shown
from sdcompliance.findings import Verdict
from sdcompliance.rulebook import Rule, Template, Variant

_UNDETERMINED = NUMBER[Verdict.UNDETERMINED]
#: Verdicts of which the rule's own message is told in any case.
_TOLD = (Verdict.ADVISORY, Verdict.VIOLATION)


@dataclass
class Seen:
    """Writes the columns. ``verdicts`` are those of the rows: what none of them needs is left out."""

    rule: Rule
    frame: Frame
    verdicts: frozenset[Verdict]

    def columns(self) -> dict[str, str]:
        """The columns by name."""
        rule, variant = self.rule, self.rule.default
        columns = {"id": "this.id"}
        columns |= {name: f"this.{name}" for name in self.frame.statement.carried}
        columns |= {name: f"this.{name}" for name in verdict_columns(rule)}
        due = self._due(variant)
        columns |= {"due": due.least, "due_latest": due.greatest}
        columns |= {"city": self._read(rule.city), "site_id": self._read(rule.site)}
        columns["arose_on"] = values.value(variant.arises, self.frame).least
        columns |= {f"unmet{n}": sql for n, sql in enumerate(self._unmet(variant))}
        if Verdict.UNDETERMINED in self.verdicts:
            columns["undecided"] = self._undecided(variant)
            columns["doubts"] = (
                f"coalesce({self.frame.joined('why_open', 'why_open', '{0}.id = this.id')}.doubts, {NONE})"
            )
        if told := self._told():
            rows = f"this.verdict0 IN ({', '.join(str(NUMBER[verdict]) for verdict in told)})"
            columns["told_zh"] = f"CASE WHEN {rows} THEN {self._filled(rule.message.zh, 'zh')} END"
            columns["told_en"] = f"CASE WHEN {rows} THEN {self._filled(rule.message.en, 'en')} END"
        columns["evidence"] = evidence(rule.evidence, self.frame)
        return columns

    def _told(self) -> list[Verdict]:
        """The verdicts of which the rule's own message is told."""
        own = (Verdict.UNDETERMINED,) if self.rule.undecided_reason else ()
        return [verdict for verdict in (*own, *_TOLD) if verdict in self.verdicts]

    def _due(self, variant: Variant) -> Span:
        limit = variant.due or variant.until
        return one("CAST(NULL AS DATE)") if limit is None else values.value(limit, self.frame)

    def _read(self, node: t.Value | None) -> str:
        text = self.frame.statement.dialect.text_type
        return f"CAST(NULL AS {text})" if node is None else values.truth(node, self.frame)

    def _unmet(self, variant: Variant) -> Iterator[str]:
        """For each named requirement of a row that the rule applies to: whether it is not met."""
        if variant.require[0].name is None:
            return
        applies = values.truth(variant.applies, self.frame)
        for requirement in variant.require:
            met = values.truth(requirement.condition, self.frame)
            yield f"CASE WHEN {applies} THEN ({met}) IS NOT TRUE END"

    def _undecided(self, variant: Variant) -> str:
        if variant.undecided is None or self.rule.undecided_reason is None:
            return "FALSE"
        conditions = (variant.applies, variant.undecided)
        return " AND ".join(f"coalesce({values.truth(each, self.frame)}, FALSE)" for each in conditions)

    def doubts(self) -> str:
        """The query for why verdicts are open: first why it is unknown whether the rule applies.

        It looks at the rows whose verdict is open only, of which there are mostly few.
        """
        frame = Frame.of_subject(self.frame.statement, f"this.verdict0 = {_UNDETERMINED}")
        doubts = self._doubts(self.rule.default, frame)
        return f"SELECT this.id AS id,\n       {doubts} AS doubts\n{frame.clause}"

    def _doubts(self, variant: Variant, frame: Frame) -> str:
        parts = [doubts_of(variant.required, frame)]
        for limit in (variant.due, variant.until):
            if limit is not None and (doubts := doubts_of(limit, frame)) != NONE:
                span = values.value(limit, frame)
                today = frame.statement.today(frame.origin)
                open_ = f"{span.unknown} OR {span.least} < {today} AND {today} <= {span.greatest}"
                parts.append(f"CASE WHEN {open_} THEN {doubts} ELSE {NONE} END")
        applies = values.truth(variant.applies, frame)
        first = doubts_of(variant.applies, frame)
        return f"CASE WHEN {applies} IS NULL THEN {first} ELSE {joined(parts)} END"

    def _filled(self, template: Template, language: str) -> str:
        quoted = self.frame.statement.dialect.quoted
        parts = [
            quoted(part) if isinstance(part, str) else f"({shown(part, self.frame).in_(language)})"
            for part in template
        ]
        return self.frame.statement.dialect.concatenated(parts)


def verdict_columns(rule: Rule) -> list[str]:
    """The columns of a rule's verdicts, under each of its readings."""
    return [f"verdict{number}" for number in range(len(rule.variants))]
