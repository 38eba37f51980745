"""The clauses of the notice, and whether a quote stands in its clause.

The notice's text is not copied into this project. Each clause has a fingerprint: one hash of
16 bits for every run of four characters, white space removed. A quote stands in the clause if
its own fingerprint stands in the clause's (docs/decisions/0003-fingerprints.md).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sdcompliance.rulebook.words import Words

_RUN = 4  # characters a hash covers
_DIGITS = 4  # hexadecimal digits a hash has


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: its anchor (``annex1/4.4``), what it is called, its fingerprint, since when it holds."""

    anchor: str
    title: Words
    fingerprint: str
    in_force_from: date


@dataclass(frozen=True, slots=True)
class Law:
    """The notice: its name, the day from which it is in force, its clauses by anchor."""

    source: Words
    in_force_from: date
    clauses: Mapping[str, Clause]


def fingerprint(text: str) -> str:
    """The fingerprint of a text: four hexadecimal digits per run of four characters."""
    bare = re.sub(r"\s", "", text)
    return "".join(_hash(bare[start : start + _RUN]) for start in range(len(bare) - _RUN + 1))


def fault_of_quote(quote: str, clause: Clause) -> str | None:
    """What is wrong with a quote of the clause, None where nothing is.

    The parts between ``…`` must stand in the clause, in their order, each at least four
    characters long.
    """
    start = 0
    for part in re.split("…+", quote):
        wanted = fingerprint(part)
        if not wanted:
            return f"each part of a quote has at least {_RUN} characters; {part!r} has fewer"
        found = _find(wanted, clause.fingerprint, start)
        if found is None:
            return f"{part!r} does not stand in {clause.anchor}; quote its very words, … for words left out"
        start = found + len(wanted) + (_RUN - 1) * _DIGITS  # the last run reaches so much further
    return None


def _hash(run: str) -> str:
    return hashlib.blake2b(run.encode(), digest_size=_DIGITS // 2).hexdigest()


def _find(wanted: str, fingerprint_: str, start: int) -> int | None:
    """Where ``wanted`` stands in a fingerprint, at whole hashes only."""
    while (found := fingerprint_.find(wanted, start)) >= 0:
        if found % _DIGITS == 0:
            return found
        start = found + 1
    return None
