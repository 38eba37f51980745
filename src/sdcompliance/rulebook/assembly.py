"""A checked rule file → a Rule: parameters, terms and readings put in place, conditions typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from keyword import iskeyword
from typing import Any, TypeAlias

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
    reserved_names,
    rules_read,
)
from sdcompliance.conditions import tree as t
from sdcompliance.conditions.scope import Expansion
from sdcompliance.errors import did_you_mean
from sdcompliance.rulebook.checking import check_part
from sdcompliance.rulebook.document import Document, Path, read_yaml
from sdcompliance.rulebook.faults import RuleError, RuleFault
from sdcompliance.rulebook.format import (
    ExamplePart,
    ParameterValue,
    ReadingPart,
    RuleFile,
    SubjectPart,
    WordsPart,
)
from sdcompliance.rulebook.rule import DEFAULT, Choice, Compiled, Message, Norm, Requirement, Rule, Variant
from sdcompliance.rulebook.surroundings import Surroundings
from sdcompliance.rulebook.templates import bind_template
from sdcompliance.rulebook.words import Words

#: Parameters by name: the value, and where in the file it stands.
Parameters: TypeAlias = Mapping[str, tuple[ParameterValue | dict[date, ParameterValue], Path]]
#: A number beyond this is no count of days, persons or yuan, and no engine could add it to a day.
_GREATEST = 10**15


_DEFAULT_BASIS = Words("规则库的默认解释。", "The rulebook's own reading.")


# The examples are most of a rule file, and only tests and documents need them: they are cut out
# (their lines stay blank, so that line numbers hold) and parsed when first asked for.
# They end where the next key of the file stands; list items and closing brackets may stand as far left.
_EXAMPLES = re.compile(r"^examples:.*?(?=^[\w\"'?]|\Z)", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class SourceFile:
    """One rule file. It travels as text: what is parsed from it is parsed again where it arrives."""

    name: str
    contents: str = field(repr=False)
    surroundings: Surroundings = field(repr=False)
    choice: Choice = field(default_factory=Choice)

    @cached_property
    def document(self) -> Document:
        """The file as data, its examples left out. Raises RuleError."""
        head = _EXAMPLES.sub(
            lambda match: "examples: []\n" + "\n" * (match.group().count("\n") - 1), self.contents, 1
        )
        return read_yaml(head, self.name)

    @cached_property
    def part(self) -> RuleFile:
        """The file as the format has it, with the parameters that a host chose. Raises RuleError."""
        part = check_part(RuleFile, self.document.data, self.document)
        return part.model_copy(update={"parameters": {**part.parameters, **self.choice.parameters}})

    def __getstate__(self) -> dict[str, Any]:
        kept = ("name", "contents", "surroundings", "choice")
        return {name: value for name, value in self.__dict__.items() if name in kept}

    def bind(self) -> Compiled:
        """The rule's readings, message and paths. Raises RuleError."""
        return _Compilation(self).compile()

    def examples(self) -> tuple[ExamplePart, ...]:
        """The rule's examples. Raises RuleError."""
        document = read_yaml(self.contents, self.name)
        return tuple(check_part(RuleFile, document.data, document).examples)

    def chosen(self, choice: Choice) -> Rule:
        """The same rule as a host wants it read."""
        return assemble(replace(self, choice=choice))


def assemble(source: SourceFile) -> Rule:
    """The rule of a file. Its conditions are bound when first needed; RuleError then names the key."""
    file = source.part
    return Rule(
        id=file.id,
        name=file.name,
        title=_words(file.title),
        subject=file.subject,
        clause=file.clause,
        quote=file.quote,
        norm=Norm(file.norm),
        addressee=file.addressee,
        remedy=_words(file.remedy),
        undecided_reason=_words(file.undecided.reason) if file.undecided else None,
        labels={name: _words(part) for name, part in file.labels.items()},
        file=source.name,
        text=_texts(file),
        parameters=_parameter_table(file.parameters),
        source=source,
    )


def _words(part: WordsPart) -> Words:
    return Words(part.zh, part.en)


def _texts(file: RuleFile) -> dict[str, str]:
    given = {key: getattr(file, key) for key in ("arises", "when", "due", "until")}
    texts = {key: text for key, text in given.items() if text is not None}
    if file.undecided is not None:
        texts["undecided"] = file.undecided.condition
    for name, text in _requirements(file.require):
        texts[f"require.{name}" if name else "require"] = text
    return texts


