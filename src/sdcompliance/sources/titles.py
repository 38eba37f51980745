"""Which table or column somebody means by a file name, a sheet name or a column title."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from functools import cache

from sdcompliance.records import TABLES, Table

_IN_BRACKETS = re.compile(r"(.+?)\s*[(（](.+?)[)）]")
_PART = re.compile(r"[-_. (（].*|[0-9].*", re.DOTALL)
_TYPING_ERROR = 0.9  # as alike as this, a stem is a misspelt table and not a part of a shorter one


def table_of_word(word: str) -> Table | None:
    """The table that exactly this name, label, or ``label (name)`` means."""
    name = _by_word(word, _tables())
    return None if name is None else TABLES[name]


def table_of_stem(stem: str) -> Table | None:
    """The table of a file's name without its ending: ``sessions``, ``考核``, ``sessions-2024``."""
    exact = table_of_word(stem)
    if exact is not None:
        return exact
    words = _tables()
    like = difflib.get_close_matches(stem, words, n=1, cutoff=_TYPING_ERROR)
    parts = [word for word in words if stem.startswith(word) and _PART.fullmatch(stem[len(word) :])]
    if not parts:
        return None
    longest = max(parts, key=len)
    return None if like and words[like[0]] != words[longest] else TABLES[words[longest]]


def column_of_title(table: Table, title: str) -> str | None:
    """The column of a table that a title means, by name, label, or both with one in brackets."""
    return _by_word(title, _columns(table.name))


def _by_word(word: str, known: Mapping[str, str]) -> str | None:
    plain = word.strip().removeprefix("\ufeff").strip()
    if plain in known:
        return known[plain]
    match = _IN_BRACKETS.fullmatch(plain)
    if match is None:
        return None
    outside, inside = (known.get(part.strip()) for part in match.groups())
    return outside if outside == inside else None


@cache
def _tables() -> Mapping[str, str]:
    return {word: name for name, table in TABLES.items() for word in (name, table.label)}


@cache
def _columns(table: str) -> Mapping[str, str]:
    columns = TABLES[table].columns.values()
    return {word: column.name for column in columns for word in (column.name, column.label)}
