"""Every mutant of a rule: its file with one thing changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeAlias

from sdcompliance.analysis.mutation.expressions import Change, Kind, changes_of
from sdcompliance.rulebook import Rule, Rulebook, RuleError, RuleFile
from sdcompliance.rulebook.assembly import SourceFile, assemble
from sdcompliance.rulebook.format import ReadingPart
from sdcompliance.rulebook.surroundings import Surroundings

_TEXTS = ("arises", "when", "due", "until")
_PERIODS = ("due", "until")
#: What a mutant changes of a file: a rule's, or one reading's of it.
_Part: TypeAlias = RuleFile | ReadingPart


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change to a rule or a legal term: where, what it was, and what it became.

    ``unit`` is the id of the rule or the name of the term, ``place`` the key of its file.
    """

    unit: str
    place: str
    kind: Kind
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.unit} {self.place}: {self.before} → {self.after}"


class Naming:
    """Names the mutants of one rule or term: the same change made in a second spot is told apart as (2)."""

    def __init__(self, unit: str) -> None:
        self._unit = unit
        self._met: Counter[tuple[str, str, str]] = Counter()

    def mutant(self, place: str, change: Change) -> Mutant:
        """The mutant of a change."""
        self._met[place, change.before, change.after] += 1
        times = self._met[place, change.before, change.after]
        after = change.after if times == 1 else f"{change.after} ({times})"
        return Mutant(self._unit, place, change.kind, change.before, after)


def mutants_of(rule: Rule, rulebook: Rulebook) -> Iterator[tuple[Mutant, Rule]]:
    """Each mutant of a rule that is a valid rule and another one, with that rule."""
    source = rule.source
    if not isinstance(source, SourceFile):
        raise TypeError(f"{rule.id} comes from no rule file, so that nothing of it can be changed")
    seen = {rule.variants}
    named = Naming(rule.id)
    for place, change, part, around in _changed_files(source, rulebook):
        other = bound(source, part, around)
        if other is not None and other.variants not in seen:
            seen.add(other.variants)
            yield named.mutant(place, change), other


def bound(source: SourceFile, part: RuleFile, around: Surroundings) -> Rule | None:
    """The rule that a changed file makes, None where it makes none."""
    changed = replace(source, surroundings=around)
    changed.__dict__["part"] = part  # in the place of what would be parsed from the text
    try:
        rule = assemble(changed)
        _ = rule.variants
    except RuleError:
        return None
    return rule


_ChangedFile: TypeAlias = tuple[str, Change, RuleFile, Surroundings]


def _changed_files(source: SourceFile, rulebook: Rulebook) -> Iterator[_ChangedFile]:
    file, around = source.part, rulebook.surroundings
    for place, change, part in _changed_parts(file, _default_arises(file, around)):
        yield place, change, part, around
    for name, reading in file.readings.items():
        for place, change, part in _changed_reading(reading):
            readings = {**file.readings, name: part}
            yield f"readings.{name}.{place}", change, file.model_copy(update={"readings": readings}), around
    for place, change, other in _changed_scope(file, around):
        yield place, change, file, other


def _default_arises(file: RuleFile, around: Surroundings) -> str | None:
    defaults = around.subjects.get(file.subject)
    return None if defaults is None else defaults.arises


_ChangedPart: TypeAlias = tuple[str, Change, Any]


def _changed_parts(part: _Part, default_arises: str | None = None) -> Iterator[_ChangedPart]:
    """A rule or a reading with one of its conditions or parameters changed."""
    for key in _TEXTS:
        text = getattr(part, key) or (default_arises if key == "arises" else None)
        if text is not None:
            for change in _changed_text(key, text):
                yield key, change, part.model_copy(update={key: change.text})
    for key in ("when", "due", "undecided"):
        if isinstance(part, RuleFile) and getattr(part, key) is not None:
            change = Change(Kind.CONJUNCT, key, "nothing", "")
            yield key, change, part.model_copy(update={key: None})
    if part.undecided is not None:
        for change in changes_of(part.undecided.condition):
            undecided = part.undecided.model_copy(update={"condition": change.text})
            yield "undecided", change, part.model_copy(update={"undecided": undecided})
    yield from _changed_require(part)
    for place, change, parameters in _changed_parameters(part.parameters):
        yield place, change, part.model_copy(update={"parameters": parameters})


