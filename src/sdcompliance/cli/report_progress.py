"""How far a report has come, on standard error, for whoever waits at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from sdcompliance.reports.findings_source import (
        BriefFinding,
        Dimension,
        FindingsSource,
        Judged,
        ReportedFinding,
        Tally,
    )
    from sdcompliance.reports.states import NoLongerOpen

T = TypeVar("T")

_AT_ONCE = 1_000  # findings between two looks at the clock


@contextmanager
def watched(source: FindingsSource, label: str) -> Iterator[FindingsSource]:
    """The source, with a bar that moves as its findings are read; the source itself where nobody watches."""
    if not sys.stderr.isatty():
        yield source
        return
    with click.progressbar(length=max(len(source), 1), label=label, file=sys.stderr, show_eta=True) as bar:
        yield Watched(source, bar.update)


class Watched:
    """A source of findings that tells how many of them have been read."""

    def __init__(self, source: FindingsSource, tell: Callable[[int], None]) -> None:
        self._source = source
        self._tell = tell

    @property
    def judged(self) -> Judged:
        """As the source has it."""
        return self._source.judged

    def __len__(self) -> int:
        return len(self._source)

    def findings(self) -> Iterator[ReportedFinding]:
        """As the source has them."""
        return self._counted(self._source.findings())

    def in_brief(self) -> Iterator[BriefFinding]:
        """As the source has them."""
        return self._counted(self._source.in_brief())

    def weightiest(self, most: int) -> Iterator[ReportedFinding]:
        """As the source has them."""
        return self._counted(self._source.weightiest(most))

    def tallies(self, by: Dimension) -> tuple[Tally, ...]:
        """As the source has them."""
        return self._source.tallies(by)

    def no_longer_open(self) -> Iterator[NoLongerOpen]:
        """As the source has them."""
        return self._source.no_longer_open()

    def _counted(self, items: Iterable[T]) -> Iterator[T]:
        number = 0
        for number, item in enumerate(items, start=1):
            yield item
            if number % _AT_ONCE == 0:
                self._tell(_AT_ONCE)
        self._tell(number % _AT_ONCE)
