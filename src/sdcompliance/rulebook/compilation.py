"""The readings of a checked rule file → typed trees: parameters and terms in place, every name looked up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from keyword import iskeyword

from sdcompliance.conditions import DAY, reserved_names, rules_read
from sdcompliance.conditions import tree as t
from sdcompliance.errors import did_you_mean
from sdcompliance.rulebook.document import Document, Path
from sdcompliance.rulebook.faults import RuleError
from sdcompliance.rulebook.format import ParameterValue, ReadingPart, RuleFile, SubjectPart, by_name
from sdcompliance.rulebook.naming import Faults, Naming, Parameters, Placed
from sdcompliance.rulebook.rule import DEFAULT, Choice, Compiled, Message, Requirement, Variant
from sdcompliance.rulebook.surroundings import Surroundings
from sdcompliance.rulebook.words import Words

#: A number beyond this is no count of days, persons or yuan, and no engine could add it to a day.
_GREATEST = 10**15

_DEFAULT_BASIS = Words("规则库的默认解释。", "The rulebook's own reading.")


@dataclass(frozen=True, slots=True)
class _Texts:
    """What one reading of a rule consists of, as text, and where each part stands in the file."""

    parameters: Parameters
    arises: Placed
    when: Placed | None
    due: Placed | None
    until: Placed | None
    undecided: Placed | None
    require: tuple[tuple[str | None, str, Path], ...]


class Compilation:
    """Binds all readings of one rule. Collects every fault before it raises."""

    def __init__(
        self, file: RuleFile, document: Document, surroundings: Surroundings, choice: Choice
    ) -> None:
        self._file = file
        self._around = surroundings
        self._choice = choice
        self._faults = Faults(document)
        self._defaults = self._around.subjects.get(self._file.subject, SubjectPart())
        self._used_terms: set[str] = set()

    def compile(self) -> Compiled:
        """The rule's variants with the chosen one first, its message and its paths."""
        if DEFAULT in self._file.readings:
            self._faults.note(("readings", DEFAULT), f"{DEFAULT!r} is the rule itself; name the reading")
        default = self._variant(DEFAULT, ())
        used = sorted(self._used_terms)
        bases = {DEFAULT: _DEFAULT_BASIS, **self._readings()}
        found = {DEFAULT: default, **{name: self._reading(name) for name in bases if name != DEFAULT}}
        decides, readings = default, self._choice.readings
        if readings:
            for name in readings:
                if name not in bases:
                    self._faults.note(("id",), f"the rule has no reading {name!r}{did_you_mean(name, bases)}")
            decides = self._variant(
                "+".join(readings), [part for one in readings for part in self._parts(one)]
            )
        message = None if decides is None else self._message(decides, readings)
        if self._faults.found or decides is None or message is None:
            raise RuleError(self._faults.found)
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
        found = {name: part.basis.words for name, part in self._file.readings.items()}
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
                self._faults.note(path, f"no other reading {other!r}{did_you_mean(other, sorted(known))}")
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
                    for name, text in by_name(part.require)
                )
            parameters.update(_placed(part.parameters, path))
        if "arises" not in texts and self._defaults.arises is not None:
            texts["arises"] = (self._defaults.arises, ("subject",))
        if "arises" not in texts:
            self._faults.note(("subject",), f"{file.subject} has no day on which duties arise; give `arises`")
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
        before = len(self._faults.found)
        texts = self._texts(readings)
        naming = self._naming(readings, name)
        self._check_parameters(texts.parameters)
        naming.add_plain(texts.parameters)
        arises = self._arises(naming, texts)
        naming.add_dated(texts.parameters, arises or t.Today())
        due = naming.day(texts.due)
        until = naming.day(texts.until)
        if texts.due is not None and texts.until is not None:
            self._faults.note(
                ("until",), "a duty is done by `due` or kept `until`, not both; make it two rules"
            )
        # Where one of them does not bind, a stand-in keeps that from looking like a fault elsewhere.
        naming.add("due", due or (texts.due and t.Today()))
        naming.add("until", until or (texts.until and t.Today()))
        when = naming.truth(texts.when)
        undecided = naming.truth(texts.undecided)
        require = [(own, naming.truth((text, path))) for own, text, path in texts.require]
        scope = self._scope(arises)
        self._used_terms |= naming.used
        if len(self._faults.found) > before or arises is None or scope is None:
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

    def _arises(self, naming: Naming, texts: _Texts) -> t.Value | None:
        naming.add_dated(texts.parameters, t.Today())
        arises = naming.day(texts.arises)
        path = texts.arises[1]
        if arises is None:
            return None
        if t.bounded(arises):
            self._faults.note(path, "the day a duty arises must be certain; working days are not")
        if any(isinstance(part, t.Dated) for part in t.walk(arises)):
            self._faults.note(
                path, "a dated parameter depends on the day the duty arises; it cannot fix that day"
            )
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
            naming = self._naming()
            city = naming.truth((f"in_province({self._defaults.city})", place))
            if self._defaults.everywhere is not None:
                wide = naming.truth((self._defaults.everywhere, place))
                city = t.AnyOf((wide, city)) if wide is not None and city is not None else None
            if city is None:
                return None
            tests.append(city)
        return tests[0] if len(tests) == 1 else t.AllOf(tuple(tests))

    def _path_of(self, text: str | None) -> t.Value | None:
        if text is None:
            return None
        return self._naming().value((text, ("subject",)), None)

    def _message(self, decides: Variant, chosen: Iterable[str]) -> Message:
        readings = [part for one in chosen for part in self._parts(one)]
        naming = self._naming(readings)
        parameters = self._texts(readings).parameters
        naming.add_plain(parameters)
        naming.add_dated(parameters, decides.arises)
        naming.add("due", decides.due)
        naming.add("until", decides.until)
        return Message(
            zh=naming.template(self._file.message.zh, ("message", "zh")),
            en=naming.template(self._file.message.en, ("message", "en")),
        )

    def _naming(self, readings: Iterable[str] = (), reading: str = DEFAULT) -> Naming:
        """What these readings call things; faults are said to be of ``reading``, which they make up."""
        return Naming(self._file.subject, self._around.terms_under(readings), self._faults, reading)

    def _check_parameters(self, parameters: Parameters) -> None:
        taken = reserved_names(self._file.subject)
        for name, (value, path) in parameters.items():
            if not name.isidentifier() or iskeyword(name):
                self._faults.note(path, "a parameter's name is one word of letters, digits and _")
            if name in taken:
                self._faults.note(
                    path, f"{name} is a name of {self._file.subject} already; rename the parameter"
                )
            numbers: Iterable[ParameterValue] = value.values() if isinstance(value, dict) else (value,)
            if any(_too_great(number) for number in numbers):
                self._faults.note(path, f"a number lies between -{_GREATEST} and {_GREATEST}")


def _placed(parameters: Mapping[str, ParameterValue | dict[date, ParameterValue]], path: Path) -> Parameters:
    return {name: (value, (*path, "parameters", name)) for name, value in parameters.items()}


def _read_by(variants: Iterable[Variant], message: Message) -> frozenset[str]:
    """The rules whose findings decide about a rule or stand in its message."""
    conditions = (tree for variant in variants for tree in variant.conditions)
    return frozenset().union(*(rules_read(tree) for tree in (*conditions, *message.values)))


def _too_great(value: ParameterValue) -> bool:
    return isinstance(value, int | Decimal) and not -_GREATEST < value < _GREATEST
