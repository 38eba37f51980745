"""In which language a report speaks, and whether it names persons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sdcompliance.findings import Privacy, mask_numbers
from sdcompliance.findings.wording import chinese_date
from sdcompliance.reports import words as w
from sdcompliance.rulebook import Language, Words


@dataclass(frozen=True, slots=True)
class Voice:
    """What every writer of text needs to know."""

    language: Language = Language.ZH
    privacy: Privacy = Privacy.MASKED

    def say(self, words: Words, **values: object) -> str:
        """The words in the report's language, with the values put in."""
        return words.in_(self.language).format(**values)

    def guard(self, text: str) -> str:
        """A text from the records, in which numbers that identify a person are masked unless asked for."""
        return mask_numbers(text) if self.privacy is Privacy.MASKED else text

    def day(self, day: date) -> str:
        """2025年3月10日, or 2025-03-10."""
        return chinese_date(day) if self.language is Language.ZH else day.isoformat()

    def days(self, first: date, last: date) -> str:
        """A day that is known only to lie within bounds."""
        if first == last:
            return self.day(first)
        return self.say(w.BETWEEN, first=self.day(first), last=self.day(last))

    def weekday(self, day: date) -> str:
        """周一, or Mon."""
        return self.say(w.WEEKDAYS[day.weekday()])

    def dated(self, day: date) -> str:
        """2025年3月10日（周一）, or 2025-03-10 (Mon)."""
        mark = f"（{self.weekday(day)}）" if self.language is Language.ZH else f" ({self.weekday(day)})"
        return self.day(day) + mark

    def distance(self, days: int | None) -> str:
        """How far the as-of date is from a due day: days left where positive."""
        if days is None:
            return ""
        if days == 0:
            return self.say(w.DUE_TODAY)
        return self.say(w.DAYS_LEFT, n=days) if days > 0 else self.say(w.DAYS_PAST, n=-days)

    def listed(self, items: list[str]) -> str:
        """Several names in a row."""
        return self.say(w.LIST_COMMA).join(items)


def day_before(day: date) -> date | None:
    """The day before, None for the first day there is."""
    return None if day == date.min else day - timedelta(days=1)