def _changed_text(key: str, text: str) -> Iterator[Change]:
    yield from changes_of(text)
    if key in _PERIODS:
        for step in (1, -1):
            shifted = f"days_after({text}, {step})"
            yield Change(Kind.LIMIT, " ".join(text.split()), shifted, shifted)


def _changed_require(part: _Part) -> Iterator[_ChangedPart]:
    require = part.require
    if isinstance(require, str):
        for change in changes_of(require):
            yield "require", change, part.model_copy(update={"require": change.text})
    elif require is not None:
        for name, text in require.items():
            for change in changes_of(text):
                changed = {**require, name: change.text}
                yield f"require.{name}", change, part.model_copy(update={"require": changed})
            rest = {other: text for other, text in require.items() if other != name}
            if rest:
                change = Change(Kind.CONJUNCT, name, "nothing", "")
                yield f"require.{name}", change, part.model_copy(update={"require": rest})


def _changed_reading(part: ReadingPart) -> Iterator[_ChangedPart]:
    """A reading changed as a rule is, and without each thing that it reads otherwise."""
    yield from _changed_parts(part)
    for key in (*_TEXTS, "undecided", "require"):
        if getattr(part, key) is not None:
            change = Change(Kind.READING, f"its own {key}", f"the rule's {key}", "")
            yield key, change, part.model_copy(update={key: None})
    for name in part.parameters:
        rest = {other: value for other, value in part.parameters.items() if other != name}
        change = Change(Kind.READING, f"its own {name}", f"the rule's {name}", "")
        yield f"parameters.{name}", change, part.model_copy(update={"parameters": rest})
    for other in part.combines:
        combined = [name for name in part.combines if name != other]
        change = Change(Kind.READING, f"with {other}", "without it", "")
        yield "combines", change, part.model_copy(update={"combines": combined})


# ── parameters ──────────────────────────────────────────────────────────────────────────


def _changed_parameters(parameters: Mapping[str, Any]) -> Iterator[_ChangedPart]:
    for name, value in parameters.items():
        for kind, before, after, changed in _changed_value(value):
            change = Change(kind, str(before), str(after), "")
            yield f"parameters.{name}", change, {**parameters, name: changed}


def _changed_value(value: Any) -> Iterator[tuple[Kind, Any, Any, Any]]:
    if not isinstance(value, dict):
        yield from ((kind, value, other, other) for kind, other in _others(value))
        return
    for day, step in value.items():
        rest = {other: one for other, one in value.items() if other != day}
        for moved in (day + timedelta(1), day - timedelta(1)):
            yield Kind.DATE, day, moved, {**rest, moved: step}
        for kind, other in _others(step):
            yield kind, f"{day}: {step}", f"{day}: {other}", {**rest, day: other}


def _others(value: Any) -> Iterator[tuple[Kind, Any]]:
    match value:
        case bool():
            yield Kind.LIMIT, not value
        case int() | Decimal():
            yield from ((Kind.LIMIT, value + step) for step in (1, -1))
        case date():
            yield from ((Kind.DATE, value + timedelta(step)) for step in (1, -1))
        case str() if len(words := value.split()) > 1:
            for word in words:
                yield Kind.LIMIT, " ".join(other for other in words if other != word)


# ── scope ───────────────────────────────────────────────────────────────────────────────


def _changed_scope(file: RuleFile, around: Surroundings) -> Iterator[tuple[str, Change, Surroundings]]:
    """In force a day later or earlier, and everywhere."""
    clause = around.law.clauses[file.clause]
    for step in (1, -1):
        day = clause.in_force_from + timedelta(step)
        change = Change(Kind.SCOPE, str(clause.in_force_from), str(day), "")
        law = replace(
            around.law,
            clauses={**around.law.clauses, file.clause: _in_force(clause, day)},
        )
        yield "in force from", change, replace(around, law=law)
    defaults = around.subjects.get(file.subject)
    if defaults is not None and defaults.city is not None:
        everywhere = defaults.model_copy(update={"city": None, "everywhere": None})
        change = Change(Kind.SCOPE, f"in_province({defaults.city})", "everywhere", "")
        yield "place", change, replace(around, subjects={**around.subjects, file.subject: everywhere})


def _in_force(clause: Any, day: date) -> Any:
    return replace(clause, in_force_from=day)
