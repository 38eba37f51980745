"""Dossiers that break a rule: its own examples, as small or as changed as the rule still breaks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from hypothesis import strategies as st

from sdcompliance.engines import evaluate
from sdcompliance.errors import UnknownNameError
from sdcompliance.findings import Finding
from sdcompliance.rulebook import ExamplePart, Rule, Rulebook
from sdcompliance.testing.examples import records_of
from sdcompliance.testing.strategies.changes import change
from sdcompliance.testing.strategies.dossier import Dossier, tables_of


def breaks(finding: Finding, rule: Rule) -> bool:
    """Whether a finding objects to something.

    A rule whose text sets no limit a program may apply never accuses; its objection is *undetermined*
    for the reason that the rule itself gives.
    """
    if rule.undecided_reason is not None and finding.reason_words == rule.undecided_reason:
        return True
    return finding.verdict.objects


@dataclass(frozen=True)
class Breakable:
    """A rule to be broken, with the rules whose findings it reads. Printed by its id alone."""

    rule: Rule
    rulebook: Rulebook

    def __repr__(self) -> str:
        return self.rule.id

    @cached_property
    def alone(self) -> Rulebook:
        """The rule and what it reads: judged faster than a whole rulebook."""
        return self.rulebook.alone(self.rule)

    @cached_property
    def examples(self) -> tuple[ExamplePart, ...]:
        """The examples that break it under the published calendar. Raises UnknownNameError for none."""
        found = tuple(
            example
            for example in self.rule.examples
            if example.calendar_known_to is None
            and not example.arrangements
            and self.is_broken_in(Dossier.of(tables_of(records_of(example)), example.as_of))
        )
        if not found:
            rule = self.rule
            raise UnknownNameError(f"{rule.id} has no example that breaks it; add one to {rule.file}")
        return found

    @cached_property
    def tables(self) -> frozenset[str]:
        """The tables that decide its verdict under every reading."""
        return self.alone.tables_read

    def is_broken_in(self, dossier: Dossier) -> bool:
        """Whether the rule objects to something in a dossier as of its day."""
        report = evaluate(dossier, dossier.as_of, rulebook=self.alone)
        return any(breaks(finding, self.rule) for finding in report.findings if finding.rule == self.rule.id)


@st.composite
def drawn_violating(draw: st.DrawFn, broken: Breakable) -> Dossier:
    """A dossier in which the rule objects to something as of its day.

    One of the rule's examples with changes at random; where these happen to heal the fault, the example
    itself with nothing but the tables that the rule reads.
    """
    example = draw(st.sampled_from(broken.examples))
    records = records_of(example)
    tables = tables_of(records)
    change(draw, tables)
    changed = Dossier.of(tables, example.as_of)
    if broken.is_broken_in(changed):
        return changed
    few = {name: rows if name in broken.tables else [] for name, rows in tables_of(records).items()}
    return Dossier.of(few, example.as_of)
