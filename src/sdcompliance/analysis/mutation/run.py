"""Mutates rules and legal terms, several at a time."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor

from sdcompliance.analysis.mutation.equivalents import reason_for
from sdcompliance.analysis.mutation.mutants import Mutant, mutants_of
from sdcompliance.analysis.mutation.outcome import Equivalent, MutationReport, Survivor, UnitOutcome
from sdcompliance.analysis.mutation.proposing import proposals
from sdcompliance.analysis.mutation.terms import mutants_of_term
from sdcompliance.analysis.mutation.trial import Trial
from sdcompliance.rulebook import ExamplePart, Rule, Rulebook


def mutate(rulebook: Rulebook, units: Iterable[str] | None = None, *, jobs: int = 1) -> MutationReport:
    """Mutates the rules and terms of these names, by default all, in ``jobs`` processes.

    Raises UnknownNameError where there is no rule or term of a name.
    """
    names = tuple(units) if units is not None else (*rulebook, *rulebook.surroundings.terms)
    for name in names:
        if name not in rulebook.surroundings.terms:
            rulebook.rule(name)
    if jobs == 1 or len(names) == 1:
        return MutationReport(tuple(mutated(name, rulebook) for name in names))
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, context, _hold, (rulebook,)) as pool:
        return MutationReport(tuple(pool.map(_mutated_here, names)))


_held: dict[str, Rulebook] = {}  # of this worker process


def _hold(rulebook: Rulebook) -> None:
    _held["rulebook"] = rulebook


def _mutated_here(name: str) -> UnitOutcome:
    return mutated(name, _held["rulebook"])


def mutated(name: str, rulebook: Rulebook) -> UnitOutcome:
    """The outcome of one rule or term."""
    killed = 0
    surviving: dict[Mutant, Rule] = {}
    equivalent: list[Equivalent] = []
    disproved: list[Mutant] = []
    for mutant, rules, is_noticed in _tried(name, rulebook):
        reason = reason_for(mutant)
        killed += is_noticed
        if is_noticed and reason is not None:
            disproved.append(mutant)
        elif not is_noticed and reason is not None:
            equivalent.append(Equivalent(mutant, reason))
        elif not is_noticed:
            surviving[mutant] = rules[0]
    found = _proposed(surviving, rulebook)
    survivors = tuple(Survivor(mutant, found.get(mutant)) for mutant in surviving)
    return UnitOutcome(name, killed, tuple(equivalent), survivors, tuple(disproved))


_Tried = tuple[Mutant, tuple[Rule, ...], bool]


def _tried(name: str, rulebook: Rulebook) -> Iterator[_Tried]:
    if name in rulebook:
        trial = Trial(rulebook[name].examples, rulebook)
        for mutant, rule in mutants_of(rulebook[name], rulebook):
            yield mutant, (rule,), trial.kills(rule)
        return
    trials: dict[str, Trial] = {}
    for mutant, rules in mutants_of_term(name, rulebook):
        for rule in rules:
            if rule.id not in trials:
                trials[rule.id] = Trial(rulebook[rule.id].examples, rulebook)
        yield mutant, rules, any(trials[rule.id].kills(rule) for rule in rules)


def _proposed(surviving: Mapping[Mutant, Rule], rulebook: Rulebook) -> Mapping[Mutant, ExamplePart]:
    """Examples for the survivors, those of one rule looked for together."""
    by_rule: dict[str, dict[Mutant, Rule]] = {}
    for mutant, rule in surviving.items():
        by_rule.setdefault(rule.id, {})[mutant] = rule
    found: dict[Mutant, ExamplePart] = {}
    for id_, mutants in by_rule.items():
        found |= proposals(rulebook[id_], mutants, rulebook)
    return found
