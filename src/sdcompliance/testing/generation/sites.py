"""Sites as sessions see them: where they are, what they may examine, on which days they stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Final

from sdcompliance.testing.generation.projects import Examinable

_SESSIONS_OF_A_SITE: Final = 150
_FEWEST: Final = 3
_TRIES: Final = 4


@dataclass(slots=True)
class Site:
    """A site; ``spans`` are the days (from, up to) on which one of its terms is valid."""

    id: str
    city: str
    projects: tuple[Examinable, ...]
    spans: list[tuple[int, int]]

    def stands(self, start: int, end: int) -> bool:
        """Whether one span holds all the days."""
        return any(since <= start and end < until for since, until in self.spans)


class CitySites:
    """The sites of a city.

    ``founding`` ones stand throughout. ``premature`` is the id of one that is announced after the last
    session, ``revoked`` that of one with a revoked term, an older term that stands, and none announced since.
    """

    def __init__(self, founding: Iterable[Site], later: Iterable[Site], premature: str, revoked: str) -> None:
        self.founding = tuple(founding)
        self.premature = premature
        self.revoked = revoked
        self._later = sorted((site for site in later if site.spans), key=lambda site: site.spans[0])
        self._since = [site.spans[0][0] for site in self._later]

    def drawn(self, start: int, end: int, rng: Random) -> Site:
        """A site that stands on these days."""
        many = bisect_right(self._since, start)
        for _ in range(_TRIES):
            n = int(rng.random() * (many + len(self.founding)))
            if n >= many:
                return self.founding[n - many]
            if self._later[n].stands(start, end):
                return self._later[n]
        return self.founding[0]


def later_sites(sessions: float) -> int:
    """How many sites a city gets under the notice if it holds about so many sessions."""
    return max(_FEWEST, round(sessions / _SESSIONS_OF_A_SITE))
