"""The same words in Chinese and in English."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """The languages every message exists in."""

    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages."""

    zh: str
    en: str

    def in_(self, language: Language | str) -> str:
        """The text in one language (``"zh"`` or ``"en"``)."""
        return self.zh if Language(language) is Language.ZH else self.en
