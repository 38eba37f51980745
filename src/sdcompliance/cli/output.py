"""Text → standard output, whatever the terminal is and whoever stops reading."""

from __future__ import annotations

import json
import os
import shutil
import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from sdcompliance.findings import Privacy
    from sdcompliance.reports import Page, Voice


def voice_of(language: str, privacy: Privacy | None = None) -> Voice:
    """How the texts are to speak; personal data masked unless said otherwise."""
    from sdcompliance.findings import Privacy
    from sdcompliance.reports import Voice
    from sdcompliance.rulebook import Language

    return Voice(Language(language), privacy or Privacy.MASKED)


def page_of_stdout() -> Page:
    """As wide as the terminal; a file or a pipe is neither wrapped nor coloured (NO_COLOR: no colours)."""
    from sdcompliance.reports import Colours, Page

    if not sys.stdout.isatty():
        return Page()
    colours = Colours.OFF if os.environ.get("NO_COLOR") else Colours.ON
    return Page(shutil.get_terminal_size().columns, colours)


def write(text: str) -> None:
    """Writes a result to standard output."""
    click.echo(encodable(text, sys.stdout.encoding or "utf-8"), nl=False)


def write_json(data: Any) -> None:
    """Writes a result to standard output as JSON."""
    write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def encodable(text: str, encoding: str) -> str:
    """The text with what the encoding lacks written as ``\\uXXXX``, so that JSON stays the same JSON."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_escaped(char, encoding) for char in text)
    return text


def discard_stdout() -> None:
    """Sends the rest of standard output nowhere: its reader is gone, and the interpreter flushes on exit."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # not a real file (a test's), or closed already
        return


def _escaped(char: str, encoding: str) -> str:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return json.dumps(char)[1:-1]
    return char
