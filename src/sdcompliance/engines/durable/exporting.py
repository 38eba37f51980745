"""The rules as rulesets for a host that runs durable-rules itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from sdcompliance.conditions import to_text
from sdcompliance.engines.durable.definition import Conclusion, RulesetDefinition, define
from sdcompliance.engines.native.compiler import GeneratedCode, compile_truths
from sdcompliance.engines.native.functions import functions_for
from sdcompliance.engines.registry import native_engine
from sdcompliance.records import Records, Row
from sdcompliance.rulebook import Rule, Rulebook
from sdcompliance.workdays import Calendar
from sdcompliance.workdays import calendar as default_calendar


@dataclass(frozen=True)
class DurableRuleset:
    """One ruleset of durable-rules. Nothing of durable-rules is needed to make or read it.

    ``subject`` is the table whose rows it judges, ``rules`` plain data as durable-rules takes it, without
    actions; ``conclusions`` has what each rule concludes when it fires (a rule and reading of which
    nothing is concluded is compliant), ``flags`` the condition behind each property of a fact.
    """

    name: str
    subject: str
    rules: Mapping[str, Any]
    conclusions: Mapping[str, tuple[Conclusion, ...]]
    flags: Mapping[str, str]
    _definition: RulesetDefinition = field(repr=False)
    _rule: Rule = field(repr=False)  # one of those judged: they all read from the same place
    _rulebook: Rulebook = field(repr=False)

    def fact(
        self, row: Row, records: Records, as_of: date, *, calendar: Calendar | None = None
    ) -> dict[str, int]:
        """The fact to assert about a row: every flag as 0 (false), 1 (true) or 2 (unknown).

        Without ``id`` and ``sid``, which are the host's: a context of its own for each row.
        """
        days = calendar or default_calendar()
        source = native_engine(self._rulebook).source_for(self._rule, row, records, as_of, days)
        outcomes = self._code.link(source, as_of, functions_for(days))(row)
        return dict(zip(self.flags, outcomes, strict=True))

    @cached_property
    def _code(self) -> GeneratedCode:
        return compile_truths(self.subject, self._definition.flags.values())


def durable_rulesets(rulebook: Rulebook) -> tuple[DurableRuleset, ...]:
    """The rulesets of a rulebook: for each table, and for each rule that follows from findings."""
    return tuple(_rulesets(rulebook))


def _rulesets(rulebook: Rulebook) -> Iterator[DurableRuleset]:
    units = [*rulebook.direct.values(), *((rule,) for stratum in rulebook.consequences for rule in stratum)]
    for rules in units:
        own = rules[0].id if rules[0].reads else rules[0].subject
        for number, definition in enumerate(define(rules), start=1):
            yield DurableRuleset(
                name=own if number == 1 else f"{own}-{number}",
                subject=rules[0].subject,
                rules=definition.rules,
                conclusions=definition.conclusions,
                flags={flag: to_text(node) for flag, node in definition.flags.items()},
                _definition=definition,
                _rule=rules[0],
                _rulebook=rulebook,
            )
