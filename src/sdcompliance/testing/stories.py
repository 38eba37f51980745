"""Stories: whole dossiers with everything that must be found in them.

A story is a folder with ``records.json``, ``expected.yaml`` and a README.md that tells it.
``expected.yaml`` names the as-of date and every finding a report shows, no more and no less::

    as_of: 2025-02-14
    arrangements: [arrangement.yaml]     # optional: holiday arrangements beside it
    calendar_known_to: 2026              # optional: as it was before later arrangements came out
    findings:
      - {rule: RPT001, subject_id: S1, verdict: violation, due: 2025-02-06}
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from sdcompliance.engines import evaluate
from sdcompliance.findings import Finding, Report
from sdcompliance.records import Records
from sdcompliance.rulebook import Rulebook, read_part
from sdcompliance.rulebook.format import VerdictName
from sdcompliance.testing import comparing
from sdcompliance.workdays import Calendar, calendar, load_arrangement


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class ExpectedFinding(_Part):
    """One finding that must be there; what is not given is not compared."""

    rule: str
    subject_id: str
    verdict: VerdictName
    sensitive: bool = False
    readings: dict[str, str] = {}
    due: date | None = None
    due_latest: date | None = None
    missing: list[str] | None = None
    reason: str | None = None


class Expected(_Part):
    """What must be found in a story."""

    as_of: date
    arrangements: list[str] = []
    calendar_known_to: int | None = None
    findings: list[ExpectedFinding]


@dataclass(frozen=True, slots=True)
class Story:
    """One story, read from its folder."""

    folder: Path
    records: Records
    expected: Expected
    calendar: Calendar

    @property
    def name(self) -> str:
        """The name of its folder."""
        return self.folder.name


def stories(folder: Path) -> tuple[Story, ...]:
    """Every story in the folders below ``folder``, in order of name."""
    return tuple(read_story(path.parent) for path in sorted(folder.glob("*/expected.yaml")))


def read_story(folder: Path) -> Story:
    """One story. Raises RuleError or RecordsError where one of its files is wrong."""
    expected = read_part(Expected, folder / "expected.yaml")
    known_to = expected.calendar_known_to
    days = calendar() if known_to is None else calendar().known_to(known_to)
    for name in expected.arrangements:
        days = days.with_arrangement(load_arrangement(folder / name))
    return Story(folder, Records.load(folder / "records.json"), expected, days)


def judge_story(story: Story, rulebook: Rulebook | None = None) -> Report:
    """The report on a story as of its day."""
    return evaluate(story.records, story.expected.as_of, rulebook=rulebook, calendar=story.calendar)


def differences(story: Story, report: Report) -> tuple[str, ...]:
    """Where a report differs from what the story expects: too much, too little, or not the same."""
    found = {(finding.rule, finding.subject_id): finding for finding in report.findings}
    wanted = {(finding.rule, finding.subject_id): finding for finding in story.expected.findings}
    return tuple(_compared(found, wanted))


def _compared(
    found: dict[tuple[str, str], Finding], wanted: dict[tuple[str, str], ExpectedFinding]
) -> Iterator[str]:
    for key in sorted(found.keys() - wanted.keys()):
        finding = found[key]
        yield f"not expected: {key[0]} {key[1]} {finding.verdict} {finding.message('en')}"
    for key in sorted(wanted.keys() - found.keys()):
        yield f"not found: {key[0]} {key[1]} {wanted[key].verdict}"
    for key in sorted(wanted.keys() & found.keys()):
        expected = wanted[key]
        for difference in comparing.differences(found[key], expected.model_dump(), expected.readings):
            yield f"{key[0]} {key[1]}: {difference}"
