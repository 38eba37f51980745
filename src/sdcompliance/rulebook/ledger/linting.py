"""The ledger held against the rulebook and, where it is at hand, against the text of the notice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from itertools import zip_longest

from sdcompliance.errors import did_you_mean
from sdcompliance.rulebook.clauses import Law, fault_of_quote
from sdcompliance.rulebook.faults import RuleFault
from sdcompliance.rulebook.ledger.cutting import fields, sentence_hash, sentences
from sdcompliance.rulebook.ledger.entries import LONGEST_QUOTE, Coverage, Entry, Ledger
from sdcompliance.rulebook.rulebook import Rulebook

_SHORTEST_CHECKED = 4  # a clause's fingerprint says nothing of fewer characters
_WITH_RULES = (Coverage.CHECKED, Coverage.PARTLY)
_WITHOUT_RULES = (Coverage.JUDGEMENT, Coverage.PROGRAMMATIC)


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
                shown = f"{piece[:LONGEST_QUOTE]!r}…, hash {sentence_hash(piece)}"
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
        shown = piece[:LONGEST_QUOTE]
        yield _fault(ledger, entry, f"the quote is {entry.quote!r}, but the sentence begins {shown!r}")
    elif entry.quoted_whole != (piece == entry.first_words):
        yield _fault(ledger, entry, "a quote ends with … where words are left out, and only there")
