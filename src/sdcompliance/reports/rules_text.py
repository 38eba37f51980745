"""All rules as a table, chapter by chapter."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from sdcompliance.reports import words as w
from sdcompliance.reports.labels import table_label
from sdcompliance.reports.layout import BLANK, Page, Paragraph, Tone, display_width, padded, render
from sdcompliance.reports.voice import Voice
from sdcompliance.rulebook import Rule, Rulebook

_COLUMNS = (
    w.COLUMN_RULE,
    w.COLUMN_TITLE,
    w.COLUMN_SUBJECT,
    w.COLUMN_CLAUSE,
    w.COLUMN_NORM,
    w.COLUMN_READINGS,
)


def rules_text(book: Rulebook, voice: Voice | None = None, page: Page | None = None) -> str:
    """Every rule in one line. Default: Chinese, not wrapped."""
    return render(_paragraphs(book, voice or Voice()), page or Page())


def chapter_of(rule: Rule) -> str:
    """The folder that the rule's file lies in; empty where it lies in none."""
    return rule.file.rpartition("/")[0]


def _paragraphs(book: Rulebook, voice: Voice) -> Iterator[Paragraph]:
    header = tuple(voice.say(column) for column in _COLUMNS)
    rows = {rule.id: _cells(rule, voice) for rule in book.values()}
    widths = [max(map(display_width, column)) for column in zip(header, *rows.values(), strict=True)]
    last_start = sum(widths[:-1]) + 2 * len(widths)
    yield Paragraph(_line(header, widths), 2, last_start, Tone.FAINT)
    by_chapter = sorted(book.values(), key=lambda rule: (_place(chapter_of(rule)), rule.id))
    for chapter, rules in groupby(by_chapter, key=chapter_of):
        yield from (BLANK, Paragraph(_chapter_name(chapter, voice), tone=Tone.HEADING))
        yield from (Paragraph(_line(rows[rule.id], widths), 2, last_start) for rule in rules)
    yield from (BLANK, Paragraph(voice.say(w.RULES_COUNT, n=len(book))))


def _place(chapter: str) -> tuple[int, str]:
    """The notice's chapters in their order, a host's after them."""
    known = list(w.CHAPTERS)
    return (known.index(chapter) if chapter in known else len(known), chapter)


def _cells(rule: Rule, voice: Voice) -> tuple[str, ...]:
    return (
        rule.id,
        rule.title.in_(voice.language),
        table_label(rule.subject, voice),
        rule.clause,
        w.NORMS[rule.norm].in_(voice.language),
        voice.listed(list(rule.readings)),
    )


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    return "  ".join(padded(cell, width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _chapter_name(chapter: str, voice: Voice) -> str:
    """The chapter's name; a host's folder has its own."""
    if not chapter:
        return voice.say(w.OTHER_CHAPTER)
    return w.CHAPTERS[chapter].in_(voice.language) if chapter in w.CHAPTERS else chapter
