"""What a monitor tells: the alerts, and which change of a verdict is one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from typing import Any

from sdcompliance.findings import Privacy, Verdict, mask_numbers
from sdcompliance.rulebook import Language, Words


class AlertKind(StrEnum):
    """Why an alert is given. ``label`` is what people call it."""

    VIOLATION = "violation"
    OVERDUE = "overdue"
    ADVISORY = "advisory"
    UNDETERMINED = "undetermined"
    DUE_SOON = "due_soon"
    CURED = "cured"

    @property
    def label(self) -> Words:
        """The kind in Chinese and English."""
        return _LABELS[self]


_LABELS = {
    AlertKind.VIOLATION: Words("新增违规", "new violation"),
    AlertKind.OVERDUE: Words("逾期", "overdue"),
    AlertKind.ADVISORY: Words("新增提示", "new advisory"),
    AlertKind.UNDETERMINED: Words("无法判定", "newly undetermined"),
    AlertKind.DUE_SOON: Words("即将到期", "due soon"),
    AlertKind.CURED: Words("已消除", "cured"),
}


class Cause(Enum):
    """What made a verdict change."""

    RECORDS = "something was recorded, corrected or removed"
    CLOCK = "a day passed"


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing that somebody should know.

    ``number`` counts the alerts of a journal from 1 without a gap: whoever remembers the last one
    handled misses none and handles none twice. ``event`` is the number of the event that gave it.
    ``verdict`` is the rule's verdict on the row from now on, ``previous`` the one before; None where
    the row was not there. ``day`` is the monitor's day, ``due`` the last day on which the duty can be
    done, where the rule sets one.
    """

    number: int
    event: int
    kind: AlertKind
    rule: str
    subject: str
    subject_id: str
    verdict: Verdict | None
    previous: Verdict | None
    day: date
    due: date | None
    words: Words

    def message(self, language: Language | str = Language.ZH) -> str:
        """What there is to say, as a clerk would write it. Names no person."""
        return self.words.in_(language)

    def to_json(self, privacy: Privacy = Privacy.MASKED) -> dict[str, Any]:
        """The alert as plain JSON data. Personal data are masked unless asked for."""
        guard = mask_numbers if privacy is Privacy.MASKED else str
        return {
            "number": self.number,
            "event": self.event,
            "kind": self.kind.value,
            "rule": self.rule,
            "subject": self.subject,
            "subject_id": guard(self.subject_id),
            "verdict": None if self.verdict is None else self.verdict.value,
            "previous": None if self.previous is None else self.previous.value,
            "day": self.day.isoformat(),
            "due": None if self.due is None else self.due.isoformat(),
            "message": {"zh": guard(self.words.zh), "en": guard(self.words.en)},
        }


def alert_of(data: dict[str, Any]) -> Alert:
    """The alert of its JSON data (not masked)."""
    return Alert(
        number=data["number"],
        event=data["event"],
        kind=AlertKind(data["kind"]),
        rule=data["rule"],
        subject=data["subject"],
        subject_id=data["subject_id"],
        verdict=None if data["verdict"] is None else Verdict(data["verdict"]),
        previous=None if data["previous"] is None else Verdict(data["previous"]),
        day=date.fromisoformat(data["day"]),
        due=None if data["due"] is None else date.fromisoformat(data["due"]),
        words=Words(**data["message"]),
    )


_TOLD = (Verdict.VIOLATION, Verdict.ADVISORY, Verdict.UNDETERMINED)


def kind_of(old: Verdict | None, new: Verdict | None) -> AlertKind | None:
    """Which alert the change of a verdict is, whatever made it change; None where it is none."""
    if old is new:
        return None
    if new is Verdict.VIOLATION:
        return AlertKind.VIOLATION
    if new is Verdict.ADVISORY:
        return AlertKind.ADVISORY
    if new is Verdict.UNDETERMINED:
        return AlertKind.UNDETERMINED
    return AlertKind.CURED if old in _TOLD else None
