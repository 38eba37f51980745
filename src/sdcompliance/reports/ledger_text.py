"""The ledger as text: sentence by sentence which rules decide it, how that is shown, what is not covered."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from sdcompliance.findings import Verdict
from sdcompliance.findings.wording import VERDICT_WORDS
from sdcompliance.reports import words as w
from sdcompliance.reports.layout import BLANK, Page, Paragraph, Tone, render
from sdcompliance.reports.ledger_json import counts_of
from sdcompliance.reports.voice import Voice
from sdcompliance.rulebook import Rulebook
from sdcompliance.rulebook.ledger import Coverage, Ledger, LedgerRow, ledger_table, verdicts_in_examples

_TONES = {Coverage.PARTLY: Tone.OPEN, Coverage.JUDGEMENT: Tone.OPEN, Coverage.PROGRAMMATIC: Tone.FAINT}


def ledger_text(ledger: Ledger, book: Rulebook, voice: Voice | None = None, page: Page | None = None) -> str:
    """The ledger of a rulebook for people, the counts at the end. Default: Chinese, not wrapped."""
    return render(_paragraphs(ledger, book, voice or Voice()), page or Page())


def _paragraphs(ledger: Ledger, book: Rulebook, voice: Voice) -> Iterator[Paragraph]:
    rows = ledger_table(ledger, book, verdicts_in_examples(book))
    yield Paragraph(voice.say(w.LEDGER_TITLE, law=book.surroundings.law.source.in_(voice.language)))
    for clause, of_clause in groupby(rows, key=lambda row: row.clause):
        yield from (BLANK, Paragraph(_clause_name(clause, book, voice), tone=Tone.HEADING))
        for row in of_clause:
            yield from _sentence(row, book, voice)
    yield from (BLANK, Paragraph(voice.say(w.SUMMARY), tone=Tone.HEADING))
    yield from (Paragraph(line, 2, 2) for line in _counts(ledger, rows, book, voice))


def _clause_name(anchor: str, book: Rulebook, voice: Voice) -> str:
    clause = book.surroundings.law.clauses.get(anchor)
    title = anchor if clause is None else clause.title.in_(voice.language)
    return voice.say(w.LEDGER_CLAUSE, title=title, anchor=anchor)


def _sentence(row: LedgerRow, book: Rulebook, voice: Voice) -> Iterator[Paragraph]:
    coverage = w.COVERAGE[row.coverage].in_(voice.language)
    head = voice.say(w.LEDGER_SENTENCE, anchor=row.anchor, coverage=coverage, quote=row.quote)
    yield Paragraph(head, 2, 4, _TONES.get(row.coverage, Tone.PLAIN))
    if row.rules:
        yield Paragraph(_decided(row, book, voice), 6, 2)
    if row.not_covered is not None:
        reason = row.not_covered.in_(voice.language)
        yield Paragraph(voice.say(w.LEDGER_NOT_COVERED, reason=reason), 6, 2)


def _decided(row: LedgerRow, book: Rulebook, voice: Voice) -> str:
    """The rules, and what their examples show; a rule that is planned or turned off is marked."""
    rules = [id_ if id_ in book else voice.say(w.LEDGER_RULE_ABSENT, rule=id_) for id_ in row.rules]
    verdicts = [VERDICT_WORDS[Verdict(name)].in_(voice.language) for name in row.verdicts]
    form = w.LEDGER_RULES if verdicts else w.LEDGER_RULES_ONLY
    return voice.say(form, rules=voice.listed(rules), examples=row.examples, verdicts=voice.listed(verdicts))


def _counts(ledger: Ledger, rows: tuple[LedgerRow, ...], book: Rulebook, voice: Voice) -> Iterator[str]:
    counts = counts_of(ledger, rows, book)
    classes = [f"{w.COVERAGE[c].in_(voice.language)} {n}" for c, n in ledger.counts.items()]
    yield voice.say(w.LEDGER_COUNTS, sentences=counts["sentences"], classes=voice.listed(classes))
    yield voice.say(w.LEDGER_RULE_COUNTS, rules=counts["rules"], examples=counts["examples"])
    if counts["absent"]:
        yield voice.say(w.LEDGER_ABSENT, rules=voice.listed(counts["absent"]))
    if counts["unlisted"]:
        yield voice.say(w.LEDGER_UNLISTED, rules=voice.listed(counts["unlisted"]))
