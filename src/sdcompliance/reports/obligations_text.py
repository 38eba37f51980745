"""Obligations as a list for people, the next day first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from sdcompliance.reports.labels import body_kind_label, subject_label
from sdcompliance.reports.layout import BLANK, Page, Paragraph, Tone, render
from sdcompliance.reports.obligations_source import Due
from sdcompliance.reports.voice import Voice
from sdcompliance.rulebook import Words

TITLE: Final = Words("待办与保存期限（截至{day}）", "Duties and retention, as of {day}")
NOTHING: Final = Words("没有待办事项，也没有须保存的材料。", "Nothing is to be done or kept.")
DO: Final = Words("{addressee}：{quote}", "{addressee}: {quote}")
AVOIDS: Final = Words("{rule}（{clause}）　否则：{title}", "{rule} ({clause}); otherwise: {title}")
KEEP: Final = Words(
    "保存至当日（含），{free}起可以销毁：{quote}",
    "Keep until this day, it included; may be destroyed from {free}: {quote}",
)
ANYBODY: Final = Words("未指明单位", "no body named")
DAY: Final = Words("{day}{distance}", "{day}{distance}")
AT_THE_LATEST: Final = Words(
    "放假安排尚未公布，最迟可能为{day}", "the holiday arrangement is not published; possibly as late as {day}"
)


def obligations_text(found: Sequence[Due], as_of: date, voice: Voice, page: Page) -> str:
    """The obligations in the order given, which is by day."""
    head = Paragraph(voice.say(TITLE, day=voice.day(as_of)), tone=Tone.HEADING)
    return render([head, *_days(found, voice)], page)


def _days(found: Sequence[Due], voice: Voice) -> Iterator[Paragraph]:
    if not found:
        yield BLANK
        yield Paragraph(voice.say(NOTHING))
    day: date | None = None
    for one in found:
        if one.day != day:
            day = one.day
            yield BLANK
            distance = voice.distance(one.days)
            yield Paragraph(voice.say(DAY, day=voice.dated(day), distance=distance), tone=Tone.HEADING)
        yield from _one(one, voice)


def _one(one: Due, voice: Voice) -> Iterable[Paragraph]:
    yield Paragraph(f"· {subject_label(one.subject, one.subject_id, voice)}　{duty(one, voice)}", 2, 2)
    notes = [voice.say(AVOIDS, rule=one.rule, clause=one.clause, title=one.title.in_(voice.language))]
    if one.day_latest != one.day:
        notes.append(voice.say(AT_THE_LATEST, day=voice.dated(one.day_latest)))
    yield from (Paragraph(note, 4, 2, Tone.FAINT) for note in notes)


def duty(one: Due, voice: Voice) -> str:
    """What is to be done and by whom, or how long something is to be kept, with the words of the clause."""
    if one.free_from is not None:
        return voice.say(KEEP, free=voice.day(one.free_from), quote=one.quote)
    body = voice.say(ANYBODY) if one.addressee is None else body_kind_label(one.addressee, voice)
    return voice.say(DO, addressee=body, quote=one.quote)
