"""Everything the pages are made from, read once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from pages.source import Source
from sdcompliance.reports.words import CHAPTERS, OTHER_CHAPTER
from sdcompliance.rulebook import Law, Rule, Rulebook, RuleFile, Words, default_rulebook, rules_folder
from sdcompliance.rulebook.assembly import SourceFile
from sdcompliance.rulebook.checking import check_part
from sdcompliance.rulebook.document import Document, read_yaml
from sdcompliance.rulebook.format import SubjectPart, TermPart
from sdcompliance.rulebook.ledger import Entry, Ledger, read_ledger
from sdcompliance.rulebook.surroundings import LegalTerm

TERMS_FILE = "terms.yaml"
_CALL = re.compile(r"\b([a-z_]+)\(")


@dataclass(frozen=True)
class TermSource:
    """A legal term as terms.yaml has it."""

    part: TermPart
    legal: LegalTerm


@dataclass(frozen=True)
class Book:
    """The rules with their files, the legal terms, and the ledger (None where there is none)."""

    rules: Rulebook
    ledger: Ledger | None

    @property
    def law(self) -> Law:
        """The notice and its clauses."""
        return self.rules.surroundings.law

    def part(self, rule: Rule) -> RuleFile:
        """A rule's file as the format has it, its examples left out."""
        return _file_of(rule).part

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Each rule's file as its author laid it out, by the rule's id."""
        return {rule.id: Source(_file_of(rule).contents, rule.file) for rule in self.rules.values()}

    @cached_property
    def terms(self) -> Mapping[str, TermSource]:
        """The legal terms, in the order of terms.yaml."""
        document = self._terms_document
        legal = self.rules.surroundings.terms
        return {
            name: TermSource(check_part(TermPart, data, document, (name,)), legal[name])
            for name, data in document.data.items()
        }

    @cached_property
    def terms_source(self) -> Source:
        """The text of terms.yaml."""
        return Source(self.rules.texts[TERMS_FILE], TERMS_FILE)

    @cached_property
    def _terms_document(self) -> Document:
        return read_yaml(self.rules.texts[TERMS_FILE], TERMS_FILE)

    def subject(self, table: str) -> SubjectPart:
        """What holds for every rule about rows of a table."""
        return self.rules.surroundings.subjects.get(table, SubjectPart())

    def terms_in(self, texts: Iterable[str]) -> tuple[str, ...]:
        """The legal terms that conditions call, and those that these call, in the order of terms.yaml."""
        found: set[str] = set()
        waiting = list(texts)
        while waiting:
            called = {name for name in _CALL.findall(waiting.pop()) if name in self.terms} - found
            found |= called
            for name in called:
                part = self.terms[name].part
                waiting += [part.means, *(reading.means for reading in part.readings.values())]
        return tuple(name for name in self.terms if name in found)

    def terms_of(self, rule: Rule) -> tuple[str, ...]:
        """The legal terms that a rule uses under some reading."""
        readings = [reading.model_dump(mode="python") for reading in self.part(rule).readings.values()]
        return self.terms_in([*rule.text.values(), *(text for one in readings for text in _texts(one))])

    @cached_property
    def rules_of_terms(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the rules that use each term."""
        used = {rule.id: self.terms_of(rule) for rule in self.rules.values()}
        return {term: tuple(id_ for id_, terms in used.items() if term in terms) for term in self.terms}

    def sentences_of(self, rule: Rule) -> tuple[Entry, ...]:
        """The sentences of the notice that a rule decides."""
        return self.ledger.of_rule(rule.id) if self.ledger else ()

    @cached_property
    def chapters(self) -> Mapping[Words, tuple[Rule, ...]]:
        """The rules by chapter, in the order in which an assessment passes through the chapters."""
        found: dict[Words, list[Rule]] = {words: [] for words in (*CHAPTERS.values(), OTHER_CHAPTER)}
        for rule in self.rules.values():
            found[CHAPTERS.get(rule.file.partition("/")[0], OTHER_CHAPTER)].append(rule)
        return {words: tuple(rules) for words, rules in found.items() if rules}


def read_book() -> Book:
    """The notice's rules as they stand in rules/."""
    there = (rules_folder() / "ledger.yaml").is_file()
    return Book(default_rulebook(), read_ledger() if there else None)


def _file_of(rule: Rule) -> SourceFile:
    if not isinstance(rule.source, SourceFile):
        raise TypeError(f"{rule.id} comes from {rule.source!r}; a page is made from a rule file")
    return rule.source


def _texts(reading: Mapping[str, object]) -> Iterable[str]:
    """Every text that a reading replaces."""
    for key in ("arises", "when", "due", "until", "require"):
        value = reading[key]
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping):
            yield from (str(text) for text in value.values())
    undecided = reading["undecided"]
    if isinstance(undecided, Mapping):
        yield str(undecided["condition"])
