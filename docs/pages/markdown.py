"""Plain data → Markdown that a code forge and Sphinx read alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sdcompliance.rulebook import Words

#: Stands first in every generated page.
NOTE = (
    "<!-- 本页由规则生成，请勿手改。 Generated from the rules, not written by hand. "
    "更新 / renew: python docs/generate.py -->"
)
NONE = "无 / none"

_SPECIAL = re.compile(r"[\\`*\[\]<|]|^[>#]|(?<!\w)_|_(?!\w)")
_NOT_IN_ANCHORS = re.compile(r"[^\w\- ]")


def escaped(text: str) -> str:
    """A text in which nothing is markup."""
    return _SPECIAL.sub(lambda mark: f"\\{mark[0]}", " ".join(text.split()))


def code(text: str) -> str:
    """A short text as code; in a table too."""
    return f"`{text}`".replace("|", r"\|")


def fence(text: str) -> str:
    """A condition as code. Conditions are expressions of Python."""
    return f"```python\n{text}\n```"


def both(words: Words) -> str:
    """A few words in both languages, on one line."""
    return f"{escaped(words.zh)} / {escaped(words.en)}"


def stacked(words: Words) -> str:
    """A sentence in both languages, one below the other, in the cell of a table."""
    return f"{escaped(words.zh)}<br>{escaped(words.en)}"


def paragraphs(words: Words) -> str:
    """Sentences in both languages, a paragraph each."""
    return f"{escaped(words.zh)}\n\n{escaped(words.en)}"


def item(lead: str, words: Words) -> str:
    """An item of a list: what it is about, then a line in each language."""
    return f"- {lead}<br>\n  {escaped(words.zh)}<br>\n  {escaped(words.en)}"


def quotation(text: str) -> str:
    """Words of the notice."""
    return f"> {escaped(text)}"


def link(text: str, target: str) -> str:
    """A link. ``text`` is Markdown already."""
    return f"[{text}]({target})"


def anchor(heading: str) -> str:
    """The anchor that forges and MyST alike give to a heading."""
    return "#" + _NOT_IN_ANCHORS.sub("", heading.lower().replace(" ", "-"))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already."""
    lines: list[Sequence[str]] = [head, ["---"] * len(head), *rows]
    return "\n".join("|" + "".join(f" {cell} |" if cell else " |" for cell in line) for line in lines)


def document(blocks: Iterable[str]) -> str:
    """Blocks with an empty line between them, below the note that they are generated."""
    return "\n\n".join([NOTE, *(block for block in blocks if block)]) + "\n"
