"""What one reading of a rule calls its values: parameters, ``due``, ``until``, legal terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from sdcompliance.conditions import (
    DAY,
    NUMBER,
    TEXT,
    TRUTH,
    ConditionError,
    Scope,
    Term,
    ValueType,
    bind,
)
from sdcompliance.conditions import tree as t
from sdcompliance.rulebook.document import Document, Path
from sdcompliance.rulebook.faults import RuleFault
from sdcompliance.rulebook.format import ParameterValue
from sdcompliance.rulebook.rule import DEFAULT, Template
from sdcompliance.rulebook.templates import bind_template

#: A text of a rule, and where in the file it stands.
Placed: TypeAlias = tuple[str, Path]
#: Parameters by name: the value, and where in the file it stands.
Parameters: TypeAlias = Mapping[str, tuple[ParameterValue | dict[date, ParameterValue], Path]]


class Faults:
    """What is wrong with a rule file, each fault once: the readings repeat what they do not replace."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._noted: set[tuple[Path, str]] = set()
        self.found: list[RuleFault] = []

    def note(self, path: Path, message: str, reading: str = DEFAULT) -> None:
        """A fault at a key, met under that reading."""
        if (path, message) in self._noted:
            return
        self._noted.add((path, message))
        if reading != DEFAULT and path[:2] != ("readings", reading):
            message = f"under the reading {reading!r}: {message}"
        self.found.append(self._document.fault(path, message))


@dataclass(slots=True)
class Naming:
    """The names one reading of a rule gives to its conditions, which are bound with them.

    What does not bind is noted among the faults.
    """

    subject: str
    terms: Mapping[str, Term]
    faults: Faults
    reading: str = DEFAULT
    names: dict[str, t.Value | t.Row] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def add(self, name: str, value: t.Value | None) -> None:
        """A value that conditions may call by name; nothing where the rule has none."""
        if value is not None:
            self.names[name] = t.Named(name, value)

    def add_plain(self, parameters: Parameters) -> None:
        """The parameters that have the same value on every day."""
        for name, (value, _) in parameters.items():
            if not isinstance(value, dict):
                self.add(name, t.Literal(value, _scalar_type(value)))

    def add_dated(self, parameters: Parameters, arises: t.Value) -> None:
        """The parameters whose value depends on the day the duty arose."""
        for name, (value, path) in parameters.items():
            if not isinstance(value, dict):
                continue
            steps = tuple(sorted(value.items()))
            kinds = {_scalar_type(step).kind for _, step in steps}
            if len(kinds) != 1:
                self.faults.note(path, "the values of a dated parameter are of one kind")
            self.names[name] = t.Dated(name, steps, arises, _scalar_type(steps[0][1]))

    def truth(self, part: Placed | None) -> t.Value | None:
        """A condition, bound; None where the rule has none or it does not bind."""
        return self.value(part, TRUTH)

    def day(self, part: Placed | None) -> t.Value | None:
        """A day, bound; None where the rule has none or it does not bind."""
        return self.value(part, DAY)

    def value(self, part: Placed | None, expected: ValueType | None) -> t.Value | None:
        """A text of the rule, bound; None where the rule has none or it does not bind."""
        if part is None:
            return None
        text, path = part
        scope = self._scope()
        try:
            return bind(text, scope, expected)
        except ConditionError as error:
            self.faults.note(path, str(error), self.reading)
            return None
        finally:
            self.used |= scope.expansion.used

    def template(self, text: str, path: Path) -> Template:
        """A message, its values bound; empty where one does not bind."""
        try:
            return bind_template(text, self._scope())
        except ConditionError as error:
            self.faults.note(path, str(error))
            return ()

    def _scope(self) -> Scope:
        return Scope(t.Subject(self.subject), self.names, self.terms)


def _scalar_type(value: t.Scalar) -> ValueType:
    match value:
        case bool():
            return TRUTH
        case int() | Decimal():
            return NUMBER
        case date():
            return DAY
        case str():
            return TEXT
