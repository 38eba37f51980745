"""What is wrong with waivers that can be read: those that excuse too much, nothing, or no longer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sdcompliance.errors import did_you_mean, nearest
from sdcompliance.findings.report import Report
from sdcompliance.findings.verdict import Verdict
from sdcompliance.findings.waivers.model import Waiver, Waivers
from sdcompliance.rulebook import Norm, Rulebook, Words

#: More rows than this in one waiver, or more days, is unusual enough to be looked at again. Neither number
#: is in the notice (docs/decisions/0013-waivers.md).
MANY_SUBJECTS = 20
MANY_DAYS = 366

_EVERY_ROW = "*"


class Severity(StrEnum):
    """Whether a waiver cannot stand, or ought to be looked at."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class WaiverLint:
    """One thing that is wrong with one waiver. ``code`` is stable."""

    severity: Severity
    code: str
    waiver: Waiver
    words: Words


def lint_waivers(
    waivers: Waivers, book: Rulebook, as_of: date, report: Report | None = None
) -> tuple[WaiverLint, ...]:
    """What is wrong with the waivers on a day, in file order.

    With a ``report``, before or after they were applied to it, also those in force that excuse nothing in it.
    """
    used = None if report is None else _used(waivers, report)
    return tuple(lint for waiver in waivers for lint in _lints(waiver, waivers, book, as_of, used))


def _lints(
    waiver: Waiver, waivers: Waivers, book: Rulebook, as_of: date, used: Mapping[int, int] | None
) -> Iterator[WaiverLint]:
    def error(code: str, zh: str, en: str) -> WaiverLint:
        return WaiverLint(Severity.ERROR, code, waiver, Words(zh, en))

    def warning(code: str, zh: str, en: str) -> WaiverLint:
        return WaiverLint(Severity.WARNING, code, waiver, Words(zh, en))

    rule, file = waiver.rule, waivers.file
    if rule not in book:
        close = nearest(rule, book)
        zh = f"（最接近的名称：{close}）" if close else ""
        yield error(
            "unknown-rule", f"规则库中没有规则{rule}{zh}", f"no rule {rule!r}{did_you_mean(rule, book)}"
        )
    elif book[rule].norm is not Norm.MUST:
        yield error(
            "soft-rule", f"{rule}不产生违规，无须豁免", f"{rule} never gives a violation: nothing to waive"
        )
    if _EVERY_ROW in waiver.subjects:
        yield error(
            "too-broad",
            f"“{_EVERY_ROW}”会豁免全部记录；请逐条写明编号，或在配置中说明理由后停用该规则",
            f"{_EVERY_ROW!r} would excuse every row; name the rows, or switch the rule off with a reason",
        )
    if len(waiver.subjects) > MANY_SUBJECTS:
        n = len(waiver.subjects)
        yield warning(
            "too-broad", f"一次豁免{n}条记录，超过{MANY_SUBJECTS}条", f"{n} rows, more than {MANY_SUBJECTS}"
        )
    days = (waiver.until_on - waiver.from_on).days + 1
    if days > MANY_DAYS:
        yield warning(
            "too-broad", f"有效期{days}天，超过{MANY_DAYS}天", f"holds for {days} days, more than {MANY_DAYS}"
        )
    if waiver.until_on < as_of:
        yield warning(
            "expired",
            f"已于{waiver.until_on}到期，不再豁免",
            f"expired on {waiver.until_on}: excuses nothing",
        )
    elif as_of < waiver.from_on:
        yield warning("not-yet", f"自{waiver.from_on}起才生效", f"holds from {waiver.from_on} only")
    elif used is not None and id(waiver) not in used:
        yield warning(
            "never-used",
            "所列记录都没有可豁免的违规，可从文件中删去",
            f"none of its rows has a violation to excuse; take it out of {file}",
        )


def _used(waivers: Waivers, report: Report) -> dict[int, int]:
    """How many findings each waiver excuses, by its identity: two may say the same."""
    found: dict[int, int] = {}
    for finding in (*report.of(Verdict.VIOLATION), *report.of(Verdict.WAIVED)):
        waiver = waivers.waiver_of(finding.rule, finding.subject_id, report.as_of)
        if waiver is not None:
            found[id(waiver)] = found.get(id(waiver), 0) + 1
    return found
