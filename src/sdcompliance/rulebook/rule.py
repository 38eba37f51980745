"""A rule as the engines, the findings and the documents read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Protocol, TypeAlias

from sdcompliance.conditions.evidence import Read, read_by
from sdcompliance.conditions.tree import AllOf, Scalar, Value
from sdcompliance.rulebook.format import ExamplePart
from sdcompliance.rulebook.words import Words

#: The name of the reading that decides.
DEFAULT = "default"


class Norm(StrEnum):
    """How strongly the text binds: a broken *must* is a violation, the others are advisory."""

    MUST = "must"
    MAY = "may"
    ENCOURAGED = "encouraged"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One condition of a rule's ``require``; ``name`` is None where the rule has but one."""

    name: str | None
    condition: Value


@dataclass(frozen=True)
class Variant:
    """A rule under one reading: typed trees, ready for an engine.

    ``scope`` says whether the notice covers the row at all (in force, in the province),
    ``when`` whether the rule does.
    """

    name: str
    arises: Value
    scope: Value
    when: Value | None
    due: Value | None
    until: Value | None
    undecided: Value | None
    require: tuple[Requirement, ...]

    @cached_property
    def applies(self) -> Value:
        """Whether the rule applies to the row."""
        return self.scope if self.when is None else AllOf((self.scope, self.when))

    @cached_property
    def required(self) -> Value:
        """All requirements as one condition."""
        conditions = tuple(requirement.condition for requirement in self.require)
        return conditions[0] if len(conditions) == 1 else AllOf(conditions)

    @cached_property
    def conditions(self) -> tuple[Value, ...]:
        """Every tree of the variant, in the order in which a reader meets them."""
        given = (self.applies, self.due, self.until, self.undecided, self.required)
        return tuple(tree for tree in given if tree is not None)


#: Literal text and values, in turn: what a message template consists of.
Template: TypeAlias = tuple[str | Value, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """What a finding says, in both languages, with places for values."""

    zh: Template
    en: Template

    @property
    def values(self) -> tuple[Value, ...]:
        """Every value that it has a place for, in either language."""
        return tuple(part for part in (*self.zh, *self.en) if not isinstance(part, str))


@dataclass(frozen=True, slots=True)
class Compiled:
    """The parts of a rule that are bound to the records: made when first needed."""

    variants: tuple[Variant, ...]
    readings: Mapping[str, Words]  # every variant but the first, with its legal basis
    terms: Mapping[str, frozenset[str]]  # the legal terms that the rule uses, with their readings
    message: Message
    city: Value | None
    site: Value | None
    session: Value | None
    reads: frozenset[str]  # the rules whose findings it reads, under any reading


@dataclass(frozen=True)
class Choice:
    """How a host wants a rule read: other readings than the default, other values of parameters."""

    readings: tuple[str, ...] = ()  # several are combined into one
    parameters: Mapping[str, Scalar | Mapping[date, Scalar]] = field(default_factory=dict)


class RuleSource(Protocol):
    """The file a rule comes from. What is not needed at once is read and bound when it is."""

    def bind(self) -> Compiled:
        """The parts of the rule that are bound to the records. Raises RuleError."""

    def examples(self) -> tuple[ExamplePart, ...]:
        """The rule's examples. Raises RuleError."""

    def chosen(self, choice: Choice) -> Rule:
        """The same rule as a host wants it read. Raises RuleError."""


@dataclass(frozen=True)
class Rule:
    """One rule of the notice, or of a host.

    ``readings`` names every other reading with its legal basis; ``variants`` has the default
    reading first, then one for each of them, in that order.
    """

    id: str
    name: str
    title: Words
    subject: str
    clause: str
    quote: str
    norm: Norm
    addressee: str | None
    remedy: Words
    undecided_reason: Words | None
    labels: Mapping[str, Words] = field(repr=False, hash=False)  # what named requirements are called
    file: str
    text: Mapping[str, str] = field(repr=False, hash=False)  # the conditions as written, by key
    parameters: Mapping[str, Mapping[date | None, Scalar]] = field(hash=False)
    source: RuleSource = field(repr=False, compare=False)

    @cached_property
    def _bound(self) -> Compiled:
        return self.source.bind()

    @property
    def variants(self) -> tuple[Variant, ...]:
        """The rule under its default reading, then under each other reading."""
        return self._bound.variants

    @property
    def default(self) -> Variant:
        """The rule under the reading that decides."""
        return self.variants[0]

    @property
    def readings(self) -> Mapping[str, Words]:
        """The other readings and their legal basis."""
        return self._bound.readings

    def readings_of_term(self, term: str) -> frozenset[str]:
        """The readings that a legal term brings into the rule; none where the rule does not use it."""
        return self._bound.terms.get(term, frozenset())

    @property
    def message(self) -> Message:
        """What a violation says."""
        return self._bound.message

    @property
    def city(self) -> Value | None:
        """The path to the city of the judged row."""
        return self._bound.city

    @property
    def site(self) -> Value | None:
        """The path to the id of the site of the judged row."""
        return self._bound.site

    @property
    def session(self) -> Value | None:
        """The path to the id of the session of the judged row."""
        return self._bound.session

    @cached_property
    def evidence(self) -> Read:
        """What of which rows a finding shows: whatever the rule reads under any reading."""
        return read_by(tree for variant in self.variants for tree in variant.conditions)

    @property
    def reads(self) -> frozenset[str]:
        """The ids of the rules whose findings it reads; none for a rule that reads the records alone."""
        return self._bound.reads

    @cached_property
    def examples(self) -> tuple[ExamplePart, ...]:
        """The rule's examples: changes to fixtures/compliant, with the verdict each must get."""
        return self.source.examples()
