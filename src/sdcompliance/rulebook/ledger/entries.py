"""What the ledger says of each sentence: entries, and the ledger that holds them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from sdcompliance.errors import UnknownNameError, did_you_mean
from sdcompliance.rulebook.words import Words

LEDGER_FILE = "ledger.yaml"
LONGEST_QUOTE = 12  # characters, the … that stands for the rest not counted


class Coverage(StrEnum):
    """Who decides a sentence: the ``class`` of its entry."""

    CHECKED = "checked"  # data decide it, and rules do
    PARTLY = "partly"  # rules decide part of it
    JUDGEMENT = "judgement"  # the notice leaves it to people
    SOFT = "soft"  # encouragement or permission: at most an advisory
    PROGRAMMATIC = "programmatic"  # aims, titles, organisation: no norm on data


@dataclass(frozen=True, slots=True)
class Entry:
    """What the ledger says of one sentence.

    ``rules`` cite the sentence's own clause. ``elsewhere`` cite another one, and ``elsewhere_note``
    says why they decide this sentence too. ``reason`` says what is not covered and why; only an
    entry that is ``checked`` has none.
    """

    anchor: str
    quote: str
    hash: str
    coverage: Coverage
    rules: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    elsewhere_note: Words | None = None
    reason: Words | None = None
    line: int = field(default=0, compare=False)  # 1-based, in the ledger's file; 0 where there is none

    @property
    def clause(self) -> str:
        """The anchor of the clause (``annex1/5.2`` of ``annex1/5.2#1``)."""
        return self.anchor.rpartition("#")[0]

    @property
    def place(self) -> int:
        """Which sentence of the clause it is, from 1."""
        return int(self.anchor.rpartition("#")[2])

    @property
    def all_rules(self) -> tuple[str, ...]:
        """The rules that decide the sentence, whatever clause they cite."""
        return (*self.rules, *self.elsewhere)

    @property
    def first_words(self) -> str:
        """The quote without its …."""
        return self.quote.removesuffix("…")

    @property
    def quoted_whole(self) -> bool:
        """Whether the quote is the whole sentence."""
        return not self.quote.endswith("…")


@dataclass(frozen=True)
class Ledger:
    """The sentences in the order of the notice.

    ``forms`` are the clauses that are cut by their quotes; ``planned`` the rules without a file yet.
    """

    entries: tuple[Entry, ...]
    forms: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()
    file: str = LEDGER_FILE

    @cached_property
    def by_clause(self) -> Mapping[str, tuple[Entry, ...]]:
        """The sentences of each clause."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.clause, []).append(entry)
        return MappingProxyType({clause: tuple(entries) for clause, entries in found.items()})

    def of_clause(self, anchor: str) -> tuple[Entry, ...]:
        """The sentences of a clause. Raises UnknownNameError with the nearest anchor."""
        if anchor not in self.by_clause:
            hint = did_you_mean(anchor, self.by_clause)
            raise UnknownNameError(f"the ledger has no clause {anchor!r}{hint}")
        return self.by_clause[anchor]

    def of_rule(self, id_: str) -> tuple[Entry, ...]:
        """The sentences that a rule decides; none for a rule that is not of the notice."""
        return tuple(entry for entry in self.entries if id_ in entry.all_rules)

    @cached_property
    def counts(self) -> Mapping[Coverage, int]:
        """How many sentences each class has."""
        counted = Counter(entry.coverage for entry in self.entries)
        return MappingProxyType({coverage: counted[coverage] for coverage in Coverage})
