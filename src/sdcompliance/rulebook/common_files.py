"""terms.yaml, subjects.yaml and clauses.yaml of a folder → what its rule files rely on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from keyword import iskeyword
from typing import Any

from sdcompliance.conditions import (
    DAY,
    FUNCTION_NAMES,
    NAMED_TYPES,
    QUANTIFIERS,
    READABLE,
    TEXT,
    TRUTH,
    ConditionError,
    Scope,
    Term,
    ValueType,
    bind,
    reserved_names,
)
from sdcompliance.conditions import tree as t
from sdcompliance.errors import did_you_mean
from sdcompliance.records import TABLES
from sdcompliance.rulebook.checking import check_part
from sdcompliance.rulebook.clauses import Clause, Law
from sdcompliance.rulebook.document import Document, read_yaml
from sdcompliance.rulebook.faults import RuleError, RuleFault, raise_all
from sdcompliance.rulebook.format import ClausesFile, SubjectPart, TermPart
from sdcompliance.rulebook.rule import DEFAULT
from sdcompliance.rulebook.surroundings import LegalTerm, Surroundings

_SUBJECT_TYPES = {"arises": DAY, "city": TEXT, "site": None, "session": None, "everywhere": TRUTH}
_TAKEN = "the notice has this name already; choose another"


def read_surroundings(texts: Mapping[str, str], base: Surroundings | None) -> Surroundings:
    """What the files of a folder say, by name, on top of what ``base`` says.

    Raises RuleError with every fault of the first of these files that has any.
    """
    law = _law(texts, base.law if base else None)
    subjects = dict(base.subjects) if base else {}
    subjects.update(_subjects(texts))
    terms = dict(base.terms) if base else {}
    terms.update(_terms(texts, law, frozenset(terms)))
    surroundings = Surroundings(law, terms, subjects)
    raise_all([*_check_terms(texts, surroundings), *_check_subjects(texts, surroundings)])
    return surroundings


def _law(texts: Mapping[str, str], base: Law | None) -> Law:
    text = texts.get("clauses.yaml")
    if text is None:
        if base is None:
            raise RuleError([RuleFault("clauses.yaml", 0, "", "the folder of the notice lacks it")])
        return base
    document = read_yaml(text, "clauses.yaml")
    part = check_part(ClausesFile, document.data, document)
    own = {
        anchor: Clause(anchor, clause.title.words, clause.fingerprint, part.in_force_from)
        for anchor, clause in part.clauses.items()
    }
    if base is None:
        return Law(part.source.words, part.in_force_from, own)
    taken = [anchor for anchor in own if anchor in base.clauses]
    raise_all(document.fault(("clauses", anchor), _TAKEN) for anchor in taken)
    return Law(base.source, base.in_force_from, {**base.clauses, **own})


def _parts(document: Document, model: type[Any]) -> dict[str, Any]:
    """The named definitions of a file, each checked."""
    if not isinstance(document.data, dict):
        raise RuleError([document.fault((), "names with their definitions are expected")])
    found: dict[str, Any] = {}
    faults: list[RuleFault] = []
    for name, data in document.data.items():
        try:
            found[str(name)] = check_part(model, data, document, (str(name),))
        except RuleError as error:
            faults += error.faults
    raise_all(faults)
    return found


def _subjects(texts: Mapping[str, str]) -> dict[str, SubjectPart]:
    if "subjects.yaml" not in texts:
        return {}
    return _parts(read_yaml(texts["subjects.yaml"], "subjects.yaml"), SubjectPart)


def _terms(texts: Mapping[str, str], law: Law, taken: frozenset[str]) -> dict[str, LegalTerm]:
    if "terms.yaml" not in texts:
        return {}
    document = read_yaml(texts["terms.yaml"], "terms.yaml")
    parts: dict[str, TermPart] = _parts(document, TermPart)
    raise_all(_name_faults(parts, document, taken))
    raise_all(fault for name, part in parts.items() for fault in _term_faults(name, part, document, law))
    return {name: _legal_term(name, part) for name, part in parts.items()}


def _name_faults(names: Iterable[str], document: Document, taken: frozenset[str]) -> list[RuleFault]:
    """A term is called by its name: one that the language or the notice has would never be reached."""
    faults = [document.fault((name,), _TAKEN) for name in names if name in taken]
    for name in names:
        if name in FUNCTION_NAMES or name in QUANTIFIERS:
            faults.append(document.fault((name,), f"{name} is a function of the language; rename the term"))
        elif not _is_word(name):
            faults.append(document.fault((name,), "a term's name is one word of letters, digits and _"))
    return faults


def _term_faults(name: str, part: TermPart, document: Document, law: Law) -> list[RuleFault]:
    """The clause, the types and the arguments' names that a term gives."""
    faults = []
    if part.clause not in law.clauses:
        hint = did_you_mean(part.clause, law.clauses)
        faults.append(document.fault((name, "clause"), f"no clause {part.clause!r}{hint}"))
    for argument, kind in part.takes.items():
        place = (name, "takes", argument)
        if kind not in NAMED_TYPES and kind not in READABLE:
            hint = did_you_mean(kind, [*NAMED_TYPES, *READABLE])
            faults.append(document.fault(place, f"no table or type {kind!r}{hint}"))
        if not _is_word(argument) or argument in reserved_names(None):
            faults.append(document.fault(place, "an argument's name is a word that is not taken"))
    if DEFAULT in part.readings:
        place = (name, "readings", DEFAULT)
        faults.append(document.fault(place, f"{DEFAULT!r} is the term itself; name the reading"))
    return faults


