"""A folder of rule files → a Rulebook.

A folder holds ``<chapter>/<ID>_<fault>.yaml`` at any depth, and may hold ``terms.yaml``,
``subjects.yaml`` and ``clauses.yaml``, which extend those of the notice.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from keyword import iskeyword
from pathlib import Path
from typing import Any

import pydantic

from sdcompliance import prepared
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
from sdcompliance.rulebook.assembly import SourceFile, assemble
from sdcompliance.rulebook.checking import check_part
from sdcompliance.rulebook.clauses import Clause, Law, fault_of_quote
from sdcompliance.rulebook.content import package_folder, rules_folder
from sdcompliance.rulebook.document import Document, read_yaml
from sdcompliance.rulebook.faults import RuleError, RuleFault
from sdcompliance.rulebook.format import ClausesFile, RuleFile, SubjectPart, TermPart
from sdcompliance.rulebook.rule import DEFAULT, Rule
from sdcompliance.rulebook.rulebook import Rulebook
from sdcompliance.rulebook.strata import faults_of_reads
from sdcompliance.rulebook.surroundings import LegalTerm, Surroundings
from sdcompliance.rulebook.words import Words

_COMMON_FILES = ("terms.yaml", "subjects.yaml", "clauses.yaml", "ledger.yaml")
_HOST = "host"  # the folder under which a rulebook keeps the texts of a host's files
_SUBJECT_TYPES = {"arises": DAY, "city": TEXT, "site": None, "session": None, "everywhere": TRUTH}
_TAKEN = "the notice has this name already; choose another"


@cache
def default_rulebook() -> Rulebook:
    """The rules of the notice. Loaded once, when first needed, and kept prepared for the next process."""
    key = prepared.key_of((rules_folder(), package_folder()), pydantic.VERSION)
    kept: Rulebook | None = prepared.load("rulebook", key)
    if kept is not None:
        return kept
    texts = _read_folder(rules_folder())
    surroundings = _surroundings(texts, None)
    rules, faults = _rules(texts, surroundings, frozenset())
    _raise_all([faults])
    rulebook = Rulebook(rules, surroundings, texts, prepared_as=key)
    rulebook.bind()
    _raise_all([faults_of_reads(rulebook)])
    _ = rulebook.digest  # kept with it
    prepared.keep("rulebook", key, rulebook)
    return rulebook


def load_rules(path: str | os.PathLike[str], base: Rulebook | None = None) -> Rulebook:
    """The rules of the notice (or of another rulebook ``base``) and those of a host's own folder or file.

    ``path`` is a folder of rule files, or one rule file. The folder may bring further legal terms
    (terms.yaml) and clauses of other texts (clauses.yaml), each under a name of its own. Raises
    RuleError with every fault of every file: file, line, key and the nearest valid name; faults in
    what all rules rely on (terms, clauses, subjects) come first and alone.
    """
    base = base or default_rulebook()
    texts = _read_folder(Path(path))
    surroundings = _surroundings(texts, base.surroundings)
    rules, faults = _rules(texts, surroundings, frozenset(base))
    _raise_all([faults, *(_check(rule) for rule in rules)])
    # A host's terms.yaml stands beside the notice's, so that the digest covers both.
    own = {f"{_HOST}/{name}": text for name, text in texts.items()}
    settings = replace(base.settings, own_rules=(*base.settings.own_rules, *(rule.id for rule in rules)))
    rulebook = Rulebook([*base.values(), *rules], surroundings, {**base.texts, **own}, settings=settings)
    _raise_all([faults_of_reads(rulebook)])
    return rulebook


def _read_folder(path: Path) -> dict[str, str]:
    """Every YAML file below the path by its name relative to it, in order of name."""
    if not path.exists():
        raise RuleError([RuleFault(str(path), 0, "", "no such file or folder")])
    files = [path] if path.is_file() else sorted(path.rglob("*.yaml"))
    if not files:
        raise RuleError([RuleFault(str(path), 0, "", "the folder holds no rule file (*.yaml)")])
    root = path.parent if path.is_file() else path
    _raise_all([_misnamed(root, path.rglob("*.yml"))])
    texts: dict[str, str] = {}
    for file in files:
        name = file.relative_to(root).as_posix()
        try:
            texts[name] = file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise RuleError([RuleFault(name, 0, "", f"cannot be read as UTF-8 text: {error}")]) from None
    return texts


def _misnamed(root: Path, files: Iterable[Path]) -> list[RuleFault]:
    message = "not read: a rule file's name ends in .yaml; rename it"
    return [RuleFault(file.relative_to(root).as_posix(), 0, "", message) for file in files]


def _raise_all(results: Iterable[list[RuleFault]]) -> None:
    faults = [fault for found in results for fault in found]
    if faults:
        raise RuleError(faults)


# ── what all rule files of a folder rely on ─────────────────────────────────────────────


def _surroundings(texts: Mapping[str, str], base: Surroundings | None) -> Surroundings:
    law = _law(texts, base.law if base else None)
    subjects = dict(base.subjects) if base else {}
    subjects.update(_subjects(texts))
    terms = dict(base.terms) if base else {}
    terms.update(_terms(texts, law, frozenset(terms)))
    surroundings = Surroundings(law, terms, subjects)
    _raise_all([_check_terms(texts, surroundings), _check_subjects(texts, surroundings)])
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
        anchor: Clause(
            anchor, Words(clause.title.zh, clause.title.en), clause.fingerprint, part.in_force_from
        )
        for anchor, clause in part.clauses.items()
    }
    if base is None:
        return Law(Words(part.source.zh, part.source.en), part.in_force_from, own)
    taken = [anchor for anchor in own if anchor in base.clauses]
    _raise_all([[document.fault(("clauses", anchor), _TAKEN) for anchor in taken]])
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
    _raise_all([faults])
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
    _raise_all([_name_faults(parts, document, taken)])
    _raise_all(_term_faults(name, part, document, law) for name, part in parts.items())
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
        note=Words(part.note.zh, part.note.en),
        readings={
            reading: (Term(name, takes, other.means), Words(other.basis.zh, other.basis.en))
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


# ── rule files ──────────────────────────────────────────────────────────────────────────


def _rules(
    texts: Mapping[str, str], surroundings: Surroundings, taken: frozenset[str]
) -> tuple[list[Rule], list[RuleFault]]:
    """The rules of the good files, and what is wrong with the others."""
    rules: list[Rule] = []
    faults: list[RuleFault] = []
    names: dict[str, str] = dict.fromkeys(taken, "the rules of the notice")
    for file, text in texts.items():
        if file in _COMMON_FILES:
            continue
        try:
            rule = _rule(file, text, surroundings)
        except RuleError as error:
            faults += {*error.faults, *_faults_of(SourceFile(file, text, surroundings).examples)}
            continue
        if rule.id in names:
            message = f"{rule.id} is already used in {names[rule.id]}"
            faults.append(read_yaml(text, file).fault(("id",), message))
        names[rule.id] = file
        rules.append(rule)
    return rules, faults


def _rule(file: str, text: str, surroundings: Surroundings) -> Rule:
    source = SourceFile(file, text, surroundings)
    faults = _reference_faults(source.part, source.document, surroundings)
    if faults:
        raise RuleError(faults)
    return assemble(source)


def _reference_faults(part: RuleFile, document: Document, surroundings: Surroundings) -> list[RuleFault]:
    """The table, the clause and the quote that a rule names."""
    faults = []
    if part.subject not in TABLES:
        hint = did_you_mean(part.subject, TABLES)
        faults.append(document.fault(("subject",), f"no table {part.subject!r}{hint}"))
    clause = surroundings.law.clauses.get(part.clause)
    if clause is None:
        hint = did_you_mean(part.clause, surroundings.law.clauses)
        faults.append(document.fault(("clause",), f"no clause {part.clause!r}{hint}"))
    elif (wrong := fault_of_quote(part.quote, clause)) is not None:
        faults.append(document.fault(("quote",), wrong))
    names = () if isinstance(part.require, str) else tuple(part.require)
    for name in part.labels:
        if name not in names:
            hint = did_you_mean(name, names)
            faults.append(document.fault(("labels", name), f"no requirement {name!r}{hint}"))
    kinds = TABLES["bodies"].columns["kind"].codes
    if part.addressee is not None and part.addressee not in kinds:
        hint = did_you_mean(part.addressee, kinds)
        faults.append(document.fault(("addressee",), f"no kind of body {part.addressee!r}{hint}"))
    return faults


def _check(rule: Rule) -> list[RuleFault]:
    """Binds a rule and reads its examples now, and says what is wrong with them."""
    return [*_faults_of(lambda: rule.variants), *_faults_of(lambda: rule.examples)]


def _faults_of(look: Callable[[], object]) -> tuple[RuleFault, ...]:
    try:
        look()
    except RuleError as error:
        return error.faults
    return ()
