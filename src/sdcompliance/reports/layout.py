"""Paragraphs → lines: wrapped by display width, indented, coloured where the page allows it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

_NOT_AT_START = frozenset("，。；：、）」』》〉”’？！…,.;:)]}?!")
_NOT_AT_END = frozenset("（「『《〈“‘([{")
_LEAST_WIDTH = 20  # columns of text that a deep indent leaves


class Tone(Enum):
    """What a paragraph is, as a terminal shows it: the parameters of its escape sequence."""

    PLAIN = ""
    HEADING = "1"
    BAD = "1;31"
    OPEN = "1;33"
    FAINT = "2"


class Colours(Enum):
    """Whether the page shows tones."""

    OFF = "off"
    ON = "on"


@dataclass(frozen=True, slots=True)
class Page:
    """What the text is written on. ``width`` in columns, None where it is not to be wrapped."""

    width: int | None = None
    colours: Colours = Colours.OFF


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text, how far it is moved in, and how much farther its later lines."""

    text: str
    indent: int = 0
    hang: int = 0
    tone: Tone = Tone.PLAIN


BLANK = Paragraph("")


def render(paragraphs: Iterable[Paragraph], page: Page) -> str:
    """The paragraphs as text that ends with a line feed."""
    return "".join(f"{line}\n" for paragraph in paragraphs for line in _lines(paragraph, page))


def display_width(text: str) -> int:
    """The columns that a terminal gives to the text: two for a Chinese character."""
    return sum(_columns(char) for char in text)


def padded(text: str, width: int) -> str:
    """The text with blanks up to a display width."""
    return text + " " * (width - display_width(text))


def _columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _lines(paragraph: Paragraph, page: Page) -> Iterator[str]:
    for number, line in enumerate(_wrapped(paragraph, page.width)):
        indent = paragraph.indent + (paragraph.hang if number else 0)
        yield (" " * indent + _toned(line, paragraph.tone, page)).rstrip()


def _toned(line: str, tone: Tone, page: Page) -> str:
    if page.colours is Colours.OFF or tone is Tone.PLAIN or not line:
        return line
    return f"\x1b[{tone.value}m{line}\x1b[0m"


def _wrapped(paragraph: Paragraph, width: int | None) -> list[str]:
    # A value from the records may hold line feeds or control characters; one paragraph stays one.
    text = "".join(char if char.isprintable() or char == "\u3000" else " " for char in paragraph.text)
    if width is None:
        return [text]
    room = max(_LEAST_WIDTH, width - paragraph.indent)
    lines, line, used = [], "", 0
    for piece in _pieces(text):
        wide = display_width(piece.rstrip())
        if line and used + wide > room:
            lines.append(line.rstrip())
            room = max(_LEAST_WIDTH, width - paragraph.indent - paragraph.hang)
            line, used = "", 0
        line += piece
        used += display_width(piece)
    return [*lines, line.rstrip()]


def _pieces(text: str) -> Iterator[str]:
    """The parts of a text between which a line may end."""
    start = 0
    for end, (char, following) in enumerate(pairwise(text), start=1):
        if _may_break(char, following):
            yield text[start:end]
            start = end
    yield text[start:]


def _may_break(char: str, following: str) -> bool:
    if following.isspace() or following in _NOT_AT_START or char in _NOT_AT_END:
        return False
    if char.isdigit():
        return False  # 10 stays with 日, and 3 with 名
    return char.isspace() or _columns(char) == 2 or _columns(following) == 2
