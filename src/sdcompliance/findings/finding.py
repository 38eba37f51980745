"""A Finding: what one rule says of one row, and everything behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from sdcompliance.conditions.tree import Scalar
from sdcompliance.findings.masking import Privacy, mask, mask_numbers
from sdcompliance.findings.verdict import Verdict
from sdcompliance.findings.wording import plain_decimal
from sdcompliance.records import PersonalData
from sdcompliance.rulebook import Language, Words


@dataclass(frozen=True, slots=True)
class Evidence:
    """One value that the rule reads. ``value`` None means: recorded as empty."""

    path: str
    value: Scalar | datetime | None
    personal: PersonalData | None

    def shown(self, privacy: Privacy) -> Scalar | None:
        """The value as JSON has it: dates and decimals as text, personal data masked."""
        value = self.value
        if isinstance(value, str) and privacy is Privacy.MASKED:
            return mask_numbers(str(value)) if self.personal is None else mask(value, self.personal)
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, Decimal):
            return plain_decimal(value)
        return str(value) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule says of one row.

    ``due`` is the last day on which the duty can be done (or, where something must be kept, the
    last day of the period), ``due_latest`` the same under the holiday arrangement that would be
    kindest; they differ only in a year whose arrangement is not published. ``days`` counts from
    the as-of date to ``due``: days left where positive, days late where negative. ``missing``
    names the requirements that are not met, or the data without which nothing can be said.
    ``read`` holds the evidence with what is personal in it; ``evidence`` the plain values.
    """

    rule: str
    subject: str
    subject_id: str
    verdict: Verdict
    sensitive: bool
    readings: Mapping[str, Verdict]
    due: date | None
    due_latest: date | None
    days: int | None
    missing: tuple[str, ...]
    reason_words: Words | None
    clause: str
    quote: str
    words: Words
    remedy_words: Words
    read: tuple[Evidence, ...]

    @property
    def evidence(self) -> Mapping[str, Scalar | datetime | None]:
        """Every value that the rule reads, by path, as recorded (not masked); None: recorded as empty."""
        return MappingProxyType({item.path: item.value for item in self.read})

    @property
    def reason(self) -> str | None:
        """Why an undetermined verdict stays open, in English as in the JSON; None for other verdicts."""
        return None if self.reason_words is None else self.reason_words.en

    def message(self, language: Language | str = Language.ZH) -> str:
        """What was found, as a clerk would write it. Names no person."""
        return self.words.in_(language)

    def remedy(self, language: Language | str = Language.ZH) -> str:
        """What to do about it."""
        return self.remedy_words.in_(language)

    def to_json(self, privacy: Privacy = Privacy.MASKED) -> dict[str, Any]:
        """The finding as plain JSON data. Personal data are masked unless asked for."""
        guard = mask_numbers if privacy is Privacy.MASKED else str
        return {
            "rule": self.rule,
            "subject": self.subject,
            "subject_id": guard(self.subject_id),
            "verdict": self.verdict.value,
            "sensitive": self.sensitive,
            "readings": {name: verdict.value for name, verdict in self.readings.items()},
            "due": self.due.isoformat() if self.due else None,
            "due_latest": self.due_latest.isoformat() if self.due_latest else None,
            "days": self.days,
            "missing": [guard(path) for path in self.missing],
            "reason": self.reason,
            "clause": self.clause,
            "quote": self.quote,
            "message": {"zh": guard(self.words.zh), "en": guard(self.words.en)},
            "remedy": {"zh": self.remedy_words.zh, "en": self.remedy_words.en},
            "evidence": {guard(item.path): item.shown(privacy) for item in self.read},
        }
