"""The Rulebook: rules by id, with what they rely on and a digest of all their texts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from sdcompliance.conditions import FINDINGS
from sdcompliance.conditions.tree import Scalar, tables_of
from sdcompliance.errors import UnknownNameError, did_you_mean
from sdcompliance.rulebook.rule import Rule
from sdcompliance.rulebook.strata import strata_of
from sdcompliance.rulebook.surroundings import Surroundings


@dataclass(frozen=True, slots=True)
class Settings:
    """Where a rulebook differs from the notice's own: printed in every report."""

    readings: Mapping[str, str] = field(default_factory=dict)  # rule id → the reading that decides
    parameters: Mapping[str, Mapping[str, Scalar | Mapping[date, Scalar]]] = field(default_factory=dict)
    off: Mapping[str, str] = field(default_factory=dict)  # rule id → why it is not judged
    own_rules: tuple[str, ...] = ()  # ids of the host's own rules

    def to_json(self) -> dict[str, Any]:
        """The settings as plain JSON data."""
        return {
            "readings": dict(self.readings),
            "parameters": {
                rule: {name: _plain(value) for name, value in values.items()}
                for rule, values in self.parameters.items()
            },
            "off": dict(self.off),
            "own_rules": list(self.own_rules),
        }


def _plain(value: Scalar | Mapping[date, Scalar]) -> Any:
    if isinstance(value, Mapping):
        return {day.isoformat(): _plain(one) for day, one in value.items()}
    return str(value) if isinstance(value, date | Decimal) else value


class Rulebook(Mapping[str, Rule]):
    """Rules by id, in order of id. Immutable.

    ``surroundings`` holds the law's clauses, the legal terms and the defaults of the subject
    tables; ``texts`` the files it was read from; ``settings`` what differs from the notice's own
    rulebook; ``prepared_as`` the key under which what follows
    from it may be kept (prepared.py), None where it may not.
    """

    def __init__(
        self,
        rules: Iterable[Rule],
        surroundings: Surroundings,
        texts: Mapping[str, str],
        *,
        settings: Settings | None = None,
        prepared_as: str | None = None,
    ) -> None:
        self._rules = {rule.id: rule for rule in sorted(rules, key=lambda rule: rule.id)}
        self.surroundings = surroundings
        self.texts: Mapping[str, str] = dict(texts)
        self.settings = settings or Settings()
        self.prepared_as = prepared_as

    def __getitem__(self, id_: str) -> Rule:
        return self._rules[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rules)

    def __len__(self) -> int:
        return len(self._rules)

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other

    def rule(self, id_: str) -> Rule:
        """The rule of that id. Raises UnknownNameError with the nearest id."""
        if id_ not in self._rules:
            raise UnknownNameError(f"no rule {id_!r}{did_you_mean(id_, self._rules)}")
        return self._rules[id_]

    @cached_property
    def by_subject(self) -> Mapping[str, tuple[Rule, ...]]:
        """The rules that judge the rows of each table, in order of id."""
        found: dict[str, list[Rule]] = {}
        for rule in self._rules.values():
            found.setdefault(rule.subject, []).append(rule)
        return {subject: tuple(rules) for subject, rules in found.items()}

    @cached_property
    def strata(self) -> tuple[tuple[str, ...], ...]:
        """The ids of the rules in the order in which they are judged, each stratum in order of id.

        The first reads the records alone; the rules of each further one read findings of the strata
        before it, and of no other. A rule that is off, though others read it, found nothing.
        """
        return strata_of(self)

    @cached_property
    def direct(self) -> Mapping[str, tuple[Rule, ...]]:
        """The rules about each table that read the records alone, in order of id."""
        found = {
            subject: tuple(rule for rule in rules if not rule.reads)
            for subject, rules in self.by_subject.items()
        }
        return {subject: rules for subject, rules in found.items() if rules}

    @cached_property
    def consequences(self) -> tuple[tuple[Rule, ...], ...]:
        """The rules of every stratum after the first: those that follow from findings."""
        return tuple(tuple(self._rules[id_] for id_ in stratum) for stratum in self.strata[1:])

    @cached_property
    def read(self) -> frozenset[str]:
        """The ids of the rules of which some rule reads the findings."""
        return frozenset(id_ for rule in self._rules.values() for id_ in rule.reads if id_ in self._rules)

    @cached_property
    def tables_read(self) -> frozenset[str]:
        """The tables of the records that decide any verdict under any reading."""
        rules = self._rules.values()
        trees = (tree for rule in rules for variant in rule.variants for tree in variant.conditions)
        found = {rule.subject for rule in rules}.union(*(tables_of(tree) for tree in trees))
        return frozenset(found - {FINDINGS})

    def alone(self, rule: Rule) -> Rulebook:
        """A rulebook of one rule, which may be another under its id, and of those whose findings it reads.

        It is judged faster than the whole, with the same verdicts on this rule.
        """
        found = {rule.id: rule}
        waiting = [*rule.reads]
        while waiting:
            id_ = waiting.pop()
            if id_ in self._rules and id_ not in found:
                found[id_] = self._rules[id_]
                waiting += self._rules[id_].reads
        return Rulebook(found.values(), self.surroundings, {})

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the names and texts of all files, in hexadecimal."""
        content = hashlib.sha256()
        for name, text in sorted(self.texts.items()):
            for part in (name, text):
                encoded = part.encode()
                content.update(len(encoded).to_bytes(8, "big") + encoded)
        return content.hexdigest()

    def bind(self) -> None:
        """Binds every rule now. Raises RuleError for the first that is wrong."""
        for rule in self._rules.values():
            _ = rule.variants
