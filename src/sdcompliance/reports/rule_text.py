"""One rule as text: the clause, its words, the conditions as written, the readings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from sdcompliance.conditions.tree import Scalar
from sdcompliance.findings.wording import shown
from sdcompliance.reports import words as w
from sdcompliance.reports.labels import body_kind_label, table_label
from sdcompliance.reports.layout import Page, Paragraph, Tone, render
from sdcompliance.reports.voice import Voice
from sdcompliance.rulebook import Rule, Rulebook


def rule_text(rule: Rule, book: Rulebook, voice: Voice | None = None, page: Page | None = None) -> str:
    """The rule for people. Default: Chinese, not wrapped."""
    return render(_paragraphs(rule, book, voice or Voice()), page or Page())


def _paragraphs(rule: Rule, book: Rulebook, voice: Voice) -> Iterator[Paragraph]:
    title = rule.title.in_(voice.language)
    yield Paragraph(voice.say(w.RULE_HEAD, rule=rule.id, title=title), tone=Tone.HEADING)
    yield from (Paragraph(line, 2, 2) for line in _particulars(rule, book, voice))
    yield Paragraph(voice.say(w.RULE_CONDITIONS), tone=Tone.HEADING)
    yield from (Paragraph(f"{key}: {text}", 2, 4) for key, text in rule.text.items())
    if rule.parameters:
        yield Paragraph(voice.say(w.RULE_PARAMETERS), tone=Tone.HEADING)
    for name, values in rule.parameters.items():
        yield Paragraph(f"{name}: {_parameter(values, voice)}", 2, 4)
    if rule.readings:
        yield Paragraph(voice.say(w.RULE_READINGS), tone=Tone.HEADING)
    for name, basis in rule.readings.items():
        yield Paragraph(f"{name}{voice.say(w.COLON)}{basis.in_(voice.language)}", 2, 4)
    yield Paragraph(voice.say(w.REMEDY, remedy=rule.remedy.in_(voice.language)))
    yield Paragraph(voice.say(w.RULE_EXAMPLES, n=len(rule.examples)))
    yield Paragraph(voice.say(w.RULE_FILE, file=rule.file))


def _particulars(rule: Rule, book: Rulebook, voice: Voice) -> Iterator[str]:
    clause = book.surroundings.law.clauses[rule.clause].title.in_(voice.language)
    yield voice.say(w.RULE_NAME, name=rule.name)
    yield voice.say(w.RULE_SUBJECT, table=table_label(rule.subject, voice), name=rule.subject)
    yield voice.say(w.RULE_CLAUSE, title=clause, anchor=rule.clause, quote=rule.quote)
    yield voice.say(w.RULE_NORM, norm=w.NORMS[rule.norm].in_(voice.language))
    if rule.addressee is not None:
        yield voice.say(w.RULE_ADDRESSEE, body=body_kind_label(rule.addressee, voice))
    if rule.undecided_reason is not None:
        yield voice.say(w.REASON, reason=rule.undecided_reason.in_(voice.language))


def _parameter(values: Mapping[date | None, Scalar], voice: Voice) -> str:
    """The value; where it changes over time, each with the day from which it holds."""
    return voice.say(w.SEMICOLON).join(
        text if start is None else voice.say(w.RULE_PARAMETER_FROM, day=voice.day(start), value=text)
        for start, text in ((start, shown(value).in_(voice.language)) for start, value in values.items())
    )
