"""What the writers of obligations need to know of one, whoever found it."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from sdcompliance.rulebook import Words


class Due(Protocol):
    """A duty to be done, or something to be kept (then ``free_from`` is a day)."""

    @property
    def as_of(self) -> date:
        """The day as of which it is pending."""

    @property
    def day(self) -> date:
        """The last day on which it can be done, or must be kept."""

    @property
    def day_latest(self) -> date:
        """The same under the kindest holiday arrangement."""

    @property
    def days(self) -> int:
        """Days left."""

    @property
    def free_from(self) -> date | None:
        """From when what is kept may be destroyed."""

    @property
    def rule(self) -> str:
        """The rule's id."""

    @property
    def subject(self) -> str:
        """The table."""

    @property
    def subject_id(self) -> str:
        """The row."""

    @property
    def addressee(self) -> str | None:
        """The kind of body whose duty it is."""

    @property
    def title(self) -> Words:
        """The fault there will be otherwise."""

    @property
    def clause(self) -> str:
        """The clause."""

    @property
    def quote(self) -> str:
        """Its words."""
