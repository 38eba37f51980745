"""Two sets of findings compared: what is new, what is still open, what was cured in between.

A violation that is no longer found is cured only if its row was judged again and found in order. Where
the row has left the records, its table is missing now, or the rule is off, nobody can say so: it is *lost
sight of*, and listed apart. Where the rows judged are not known one by one, as in the result folder of a
scan, it is *no longer found*, which may be either.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from sdcompliance.findings import Verdict
from sdcompliance.reports.errors import BaselineError
from sdcompliance.reports.findings_source import FindingsSource


class FindingKey(NamedTuple):
    """Which finding it is, whatever became of it."""

    rule: str
    subject: str
    subject_id: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The violations of now and of before, each in one group, in order of rule and row."""

    new: tuple[FindingKey, ...]
    still_open: tuple[FindingKey, ...]
    cured: tuple[FindingKey, ...]
    no_longer_found: tuple[FindingKey, ...]
    lost_sight_of: tuple[FindingKey, ...]


_OPEN = (Verdict.VIOLATION, Verdict.WAIVED)


def compare(
    before: Mapping[FindingKey, Verdict],
    now: Mapping[FindingKey, Verdict],
    judged_now: Callable[[FindingKey], bool | None],
) -> Comparison:
    """Compares violations, waived ones included: a waiver excuses, it does not cure.

    ``now`` has all findings of now; ``judged_now`` tells whether a row without finding was judged by the
    rule all the same, None where nobody can know.
    """
    was_open = {key for key, verdict in before.items() if verdict in _OPEN}
    is_open = {key for key, verdict in now.items() if verdict in _OPEN}
    in_order = {key: _in_order(now.get(key), key, judged_now) for key in was_open - is_open}
    return Comparison(
        new=tuple(sorted(is_open - was_open)),
        still_open=tuple(sorted(is_open & was_open)),
        cured=tuple(sorted(key for key, known in in_order.items() if known is True)),
        no_longer_found=tuple(sorted(key for key, known in in_order.items() if known is None)),
        lost_sight_of=tuple(sorted(key for key, known in in_order.items() if known is False)),
    )


def _in_order(
    verdict: Verdict | None, key: FindingKey, judged_now: Callable[[FindingKey], bool | None]
) -> bool | None:
    return judged_now(key) if verdict is None else verdict.settled


def verdicts_of(source: FindingsSource) -> dict[FindingKey, Verdict]:
    """The findings of a source by their keys."""
    return {
        FindingKey(found.rule, found.subject, found.subject_id): found.verdict for found in source.findings()
    }


def verdicts_in_json(path: str | os.PathLike[str]) -> dict[FindingKey, Verdict]:
    """The findings of a report that ``check --format json`` or ``report --out x.json`` wrote.

    Raises BaselineError where it is none.
    """
    try:
        findings: Iterable[Mapping[str, str]] = json.loads(Path(path).read_text(encoding="utf-8-sig"))[
            "findings"
        ]
        return {
            FindingKey(found["rule"], found["subject"], found["subject_id"]): Verdict(found["verdict"])
            for found in findings
        }
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError, ValueError) as error:
        raise BaselineError(
            f"{os.fspath(path)}: no earlier report ({type(error).__name__}: {error}); expected the JSON of "
            "`sdcompliance check --format json`, or the folder of a scan"
        ) from None
