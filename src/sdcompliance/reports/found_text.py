"""A finding of a result folder as text: everything that the folder tells of it."""

from __future__ import annotations

from collections.abc import Iterator

from sdcompliance.findings.wording import VERDICT_WORDS, shown
from sdcompliance.records import CITIES
from sdcompliance.reports import words as w
from sdcompliance.reports.day_counts import counted_from, counts_known, span_of
from sdcompliance.reports.day_text import day_paragraphs
from sdcompliance.reports.finding_text import TONES
from sdcompliance.reports.findings_source import Judged, Plain, ReportedFinding, ReportedRule
from sdcompliance.reports.labels import path_label, table_label
from sdcompliance.reports.layout import BLANK, Page, Paragraph, Tone, render
from sdcompliance.reports.states import STATE_WORDS
from sdcompliance.reports.voice import Voice
from sdcompliance.rulebook import Language
from sdcompliance.workdays import Calendar


def found_text(
    found: ReportedFinding,
    judged: Judged,
    calendar: Calendar,
    voice: Voice | None = None,
    page: Page | None = None,
) -> str:
    """The finding for people. Default: Chinese, not wrapped.

    ``calendar`` counts out the working days, where it and the rules here are those that judged.
    """
    return render(_paragraphs(found, judged, calendar, voice or Voice()), page or Page())


def _paragraphs(
    found: ReportedFinding, judged: Judged, calendar: Calendar, voice: Voice
) -> Iterator[Paragraph]:
    rule, language = judged.rules[found.rule], voice.language
    head = voice.say(
        w.FINDING_HEAD,
        rule=found.rule,
        id=found.subject_id,
        title=rule.title.in_(language),
        table=table_label(found.subject, voice),
    )
    yield Paragraph(head, tone=TONES.get(found.verdict, Tone.HEADING))
    yield from (Paragraph(line, 2, 2) for line in _lines(found, rule, judged, voice))
    yield from _count(found, judged, calendar, voice)
    for name, verdict in found.readings.items():
        heading = voice.say(w.READING_HEADING, name=name, verdict=VERDICT_WORDS[verdict].in_(language))
        yield from (BLANK, Paragraph(heading, tone=Tone.HEADING))
        if name in rule.readings:
            yield Paragraph(voice.say(w.READING_BASIS, basis=rule.readings[name].in_(language)), 2, 2)
    if found.evidence:
        yield from (BLANK, Paragraph(voice.say(w.EVIDENCE_HEADING), tone=Tone.HEADING))
    for path, value in found.evidence.items():
        label = path_label(path, found.subject, voice)
        yield Paragraph(
            voice.say(w.EVIDENCE_ROW, label=label, path=path, value=_shown(path, value, voice)), 2, 2
        )
    yield from (BLANK, Paragraph(voice.say(w.REMEDY, remedy=rule.remedy.in_(language)), hang=2))


def _lines(found: ReportedFinding, rule: ReportedRule, judged: Judged, voice: Voice) -> Iterator[str]:
    language = voice.language
    form = w.VERDICT_SENSITIVE if found.sensitive else w.VERDICT
    yield voice.say(form, verdict=VERDICT_WORDS[found.verdict].in_(language))
    if found.state is not None:
        yield voice.say(w.SINCE_THEN, state=STATE_WORDS[found.state].in_(language))
    yield voice.say(w.AS_OF, day=voice.day(judged.as_of))
    yield found.message.in_(language)
    if found.due is not None and found.due_latest is not None:
        day = voice.days(found.due, found.due_latest)
        yield voice.say(w.DUE, day=day, distance=voice.distance(found.days))
    title = rule.clause_title.in_(language)
    yield voice.say(w.RULE_CLAUSE, title=title, anchor=rule.clause, quote=rule.quote)
    if found.reason is not None:
        yield voice.say(w.REASON, reason=found.reason.in_(language))
    if found.missing:
        names = [path_label(path, found.subject, voice) for path in found.missing]
        yield voice.say(w.MISSING, names=voice.listed(names))


def _count(found: ReportedFinding, judged: Judged, calendar: Calendar, voice: Voice) -> Iterator[Paragraph]:
    book = judged.book
    if book is None or not counts_known(judged, calendar):
        if found.due is not None:
            yield Paragraph(voice.say(w.NOT_COUNTED), 2, 2, tone=Tone.OPEN)
        return
    rule = book[found.rule]
    span = span_of(found, counted_from({found.rule: rule}).get(found.rule))
    if span is not None:
        yield Paragraph(voice.say(w.COUNT_HEADING, call=rule.text["due"]), 2)
        yield from day_paragraphs(calendar.explain(*span), 4, voice)


def _shown(path: str, value: Plain, voice: Voice) -> str:
    if voice.language is Language.ZH and path.rpartition(".")[2] == "city" and value in CITIES:
        return f"{CITIES[str(value)]}（{value}）"
    return shown(value).in_(voice.language)
