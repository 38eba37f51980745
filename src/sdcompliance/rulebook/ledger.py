"""The ledger: every sentence of the notice, with the rules that decide it or why none can.

``rules/ledger.yaml`` is read and held against the rulebook and, where it is at hand, against the
notice's text, which is not copied into this project (docs/decisions/0005-ledger.md). A sentence is
known by its anchor ``<clause>#<place in the clause>`` and by a hash of its text.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cached_property
from itertools import pairwise, zip_longest
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from sdcompliance.errors import UnknownNameError, did_you_mean
from sdcompliance.rulebook.checking import check_part
from sdcompliance.rulebook.clauses import Law, fault_of_quote
from sdcompliance.rulebook.content import rules_folder
from sdcompliance.rulebook.document import Document, read_yaml
from sdcompliance.rulebook.document import Path as KeyPath
from sdcompliance.rulebook.faults import RuleError, RuleFault
from sdcompliance.rulebook.format import VerdictName, WordsPart
from sdcompliance.rulebook.rulebook import Rulebook
from sdcompliance.rulebook.words import Words

_FILE = "ledger.yaml"
_HASH_DIGITS = 16
_LONGEST_QUOTE = 12  # characters, the … that stands for the rest not counted
_SHORTEST_CHECKED = 4  # a clause's fingerprint says nothing of fewer characters
# A sentence ends after its mark and what closes around it; an item of a list ends before the next number.
_CUT = re.compile(r"[。；？！]+[”’）》」』]*|(?<![0-9A-Za-z.])(?=\d{1,2}[、.](?!\d))")
_HEADING = re.compile(r"^## +(\S+)[ \t]*$", re.MULTILINE)


class Coverage(StrEnum):
    """Who decides a sentence: the ``class`` of its entry."""

    CHECKED = "checked"  # data decide it, and rules do
    PARTLY = "partly"  # rules decide part of it
    JUDGEMENT = "judgement"  # the notice leaves it to people
    SOFT = "soft"  # encouragement or permission: at most an advisory
    PROGRAMMATIC = "programmatic"  # aims, titles, organisation: no norm on data


_WITH_RULES = (Coverage.CHECKED, Coverage.PARTLY)
_WITHOUT_RULES = (Coverage.JUDGEMENT, Coverage.PROGRAMMATIC)


# ── the format of ledger.yaml ───────────────────────────────────────────────────────────


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class ElsewherePart(_Part):
    """Rules that decide a sentence and cite another clause, and why."""

    rules: list[str] = Field(min_length=1)
    note: WordsPart


class SentencePart(_Part):
    """One sentence, or one field of a form."""

    quote: Annotated[str, StringConstraints(pattern=rf"^[^…]{{1,{_LONGEST_QUOTE}}}…?$")] = Field(
        description="its first words; … stands for the words left out"
    )
    hash: Annotated[str, StringConstraints(pattern=rf"^[0-9a-f]{{{_HASH_DIGITS}}}$")]
    coverage: Literal["checked", "partly", "judgement", "soft", "programmatic"] = Field(alias="class")
    rules: list[str] = Field(default=[], description="rules that cite this clause")
    elsewhere: dict[str, Any] | None = Field(default=None, description="rules that cite another clause")
    reason: WordsPart | None = Field(default=None, description="what is not covered and why")


class LedgerFile(_Part):
    """rules/ledger.yaml."""

    forms: list[str] = Field(default=[], description="clauses without punctuation, cut by their quotes")
    planned: list[str] = Field(default=[], description="rules of the catalogue without a rule file yet")
    sentences: dict[Annotated[str, StringConstraints(pattern=r"^\S+#[1-9]\d*$")], dict[str, Any]]


# ── the ledger ──────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Entry:
    """What the ledger says of one sentence.

    ``rules`` cite the sentence's own clause. ``elsewhere`` cite another one, and ``elsewhere_note``
    says why they decide this sentence too. ``reason`` says what is not covered and why; only an
    entry that is ``checked`` has none.
    """

    anchor: str
    quote: str
    hash: str
    coverage: Coverage
    rules: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    elsewhere_note: Words | None = None
    reason: Words | None = None
    line: int = field(default=0, compare=False)  # 1-based, in the ledger's file; 0 where there is none

    @property
    def clause(self) -> str:
        """The anchor of the clause (``annex1/5.2`` of ``annex1/5.2#1``)."""
        return self.anchor.rpartition("#")[0]

    @property
    def place(self) -> int:
        """Which sentence of the clause it is, from 1."""
        return int(self.anchor.rpartition("#")[2])

    @property
    def all_rules(self) -> tuple[str, ...]:
        """The rules that decide the sentence, whatever clause they cite."""
        return (*self.rules, *self.elsewhere)

    @property
    def first_words(self) -> str:
        """The quote without its …."""
        return self.quote.removesuffix("…")

    @property
    def quoted_whole(self) -> bool:
        """Whether the quote is the whole sentence."""
        return not self.quote.endswith("…")


@dataclass(frozen=True)
class Ledger:
    """The sentences in the order of the notice.

    ``forms`` are the clauses that are cut by their quotes; ``planned`` the rules without a file yet.
    """

    entries: tuple[Entry, ...]
    forms: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()
    file: str = _FILE

    @cached_property
    def by_clause(self) -> Mapping[str, tuple[Entry, ...]]:
        """The sentences of each clause."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.clause, []).append(entry)
        return MappingProxyType({clause: tuple(entries) for clause, entries in found.items()})

    def of_clause(self, anchor: str) -> tuple[Entry, ...]:
        """The sentences of a clause. Raises UnknownNameError with the nearest anchor."""
        if anchor not in self.by_clause:
            hint = did_you_mean(anchor, self.by_clause)
            raise UnknownNameError(f"the ledger has no clause {anchor!r}{hint}")
        return self.by_clause[anchor]

    def of_rule(self, id_: str) -> tuple[Entry, ...]:
        """The sentences that a rule decides; none for a rule that is not of the notice."""
        return tuple(entry for entry in self.entries if id_ in entry.all_rules)

    @cached_property
    def counts(self) -> Mapping[Coverage, int]:
        """How many sentences each class has."""
        counted = Counter(entry.coverage for entry in self.entries)
        return MappingProxyType({coverage: counted[coverage] for coverage in Coverage})


def read_ledger(path: str | os.PathLike[str] | None = None) -> Ledger:
    """The ledger of a rule folder, or of a file; by default that of the notice's rules.

    Raises RuleError with every fault: file, line, key and the nearest valid name. What it takes
    the rulebook to see, ``ledger_faults`` finds.
    """
    place = rules_folder() if path is None else Path(path)
    file = place / _FILE if place.is_dir() else place
    document = read_yaml(_text(file), file.name)
    head = check_part(LedgerFile, document.data, document)
    entries: list[Entry] = []
    faults: list[RuleFault] = []
    for anchor, data in head.sentences.items():
        try:
            entries.append(_entry(anchor, data, document))
        except RuleError as error:
            faults += error.faults
    if faults:
        raise RuleError(faults)
    return Ledger(tuple(entries), tuple(head.forms), tuple(head.planned), document.file)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError([RuleFault(file.name, 0, "", f"cannot be read as UTF-8 text: {error}")]) from None


def _entry(anchor: str, data: Mapping[str, Any], document: Document) -> Entry:
    path: KeyPath = ("sentences", anchor)
    part = check_part(SentencePart, data, document, path)
    elsewhere = None
    if part.elsewhere is not None:
        elsewhere = check_part(ElsewherePart, part.elsewhere, document, (*path, "elsewhere"))
    return Entry(
        anchor=anchor,
        quote=part.quote,
        hash=part.hash,
        coverage=Coverage(part.coverage),
        rules=tuple(part.rules),
        elsewhere=tuple(elsewhere.rules) if elsewhere else (),
        elsewhere_note=_words(elsewhere.note) if elsewhere else None,
        reason=_words(part.reason) if part.reason else None,
        line=document.line(path),
    )


def _words(part: WordsPart) -> Words:
    return Words(part.zh, part.en)


# ── the notice's text ───────────────────────────────────────────────────────────────────


def clause_texts(document: str) -> dict[str, str]:
    """The clauses of the notice by anchor, from a text that has ``## <anchor>`` above each clause."""
    _, *parts = _HEADING.split(document)
    return {anchor: normalised(text) for anchor, text in zip(parts[::2], parts[1::2], strict=True)}


def normalised(text: str) -> str:
    """The text with its white space removed: line breaks are no part of the law."""
    return re.sub(r"\s", "", text)


def sentence_hash(sentence: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of a sentence, white space removed."""
    return hashlib.sha256(normalised(sentence).encode()).hexdigest()[:_HASH_DIGITS]


def sentences(text: str) -> tuple[str, ...]:
    """The text of a clause cut into its sentences, white space removed.

    A sentence ends after 。；？！ and what closes around them, or where a numbered item (``2、``)
    begins. Nothing is left out: put together again, the sentences are the text.
    """
    bare = normalised(text)
    return _pieces(bare, (match.end() for match in _CUT.finditer(bare)))


def fields(text: str, beginnings: Iterable[str]) -> tuple[str, ...]:
    """The text of a form cut where each of its fields begins, white space removed.

    A field lasts until the next one's ``beginnings`` stands for the first time. One that is not
    found cuts nothing, so that put together again the fields are the text.
    """
    bare = normalised(text)
    starts = [0]
    for beginning in list(beginnings)[1:]:
        start = bare.find(beginning, starts[-1] + 1)
        if start >= 0:
            starts.append(start)
    return _pieces(bare, starts)


def _pieces(bare: str, cuts: Iterable[int]) -> tuple[str, ...]:
    places = sorted({0, *cuts, len(bare)})
    return tuple(bare[start:end] for start, end in pairwise(places))


# ── what is wrong with a ledger ─────────────────────────────────────────────────────────


def ledger_faults(
    ledger: Ledger, rulebook: Rulebook, texts: Mapping[str, str] | None = None
) -> tuple[RuleFault, ...]:
    """Everything wrong with the ledger of a rulebook, in the order of the file.

    Found are: an unknown rule or clause, a rule or a clause without an entry, rules or a reason that
    an entry lacks or should not have, sentences that are not numbered in order or stand twice, a quote
    that is not of its clause. With the ``texts`` of the clauses by anchor (``clause_texts``) also a
    sentence without an entry, an entry without a sentence, and a hash or quote that does not match.
    """
    law = rulebook.surroundings.law
    found = [*_faults_of_names(ledger, rulebook), *_faults_of_order(ledger)]
    for entry in ledger.entries:
        messages = [
            *_faults_of_class(entry),
            *_faults_of_rules(entry, ledger, rulebook),
            *_faults_of_quote(entry, law),
        ]
        found += (_fault(ledger, entry, message) for message in messages)
    if texts is not None:
        found += _faults_of_texts(ledger, texts)
    return tuple(sorted(found))


def _fault(ledger: Ledger, entry: Entry, message: str) -> RuleFault:
    return RuleFault(ledger.file, entry.line, entry.anchor, message)


def _faults_of_names(ledger: Ledger, rulebook: Rulebook) -> Iterator[RuleFault]:
    """The clauses and rules as wholes: each must have an entry."""
    clauses = rulebook.surroundings.law.clauses
    used = {id_ for entry in ledger.entries for id_ in entry.all_rules}
    for anchor in clauses:
        if anchor not in ledger.by_clause:
            yield RuleFault(ledger.file, 0, anchor, "no sentence of this clause has an entry; add them")
    for id_ in dict.fromkeys([*rulebook, *ledger.planned]):
        if id_ not in used:
            yield RuleFault(ledger.file, 0, id_, "this rule is in no entry; name it where it decides")
    for id_ in ledger.planned:
        if id_ in rulebook:
            yield RuleFault(ledger.file, 0, id_, "this rule has its file now; take it out of `planned`")
    for anchor in ledger.forms:
        if anchor not in clauses:
            message = f"`forms` names no clause {anchor!r}{did_you_mean(anchor, clauses)}"
            yield RuleFault(ledger.file, 0, anchor, message)


def _faults_of_order(ledger: Ledger) -> Iterator[RuleFault]:
    """Each anchor stands once, and the sentences of a clause are numbered from 1 in order."""
    for clause, entries in ledger.by_clause.items():
        seen: set[str] = set()
        for entry in entries:
            place = len(seen) + 1
            if entry.anchor in seen:
                yield _fault(ledger, entry, "this anchor stands twice; keep one entry for a sentence")
                continue
            if entry.place != place:
                yield _fault(ledger, entry, f"{clause}#{place} is expected here; number in order from 1")
            seen.add(entry.anchor)


def _faults_of_class(entry: Entry) -> Iterator[str]:
    """Whether the entry has the rules and the reason that its class asks for."""
    coverage = entry.coverage
    if coverage in _WITH_RULES and not entry.all_rules:
        yield f"{coverage} asks for the rules that decide the sentence"
    if coverage in _WITHOUT_RULES and entry.all_rules:
        yield f"{coverage} has no rules; where rules decide part of it, the class is partly"
    if coverage is not Coverage.CHECKED and entry.reason is None:
        yield f"{coverage} asks for a reason: what is not covered and why"
    if coverage is Coverage.CHECKED and entry.reason is not None:
        yield "checked leaves nothing to be covered; where something is left, the class is partly"


def _faults_of_rules(entry: Entry, ledger: Ledger, rulebook: Rulebook) -> Iterator[str]:
    """Whether the rules exist and cite the clause that they are listed for."""
    for id_, times in Counter(entry.all_rules).items():
        if times > 1:
            yield f"{id_} is named {times} times; once is enough"
        if id_ not in rulebook and id_ not in ledger.planned:
            yield f"no rule {id_!r}{did_you_mean(id_, [*rulebook, *ledger.planned])}"
    for id_ in entry.rules:
        if id_ in rulebook and rulebook[id_].clause != entry.clause:
            yield f"{id_} cites {rulebook[id_].clause}; name it under `elsewhere` and say why it decides this"
    for id_ in entry.elsewhere:
        if id_ in rulebook and rulebook[id_].clause == entry.clause:
            yield f"{id_} cites this very clause; name it under `rules`"
    if entry.elsewhere and entry.elsewhere_note is None:
        yield "`elsewhere` asks for a note: why rules of another clause decide this sentence"


def _faults_of_quote(entry: Entry, law: Law) -> Iterator[str]:
    """What can be said of clause, quote and hash without the text of the notice."""
    clause = law.clauses.get(entry.clause)
    if clause is None:
        yield f"no clause {entry.clause!r}{did_you_mean(entry.clause, law.clauses)}"
    elif len(entry.first_words) >= _SHORTEST_CHECKED:
        wrong = fault_of_quote(entry.first_words, clause)
        if wrong is not None:
            yield wrong
    if entry.quoted_whole and entry.hash != sentence_hash(entry.quote):
        right = sentence_hash(entry.quote)
        yield f"the hash of {entry.quote!r} is {right}; where words are left out, end the quote with …"


def _faults_of_texts(ledger: Ledger, texts: Mapping[str, str]) -> Iterator[RuleFault]:
    """The entries of every clause against its sentences."""
    for clause in dict.fromkeys([*texts, *ledger.by_clause]):
        entries = ledger.by_clause.get(clause, ())
        if clause not in texts:
            message = f"the text has no clause {clause!r}{did_you_mean(clause, texts)}"
            yield RuleFault(ledger.file, entries[0].line, clause, message)
        elif clause in ledger.forms:
            yield from _compare(ledger, clause, fields(texts[clause], [e.first_words for e in entries]))
        else:
            yield from _compare(ledger, clause, sentences(texts[clause]))


def _compare(ledger: Ledger, clause: str, pieces: tuple[str, ...]) -> Iterator[RuleFault]:
    """Aligned by hash, so that one sentence too many does not put all later ones in the wrong."""
    entries = ledger.by_clause.get(clause, ())
    hashes = [sentence_hash(piece) for piece in pieces]
    alignment = SequenceMatcher(None, [entry.hash for entry in entries], hashes, autojunk=False)
    for _, start, end, first, last in alignment.get_opcodes():
        line = entries[min(start, len(entries) - 1)].line if entries else 0
        for entry, piece in zip_longest(entries[start:end], pieces[first:last]):
            if entry is None:
                shown = f"{piece[:_LONGEST_QUOTE]!r}…, hash {sentence_hash(piece)}"
                yield RuleFault(ledger.file, line, clause, f"this sentence has no entry: {shown}; add it")
            elif piece is None:
                yield _fault(ledger, entry, f"the clause has no sentence of hash {entry.hash}; take it out")
            else:
                yield from _compare_one(ledger, entry, piece)


def _compare_one(ledger: Ledger, entry: Entry, piece: str) -> Iterator[RuleFault]:
    if entry.hash != sentence_hash(piece):
        message = f"the hash is {entry.hash}, that of the sentence is {sentence_hash(piece)}; has it changed?"
        yield _fault(ledger, entry, message)
    if not piece.startswith(entry.first_words):
        shown = piece[:_LONGEST_QUOTE]
        yield _fault(ledger, entry, f"the quote is {entry.quote!r}, but the sentence begins {shown!r}")
    elif entry.quoted_whole != (piece == entry.first_words):
        yield _fault(ledger, entry, "a quote ends with … where words are left out, and only there")


# ── the table of coverage ───────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One sentence: who decides it, how well that is shown, and what is not covered.

    ``examples`` is the number of examples of its rules, ``verdicts`` the verdicts seen in them. An
    example counts in every sentence that its rule decides.
    """

    clause: str
    anchor: str
    quote: str
    coverage: Coverage
    rules: tuple[str, ...]
    examples: int
    verdicts: tuple[str, ...]
    not_covered: Words | None


def verdicts_in_examples(rulebook: Rulebook) -> Mapping[str, frozenset[str]]:
    """The verdicts that the examples of each rule expect, by the rule's id."""
    return MappingProxyType(
        {rule.id: frozenset(example.expect for example in rule.examples) for rule in rulebook.values()}
    )


def ledger_table(
    ledger: Ledger, rulebook: Rulebook, verdicts_seen: Mapping[str, Collection[str]]
) -> tuple[LedgerRow, ...]:
    """One row for each sentence, in the order of the notice.

    ``verdicts_seen`` are the verdicts seen of each rule, by its id (``verdicts_in_examples``). A rule
    that the rulebook does not have yet has no examples.
    """
    examples = {rule.id: len(rule.examples) for rule in rulebook.values()}
    return tuple(
        LedgerRow(
            clause=entry.clause,
            anchor=entry.anchor,
            quote=entry.quote,
            coverage=entry.coverage,
            rules=entry.all_rules,
            examples=sum(examples.get(id_, 0) for id_ in entry.all_rules),
            verdicts=_in_order(verdict for id_ in entry.all_rules for verdict in verdicts_seen.get(id_, ())),
            not_covered=entry.reason,
        )
        for entry in ledger.entries
    )


def _in_order(verdicts: Iterable[str]) -> tuple[str, ...]:
    seen = set(verdicts)
    return tuple(verdict for verdict in get_args(VerdictName) if verdict in seen)
