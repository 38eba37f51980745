"""A condition that does not parse or does not type."""

from __future__ import annotations

from sdcompliance.errors import SdcomplianceError


class ConditionError(SdcomplianceError):
    """A condition is wrong. ``column`` is the 1-based place in its text, None where there is none."""

    code = "SDC201"

    def __init__(self, message: str, *, text: str, column: int | None = None) -> None:
        self.message = message
        self.text = text
        self.column = column
        place = f", at character {column}" if column else ""
        super().__init__(f"{message}{place}: {' '.join(text.split())}")
