"""An Explanation as text: the verdict, how it was reached step by step, the other readings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sdcompliance.engines import DayCount, ExplainedPart, ExplainedReading, Explanation, Step
from sdcompliance.findings import Finding
from sdcompliance.findings.wording import VERDICT_WORDS
from sdcompliance.reports import words as w
from sdcompliance.reports.day_text import day_paragraphs
from sdcompliance.reports.finding_text import (
    TONES,
    due_lines,
    head,
    missing_lines,
    reason_lines,
)
from sdcompliance.reports.labels import path_label, requirement_label, value_label
from sdcompliance.reports.layout import BLANK, Page, Paragraph, Tone, render
from sdcompliance.reports.voice import Voice
from sdcompliance.rulebook import Language, Rule

#: A longer condition is shown with its values only; ``explain RULE`` has it as written.
LONGEST_TEXT = 120

_CONNECTIVES = {"all of": w.ALL_OF, "any of": w.ANY_OF, "not": w.NOT}
_ROWS = re.compile(r"([\w.]+): (\d+) rows?")


def explanation_text(explanation: Explanation, voice: Voice | None = None, page: Page | None = None) -> str:
    """The explanation for people. Default: Chinese, personal data masked, not wrapped."""
    return render(_paragraphs(explanation, voice or Voice()), page or Page())


def _paragraphs(explanation: Explanation, voice: Voice) -> Iterator[Paragraph]:
    finding, rule = explanation.finding, explanation.rule
    default, *others = explanation.readings
    tone = TONES.get(finding.verdict, Tone.HEADING)
    yield Paragraph(head(finding, rule, w.FINDING_HEAD, voice), tone=tone)
    yield from (Paragraph(line, 2, 2) for line in _verdict(explanation, voice))
    yield from (BLANK, Paragraph(voice.say(w.DEFAULT_READING), tone=Tone.HEADING))
    yield from _parts(default.parts, rule, voice)
    yield from _counts(default.counts, voice)
    for reading in others:
        yield from _reading(reading, default, rule, voice)
    if finding.read:
        yield from (BLANK, Paragraph(voice.say(w.EVIDENCE_HEADING), tone=Tone.HEADING))
    for item in finding.read:
        label = path_label(item.path, finding.subject, voice)
        path = voice.guard(item.path)
        line = voice.say(w.EVIDENCE_ROW, label=label, path=path, value=value_label(item, voice))
        yield Paragraph(line, 2, 2)
    if not finding.verdict.settled or finding.sensitive:
        yield from (BLANK, Paragraph(voice.say(w.REMEDY, remedy=finding.remedy(voice.language)), hang=2))


def _verdict(explanation: Explanation, voice: Voice) -> Iterator[str]:
    finding, rule = explanation.finding, explanation.rule
    form = w.VERDICT_SENSITIVE if finding.sensitive else w.VERDICT
    yield voice.say(form, verdict=VERDICT_WORDS[finding.verdict].in_(voice.language))
    yield voice.say(w.AS_OF, day=voice.day(explanation.as_of))
    yield from _message(finding, voice)
    yield from due_lines(finding, rule, voice)
    title = explanation.clause_title.in_(voice.language)
    yield voice.say(w.RULE_CLAUSE, title=title, anchor=finding.clause, quote=finding.quote)
    yield from reason_lines(finding, voice)
    yield from missing_lines(finding, rule, voice)


def _message(finding: Finding, voice: Voice) -> Iterator[str]:
    """Nothing for what is settled: the verdict says it, and the readings follow."""
    if not finding.verdict.settled:
        yield voice.guard(finding.message(voice.language))


def _reading(
    reading: ExplainedReading, default: ExplainedReading, rule: Rule, voice: Voice
) -> Iterator[Paragraph]:
    """Another reading: its basis, and only what is otherwise than under the default one."""
    verdict = VERDICT_WORDS[reading.verdict].in_(voice.language)
    heading = voice.say(w.READING_HEADING, name=reading.name, verdict=verdict)
    yield from (BLANK, Paragraph(heading, tone=Tone.HEADING))
    if reading.basis is not None:
        yield Paragraph(voice.say(w.READING_BASIS, basis=reading.basis.in_(voice.language)), 2, 2)
    parts = tuple(part for part in reading.parts if part not in default.parts)
    yield from _parts(parts, rule, voice)
    yield from _counts(tuple(count for count in reading.counts if count not in default.counts), voice)
    if len(parts) < len(reading.parts):
        yield Paragraph(voice.say(w.READING_SAME), 2)


# ── steps ───────────────────────────────────────────────────────────────────────────────


def _parts(parts: tuple[ExplainedPart, ...], rule: Rule, voice: Voice) -> Iterator[Paragraph]:
    for part in parts:
        key, _, name = part.key.partition(".")
        about = voice.say(w.COLON) + requirement_label(name, rule, voice) if name else ""
        yield Paragraph(w.PARTS[key].in_(voice.language) + about, 2)
        yield from (_step(step, voice) for step in part.steps)


def _step(step: Step, voice: Voice) -> Paragraph:
    """``the condition  →  with the values put in  →  what it comes to``, without repetitions."""
    outcome = step.outcome.in_(voice.language)
    if step.text in _CONNECTIVES:
        shown = [voice.say(_CONNECTIVES[step.text])]
    elif len(step.text) > LONGEST_TEXT:
        shown = [_filled(step, voice)]
    else:
        shown = [step.text, _filled(step, voice)]
    chain = [voice.guard(text) for text in dict.fromkeys([*shown, outcome]) if text]
    if len(chain) == 3 and step.filled == step.outcome.en:
        chain.pop(1)
    return Paragraph("  →  ".join(chain), 4 + 2 * step.depth, 4)


def _filled(step: Step, voice: Voice) -> str:
    if voice.language is Language.EN:
        return step.filled
    return _ROWS.sub(lambda rows: voice.say(w.ROWS, source=rows[1], n=rows[2]), step.filled)


def _counts(counts: tuple[DayCount, ...], voice: Voice) -> Iterator[Paragraph]:
    for count in counts:
        yield Paragraph(voice.say(w.COUNT_HEADING, call=count.call), 2)
        yield from day_paragraphs(count.days, 4, voice)
