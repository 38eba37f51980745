"""A Report as text: what was judged, the findings by verdict, the counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import TypeAlias

from sdcompliance.findings import Finding, Report, Verdict
from sdcompliance.findings.wording import VERDICT_WORDS
from sdcompliance.records import Records
from sdcompliance.reports import words as w
from sdcompliance.reports.corrections import corrections
from sdcompliance.reports.corrections_text import correction_paragraphs
from sdcompliance.reports.finding_text import TONES, finding_paragraphs, head
from sdcompliance.reports.labels import table_label
from sdcompliance.reports.layout import BLANK, Page, Paragraph, Tone, render
from sdcompliance.reports.problem_text import problem_line
from sdcompliance.reports.settings_text import setting_lines
from sdcompliance.reports.voice import Voice
from sdcompliance.rulebook import Rulebook, Words

#: Problems of the dossier that the text lists; JSON has all of them.
PROBLEMS_SHOWN = 20
DIGEST_SHOWN = 12

_IN_FULL = (Verdict.VIOLATION, Verdict.UNDETERMINED, Verdict.ADVISORY, Verdict.WAIVED)
_SUMMED = (*_IN_FULL, Verdict.PENDING, Verdict.COMPLIANT, Verdict.NOT_APPLICABLE)
_NUMERALS = Words("一二三四五六七八九", "123456789")

_Writer: TypeAlias = Callable[[Iterable[Finding], Rulebook, Voice], Iterator[Paragraph]]


def report_text(
    report: Report,
    book: Rulebook,
    voice: Voice | None = None,
    page: Page | None = None,
    records: Records | None = None,
) -> str:
    """The report for people.

    ``book`` is the rulebook it was judged by. Default: Chinese, personal data masked, not wrapped.
    With the ``records`` that were judged, applications to be a site (annex 2) get their list of
    corrections, cell by cell, after the findings. Raises UnknownNameError where the rulebook lacks a
    rule of the report.
    """
    return render(_paragraphs(report, book, voice or Voice(), records), page or Page())


def _paragraphs(report: Report, book: Rulebook, voice: Voice, records: Records | None) -> Iterator[Paragraph]:
    yield from _judged(report, book, voice)
    numerals = iter(_NUMERALS.in_(voice.language))
    for name, findings, write in _groups(report):
        heading = voice.say(
            w.GROUP_HEADING, number=next(numerals), name=name.in_(voice.language), n=len(findings)
        )
        yield from (BLANK, Paragraph(heading, tone=TONES.get(findings[0].verdict, Tone.HEADING)))
        yield from write(findings, book, voice)
    if not report.findings:
        yield from (BLANK, Paragraph(voice.say(w.NOTHING_FOUND)))
    if records is not None:
        yield from _corrections(report, book, voice, records, numerals)
    yield from (BLANK, Paragraph(voice.say(w.SUMMARY), tone=Tone.HEADING))
    yield from (Paragraph(line, 2, 2) for line in _summary(report, voice))


# ── what was judged ─────────────────────────────────────────────────────────────────────


def _judged(report: Report, book: Rulebook, voice: Voice) -> Iterator[Paragraph]:
    stamp, summary = report.rulebook, report.summary
    law = book.surroundings.law.source.in_(voice.language)
    yield Paragraph(voice.say(w.REPORT_TITLE), tone=Tone.HEADING)
    yield Paragraph(
        voice.say(
            w.RULEBOOK, law=law, version=stamp.version, digest=stamp.digest[:DIGEST_SHOWN], rules=stamp.rules
        )
    )
    yield Paragraph(voice.say(w.AS_OF, day=voice.day(report.as_of)))
    counted = [f"{table_label(table, voice)} {n}" for table, n in summary.subjects.items() if n is not None]
    absent = [table_label(table, voice) for table, n in summary.subjects.items() if n is None]
    form = w.JUDGED if counted else w.NOTHING_JUDGED
    yield Paragraph(voice.say(form, tables=voice.listed(counted)), hang=2)
    if absent:
        yield Paragraph(voice.say(w.TABLES_ABSENT, tables=voice.listed(absent)), hang=2, tone=Tone.OPEN)
    if summary.unpublished_years:
        years = [str(year) for year in summary.unpublished_years]
        yield Paragraph(voice.say(w.YEARS_UNPUBLISHED, years=voice.listed(years)), hang=2, tone=Tone.OPEN)
    differences = setting_lines(report.configuration, voice)
    if differences:
        yield Paragraph(voice.say(w.SETTINGS), tone=Tone.OPEN)
        yield from (Paragraph(line, 2, 2) for line in differences)
    yield from _problems(report, voice)


def _problems(report: Report, voice: Voice) -> Iterator[Paragraph]:
    problems = report.problems
    if problems:
        yield Paragraph(voice.say(w.PROBLEMS, n=len(problems)), tone=Tone.OPEN)
    for problem in problems[:PROBLEMS_SHOWN]:
        yield Paragraph(problem_line(problem, voice), 2, 2)
    if len(problems) > PROBLEMS_SHOWN:
        yield Paragraph(voice.say(w.MORE_PROBLEMS, n=len(problems) - PROBLEMS_SHOWN), 2)


# ── findings ────────────────────────────────────────────────────────────────────────────


def _groups(report: Report) -> Iterator[tuple[Words, tuple[Finding, ...], _Writer]]:
    """The groups that are not empty, in the order in which a reader should meet them."""
    settled = [finding for finding in report.findings if finding.verdict.settled]
    sensitive = tuple(finding for finding in settled if finding.sensitive)
    groups: list[tuple[Words, tuple[Finding, ...], _Writer]] = [
        (w.GROUPS[verdict], report.of(verdict), _in_full) for verdict in _IN_FULL
    ]
    groups.append((w.GROUPS[Verdict.PENDING], report.of(Verdict.PENDING), _by_day))
    groups.append((w.SENSITIVE_GROUP, sensitive, _otherwise_read))
    for verdict in (Verdict.COMPLIANT, Verdict.NOT_APPLICABLE):
        plain = tuple(f for f in settled if f.verdict is verdict and not f.sensitive)
        groups.append((w.GROUPS[verdict], plain, _by_rule))
    return (group for group in groups if group[1])


def _in_full(findings: Iterable[Finding], book: Rulebook, voice: Voice) -> Iterator[Paragraph]:
    for finding in findings:
        yield BLANK
        yield from finding_paragraphs(finding, book, voice)


def _otherwise_read(findings: Iterable[Finding], book: Rulebook, voice: Voice) -> Iterator[Paragraph]:
    yield Paragraph(voice.say(w.SENSITIVE_NOTE), 2)
    yield from _in_full(findings, book, voice)


def _by_day(findings: Iterable[Finding], book: Rulebook, voice: Voice) -> Iterator[Paragraph]:
    """What lies ahead, the nearest day first, a line each."""
    yield Paragraph(voice.say(w.PENDING_NOTE), 2)
    ahead = sorted(findings, key=lambda f: (f.due is None, f.due, f.due_latest, f.rule, f.subject_id))
    for (first, last, days), same_day in groupby(ahead, key=lambda f: (f.due, f.due_latest, f.days)):
        day = voice.say(w.NO_DAY) if first is None or last is None else voice.days(first, last)
        yield BLANK
        yield Paragraph(voice.say(w.PENDING_DAY, day=day, distance=voice.distance(days)), 2)
        for finding in same_day:
            rule = book.rule(finding.rule)
            keep = voice.say(w.PENDING_KEEP) if rule.default.until is not None else ""
            line = head(finding, rule, w.FINDING_HEAD, voice)
            yield Paragraph(f"{line}{voice.say(w.COLON)}{keep}" if keep else line, 4, 2)


def _by_rule(findings: Iterable[Finding], book: Rulebook, voice: Voice) -> Iterator[Paragraph]:
    """Settled verdicts: a line a rule, with the ids of the rows."""
    for rule_id, of_rule in groupby(findings, key=lambda finding: finding.rule):
        rule = book.rule(rule_id)
        ids = voice.listed([voice.guard(finding.subject_id) for finding in of_rule])
        label = table_label(rule.subject, voice)
        title = rule.title.in_(voice.language)
        yield Paragraph(voice.say(w.SETTLED, rule=rule_id, title=title, table=label, ids=ids), 2, 4)


def _corrections(
    report: Report, book: Rulebook, voice: Voice, records: Records, numerals: Iterator[str]
) -> Iterator[Paragraph]:
    """What the applicants have to put right, application by application."""
    lists = corrections(report, book, records)
    if not lists:
        return
    total = sum(found.count for found in lists)
    name = voice.say(w.CORRECTIONS)
    heading = voice.say(w.CORRECTIONS_HEADING, number=next(numerals), name=name, n=total)
    yield from (BLANK, Paragraph(heading, tone=Tone.HEADING), Paragraph(voice.say(w.CORRECTIONS_NOTE), 2))
    for found in lists:
        yield from correction_paragraphs(found, records, book, voice)


# ── the counts ──────────────────────────────────────────────────────────────────────────


def _summary(report: Report, voice: Voice) -> Iterator[str]:
    summary = report.summary
    totals = {verdict: summary.total(verdict) for verdict in _SUMMED}
    counts = voice.listed([f"{VERDICT_WORDS[v].in_(voice.language)} {n}" for v, n in totals.items()])
    yield voice.say(w.SUMMARY_LINE, counts=counts, n=sum(totals.values()))
    if sensitive := sum(summary.sensitive.values()):
        yield voice.say(w.SUMMARY_SENSITIVE, n=sensitive)
    if any(summary.priority_groups.values()):
        yield voice.say(w.SUMMARY_GROUPS, **summary.priority_groups)