def _is_word(name: str) -> bool:
    return name.isidentifier() and not iskeyword(name)


def _legal_term(name: str, part: TermPart) -> LegalTerm:
    takes: dict[str, ValueType | str] = {
        argument: NAMED_TYPES.get(kind, kind) for argument, kind in part.takes.items()
    }
    return LegalTerm(
        term=Term(name, takes, part.means),
        clause=part.clause,
        note=part.note.words,
        readings={
            reading: (Term(name, takes, other.means), other.basis.words)
            for reading, other in part.readings.items()
        },
    )


def _check_terms(texts: Mapping[str, str], surroundings: Surroundings) -> list[RuleFault]:
    """Binds every term of this folder by itself, so that an unused one is checked too."""
    if "terms.yaml" not in texts:
        return []
    document = read_yaml(texts["terms.yaml"], "terms.yaml")
    faults = []
    for name in document.data:
        legal = surroundings.terms[str(name)]
        versions: dict[tuple[str, ...], Term] = {("means",): legal.term}
        versions |= {("readings", reading, "means"): term for reading, (term, _) in legal.readings.items()}
        for path, term in versions.items():
            try:
                bind(term.means, _stand_alone(term, surroundings), expected=None)
            except ConditionError as error:
                faults.append(document.fault((str(name), *path), str(error)))
    return faults


def _stand_alone(term: Term, surroundings: Surroundings) -> Scope:
    """A scope in which a term's arguments stand for themselves."""
    arguments: dict[str, t.Value | t.Row] = {}
    for name, kind in term.takes.items():
        if isinstance(kind, str):
            arguments[name] = t.Variable(name, kind)
        else:
            arguments[name] = t.Dated(name, (), t.Today(), kind)
    return Scope(None, terms=surroundings.terms_under(())).inside_term(term, arguments)


def _check_subjects(texts: Mapping[str, str], surroundings: Surroundings) -> list[RuleFault]:
    """Binds the defaults of this folder's subjects, so that no rule is blamed for them."""
    document = read_yaml(texts.get("subjects.yaml", "{}"), "subjects.yaml")
    faults = []
    for name in document.data:
        if name not in TABLES:
            faults.append(document.fault((name,), f"no table {name!r}{did_you_mean(name, TABLES)}"))
            continue
        scope = Scope(t.Subject(name), terms=surroundings.terms_under(()))
        for key, expected in _SUBJECT_TYPES.items():
            text = getattr(surroundings.subjects[name], key)
            try:
                _ = text is None or bind(text, scope, expected)
            except ConditionError as error:
                faults.append(document.fault((name, key), str(error)))
    return faults
