"""What came of mutating rules."""

from __future__ import annotations

from dataclasses import dataclass

from sdcompliance.analysis.mutation.mutants import Mutant
from sdcompliance.rulebook import ExamplePart


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mutant that no example notices, with an example that would, where one was found."""

    mutant: Mutant
    example: ExamplePart | None


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A mutant that no example can notice, and the declared reason."""

    mutant: Mutant
    reason: str


@dataclass(frozen=True, slots=True)
class UnitOutcome:
    """The mutants of one rule or legal term.

    ``disproved`` are mutants declared equivalent that an example notices all the same.
    """

    unit: str
    killed: int
    equivalent: tuple[Equivalent, ...]
    survivors: tuple[Survivor, ...]
    disproved: tuple[Mutant, ...]

    @property
    def complete(self) -> bool:
        """Whether every mutant is noticed, or declared equivalent with good reason."""
        return not self.survivors and not self.disproved


@dataclass(frozen=True, slots=True)
class MutationReport:
    """The outcomes of all mutated rules and terms, in order of their names."""

    units: tuple[UnitOutcome, ...]

    @property
    def complete(self) -> bool:
        """Whether that holds of every one."""
        return all(unit.complete for unit in self.units)

    @property
    def killed(self) -> int:
        """Mutants that an example notices."""
        return sum(unit.killed for unit in self.units)
