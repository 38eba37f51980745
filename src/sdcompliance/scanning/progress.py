"""How far a scan has come, for whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from sdcompliance.rulebook import Words

READING = Words("读取来源", "reading the source")
JUDGING = Words("逐行判定", "judging")
TELLING = Words("写出结论", "writing findings")


@dataclass(frozen=True, slots=True)
class Step:
    """One step done: of which kind, on what, and how many rows of all rows that lie behind."""

    kind: Words
    what: str
    rows_done: int
    rows_total: int


#: Called after every step; it must not raise.
Progress: TypeAlias = Callable[[Step], None]


def silent(_: Step) -> None:
    """Nobody waits."""
