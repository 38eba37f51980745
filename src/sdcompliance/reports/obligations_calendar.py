"""Obligations as an iCalendar file (RFC 5545): one all-day event each, the same bytes for the same input.

Events, not tasks: every calendar shows events, few show tasks. A later file replaces an earlier one event by
event, since an obligation keeps its UID.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from sdcompliance.reports.labels import subject_label
from sdcompliance.reports.obligations_source import Due
from sdcompliance.reports.obligations_text import duty
from sdcompliance.reports.voice import Voice
from sdcompliance.rulebook import Words

NAME: Final = Words("专项职业能力考核：待办与保存期限", "Skill assessment: duties and retention")
SUMMARY_DO: Final = Words("最后一天｜{subject}：{title}", "Last day | {subject}: {title}")
SUMMARY_KEEP: Final = Words("保存期满｜{subject}", "Retention ends | {subject}")
TITLE_DO: Final = Words("避免“{title}”", "avoid: {title}")

_LINE: Final = 75  # octets of a line, its end not counted


def obligations_calendar(found: Sequence[Due], as_of: date, voice: Voice) -> str:
    """The calendar file as text, its lines ended by CR LF as the standard asks."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//sdcompliance//obligations//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escaped(voice.say(NAME))}",
        *(line for one in found for line in _event(one, as_of, voice)),
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(one: Due, as_of: date, voice: Voice) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_uid(one)}"
    yield f"DTSTAMP:{_compact(as_of)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_compact(one.day)}"
    if one.day < date.max:
        yield f"DTEND;VALUE=DATE:{_compact(one.day + timedelta(days=1))}"
    yield f"SUMMARY:{_escaped(_summary(one, voice))}"
    yield f"DESCRIPTION:{_escaped(_described(one, voice))}"
    yield f"CATEGORIES:{one.rule}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _summary(one: Due, voice: Voice) -> str:
    subject = subject_label(one.subject, one.subject_id, voice)
    if one.free_from is not None:
        return voice.say(SUMMARY_KEEP, subject=subject)
    title = voice.say(TITLE_DO, title=one.title.in_(voice.language))
    return voice.say(SUMMARY_DO, subject=subject, title=title)


def _described(one: Due, voice: Voice) -> str:
    return f"{duty(one, voice)}\n{one.rule}, {one.clause}"


def _uid(one: Due) -> str:
    """Tells obligations apart without showing an id that may be an identity number."""
    parts = f"{one.rule}|{one.subject}|{one.subject_id}"
    return f"{hashlib.blake2b(parts.encode(), digest_size=16).hexdigest()}@sdcompliance"


def _compact(day: date) -> str:
    return day.isoformat().replace("-", "")  # strftime does not pad years before 1000 everywhere


def _escaped(text: str) -> str:
    """Text as a value: backslash, semicolon, comma and line feed escaped, other control characters gone."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    escaped = escaped.replace("\r\n", "\n").replace("\n", "\\n")
    return "".join(char if char.isprintable() or char == "\u3000" else " " for char in escaped)


def _folded(line: str) -> Iterable[str]:
    """The line in parts of at most 75 octets, every later one after a blank; no character is cut."""
    part, size = "", 0
    for char in line:
        wide = len(char.encode())
        if size + wide > _LINE:
            yield part
            part, size = " ", 1
        part += char
        size += wide
    yield part
