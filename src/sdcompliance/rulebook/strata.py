"""In which order rules are judged: a rule that reads findings comes after the rules that make them."""

from __future__ import annotations

from collections.abc import Container, Mapping

from sdcompliance.errors import did_you_mean
from sdcompliance.rulebook.faults import RuleFault
from sdcompliance.rulebook.rule import Rule


def strata_of(rules: Mapping[str, Rule]) -> tuple[tuple[str, ...], ...]:
    """The ids of the rules by stratum, each in order of id: no rule reads its own stratum or a later one.

    The rules must be free of the faults that ``faults_of_reads`` names.
    """
    strata, circling = _ordered(rules)
    assert not circling, f"a cycle was let through: {sorted(circling)}"
    return strata


def faults_of_reads(rules: Mapping[str, Rule], off: Container[str] = ()) -> list[RuleFault]:
    """Rules that read findings of no rule, and rules that follow from themselves.

    A rule that is ``off`` may be read: it found nothing.
    """
    faults = [
        RuleFault(rule.file, 0, "", f"{rule.id} reads findings of {id_!r}, no rule{did_you_mean(id_, rules)}")
        for rule in rules.values()
        for id_ in sorted(rule.reads)
        if id_ not in rules and id_ not in off
    ]
    _, circling = _ordered(rules)
    if circling:
        faults.append(_cycle(rules, circling))
    return faults


def _ordered(rules: Mapping[str, Rule]) -> tuple[tuple[tuple[str, ...], ...], Mapping[str, set[str]]]:
    """The strata, and the rules that fit into none, each with those of them that it reads."""
    strata: list[tuple[str, ...]] = []
    waiting = {rule.id: {id_ for id_ in rule.reads if id_ in rules} for rule in rules.values()}
    while ready := tuple(sorted(id_ for id_, reads in waiting.items() if not reads)):
        strata.append(ready)
        waiting = {id_: reads.difference(ready) for id_, reads in waiting.items() if id_ not in ready}
    return tuple(strata), waiting


def _cycle(rules: Mapping[str, Rule], circling: Mapping[str, set[str]]) -> RuleFault:
    """Each of these rules reads another of them, so that following them leads back somewhere."""
    path = [min(circling)]
    while path[-1] not in path[:-1]:
        path.append(min(circling[path[-1]]))
    cycle = path[path.index(path[-1]) :]
    shown = " → ".join(f"{id_} ({rules[id_].file})" for id_ in cycle)
    message = f"findings that follow from themselves: {shown}; one of these rules must not read the next"
    return RuleFault(rules[cycle[0]].file, 0, "", message)