def _requirements(require: str | dict[str, str]) -> list[tuple[str | None, str]]:
    return [(None, require)] if isinstance(require, str) else list(require.items())


def _parameter_table(
    parameters: Mapping[str, ParameterValue | dict[date, ParameterValue]],
) -> dict[str, dict[date | None, t.Scalar]]:
    return {
        name: dict(sorted(value.items())) if isinstance(value, dict) else {None: value}
        for name, value in parameters.items()
    }


def _placed(parameters: Mapping[str, ParameterValue | dict[date, ParameterValue]], path: Path) -> Parameters:
    return {name: (value, (*path, "parameters", name)) for name, value in parameters.items()}


@dataclass(frozen=True, slots=True)
class _Texts:
    """What one reading of a rule consists of, as text, and where each part stands in the file."""

    parameters: Parameters
    arises: tuple[str, Path]
    when: tuple[str, Path] | None
    due: tuple[str, Path] | None
    until: tuple[str, Path] | None
    undecided: tuple[str, Path] | None
    require: tuple[tuple[str | None, str, Path], ...]


class _Compilation:
    """Binds all readings of one rule. Collects every fault before it raises."""

    def __init__(self, source: SourceFile) -> None:
        self._file = source.part
        self._document = source.document
        self._around = source.surroundings
        self._choice = source.choice
        self._defaults = self._around.subjects.get(self._file.subject, SubjectPart())
        self._faults: list[RuleFault] = []
        self._noted: set[tuple[Path, str]] = set()
        self._used_terms: set[str] = set()

    def compile(self) -> Compiled:
        """The rule's variants with the chosen one first, its message and its paths."""
        if DEFAULT in self._file.readings:
            self._fault(("readings", DEFAULT), f"{DEFAULT!r} is the rule itself; name the reading")
        default = self._variant(DEFAULT, ())
        used = sorted(self._used_terms)
        bases = {DEFAULT: _DEFAULT_BASIS, **self._readings()}
        found = {DEFAULT: default, **{name: self._reading(name) for name in bases if name != DEFAULT}}
        decides, readings = default, self._choice.readings
        if readings:
            for name in readings:
                if name not in bases:
                    self._fault(("id",), f"the rule has no reading {name!r}{did_you_mean(name, bases)}")
            decides = self._variant(
                "+".join(readings), [part for one in readings for part in self._parts(one)]
            )
        message = None if decides is None else self._message(decides, readings)
        if self._faults or decides is None or message is None:
            raise RuleError(self._faults)
        others = [
            variant for variant in found.values() if variant is not None and variant.name != decides.name
        ]
        return Compiled(
            variants=(decides, *others),
            readings={variant.name: bases[variant.name] for variant in others},
            terms={name: frozenset(self._around.terms[name].readings) for name in used},
            message=message,
            city=self._path_of(self._defaults.city),
            site=self._path_of(self._defaults.site),
            session=self._path_of(self._defaults.session),
            reads=_read_by([*others, decides], message),
        )

    # ── readings ────────────────────────────────────────────────────────────────────────

    def _readings(self) -> dict[str, Words]:
        """The rule's own readings, then those of the terms it uses."""
        found = {name: _words(part.basis) for name, part in self._file.readings.items()}
        for term in sorted(self._used_terms):
            for name, (_, basis) in self._around.terms[term].readings.items():
                found.setdefault(name, basis)
        return found

    def _reading(self, name: str) -> Variant | None:
        """The rule as it reads with the readings that this one combines, in their order, then its own."""
        own = self._file.readings.get(name)
        combined = own.combines if own else []
        known = {*self._file.readings, *self._around.readings_of_terms()} - {name}
        for other in combined:
            if other not in known:
                path: Path = ("readings", name, "combines")
                self._fault(path, f"no other reading {other!r}{did_you_mean(other, sorted(known))}")
        return self._variant(name, self._parts(name))

    def _parts(self, name: str) -> list[str]:
        """The readings that one reading consists of, itself last."""
        own = self._file.readings.get(name)
        return [*(own.combines if own else ()), name]

    def _texts(self, readings: Iterable[str]) -> _Texts:
        file = self._file
        texts: dict[str, tuple[str, Path]] = {}
        parameters = dict(_placed(file.parameters, ()))
        require: tuple[tuple[str | None, str, Path], ...] = ()
        sources: list[tuple[RuleFile | ReadingPart, Path]] = [(file, ())]
        sources += [(file.readings[name], ("readings", name)) for name in readings if name in file.readings]
        for part, path in sources:
            for key in ("arises", "when", "due", "until"):
                if (text := getattr(part, key)) is not None:
                    texts[key] = (text, (*path, key))
            if part.undecided is not None:
                texts["undecided"] = (part.undecided.condition, (*path, "undecided", "if"))
            if part.require is not None:
                require = tuple(
                    (name, text, (*path, "require", *([name] if name else [])))
                    for name, text in _requirements(part.require)
                )
            parameters.update(_placed(part.parameters, path))
        if "arises" not in texts and self._defaults.arises is not None:
            texts["arises"] = (self._defaults.arises, ("subject",))
        if "arises" not in texts:
            self._fault(("subject",), f"{file.subject} has no day on which duties arise; give `arises`")
        return _Texts(
            parameters=parameters,
            arises=texts.get("arises", ("today", ())),
            when=texts.get("when"),
            due=texts.get("due"),
            until=texts.get("until"),
            undecided=texts.get("undecided"),
            require=require,
        )

    # ── binding ─────────────────────────────────────────────────────────────────────────

    def _variant(self, name: str, readings: Sequence[str]) -> Variant | None:
        before = len(self._faults)
        texts = self._texts(readings)
        binding = _Binding(self, self._around.terms_under(readings), name)
        self._check_parameters(texts.parameters)
        binding.add_plain(texts.parameters)
        arises = self._arises(binding, texts)
        binding.add_dated(texts.parameters, arises or t.Today())
        due = binding.day(texts.due)
        until = binding.day(texts.until)
        if texts.due is not None and texts.until is not None:
            self._fault(("until",), "a duty is done by `due` or kept `until`, not both; make it two rules")
        # Where one of them does not bind, a stand-in keeps that from looking like a fault elsewhere.
        binding.add("due", due or (texts.due and t.Today()))
        binding.add("until", until or (texts.until and t.Today()))
        when = binding.truth(texts.when)
        undecided = binding.truth(texts.undecided)
        require = [(own, binding.truth((text, path))) for own, text, path in texts.require]
        scope = self._scope(arises)
        self._used_terms |= binding.used
        if len(self._faults) > before or arises is None or scope is None:
            return None
        return Variant(
            name=name,
            arises=arises,
            scope=scope,
            when=when,
            due=due,
            until=until,
            undecided=undecided,
            require=tuple(Requirement(own, tree) for own, tree in require if tree is not None),
        )

    def _arises(self, binding: _Binding, texts: _Texts) -> t.Value | None:
        binding.add_dated(texts.parameters, t.Today())
        arises = binding.day(texts.arises)
        path = texts.arises[1]
        if arises is None:
            return None
        if t.bounded(arises):
            self._fault(path, "the day a duty arises must be certain; working days are not")
        if any(isinstance(part, t.Dated) for part in t.walk(arises)):
            self._fault(path, "a dated parameter depends on the day the duty arises; it cannot fix that day")
        return arises

    def _scope(self, arises: t.Value | None) -> t.Value | None:
        """The clause in force on the day the duty arose, and the row in one of the province's cities."""
        if arises is None:
            return None
        clause = self._around.law.clauses[self._file.clause]
        start = t.Named("in_force_from", t.Literal(clause.in_force_from, DAY))
        tests: list[t.Value] = [t.Compare(">=", arises, start)]
        place: Path = ("subject",)
        if self._defaults.city is not None:
            binding = _Binding(self, self._around.terms_under(()))
            city = binding.truth((f"in_province({self._defaults.city})", place))
            if self._defaults.everywhere is not None:
                wide = binding.truth((self._defaults.everywhere, place))
                city = t.AnyOf((wide, city)) if wide is not None and city is not None else None
            if city is None:
                return None
            tests.append(city)
        return tests[0] if len(tests) == 1 else t.AllOf(tuple(tests))

    def _path_of(self, text: str | None) -> t.Value | None:
        if text is None:
            return None
        return _Binding(self, self._around.terms_under(())).value((text, ("subject",)), None)

    def _message(self, decides: Variant, chosen: Iterable[str]) -> Message:
        readings = [part for one in chosen for part in self._parts(one)]
        binding = _Binding(self, self._around.terms_under(readings))
        parameters = self._texts(readings).parameters
        binding.add_plain(parameters)
        binding.add_dated(parameters, decides.arises)
        binding.add("due", decides.due)
        binding.add("until", decides.until)
        return Message(
            zh=binding.template(self._file.message.zh, ("message", "zh")),
            en=binding.template(self._file.message.en, ("message", "en")),
        )

    def _check_parameters(self, parameters: Parameters) -> None:
        taken = reserved_names(self._file.subject)
        for name, (value, path) in parameters.items():
            if not name.isidentifier() or iskeyword(name):
                self._fault(path, "a parameter's name is one word of letters, digits and _")
            if name in taken:
                self._fault(path, f"{name} is a name of {self._file.subject} already; rename the parameter")
            numbers: Iterable[ParameterValue] = value.values() if isinstance(value, dict) else (value,)
            if any(_too_great(number) for number in numbers):
                self._fault(path, f"a number lies between -{_GREATEST} and {_GREATEST}")

    def _fault(self, path: Path, message: str, reading: str = DEFAULT) -> None:
        """Notes a fault once: the readings repeat what they do not replace."""
        if (path, message) in self._noted:
            return
        self._noted.add((path, message))
        if reading != DEFAULT and path[:2] != ("readings", reading):
            message = f"under the reading {reading!r}: {message}"
        self._faults.append(self._document.fault(path, message))


