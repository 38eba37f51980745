"""What a data set is to be: how large, from which seed, how faulty."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sdcompliance.errors import SdcomplianceError

MOST_VIOLATIONS: Final = 0.02
"""The greatest rate of faults: a session carries one at most, and some 40 kinds share them."""


class GenerationError(SdcomplianceError):
    """A data set cannot be generated as asked for."""

    code = "SDC403"


class Extent(StrEnum):
    """Which tables get rows."""

    ALL = "all"
    CORE = "core"  # what rules about sessions and archives read; the others have their header alone


class Format(StrEnum):
    """How tables are written."""

    CSV = "csv"
    PARQUET = "parquet"


@dataclass(frozen=True, slots=True)
class Outline:
    """What a data set is to be. ``violations`` is the part of a rule's subjects that break it.

    Raises GenerationError where a number is out of range.
    """

    sessions: int
    seed: int = 0
    extent: Extent = Extent.ALL
    format: Format = Format.CSV
    violations: float = 0.002

    def __post_init__(self) -> None:
        if self.sessions < 1:
            raise GenerationError(f"{self.sessions} sessions; a whole number from 1 on was expected")
        if not 0 <= self.violations <= MOST_VIOLATIONS:
            raise GenerationError(
                f"{self.violations} as the rate of violations; from 0 to {MOST_VIOLATIONS} was expected: "
                "a session carries one planted fault at most"
            )
