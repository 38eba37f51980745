"""Which table or column somebody means by a file name, a sheet name or a column title."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping

from sdcompliance.records import TABLES, Table
from sdcompliance.records.schema import columns_by_word, tables_by_word

_IN_BRACKETS = re.compile(r"(.+?)\s*[(（](.+?)[)）]")
_PART = re.compile(r"[-_. (（].*|[0-9].*", re.DOTALL)
_TYPING_ERROR = 0.9  # as alike as this, a stem is a misspelt table and not a part of a shorter one


def table_of_word(word: str) -> Table | None:
    """The table that exactly this name, label, or ``label (name)`` means."""
    name = _by_word(word, tables_by_word())
    return None if name is None else TABLES[name]


def table_of_stem(stem: str) -> Table | None:
    """The table of a file's name without its ending: ``sessions``, ``考核``, ``sessions-2024``."""
    exact = table_of_word(stem)
    if exact is not None:
        return exact
    words = tables_by_word()
    like = difflib.get_close_matches(stem, words, n=1, cutoff=_TYPING_ERROR)
    parts = [word for word in words if stem.startswith(word) and _PART.fullmatch(stem[len(word) :])]
    if not parts:
        return None
    longest = max(parts, key=len)
    return None if like and words[like[0]] != words[longest] else TABLES[words[longest]]


def column_of_title(table: Table, title: str) -> str | None:
    """The column of a table that a title means, by name, label, or both with one in brackets."""
    return _by_word(title, columns_by_word(table.name))


def _by_word(word: str, known: Mapping[str, str]) -> str | None:
    plain = word.strip().removeprefix("\ufeff").strip()
    if plain in known:
        return known[plain]
    match = _IN_BRACKETS.fullmatch(plain)
    if match is None:
        return None
    outside, inside = (known.get(part.strip()) for part in match.groups())
    return outside if outside == inside else None
