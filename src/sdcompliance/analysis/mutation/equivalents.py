"""Mutants that no example can tell from the rule, each with the reason: equivalent.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from sdcompliance.analysis.mutation.mutants import Mutant
from sdcompliance.rulebook import read_part

_FILE = Path(__file__).with_name("equivalent.yaml")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class EquivalentPart(_Part):
    """One change that changes no verdict, and why."""

    place: str
    before: str
    after: str
    reason: str


class EquivalentsFile(_Part):
    """Rule or term → its equivalent mutants."""

    equivalent: dict[str, list[EquivalentPart]]


@cache
def declared() -> Mapping[tuple[str, str, str, str], str]:
    """The declared mutants with their reasons."""
    file = read_part(EquivalentsFile, _FILE)
    return {
        (unit, part.place, part.before, part.after): part.reason
        for unit, parts in file.equivalent.items()
        for part in parts
    }


def reason_for(mutant: Mutant) -> str | None:
    """Why the mutant is equivalent, None where nobody has said so."""
    return declared().get((mutant.unit, mutant.place, mutant.before, mutant.after))