@dataclass(slots=True)
class _Binding:
    """The names one reading of a rule gives to its conditions."""

    compilation: _Compilation
    terms: Mapping[str, Term]
    reading: str = DEFAULT
    names: dict[str, t.Value | t.Row] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def add(self, name: str, value: t.Value | None) -> None:
        if value is not None:
            self.names[name] = t.Named(name, value)

    def add_plain(self, parameters: Parameters) -> None:
        for name, (value, _) in parameters.items():
            if not isinstance(value, dict):
                self.add(name, t.Literal(value, _scalar_type(value)))

    def add_dated(self, parameters: Parameters, arises: t.Value) -> None:
        for name, (value, path) in parameters.items():
            if not isinstance(value, dict):
                continue
            steps = tuple(sorted(value.items()))
            kinds = {_scalar_type(step).kind for _, step in steps}
            if len(kinds) != 1:
                self.compilation._fault(path, "the values of a dated parameter are of one kind")
            self.names[name] = t.Dated(name, steps, arises, _scalar_type(steps[0][1]))

    def truth(self, part: tuple[str, Path] | None) -> t.Value | None:
        return self.value(part, TRUTH)

    def day(self, part: tuple[str, Path] | None) -> t.Value | None:
        return self.value(part, DAY)

    def value(self, part: tuple[str, Path] | None, expected: ValueType | None) -> t.Value | None:
        if part is None:
            return None
        text, path = part
        scope = self._scope()
        try:
            return bind(text, scope, expected)
        except ConditionError as error:
            self.compilation._fault(path, str(error), self.reading)
            return None
        finally:
            self.used |= scope.expansion.used

    def template(self, text: str, path: Path) -> tuple[str | t.Value, ...]:
        try:
            return bind_template(text, self._scope())
        except ConditionError as error:
            self.compilation._fault(path, str(error))
            return ()

    def _scope(self) -> Scope:
        subject = t.Subject(self.compilation._file.subject)
        return Scope(subject, self.names, self.terms, expansion=Expansion())


def _read_by(variants: Iterable[Variant], message: Message) -> frozenset[str]:
    """The rules whose findings decide about a rule or stand in its message."""
    trees = [tree for variant in variants for tree in variant.conditions]
    trees += [part for part in (*message.zh, *message.en) if not isinstance(part, str)]
    return frozenset().union(*(rules_read(tree) for tree in trees))


def _too_great(value: ParameterValue) -> bool:
    return isinstance(value, int | Decimal) and not -_GREATEST < value < _GREATEST


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
