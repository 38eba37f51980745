"""What became of a violation since an earlier report: the groups of baseline.py, as writers read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final, NamedTuple

from sdcompliance.findings import RulebookStamp, Verdict
from sdcompliance.rulebook import Words


class State(StrEnum):
    """A violation (a waived one too) of now or of then."""

    NEW = "new"
    STILL_OPEN = "still_open"
    CURED = "cured"
    NO_LONGER_FOUND = "no_longer_found"
    LOST_SIGHT_OF = "lost_sight_of"


STATE_WORDS: Final = {
    State.NEW: Words("新增", "new"),
    State.STILL_OPEN: Words("仍未纠正", "still open"),
    State.CURED: Words("已纠正", "cured"),
    State.NO_LONGER_FOUND: Words("不再发现", "no longer found"),
    State.LOST_SIGHT_OF: Words("本次无从判断", "not decided now"),
}
#: Why nothing was judged now: what is no longer there.
NOT_THERE: Final = {
    "row": Words("该记录已不在来源中", "the row is no longer in the source"),
    "table": Words("来源中已没有该表", "the table is no longer in the source"),
    "rule": Words("本次不检查该规则", "the rule is not judged now"),
}


class NoLongerOpen(NamedTuple):
    """A violation of then that is none now. ``message`` says what was found then.

    ``verdict`` is the one of now, None where nothing was judged, or where that is not known; ``not_there``
    then names what is no longer there (a key of NOT_THERE), where that is known.
    """

    state: State
    rule: str
    subject: str
    subject_id: str
    verdict_before: Verdict
    verdict: Verdict | None
    not_there: str | None
    city: str | None
    site_id: str | None
    message: Words

    def to_json(self) -> dict[str, Any]:
        """As plain JSON data."""
        return {
            **self._asdict(),
            "state": self.state.value,
            "verdict_before": self.verdict_before.value,
            "verdict": None if self.verdict is None else self.verdict.value,
            "message": {"zh": self.message.zh, "en": self.message.en},
        }


@dataclass(frozen=True, slots=True)
class BaselineFigures:
    """With which report this one is compared, and how many violations are in which state.

    ``other_rules``: it was judged by other rules or settings, so that what is new or cured may be so by them.
    """

    as_of: date
    stamp: RulebookStamp
    other_rules: bool
    counts: Mapping[State, int]

    @property
    def no_longer_open(self) -> int:
        """How many violations of then are none now."""
        return sum(n for state, n in self.counts.items() if state not in (State.NEW, State.STILL_OPEN))

    def to_json(self) -> dict[str, Any]:
        """As plain JSON data."""
        return {
            "as_of": self.as_of.isoformat(),
            "rulebook": self.stamp.to_json(),
            "other_rules": self.other_rules,
            **{state.value: n for state, n in self.counts.items()},
        }
