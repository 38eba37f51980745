"""What is wrong with a rule folder: every fault in one go, each with file, line and key."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sdcompliance.errors import SdcomplianceError


@dataclass(frozen=True, slots=True, order=True)
class RuleFault:
    """One fault. ``line`` is 1-based, 0 where the fault is of the whole file; ``key`` is a dotted path."""

    file: str
    line: int
    key: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.key}: {self.message}" if self.key else f"{place}: {self.message}"


class RuleError(SdcomplianceError):
    """A rule, term or clause file is wrong. ``faults`` lists everything found, in file order."""

    code = "SDC200"

    def __init__(self, faults: Iterable[RuleFault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


def raise_all(faults: Iterable[RuleFault]) -> None:
    """Raises RuleError with these faults where there are any."""
    if found := list(faults):
        raise RuleError(found)
