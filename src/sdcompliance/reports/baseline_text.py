"""A comparison with an earlier report, for people."""

from __future__ import annotations

from collections.abc import Iterator

from sdcompliance.reports import words as w
from sdcompliance.reports.baseline import Comparison, FindingKey
from sdcompliance.reports.findings_source import Judged
from sdcompliance.reports.labels import table_label
from sdcompliance.reports.layout import BLANK, Page, Paragraph, Tone, render
from sdcompliance.reports.voice import Voice


def comparison_text(comparison: Comparison, judged: Judged, voice: Voice, page: Page) -> str:
    """What is new, still open, cured and lost sight of, a line a finding."""
    return render(_paragraphs(comparison, judged, voice), page)


def _paragraphs(comparison: Comparison, judged: Judged, voice: Voice) -> Iterator[Paragraph]:
    groups = (
        (w.BASELINE_NEW, comparison.new, Tone.BAD),
        (w.BASELINE_OPEN, comparison.still_open, Tone.BAD),
        (w.BASELINE_CURED, comparison.cured, Tone.HEADING),
        (w.BASELINE_NO_LONGER_FOUND, comparison.no_longer_found, Tone.OPEN),
        (w.BASELINE_LOST, comparison.lost_sight_of, Tone.OPEN),
    )
    yield Paragraph(voice.say(w.BASELINE_TITLE), tone=Tone.HEADING)
    for words, keys, tone in groups:
        if not keys and tone is Tone.OPEN:
            continue
        yield from (BLANK, Paragraph(voice.say(words, n=len(keys)), tone=tone))
        yield from (Paragraph(_line(key, judged, voice), 2, 2) for key in keys)


def _line(key: FindingKey, judged: Judged, voice: Voice) -> str:
    rule = judged.rules.get(key.rule)
    title = "" if rule is None else rule.title.in_(voice.language)
    table = table_label(key.subject, voice)
    return voice.say(w.FINDING_HEAD, rule=key.rule, id=voice.guard(key.subject_id), title=title, table=table)
