"""The table of coverage: sentence by sentence, who decides it, and how well examples show that."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import get_args

from sdcompliance.rulebook.format import VerdictName
from sdcompliance.rulebook.ledger.entries import Coverage, Ledger
from sdcompliance.rulebook.rulebook import Rulebook
from sdcompliance.rulebook.words import Words


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One sentence: who decides it, how well that is shown, and what is not covered.

    ``examples`` is the number of examples of its rules, ``verdicts`` the verdicts seen in them. An
    example counts in every sentence that its rule decides.
    """

    clause: str
    anchor: str
    quote: str
    coverage: Coverage
    rules: tuple[str, ...]
    examples: int
    verdicts: tuple[str, ...]
    not_covered: Words | None


def verdicts_in_examples(rulebook: Rulebook) -> Mapping[str, frozenset[str]]:
    """The verdicts that the examples of each rule expect, by the rule's id."""
    return MappingProxyType(
        {rule.id: frozenset(example.expect for example in rule.examples) for rule in rulebook.values()}
    )


def ledger_table(
    ledger: Ledger, rulebook: Rulebook, verdicts_seen: Mapping[str, Collection[str]]
) -> tuple[LedgerRow, ...]:
    """One row for each sentence, in the order of the notice.

    ``verdicts_seen`` are the verdicts seen of each rule, by its id (``verdicts_in_examples``). A rule
    that the rulebook does not have yet has no examples.
    """
    examples = {rule.id: len(rule.examples) for rule in rulebook.values()}
    return tuple(
        LedgerRow(
            clause=entry.clause,
            anchor=entry.anchor,
            quote=entry.quote,
            coverage=entry.coverage,
            rules=entry.all_rules,
            examples=sum(examples.get(id_, 0) for id_ in entry.all_rules),
            verdicts=_in_order(verdict for id_ in entry.all_rules for verdict in verdicts_seen.get(id_, ())),
            not_covered=entry.reason,
        )
        for entry in ledger.entries
    )


def _in_order(verdicts: Iterable[str]) -> tuple[str, ...]:
    seen = set(verdicts)
    return tuple(verdict for verdict in get_args(VerdictName) if verdict in seen)
