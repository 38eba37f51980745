"""Why a verdict stays open: what is not recorded, or what nobody can know yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from sdcompliance.rulebook import Words


class DoubtKind(Enum):
    """The ways in which a value can be unknown; the words are shown to people."""

    TABLE_ABSENT = Words("来源中没有该表", "table absent from the source")
    NOT_RECORDED = Words("未记录", "not recorded")
    DANGLING = Words("所引用的记录不存在", "the row referred to does not exist")
    REJECTED = Words("来源中的值无法读取", "the source's value cannot be read")
    CLOCK_TIME = Words("未记录钟点", "clock time not recorded")
    CALENDAR = Words("放假安排尚未公布", "calendar not published")
    UNREACHABLE = Words("日期超出历法范围", "date out of range")

    @property
    def words(self) -> Words:
        """The kind of doubt in Chinese and English."""
        return self.value


@dataclass(frozen=True, slots=True)
class Doubt:
    """One datum that would have to be known: its path, or the table's name, or the days in question."""

    kind: DoubtKind
    path: str

    @property
    def is_data(self) -> bool:
        """Whether somebody could record it; a calendar that is not published nobody can."""
        return self.kind not in (DoubtKind.CALENDAR, DoubtKind.UNREACHABLE)


def distinct(doubts: Iterable[Doubt]) -> tuple[Doubt, ...]:
    """The doubts without repetition, in the order in which they were met."""
    return tuple(dict.fromkeys(doubts))


def reason_of(doubts: Iterable[Doubt]) -> Words | None:
    """Every kind of doubt once, in the order of DoubtKind; None where there is none."""
    present = {doubt.kind for doubt in doubts}
    kinds = [kind.words for kind in DoubtKind if kind in present]
    if not kinds:
        return None
    return Words("；".join(words.zh for words in kinds), "; ".join(words.en for words in kinds))
