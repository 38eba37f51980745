"""Mutation of rules: would a rule's own examples notice if one thing in it were otherwise?

::

    mutants (expressions · terms) ──▶ trial on the rule's examples ──▶ killed
                                                     └──▶ survivors ──▶ the example that is missing

Everything that decides is changed, one thing at a time: each comparison, limit, unit, quantifier,
conjunct, reading and date, and the scope. A mutant that no example can tell from the rule is declared,
with the reason, in equivalent.yaml. docs/decisions/0012-mutation.md says why it is done so.
"""

from sdcompliance.analysis.mutation.expressions import Kind
from sdcompliance.analysis.mutation.mutants import Mutant, mutants_of
from sdcompliance.analysis.mutation.outcome import Equivalent, MutationReport, Survivor, UnitOutcome
from sdcompliance.analysis.mutation.proposing import example_text
from sdcompliance.analysis.mutation.run import mutate, mutated
from sdcompliance.analysis.mutation.terms import mutants_of_term

__all__ = [
    "Equivalent",
    "Kind",
    "Mutant",
    "MutationReport",
    "Survivor",
    "UnitOutcome",
    "example_text",
    "mutants_of",
    "mutants_of_term",
    "mutate",
    "mutated",
]
