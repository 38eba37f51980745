"""The pages of docs/, and what a reader's tools make of their Markdown."""

from __future__ import annotations

import re
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
ROOT = DOCS.parent
PAGES = tuple(sorted(DOCS.rglob("*.md")))

_FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_LINK = re.compile(r"(?<!\\)\]\(([^()\s]+)\)")
_HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)


def name(page: Path) -> str:
    """The path of a page below docs/."""
    return page.relative_to(DOCS).as_posix()


def blocks(page: Path, language: str) -> tuple[str, ...]:
    """The fenced code of one language, in order."""
    return tuple(code for tag, code in _FENCE.findall(page.read_text(encoding="utf-8")) if tag == language)


def headings(page: Path) -> tuple[str, ...]:
    """The headings with their marks, in order."""
    text = _FENCE.sub("", page.read_text(encoding="utf-8"))
    return tuple(match[0] for match in _HEADING.finditer(text))


def links(page: Path) -> tuple[str, ...]:
    """The targets of all links."""
    text = _FENCE.sub("", page.read_text(encoding="utf-8"))
    return tuple(_LINK.findall(_CODE.sub("code", text)))


def anchors(page: Path) -> frozenset[str]:
    """The anchors a forge gives to the headings: lower case, no punctuation, hyphens for spaces."""
    plain = (heading.lstrip("#").strip().lower() for heading in headings(page))
    return frozenset(re.sub(r"[^\w -]", "", heading).replace(" ", "-") for heading in plain)
