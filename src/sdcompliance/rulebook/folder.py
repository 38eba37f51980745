"""A folder of rule files → a Rulebook.

A folder holds ``<chapter>/<ID>_<fault>.yaml`` at any depth, and may hold ``terms.yaml``,
``subjects.yaml`` and ``clauses.yaml``, which extend those of the notice.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pydantic

from sdcompliance import prepared
from sdcompliance.errors import did_you_mean
from sdcompliance.records import TABLES
from sdcompliance.rulebook.assembly import SourceFile, assemble
from sdcompliance.rulebook.clauses import fault_of_quote
from sdcompliance.rulebook.common_files import read_surroundings
from sdcompliance.rulebook.content import package_folder, rules_folder
from sdcompliance.rulebook.document import Document, read_yaml
from sdcompliance.rulebook.faults import RuleError, RuleFault, raise_all
from sdcompliance.rulebook.format import RuleFile
from sdcompliance.rulebook.rule import Rule
from sdcompliance.rulebook.rulebook import Rulebook
from sdcompliance.rulebook.strata import faults_of_reads
from sdcompliance.rulebook.surroundings import Surroundings

_COMMON_FILES = ("terms.yaml", "subjects.yaml", "clauses.yaml", "ledger.yaml")
_HOST = "host"  # the folder under which a rulebook keeps the texts of a host's files


@cache
def default_rulebook() -> Rulebook:
    """The rules of the notice. Loaded once, when first needed, and kept prepared for the next process."""
    key = prepared.key_of((rules_folder(), package_folder()), pydantic.VERSION)
    kept: Rulebook | None = prepared.load("rulebook", key)
    if kept is not None:
        return kept
    texts = _read_folder(rules_folder())
    surroundings = read_surroundings(texts, None)
    rules, faults = _rules(texts, surroundings, frozenset())
    raise_all(faults)
    rulebook = Rulebook(rules, surroundings, texts, prepared_as=key)
    rulebook.bind()
    raise_all(faults_of_reads(rulebook))
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
    surroundings = read_surroundings(texts, base.surroundings)
    rules, faults = _rules(texts, surroundings, frozenset(base))
    raise_all([*faults, *(fault for rule in rules for fault in _check(rule))])
    # A host's terms.yaml stands beside the notice's, so that the digest covers both.
    own = {f"{_HOST}/{name}": text for name, text in texts.items()}
    settings = replace(base.settings, own_rules=(*base.settings.own_rules, *(rule.id for rule in rules)))
    rulebook = Rulebook([*base.values(), *rules], surroundings, {**base.texts, **own}, settings=settings)
    raise_all(faults_of_reads(rulebook))
    return rulebook


def _read_folder(path: Path) -> dict[str, str]:
    """Every YAML file below the path by its name relative to it, in order of name."""
    if not path.exists():
        raise RuleError([RuleFault(str(path), 0, "", "no such file or folder")])
    files = [path] if path.is_file() else sorted(path.rglob("*.yaml"))
    if not files:
        raise RuleError([RuleFault(str(path), 0, "", "the folder holds no rule file (*.yaml)")])
    root = path.parent if path.is_file() else path
    raise_all(_misnamed(root, path.rglob("*.yml")))
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
    raise_all(_reference_faults(source.part, source.document, surroundings))
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
