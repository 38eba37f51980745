"""The verdicts a rule can give on a row."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """What a rule says of one row; docs/verdicts.md has the table that decides."""

    NOT_APPLICABLE = "not_applicable"
    COMPLIANT = "compliant"
    PENDING = "pending"
    UNDETERMINED = "undetermined"
    ADVISORY = "advisory"
    VIOLATION = "violation"
    WAIVED = "waived"

    @property
    def settled(self) -> bool:
        """Whether nothing remains to be said: compliant or not applicable."""
        return self in (Verdict.COMPLIANT, Verdict.NOT_APPLICABLE)

    @property
    def objects(self) -> bool:
        """Whether a requirement is definitely broken: a violation, or advisory where the norm is soft."""
        return self in (Verdict.VIOLATION, Verdict.ADVISORY)


#: Verdicts by the small numbers that generated code returns.
VERDICTS = tuple(Verdict)
