"""A source of findings compared with an earlier report: every finding with its state."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from types import MappingProxyType

from sdcompliance.findings import Privacy, Verdict, mask_numbers
from sdcompliance.reports.baseline import Comparison, Earlier, FindingKey, compare, key_of, verdicts_of
from sdcompliance.reports.findings_source import (
    BriefFinding,
    Dimension,
    FindingsSource,
    Judged,
    ReportedFinding,
    Tally,
)
from sdcompliance.reports.states import BaselineFigures, NoLongerOpen, State
from sdcompliance.rulebook import Words


class ComparedSource:
    """The findings of ``source``, compared with ``earlier``. ``judged_now`` is as for ``compare``.

    It holds the verdicts of both in memory: what a scan found is better compared by the scan itself.
    """

    def __init__(
        self, source: FindingsSource, earlier: Earlier, judged_now: Callable[[FindingKey], bool | None]
    ) -> None:
        self._source = source
        self._earlier = earlier
        self._now = verdicts_of(source)
        self.comparison = compare(earlier.verdicts, self._now, judged_now)
        self._states = MappingProxyType(dict(_states(self.comparison)))
        self.judged: Judged = replace(source.judged, baseline=self._figures())

    def __len__(self) -> int:
        return len(self._source)

    def findings(self) -> Iterator[ReportedFinding]:
        """All findings, in order of rule and row."""
        return map(self._compared, self._source.findings())

    def in_brief(self) -> Iterator[BriefFinding]:
        """All findings, in the same order, each in brief."""
        for found in self.findings():
            yield BriefFinding(*found[:4], found.reason, found.message, found.state)

    def weightiest(self, most: int) -> Iterator[ReportedFinding]:
        """At most so many, the weightiest verdicts first."""
        return map(self._compared, self._source.weightiest(most))

    def tallies(self, by: Dimension) -> tuple[Tally, ...]:
        """The findings counted by one of their columns."""
        return self._source.tallies(by)

    def no_longer_open(self) -> Iterator[NoLongerOpen]:
        """The violations of then that are none now."""
        for state in (State.CURED, State.LOST_SIGHT_OF, State.NO_LONGER_FOUND):
            for key in getattr(self.comparison, state.value):
                was = self._earlier.findings[key]
                yield NoLongerOpen(
                    state=state,
                    rule=key.rule,
                    subject=key.subject,
                    subject_id=key.subject_id,
                    verdict_before=was.verdict,
                    verdict=self._now.get(key),
                    not_there=self._not_there(key, state),
                    city=was.city,
                    site_id=was.site_id,
                    message=self._shown(was.message),
                )

    def _shown(self, message: Words) -> Words:
        """What was found then may have been written without masks."""
        if self.judged.privacy is Privacy.SHOWN:
            return message
        return Words(mask_numbers(message.zh), mask_numbers(message.en))

    def _compared(self, found: ReportedFinding) -> ReportedFinding:
        key = key_of(found.rule, found.subject, found.subject_id)
        was = self._earlier.findings.get(key)
        state = self._states.get(key)
        if state in _OF_NOW and found.verdict not in _OPEN:
            state = None  # another row, whose id looks alike once it is masked
        return found._replace(state=state, verdict_before=None if was is None else was.verdict)

    def _not_there(self, key: FindingKey, state: State) -> str | None:
        judged = self._source.judged
        if state is not State.LOST_SIGHT_OF or key in self._now:
            return None
        if key.rule not in judged.rules:
            return "rule"
        return "table" if judged.subjects.get(key.subject) is None else "row"

    def _figures(self) -> BaselineFigures:
        judged, earlier = self._source.judged, self._earlier
        counts = {state: len(getattr(self.comparison, state.value)) for state in State}
        return BaselineFigures(
            as_of=earlier.as_of,
            stamp=earlier.stamp,
            other_rules=(earlier.stamp, earlier.configuration) != (judged.stamp, judged.configuration),
            counts={s: n for s, n in counts.items() if n or s is not State.NO_LONGER_FOUND},
        )


_OPEN = (Verdict.VIOLATION, Verdict.WAIVED)
_OF_NOW = (State.NEW, State.STILL_OPEN)


def _states(comparison: Comparison) -> Iterator[tuple[FindingKey, State]]:
    for state in State:
        keys: tuple[FindingKey, ...] = getattr(comparison, state.value)
        for key in keys:
            yield key, state
