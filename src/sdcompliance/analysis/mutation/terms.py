"""Mutants of legal terms: each is a mutant of every rule that uses the term."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from sdcompliance.analysis.mutation.expressions import Change, Kind, changes_of
from sdcompliance.analysis.mutation.mutants import Mutant, Naming, bound
from sdcompliance.conditions import Term
from sdcompliance.rulebook import Rule, Rulebook
from sdcompliance.rulebook.assembly import SourceFile
from sdcompliance.rulebook.surroundings import LegalTerm, Surroundings

#: A mutant of a term that nearly every rule uses is held against the examples of so many of them.
MOST_RULES: Final = 12


def mutants_of_term(name: str, rulebook: Rulebook) -> Iterator[tuple[Mutant, tuple[Rule, ...]]]:
    """Each mutant of a term, with rules that it makes another rule, as it makes them."""
    legal = rulebook.surroundings.terms[name]
    users = tuple(rules_with(name, rulebook))
    named = Naming(name)
    for place, change, changed in _changed_terms(legal):
        terms = {**rulebook.surroundings.terms, name: changed}
        changed_rules = _changed_rules(users, replace(rulebook.surroundings, terms=terms))
        rules = tuple(islice(changed_rules, MOST_RULES))
        if rules:
            yield named.mutant(place, change), rules


def rules_with(term: str, rulebook: Rulebook) -> Iterator[Rule]:
    """The rules whose text, or a term in whose text, calls a term."""
    calling = {term}
    terms = {name: _texts(legal) for name, legal in rulebook.surroundings.terms.items()}
    while more := {name for name, text in terms.items() if _calls(text, calling)} - calling:
        calling |= more
    everywhere = "in_province" in calling  # the scope of nearly every rule, written in no rule file
    for rule in rulebook.values():
        source = rule.source
        if everywhere or (isinstance(source, SourceFile) and _calls(source.contents, calling)):
            yield rule


def _texts(legal: LegalTerm) -> str:
    return " ".join([legal.term.means, *(term.means for term, _ in legal.readings.values())])


def _calls(text: str, names: set[str]) -> bool:
    return re.search(rf"\b(?:{'|'.join(sorted(names))})\(", text) is not None


def _changed_terms(legal: LegalTerm) -> Iterator[tuple[str, Change, LegalTerm]]:
    for change in changes_of(legal.term.means):
        yield "means", change, replace(legal, term=_meaning(legal.term, change.text))
    for name, (term, basis) in legal.readings.items():
        place = f"readings.{name}"
        for change in changes_of(term.means):
            readings = {**legal.readings, name: (_meaning(term, change.text), basis)}
            yield place, change, replace(legal, readings=readings)
        same = Change(Kind.READING, "its own meaning", "the term's meaning", "")
        readings = {**legal.readings, name: (legal.term, basis)}
        yield place, same, replace(legal, readings=readings)


def _meaning(term: Term, text: str) -> Term:
    return replace(term, means=text)


def _changed_rules(rules: tuple[Rule, ...], around: Surroundings) -> Iterator[Rule]:
    for rule in rules:
        source = rule.source
        if isinstance(source, SourceFile):
            other = bound(source, source.part, around)
            if other is not None and other.variants != rule.variants:
                yield other
