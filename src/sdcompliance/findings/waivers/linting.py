"""What is wrong with waivers that can be read: those that excuse too much, nothing, or no longer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sdcompliance.errors import did_you_mean, nearest
from sdcompliance.findings.report import Report
from sdcompliance.findings.verdict import Verdict
from sdcompliance.findings.waivers.model import Waiver, Waivers
from sdcompliance.findings.waivers.reading import WaiverError
from sdcompliance.rulebook import Language, Norm, Rulebook, RuleFault, Words

#: More rows than this in one waiver, or more days, is unusual enough to be looked at again. Neither number
#: is in the notice (docs/decisions/0013-reports-and-waivers.md).
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
    return lint_excusing(waivers, book, as_of, None if report is None else excused_by(waivers, report))


def lint_excusing(
    waivers: Waivers, book: Rulebook, as_of: date, excused: Sequence[int] | None
) -> tuple[WaiverLint, ...]:
    """The same for whoever counts: ``excused`` is how many violations each waiver excuses, in file order;
    None where nothing has been judged.
    """
    numbers = [None] * len(waivers) if excused is None else excused
    return tuple(
        lint
        for waiver, number in zip(waivers, numbers, strict=True)
        for lint in _lints(waiver, waivers.file, book, as_of, number)
    )


def refuse_wrong(
    waivers: Waivers, book: Rulebook, as_of: date, language: Language | str = Language.EN
) -> None:
    """Raises WaiverError where a waiver cannot stand: nothing is judged by a file that excuses too much."""
    wrong = [lint for lint in lint_waivers(waivers, book, as_of) if lint.severity is Severity.ERROR]
    if wrong:
        raise WaiverError(
            RuleFault(waivers.file, lint.waiver.line, lint.waiver.rule, lint.words.in_(language))
            for lint in wrong
        )


def _lints(
    waiver: Waiver, file: str, book: Rulebook, as_of: date, excused: int | None
) -> Iterator[WaiverLint]:
    def error(code: str, zh: str, en: str) -> WaiverLint:
        return WaiverLint(Severity.ERROR, code, waiver, Words(zh, en))

    def warning(code: str, zh: str, en: str) -> WaiverLint:
        return WaiverLint(Severity.WARNING, code, waiver, Words(zh, en))

    rule = waiver.rule
    if rule in book.settings.off:
        yield warning(
            "rule-off", f"{rule}已在配置中停用，豁免不起作用", f"{rule} is switched off: it excuses nothing"
        )
    elif rule not in book:
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
    elif excused == 0 and rule not in book.settings.off:
        yield warning(
            "never-used",
            "所列记录都没有可豁免的违规，可从文件中删去",
            f"none of its rows has a violation to excuse; take it out of {file}",
        )


def excused_by(waivers: Waivers, report: Report) -> list[int]:
    """How many findings of a report, before or after they were applied to it, each excuses, in file order."""
    found = [0] * len(waivers)
    for finding in (*report.of(Verdict.VIOLATION), *report.of(Verdict.WAIVED)):
        place = waivers.place_of(finding.rule, finding.subject_id, report.as_of)
        if place is not None:
            found[place] += 1
    return found
