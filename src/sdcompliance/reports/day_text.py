"""Days counted one by one: date, weekday, what the day is, its running number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sdcompliance.reports import words as w
from sdcompliance.reports.layout import Paragraph, Tone, display_width, padded
from sdcompliance.reports.voice import Voice
from sdcompliance.rulebook import Language
from sdcompliance.workdays import CountedDay


def day_paragraphs(days: Iterable[CountedDay], indent: int, voice: Voice) -> Iterator[Paragraph]:
    """One line a day; days that do not count are toned down."""
    lines = [(_cells(day, voice), day.works) for day in days]
    widths = [max(display_width(cells[i]) for cells, _ in lines) for i in range(3)] if lines else []
    for cells, works in lines:
        padding = (padded(cell, width) for cell, width in zip(cells, widths, strict=False))
        yield Paragraph(
            "  ".join([*padding, cells[-1]]), indent, tone=Tone.FAINT if works is False else Tone.PLAIN
        )


def reason_text(day: CountedDay, voice: Voice) -> str:
    """放假（国庆节）."""
    reason = day.reason.zh if voice.language is Language.ZH else day.reason.en
    if day.festival is None:
        return reason
    festival = day.festival.zh if voice.language is Language.ZH else day.festival.en
    return voice.say(w.DAY_REASON, reason=reason, festival=festival)


def day_json(day: CountedDay) -> dict[str, Any]:
    """A counted day as plain JSON data."""
    return {
        "day": day.day.isoformat(),
        "works": day.works,
        "least": day.running.least,
        "most": day.running.most,
        "reason": {"zh": day.reason.zh, "en": day.reason.en},
        "festival": {"zh": day.festival.zh, "en": day.festival.en} if day.festival else None,
    }


def _cells(day: CountedDay, voice: Voice) -> tuple[str, str, str, str]:
    return _iso(day.day), voice.weekday(day.day), reason_text(day, voice), _running(day, voice)


def _iso(day: date) -> str:
    return day.isoformat()  # in a column of dates the same form in both languages: it lines up


def _running(day: CountedDay, voice: Voice) -> str:
    if day.works is False:
        return ""
    if day.running.certain:
        return voice.say(w.RUNNING, n=day.running.least)
    return voice.say(w.RUNNING_BETWEEN, least=day.running.least, most=day.running.most)
