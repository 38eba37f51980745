"""Assertions on records that say, where they fail, what each rule found and by what it was decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sdcompliance.engines import Show, evaluate
from sdcompliance.findings import Finding, Report, Verdict
from sdcompliance.records import Records
from sdcompliance.rulebook import Rulebook, default_rulebook

_AT_EASE: Final = (Verdict.COMPLIANT, Verdict.NOT_APPLICABLE, Verdict.PENDING)
_MOST_SHOWN: Final = 20  # findings in one message


def _unseen(_: Report) -> None:
    """Nobody keeps count of what was judged."""


@dataclass(frozen=True, slots=True)
class Asserting:
    """The assertions under one rulebook; ``seen`` is told of every report they are based on."""

    rulebook: Rulebook
    seen: Callable[[Report], None] = _unseen

    def compliant(self, records: Records, as_of: date | str | None = None) -> None:
        """Fails with an AssertionError unless every verdict is compliant, pending or not applicable.

        ``as_of`` is by default the day of a drawn dossier, else today in Asia/Shanghai.
        """
        report = self._report(records, as_of)
        wrong = [finding for finding in report.findings if finding.verdict not in _AT_EASE]
        if wrong:
            heading = f"not compliant as of {report.as_of}: {len(wrong)} findings"
            raise AssertionError("\n".join([heading, *_shown(wrong)]))

    def violates(
        self,
        records: Records,
        rule: str,
        as_of: date | str | None = None,
        *,
        subject_id: str | None = None,
    ) -> None:
        """Fails with an AssertionError unless the rule is violated, of the row ``subject_id`` if given.

        An advisory rule objects by an advisory verdict. Raises UnknownNameError where there is no such rule.
        """
        judging = self.rulebook.rule(rule)
        report = self._report(records, as_of)
        judged = [finding for finding in report.findings if finding.rule == rule]
        asked = [finding for finding in judged if subject_id in (None, finding.subject_id)]
        if any(finding.verdict.objects for finding in asked):
            return
        of = f" of {judging.subject} {subject_id}" if subject_id is not None else ""
        lines = [f"{rule} is not violated{of} as of {report.as_of}", f"  requires: {_required(judging.text)}"]
        if records.table(judging.subject) is None:
            lines.append(f"  there is no table {judging.subject}, whose rows it judges")
        elif not judged:
            lines.append(f"  there is no row of {judging.subject}, which it judges")
        elif not asked:
            shown = ", ".join(one.subject_id for one in judged)
            lines.append(f"  no row {subject_id!r}; judged were {shown}")
        raise AssertionError("\n".join([*lines, *_shown(asked)]))

    def _report(self, records: Records, as_of: date | str | None) -> Report:
        day = getattr(records, "as_of", None) if as_of is None else as_of
        report = evaluate(records, day, rulebook=self.rulebook, show=Show.ALL)
        self.seen(report)
        return report


def assert_compliant(records: Records, as_of: date | str | None = None) -> None:
    """``Asserting.compliant`` under the notice's own rulebook."""
    Asserting(default_rulebook()).compliant(records, as_of)


def assert_violates(
    records: Records, rule: str, as_of: date | str | None = None, *, subject_id: str | None = None
) -> None:
    """``Asserting.violates`` under the notice's own rulebook."""
    Asserting(default_rulebook()).violates(records, rule, as_of, subject_id=subject_id)


def _required(text: Mapping[str, str]) -> str:
    return " and ".join(" ".join(value.split()) for key, value in text.items() if key.startswith("require"))


def _shown(findings: list[Finding]) -> Iterator[str]:
    for finding in findings[:_MOST_SHOWN]:
        yield from _lines(finding)
    if len(findings) > _MOST_SHOWN:
        yield f"  … and {len(findings) - _MOST_SHOWN} more"


def _lines(finding: Finding) -> Iterator[str]:
    yield f"  {finding.rule} {finding.subject} {finding.subject_id}: {finding.verdict}"
    if finding.verdict.objects:
        yield f"    {finding.message('en')}"
    if finding.reason is not None:
        yield f"    why open: {finding.reason}"
    if finding.missing:
        yield f"    missing: {', '.join(finding.missing)}"
    if finding.due is not None:
        yield f"    due: {finding.due} ({finding.days} days)"
    other = {name: v for name, v in finding.readings.items() if v is not finding.verdict}
    if other:
        yield f"    other readings: {', '.join(f'{name} {verdict}' for name, verdict in other.items())}"
    for path, value in finding.to_json()["evidence"].items():
        yield f"    {path} = {value}"
