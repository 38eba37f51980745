"""One finding, as a paragraph of a clerk's report."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from sdcompliance.findings import Evidence, Finding, Verdict
from sdcompliance.findings.wording import VERDICT_WORDS
from sdcompliance.reports import words as w
from sdcompliance.reports.labels import (
    path_label,
    requirement_label,
    row_and_column,
    scope_paths,
    table_label,
    value_label,
)
from sdcompliance.reports.layout import Paragraph, Tone
from sdcompliance.reports.voice import Voice
from sdcompliance.rulebook import Rule, Rulebook, Words

#: Values that a finding shows in a text report; JSON has all of them.
VALUES_SHOWN = 12

TONES = {
    Verdict.VIOLATION: Tone.BAD,
    Verdict.WAIVED: Tone.BAD,
    Verdict.UNDETERMINED: Tone.OPEN,
    Verdict.ADVISORY: Tone.OPEN,
}
_INDENT = 4


def finding_paragraphs(finding: Finding, book: Rulebook, voice: Voice) -> Iterator[Paragraph]:
    """The finding in full: what was found, by when, by which words, from which values, what to do."""
    rule = book.rule(finding.rule)
    yield Paragraph(
        head(finding, rule, w.FINDING_HEAD, voice), 2, 4, TONES.get(finding.verdict, Tone.HEADING)
    )
    lines = [
        *_said(finding, rule, voice),
        *due_lines(finding, rule, voice),
        clause_line(finding, book, voice),
    ]
    lines += _evidence_line(finding, rule, voice)
    lines += reading_lines(finding, rule, voice)
    if finding.verdict not in (Verdict.COMPLIANT, Verdict.NOT_APPLICABLE):
        lines.append(voice.say(w.REMEDY, remedy=finding.remedy(voice.language)))
    yield from (Paragraph(line, _INDENT, 2) for line in lines)


def head(finding: Finding, rule: Rule, form: Words, voice: Voice) -> str:
    """The finding's address as ``explain`` takes it, the fault, the row."""
    return voice.say(
        form,
        rule=finding.rule,
        id=voice.guard(finding.subject_id),
        title=rule.title.in_(voice.language),
        table=table_label(finding.subject, voice),
    )


def _said(finding: Finding, rule: Rule, voice: Voice) -> list[str]:
    """The message, or for what cannot be decided the reason and what is missing, each in its own line."""
    message = voice.guard(finding.message(voice.language))
    if finding.verdict in (Verdict.COMPLIANT, Verdict.NOT_APPLICABLE):
        return []  # the readings say it
    if finding.verdict is Verdict.WAIVED and finding.reason_words is not None:
        return [
            message,
            *missing_lines(finding, rule, voice),
            voice.guard(finding.reason_words.in_(voice.language)),
        ]
    if finding.verdict is not Verdict.UNDETERMINED or finding.reason_words == rule.undecided_reason:
        return [message, *missing_lines(finding, rule, voice)]
    return [*reason_lines(finding, voice), *missing_lines(finding, rule, voice)]


def reason_lines(finding: Finding, voice: Voice) -> list[str]:
    """Why a verdict stays open."""
    if finding.reason_words is None:
        return []
    return [voice.say(w.REASON, reason=finding.reason_words.in_(voice.language))]


def missing_lines(finding: Finding, rule: Rule, voice: Voice) -> list[str]:
    """The requirements that are not met, or the data that would have to be known."""
    if not finding.missing:
        return []
    named = {requirement.name for requirement in rule.default.require}
    if named.issuperset(finding.missing):
        names = [requirement_label(name, rule, voice) for name in finding.missing]
        return [voice.say(w.UNMET, names=voice.listed(names))]
    names = [path_label(path, finding.subject, voice) for path in finding.missing]
    return [voice.say(w.MISSING, names=voice.listed(names))]


def due_lines(finding: Finding, rule: Rule, voice: Voice) -> list[str]:
    """By when, and how far that is from the as-of date."""
    if finding.due is None or finding.due_latest is None:
        return []
    form = w.KEEP_UNTIL if rule.default.until is not None else w.DUE
    day = voice.days(finding.due, finding.due_latest)
    # What is settled is not late, however long ago it was due.
    distance = "" if finding.verdict.settled else voice.distance(finding.days)
    return [voice.say(form, day=day, distance=distance)]


def clause_line(finding: Finding, book: Rulebook, voice: Voice) -> str:
    """The clause by name, and its decisive words."""
    title = book.surroundings.law.clauses[finding.clause].title
    return voice.say(w.CLAUSE, title=title.in_(voice.language), quote=finding.quote)


def reading_lines(finding: Finding, rule: Rule, voice: Voice) -> list[str]:
    """The readings under which the verdict would be another, with their legal basis."""
    return [
        voice.say(
            w.OTHER_READING,
            name=name,
            verdict=VERDICT_WORDS[verdict].in_(voice.language),
            basis=rule.readings[name].in_(voice.language),
        )
        for name, verdict in finding.readings.items()
        if verdict is not finding.verdict
    ]


def _evidence_line(finding: Finding, rule: Rule, voice: Voice) -> list[str]:
    around = scope_paths(rule)
    values = [item for item in finding.read if item.path not in around]
    if not values:
        return []
    shown = [*_rows(values[:VALUES_SHOWN], finding.subject, voice)]
    if len(values) > VALUES_SHOWN:
        shown.append(voice.say(w.EVIDENCE_MORE, n=len(values) - VALUES_SHOWN))
    return [voice.say(w.EVIDENCE, values=voice.say(w.SEMICOLON).join(shown))]


def _rows(values: list[Evidence], table: str, voice: Voice) -> Iterator[str]:
    """The values, those of one row together; a row's id stands before them, not among them."""
    placed = [(*row_and_column(item, table, voice), item) for item in values]
    placed.sort(key=lambda place: place[0])  # the subject's own values first
    for row, columns in groupby(placed, key=lambda place: place[0]):
        texts = [
            f"{column} {value_label(item, voice)}"
            for _, column, item in columns
            if not item.path.endswith("].id")
        ]
        yield voice.say(w.COLON).join(part for part in (row, voice.say(w.COMMA).join(texts)) if part)
