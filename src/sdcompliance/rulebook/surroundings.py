"""What every rule file of a folder relies on: the law, the legal terms, the defaults of each table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sdcompliance.conditions import Term
from sdcompliance.rulebook.clauses import Law
from sdcompliance.rulebook.format import SubjectPart
from sdcompliance.rulebook.words import Words


@dataclass(frozen=True, slots=True)
class LegalTerm:
    """A term of terms.yaml under its default reading and under each other one."""

    term: Term
    clause: str
    note: Words
    readings: Mapping[str, tuple[Term, Words]]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a rule file relies on: the law, the legal terms, the defaults of each subject table."""

    law: Law
    terms: Mapping[str, LegalTerm]
    subjects: Mapping[str, SubjectPart]

    def readings_of_terms(self) -> frozenset[str]:
        """The name of every reading that some term has."""
        return frozenset(reading for legal in self.terms.values() for reading in legal.readings)

    def terms_under(self, readings: Iterable[str]) -> dict[str, Term]:
        """Every term as these readings understand it; a term that has none of them keeps its default."""
        found = {name: legal.term for name, legal in self.terms.items()}
        for reading in readings:
            for name, legal in self.terms.items():
                if reading in legal.readings:
                    found[name] = legal.readings[reading][0]
        return found
