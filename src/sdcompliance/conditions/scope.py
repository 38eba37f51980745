"""What the names in a condition mean: the subject's columns, variables, parameters, terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from sdcompliance.conditions.tree import Row, Subject, Value, Variable
from sdcompliance.conditions.types import ValueType


@dataclass(frozen=True, slots=True)
class Term:
    """A legal term defined once: what it takes, and the text of what it means."""

    name: str
    takes: Mapping[str, ValueType | str]  # a type, or the name of the table of which it takes a row
    means: str


#: A term may call terms; all in all a text may put this many in place.
MOST_TERMS = 200
#: With its terms in place, a condition has this many parts, and nests this deep.
MOST_PARTS = 5000
DEEPEST_TREE = 60
#: Quantifiers inside quantifiers, those of terms included.
MOST_ROWS = 8


@dataclass(slots=True)
class Expansion:
    """Notes the terms put in place for one text; counted, so that terms calling terms stay bounded."""

    count: int = 0
    used: set[str] = field(default_factory=set)

    def note(self, term: str) -> None:
        """One more term put in place."""
        self.count += 1
        self.used.add(term)


@dataclass(frozen=True, slots=True)
class Scope:
    """The names visible at one place of a condition.

    ``names`` binds parameters, ``due``, ``until`` and a term's arguments; ``variables`` the names
    of the rows that the quantifiers around this place look at, innermost last.
    """

    subject: Subject | None
    names: Mapping[str, Value | Row] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    variables: tuple[tuple[str, Variable], ...] = ()
    reserved: frozenset[str] = frozenset()  # variables of the texts around this term
    calls: tuple[str, ...] = ()  # the terms being put in place, outermost first
    expansion: Expansion = field(default_factory=Expansion)

    def fresh_variable(self, name: str, table: str) -> Variable:
        """A variable that no text around this one has, so that a term never captures its caller's rows."""
        used = self.variables_around()
        fresh = name
        while fresh in used:
            fresh += "_"
        return Variable(fresh, table)

    def with_variable(self, name: str, variable: Variable) -> Scope:
        """The scope inside a quantifier that calls its row ``name``."""
        return replace(self, variables=(*self.variables, (name, variable)))

    def inside_term(self, term: Term, arguments: Mapping[str, Value | Row]) -> Scope:
        """The scope in which a term's text is read: its arguments, and none of the caller's names."""
        self.expansion.note(term.name)
        calls = (*self.calls, term.name)
        return Scope(None, arguments, self.terms, (), self.variables_around(), calls, self.expansion)

    def variables_around(self) -> frozenset[str]:
        """The variables of all quantifiers around this place, the term's callers included."""
        return self.reserved | {variable.name for _, variable in self.variables}

    def variable(self, name: str) -> Variable | None:
        """The row that a quantifier around this place calls ``name``."""
        return next((variable for own, variable in reversed(self.variables) if own == name), None)

    def taken(self) -> Iterator[str]:
        """The names that a new row may not have."""
        yield from self.names
        yield from (name for name, _ in self.variables)
