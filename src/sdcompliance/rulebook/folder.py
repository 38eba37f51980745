"""A folder of rule files → a Rulebook.

A folder holds ``<chapter>/<ID>_<fault>.yaml`` at any depth, and may hold ``terms.yaml``,
``subjects.yaml`` and ``clauses.yaml``, which extend those of the notice.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sdcompliance.conditions import NAMED_TYPES, ConditionError, Scope, Term, ValueType, bind
from sdcompliance.conditions import tree as t
from sdcompliance.errors import did_you_mean
from sdcompliance.records import TABLES
from sdcompliance.rulebook.assembly import LegalTerm, Surroundings, assemble
from sdcompliance.rulebook.checking import check_part
from sdcompliance.rulebook.clauses import Clause, Law, fault_of_quote
from sdcompliance.rulebook.content import rules_folder
from sdcompliance.rulebook.faults import RuleError, RuleFault
from sdcompliance.rulebook.format import ClausesFile, ExamplePart, RuleFile, SubjectPart, TermPart
from sdcompliance.rulebook.rule import Rule
from sdcompliance.rulebook.rulebook import Rulebook
from sdcompliance.rulebook.words import Words
from sdcompliance.rulebook.yaml_text import Document, read_yaml

_COMMON_FILES = ("terms.yaml", "subjects.yaml", "clauses.yaml", "ledger.yaml")
# The examples are most of a rule file, and only tests and documents need them: they are cut out
# (their lines stay blank, so that line numbers hold) and parsed when first asked for.
_EXAMPLES = re.compile(r"^examples:.*?(?=^[^\s#]|\Z)", re.MULTILINE | re.DOTALL)


@cache
def default_rulebook() -> Rulebook:
    """The rules of the notice. Loaded once, when first needed; their conditions are bound when used."""
    folder = rules_folder()
    texts = _read_folder(folder)
    surroundings = _surroundings(texts, None)
    return Rulebook(_rules(texts, surroundings, frozenset()), surroundings, texts)


def load_rules(path: str | os.PathLike[str]) -> Rulebook:
    """The rules of the notice and those of a host's own folder or file.

    ``path`` is a folder of rule files, or one rule file. The folder may bring further legal terms
    (terms.yaml) and clauses of other texts (clauses.yaml). Raises RuleError with every fault of
    every file: file, line, key and the nearest valid name.
    """
    base = default_rulebook()
    texts = _read_folder(Path(path))
    surroundings = _surroundings(texts, base.surroundings)
    rules = _rules(texts, surroundings, frozenset(base))
    _raise_all(_check(rule) for rule in rules)
    return Rulebook([*base.values(), *rules], surroundings, {**base.texts, **texts})


def _read_folder(path: Path) -> dict[str, str]:
    """Every YAML file below the path by its name relative to it, in order of name."""
    if not path.exists():
        raise RuleError([RuleFault(str(path), 0, "", "no such file or folder")])
    files = [path] if path.is_file() else sorted(path.rglob("*.yaml"))
    if not files:
        raise RuleError([RuleFault(str(path), 0, "", "the folder holds no rule file (*.yaml)")])
    root = path.parent if path.is_file() else path
    texts: dict[str, str] = {}
    for file in files:
        name = file.relative_to(root).as_posix()
        try:
            texts[name] = file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise RuleError([RuleFault(name, 0, "", f"cannot be read as UTF-8 text: {error}")]) from None
    return texts


def _raise_all(results: Iterable[list[RuleFault]]) -> None:
    faults = [fault for found in results for fault in found]
    if faults:
        raise RuleError(faults)


# ── what all rule files of a folder rely on ─────────────────────────────────────────────


def _surroundings(texts: Mapping[str, str], base: Surroundings | None) -> Surroundings:
    law = _law(texts, base.law if base else None)
    subjects = dict(base.subjects) if base else {}
    subjects.update(_parts(texts, "subjects.yaml", SubjectPart))
    terms = dict(base.terms) if base else {}
    terms.update(_terms(texts, law))
    surroundings = Surroundings(law, MappingProxyType(terms), MappingProxyType(subjects))
    _raise_all([_check_terms(texts, surroundings), _check_subjects(texts, subjects)])
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
        anchor: Clause(anchor, Words(clause.title.zh, clause.title.en), clause.fingerprint)
        for anchor, clause in part.clauses.items()
    }
    if base is None:
        return Law(Words(part.source.zh, part.source.en), part.in_force_from, MappingProxyType(own))
    return Law(base.source, base.in_force_from, MappingProxyType({**base.clauses, **own}))


def _parts(texts: Mapping[str, str], file: str, model: type[Any]) -> dict[str, Any]:
    if file not in texts:
        return {}
    document = read_yaml(texts[file], file)
    if not isinstance(document.data, dict):
        raise RuleError([document.fault((), "names with their definitions are expected")])
    return {
        str(name): check_part(model, data, document, (str(name),)) for name, data in document.data.items()
    }


def _terms(texts: Mapping[str, str], law: Law) -> dict[str, LegalTerm]:
    parts: dict[str, TermPart] = _parts(texts, "terms.yaml", TermPart)
    faults: list[RuleFault] = []
    terms: dict[str, LegalTerm] = {}
    for name, part in parts.items():
        document = read_yaml(texts["terms.yaml"], "terms.yaml") if part.clause not in law.clauses else None
        if document is not None:
            hint = did_you_mean(part.clause, law.clauses)
            faults.append(document.fault((name, "clause"), f"no clause {part.clause!r}{hint}"))
        takes: dict[str, ValueType | str] = {}
        for argument, kind in part.takes.items():
            takes[argument] = NAMED_TYPES.get(kind, kind)
            if kind not in NAMED_TYPES and kind not in TABLES:
                hint = did_you_mean(kind, [*NAMED_TYPES, *TABLES])
                document = read_yaml(texts["terms.yaml"], "terms.yaml")
                faults.append(document.fault((name, "takes", argument), f"no table or type {kind!r}{hint}"))
        terms[name] = LegalTerm(
            term=Term(name, takes, part.means),
            clause=part.clause,
            note=Words(part.note.zh, part.note.en),
            readings={
                reading: (Term(name, takes, other.means), Words(other.basis.zh, other.basis.en))
                for reading, other in part.readings.items()
            },
        )
    if faults:
        raise RuleError(faults)
    return terms


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


def _check_subjects(texts: Mapping[str, str], subjects: Mapping[str, SubjectPart]) -> list[RuleFault]:
    document = read_yaml(texts.get("subjects.yaml", "{}"), "subjects.yaml")
    return [
        document.fault((name,), f"no table {name!r}{did_you_mean(name, TABLES)}")
        for name in subjects
        if name not in TABLES
    ]


# ── rule files ──────────────────────────────────────────────────────────────────────────


def _rules(texts: Mapping[str, str], surroundings: Surroundings, taken: frozenset[str]) -> list[Rule]:
    rules: list[Rule] = []
    faults: list[RuleFault] = []
    names: dict[str, str] = dict.fromkeys(taken, "the rules of the notice")
    for file, text in texts.items():
        if file in _COMMON_FILES:
            continue
        try:
            rule = _rule(file, text, surroundings)
        except RuleError as error:
            faults += error.faults
            continue
        if rule.id in names:
            faults.append(RuleFault(file, 1, "id", f"{rule.id} is already used in {names[rule.id]}"))
        names[rule.id] = file
        rules.append(rule)
    if faults:
        raise RuleError(faults)
    return rules


def _rule(file: str, text: str, surroundings: Surroundings) -> Rule:
    head = _EXAMPLES.sub(lambda match: "examples: []\n" + "\n" * (match.group().count("\n") - 1), text, 1)
    document = read_yaml(head, file)
    part = check_part(RuleFile, document.data, document)
    faults = _reference_faults(part, document, surroundings)
    if faults:
        raise RuleError(faults)
    return assemble(part, document, surroundings, _examples_reader(file, text))


def _examples_reader(file: str, text: str) -> Callable[[], tuple[ExamplePart, ...]]:
    def read() -> tuple[ExamplePart, ...]:
        document = read_yaml(text, file)
        return tuple(check_part(RuleFile, document.data, document).examples)

    return read


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
    kinds = TABLES["bodies"].columns["kind"].codes
    if part.addressee is not None and part.addressee not in kinds:
        hint = did_you_mean(part.addressee, kinds)
        faults.append(document.fault(("addressee",), f"no kind of body {part.addressee!r}{hint}"))
    return faults


def _check(rule: Rule) -> list[RuleFault]:
    """Binds a rule and reads its examples now, and says what is wrong with them."""
    faults: list[RuleFault] = []
    for look in (lambda: rule.variants, lambda: rule.examples):
        try:
            look()
        except RuleError as error:
            faults += error.faults
    return faults
