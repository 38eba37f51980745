"""Identity numbers, names and telephone numbers are masked in every output unless asked for."""

from __future__ import annotations

import re
from enum import Enum

from sdcompliance.records import PersonalData


class Privacy(Enum):
    """Whether an output shows personal data."""

    MASKED = "masked"
    SHOWN = "shown"


LONG_NUMBER = 11  # a telephone's digits; of a shorter number nothing can be shown safely

# Numbers that stand where nobody expects them (a host that uses identity numbers as row ids).
_IDENTITY = re.compile(r"(?<![0-9A-Za-z])(\d{3})\d{11}(\d{3}[0-9Xx])(?![0-9A-Za-z])")
_TELEPHONE = re.compile(r"(?<![0-9A-Za-z])(1[3-9]\d)\d{4}(\d{4})(?![0-9A-Za-z])")


def mask(value: str, kind: PersonalData) -> str:
    """A personal datum with its telling part replaced by asterisks; its length stays."""
    if kind is PersonalData.NAME:
        head, tail = (1, 0) if len(value) > 1 else (0, 0)
    else:
        head, tail = (3, 4) if len(value) >= LONG_NUMBER else (0, 0)
    return value[:head] + "*" * (len(value) - head - tail) + value[len(value) - tail :]


def mask_numbers(text: str) -> str:
    """A text in which whatever looks like an identity or a mobile number is masked."""
    text = _IDENTITY.sub(lambda m: m[1] + "*" * 11 + m[2], text)
    return _TELEPHONE.sub(r"\1****\2", text)
