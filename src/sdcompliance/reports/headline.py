"""What was judged and by which rules, in pairs of a name and a text: it stands in every report."""

from __future__ import annotations

from collections.abc import Iterator

from sdcompliance.findings.wording import VERDICT_WORDS
from sdcompliance.reports import words as w
from sdcompliance.reports.findings_source import BY_WEIGHT, Judged
from sdcompliance.reports.labels import table_label
from sdcompliance.reports.settings_text import setting_lines
from sdcompliance.reports.states import STATE_WORDS, BaselineFigures
from sdcompliance.reports.voice import Voice


def headline(judged: Judged, voice: Voice) -> Iterator[tuple[str, str]]:
    """As-of date, rulebook, what was judged, what was not and why, settings, counts."""
    language = voice.language
    yield (
        voice.say(w.HEADLINE_RULEBOOK),
        voice.say(w.HEADLINE_STAMP, law=judged.law.in_(language), **judged.stamp.to_json()),
    )
    yield voice.say(w.HEADLINE_AS_OF), judged.as_of.isoformat()
    counted = [f"{table_label(table, voice)} {n}" for table, n in judged.subjects.items() if n is not None]
    yield voice.say(w.HEADLINE_ROWS), voice.listed(counted) or voice.say(w.NONE)
    yield (
        voice.say(w.HEADLINE_NOT_JUDGED),
        voice.say(w.SEMICOLON).join(_open(judged, voice)) or voice.say(w.NONE),
    )
    settings = voice.say(w.SEMICOLON).join(setting_lines(judged.configuration, voice))
    yield voice.say(w.HEADLINE_SETTINGS), settings or voice.say(w.NONE)
    counts = [f"{VERDICT_WORDS[v].in_(language)} {judged.verdicts.get(v, 0)}" for v in BY_WEIGHT]
    yield voice.say(w.HEADLINE_COUNTS), voice.listed(counts)
    yield voice.say(w.HEADLINE_SENSITIVE), str(sum(judged.sensitive.values()))
    if judged.baseline is not None:
        yield voice.say(w.HEADLINE_BASELINE), baseline_line(judged.baseline, voice)


def baseline_line(baseline: BaselineFigures, voice: Voice) -> str:
    """With which report this one is compared, and what has become of its violations."""
    counts = voice.listed(
        [f"{STATE_WORDS[state].in_(voice.language)} {n}" for state, n in baseline.counts.items()]
    )
    parts = [
        voice.say(w.HEADLINE_SINCE, day=baseline.as_of.isoformat(), digest=baseline.stamp.digest) + counts
    ]
    if baseline.other_rules:
        parts.append(voice.say(w.HEADLINE_OTHER_RULES))
    return voice.say(w.SEMICOLON).join(parts)


def _open(judged: Judged, voice: Voice) -> Iterator[str]:
    if judged.absent_tables:
        tables = voice.listed([table_label(table, voice) for table in judged.absent_tables])
        yield voice.say(w.HEADLINE_ABSENT, tables=tables)
    for item in judged.open_reasons:
        reason = item.reason.in_(voice.language).rstrip("。.")
        yield voice.say(w.HEADLINE_OPEN, n=item.findings, reason=reason)
    if judged.unpublished_years:
        years = voice.listed([str(year) for year in judged.unpublished_years])
        yield voice.say(w.HEADLINE_UNPUBLISHED, years=years)
    if judged.rejects:
        yield voice.say(w.HEADLINE_REJECTS, n=judged.rejects)
    if judged.problems:
        yield voice.say(w.HEADLINE_PROBLEMS, n=len(judged.problems))
