"""The text of the notice cut into its sentences, and the hash by which each is known."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from itertools import pairwise

HASH_DIGITS = 16
# A sentence ends after its mark and what closes around it; an item of a list ends before the next number.
_CUT = re.compile(r"[。；？！]+[”’）》」』]*|(?<![0-9A-Za-z.])(?=\d{1,2}[、.](?!\d))")
_HEADING = re.compile(r"^## +(\S+)[ \t]*$", re.MULTILINE)


def clause_texts(document: str) -> dict[str, str]:
    """The clauses of the notice by anchor, from a text that has ``## <anchor>`` above each clause."""
    _, *parts = _HEADING.split(document)
    return {anchor: normalised(text) for anchor, text in zip(parts[::2], parts[1::2], strict=True)}


def normalised(text: str) -> str:
    """The text with its white space removed: line breaks are no part of the law."""
    return re.sub(r"\s", "", text)


def sentence_hash(sentence: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of a sentence, white space removed."""
    return hashlib.sha256(normalised(sentence).encode()).hexdigest()[:HASH_DIGITS]


def sentences(text: str) -> tuple[str, ...]:
    """The text of a clause cut into its sentences, white space removed.

    A sentence ends after 。；？！ and what closes around them, or where a numbered item (``2、``)
    begins. Nothing is left out: put together again, the sentences are the text.
    """
    bare = normalised(text)
    return _pieces(bare, (match.end() for match in _CUT.finditer(bare)))


def fields(text: str, beginnings: Iterable[str]) -> tuple[str, ...]:
    """The text of a form cut where each of its fields begins, white space removed.

    A field lasts until the next one's ``beginnings`` stands for the first time. One that is not
    found cuts nothing, so that put together again the fields are the text.
    """
    bare = normalised(text)
    starts = [0]
    for beginning in list(beginnings)[1:]:
        start = bare.find(beginning, starts[-1] + 1)
        if start >= 0:
            starts.append(start)
    return _pieces(bare, starts)


def _pieces(bare: str, cuts: Iterable[int]) -> tuple[str, ...]:
    places = sorted({0, *cuts, len(bare)})
    return tuple(bare[start:end] for start, end in pairwise(places))
